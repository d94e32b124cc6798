import { foreseeLeaving, type Leaving } from '../core/command/leave-instead.ts';
import type { Note } from '../core/command/plan.ts';
import { causesOf, type FailureScope } from '../core/licensing/causes.ts';
import type { Change, Refusal } from '../core/licensing/change.ts';
import { type DirectReason, explainRefusals } from '../core/licensing/explain-refusals.ts';
import { type FailingPeople, failingPeople } from '../core/licensing/failing-people.ts';
import { type FailingPage, type FailureCause, failingPage, failureCauses } from '../core/licensing/failure-cause.ts';
import { type Foreseen, foreseenOf, type Refused, type Supposed } from '../core/licensing/foreseen.ts';
import type { Outcome } from '../core/licensing/outcome.ts';
import { type PeopleAsked, type PeopleTold, peopleOfOutcome } from '../core/licensing/people-of-outcome.ts';
import { type Preview, requestPreviewOf } from '../core/licensing/preview.ts';
import { previewFacts, type TwinPlan } from '../core/licensing/preview-facts.ts';
import { simulate } from '../core/licensing/simulate.ts';
import { suggest, suggestFor } from '../core/licensing/suggest.ts';
import { type SuggestedFix, suggestedFix } from '../core/licensing/suggested-fix.ts';
import type { Suggestion } from '../core/licensing/suggestion.ts';
import type { Tenant } from '../core/licensing/tenant.ts';
import { refusedBack } from '../core/licensing/way-back.ts';
import type { Clock } from '../engine/clock.ts';

/** Whose failures: of the groups; where there are none, of the people; or of everybody. By ids; what is not there has none. */
export type FailuresOf = { readonly groupIds: readonly string[]; readonly userIds: readonly string[] } | 'everywhere';

export interface FailingAsked {
  readonly page: number;
  readonly size: number;
  /** Only those with this error. */
  readonly reason?: string | undefined;
}

/** People who fail at this moment, why, and what would mend it. */
export interface Failures {
  readonly causes: readonly FailureCause[];
  /** Best first. */
  readonly suggestions: readonly SuggestedFix[];
}

/**
 * The one place where outcomes are simulated and fixes are looked for, so that a preview, the decision about it and its
 * approval see the same. Everything is told of the tenant as it will be when all that is owed has been done. What was
 * asked once is not computed again while the tenant stands: the same answer is given, and one answer is the same object.
 */
export interface Foresight {
  /** What changes, taken together, would do. */
  foresee(supposed: Supposed): Promise<Foreseen | Refused>;
  /** The same, told to a second person who is to agree to it. */
  requestPreview(supposed: Supposed): Promise<Preview>;
  /** A page of the people for whom something follows, and what. */
  people(supposed: Supposed, page: PeopleAsked): Promise<PeopleTold>;
  /** Everybody for whom something follows. */
  reached(changes: readonly Change[]): Promise<readonly string[]>;
  /** Plans that changes leave on although they turn off the older name of the same service. */
  twins(changes: readonly Change[]): Promise<readonly TwinPlan[]>;
  /** How what a plan could not take, because people inherit it, is taken all the same; undefined where it could. */
  leaving(notes: readonly Note[]): Promise<Leaving | undefined>;
  /** What stands in the way of the direct licenses that are refused. */
  reasons(changes: readonly Change[], refusals: readonly Refusal[]): Promise<readonly DirectReason[]>;
  /** Why the directory would not take the changes back once they stand; nothing where it would. */
  refusedBack(changes: readonly Change[]): Promise<readonly Refusal[]>;
  /** What to do besides, so that changes which are not applied yet newly fail nobody. */
  fixesFor(changes: readonly Change[]): Promise<readonly SuggestedFix[]>;
  failures(of: FailuresOf): Promise<Failures>;
  /** Why people fail at this moment, and nothing more. */
  causes(of: FailuresOf): Promise<readonly FailureCause[]>;
  /** The same with everybody who fails, by their ids. */
  failingPeople(groupIds: readonly string[] | 'everywhere'): Promise<readonly FailingPeople[]>;
  /** Those of one reason, or all, with a page of their people. */
  failing(
    of: FailuresOf,
    page: FailingAsked,
  ): Promise<{ readonly causes: readonly FailureCause[]; readonly page: FailingPage }>;
  /** While this is the same, so is every answer: what is decided on an answer is decided while it stands. */
  readonly standing: string;
  /** How often something was computed, and not only asked. */
  readonly computed: Readonly<Record<'simulations' | 'searches', number>>;
}

export interface ForesightOptions {
  readonly tenant: Tenant;
  /** @see Controller */
  readonly controller: {
    readonly owes: number;
    foreseen<T>(look: () => T): T;
  };
  readonly clock: Clock;
  /** Milliseconds since some moment: what thinking takes, which the clock need not say. */
  readonly effortMs: () => number;
}

/** A turn answers in well under three seconds, whatever the tenant's size: fixes are looked for that long, best hopes first. */
const LONGEST_SEARCH_MS = 700;

/** Answers kept. An outcome holds everybody whom it reaches, and of a card's life these are asked again. */
const KEPT = 12;

export function foresight({ tenant, controller, clock, effortMs }: ForesightOptions): Foresight {
  const computed = { simulations: 0, searches: 0 };
  const answers = new Map<string, unknown>();
  let answeredAt = '';
  const standing = () => `${tenant.revision} ${controller.owes}`;

  /** The answer to a question: as it was given, while neither the tenant nor what is owed has moved since. */
  function once<T>(question: readonly unknown[], compute: () => T): T {
    if (standing() !== answeredAt) answers.clear();
    answeredAt = standing();
    const key = JSON.stringify(question);
    if (!answers.has(key)) answers.set(key, compute());
    for (const oldest of answers.keys()) {
      if (answers.size <= KEPT) break;
      answers.delete(oldest);
    }
    return answers.get(key) as T;
  }

  function search(look: (options: Parameters<typeof suggest>[2]) => readonly Suggestion[]): readonly Suggestion[] {
    computed.searches += 1;
    const untilMs = effortMs() + LONGEST_SEARCH_MS;
    const options = { now: clock.now().toISOString(), mayGoOn: () => effortMs() < untilMs };
    return controller.foreseen(() => look(options));
  }

  const at = <T>(look: (now: string) => T): T => controller.foreseen(() => look(clock.now().toISOString()));
  const outcomeOf = (changes: readonly Change[]): Outcome =>
    once(['outcome', changes], () => {
      computed.simulations += 1;
      return at((now) => simulate(tenant, changes, { now }));
    });
  const fixesOf = (suggestions: readonly Suggestion[], alone?: Outcome) =>
    at(() => suggestions.map((suggestion) => suggestedFix(tenant, suggestion, alone)));

  return {
    foresee: async (supposed) =>
      once(['foresee', supposed], () => {
        const outcome = outcomeOf(supposed.changes);
        return at(() => foreseenOf(tenant, outcome, supposed));
      }),
    async requestPreview({ changes, about }) {
      const outcome = outcomeOf(changes);
      return at(() => requestPreviewOf(tenant, outcome, { ...about, changes }));
    },
    async people({ changes, about }, page) {
      const outcome = outcomeOf(changes);
      return at(() => peopleOfOutcome(tenant, outcome, about, page));
    },
    reached: async (changes) => outcomeOf(changes).people.map(({ user }) => tenant.user(user).id),
    twins: async (changes) => previewFacts(tenant, changes, outcomeOf(changes)).flatMap((facts) => facts.twins),
    leaving: async (notes) => foreseeLeaving(tenant, notes, outcomeOf),
    reasons: async (changes, refusals) => explainRefusals(tenant, changes, refusals),
    fixesFor: async (changes) =>
      once(['fixesFor', changes], () => {
        const found = search((options) => suggestFor(tenant, changes, options));
        return found.length === 0 ? [] : fixesOf(found, outcomeOf(changes));
      }),
    refusedBack: async (changes) =>
      once(['refusedBack', changes], () => at((now) => refusedBack(tenant, changes, now))),
    failures: async (of) =>
      once(['failures', of], () => {
        const scope = scopeIn(tenant, of);
        const causes = failureCauses(tenant, causesOf(tenant, scope));
        const found = causes.length === 0 ? [] : search((options) => suggest(tenant, scope, options));
        return { causes, suggestions: fixesOf(found) };
      }),
    causes: async (of) => failureCauses(tenant, causesOf(tenant, scopeIn(tenant, of))),
    failingPeople: async (groupIds) => failingPeople(tenant, groupIds),
    async failing(of, { reason, ...page }) {
      const causes = causesOf(tenant, scopeIn(tenant, of)).filter(
        ({ error }) => reason === undefined || error === reason,
      );
      return { causes: failureCauses(tenant, causes), page: failingPage(tenant, causes, page) };
    },
    get standing() {
      return standing();
    },
    computed,
  };
}

function scopeIn(tenant: Tenant, of: FailuresOf): FailureScope {
  if (of === 'everywhere') return of;
  const groups = of.groupIds.flatMap((id) => tenant.findGroup(id) ?? []);
  if (groups.length > 0) return { groups };
  return { users: of.userIds.flatMap((id) => tenant.findUser(id) ?? []) };
}
