import { foreseeLeaving, type Leaving } from '../changes/plan/leave-instead.ts';
import type { Note } from '../changes/plan/plan.ts';
import type { Clock } from '../engine/clock.ts';
import type { Change, Refusal } from '../licensing/change.ts';
import { causesOf, type FailureScope } from '../licensing/explain/causes.ts';
import { type DirectReason, explainRefusals } from '../licensing/explain/explain-refusals.ts';
import { type FailingPeople, failingPeople } from '../licensing/explain/failing-people.ts';
import { type FailingPage, type FailureCause, failingPage, failureCauses } from '../licensing/explain/failure-cause.ts';
import { type KnownStatuses, rememberStatuses } from '../licensing/explain/known-statuses.ts';
import type { Tenant } from '../licensing/model/tenant.ts';
import { refusedBack } from '../licensing/model/way-back.ts';
import { type Foreseen, foreseenOf, type Refused, type Supposed } from '../licensing/outcome/foreseen.ts';
import type { Outcome } from '../licensing/outcome/outcome.ts';
import { type PeopleAsked, type PeopleTold, peopleOfOutcome } from '../licensing/outcome/people-of-outcome.ts';
import { type Preview, requestPreviewOf } from '../licensing/outcome/preview.ts';
import { previewFacts, type TwinPlan } from '../licensing/outcome/preview-facts.ts';
import { rehearsing } from '../licensing/outcome/rehearsal.ts';
import { simulating } from '../licensing/outcome/simulate.ts';
import { finish, oneStep, type Steps } from '../licensing/steps.ts';
import { type SuggestOptions, suggesting, suggestingFor } from '../licensing/suggest/suggest.ts';
import { type SuggestedFix, suggestedFix } from '../licensing/suggest/suggested-fix.ts';
import type { Suggestion } from '../licensing/suggest/suggestion.ts';
import { inSlices } from './slices.ts';

/** Whose failures: of the groups; where there are none, of the people; or of everybody. By ids; what is not there has none. */
export type FailuresAskedFor =
  | { readonly groupIds: readonly string[]; readonly userIds: readonly string[] }
  | 'everywhere';

interface FailingAsked {
  readonly page: number;
  readonly size: number;
  /** Only those with this error. */
  readonly reason?: string | undefined;
}

/** People who fail at this moment, why, and what would mend it. */
interface Failures {
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
  /** The same by their places in the tenant: good while what is foreseen stands. */
  placesReached(changes: readonly Change[]): Promise<UserIndices>;
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
  failures(of: FailuresAskedFor): Promise<Failures>;
  /** Why people fail at this moment, and nothing more. */
  causes(of: FailuresAskedFor): Promise<readonly FailureCause[]>;
  /** The same with everybody who fails, by their ids. */
  failingPeople(groupIds: readonly string[] | 'everywhere'): Promise<readonly FailingPeople[]>;
  /** Those of one reason, or all, with a page of their people. */
  failing(
    of: FailuresAskedFor,
    page: FailingAsked,
  ): Promise<{ readonly causes: readonly FailureCause[]; readonly page: FailingPage }>;
  /** Takes the first look, so that nobody waits for it. */
  rehearse(): Promise<boolean>;
  /** While this is the same, so is every answer: what is decided on an answer is decided while it stands. */
  readonly standing: string;
  /** How often something was computed, and not only asked. */
  readonly computed: Readonly<Record<'simulations' | 'searches', number>>;
}

interface ForesightOptions {
  readonly tenant: Tenant;
  /** @see Controller */
  readonly controller: {
    readonly standing: string;
    foreseeing<T>(look: () => Steps<T>): Steps<T>;
    first<T>(look: T | Promise<T>): T | Promise<T>;
  };
  readonly clock: Clock;
  /** Milliseconds since some moment: what thinking takes, which the clock need not say. */
  readonly effortMs: () => number;
}

/** People by their places in the tenant. */
export type UserIndices = Uint32Array;

/**
 * A turn answers in well under three seconds, whatever the tenant's size: fixes are looked for that long, best hopes first.
 * What others compute meanwhile counts too, as they wait for the same thread: where many ask, each has what is its own.
 */
const LONGEST_SEARCH_MS = 400;
const OWN_SEARCH_MS = 50;

/** Answers kept: of a card's life these are asked again. An outcome holds everybody whom it reaches. */
const KEPT = { answers: 12, people: 300_000 };

export function foresight({ tenant, controller, clock, effortMs }: ForesightOptions): Foresight {
  const computed = { simulations: 0, searches: 0 };
  const answers = answersAt(() => controller.standing);
  /** Of the tenant at rest: read once, whatever is supposed. */
  const statuses = whileItStands(
    () => controller.standing,
    () => rememberStatuses(tenant),
  );

  /** The answer to a question: as it was given, or is being found, while neither the tenant nor what is owed has moved. */
  function once<T>(question: readonly unknown[], look: (now: string) => Steps<T>): Promise<T> {
    const { known, keep } = answers(question);
    if (known !== undefined) return known as Promise<T>;
    const answer = at(look);
    keep(answer);
    answer.catch(() => keep(undefined));
    return answer;
  }

  const at = async <T>(look: (now: string) => Steps<T>): Promise<T> =>
    controller.first(inSlices(tenant, clock, () => controller.foreseeing(() => look(clock.now().toISOString()))));

  function* outcomeOf(changes: readonly Change[], now: string): Steps<Outcome> {
    const { known, keep } = answers(['outcome', changes]);
    if (known !== undefined) return known as Outcome;
    computed.simulations += 1;
    const outcome = yield* simulating(tenant, changes, { now }, statuses());
    keep(outcome, outcome.people.length + outcome.newlyFailing.length);
    return outcome;
  }

  function search(now: string, look: (options: SuggestOptions, known: KnownStatuses) => Steps<readonly Suggestion[]>) {
    computed.searches += 1;
    return inTime(effortMs, (mayGoOn) => look({ now, mayGoOn }, statuses()));
  }

  const fixesOf = (suggestions: readonly Suggestion[], alone?: Outcome) =>
    suggestions.map((suggestion) => suggestedFix(tenant, suggestion, alone));

  return {
    foresee: (supposed) =>
      once(['foresee', supposed], function* (now) {
        return yield* foreseenOf(tenant, yield* outcomeOf(supposed.changes, now), supposed);
      }),
    requestPreview: ({ changes, about }) =>
      once(['requestPreview', changes, about], function* (now) {
        return yield* requestPreviewOf(tenant, yield* outcomeOf(changes, now), { ...about, changes });
      }),
    people: ({ changes, about }, page) =>
      at(function* (now) {
        return peopleOfOutcome(tenant, yield* outcomeOf(changes, now), about, page);
      }),
    reached: (changes) =>
      at(function* (now) {
        return (yield* outcomeOf(changes, now)).people.map(({ user }) => tenant.user(user).id);
      }),
    placesReached: (changes) =>
      at(function* (now) {
        return Uint32Array.from((yield* outcomeOf(changes, now)).people, ({ user }) => user);
      }),
    twins: (changes) =>
      at(function* (now) {
        return previewFacts(tenant, changes, yield* outcomeOf(changes, now)).flatMap((facts) => facts.twins);
      }),
    leaving: (notes) =>
      at((now) => oneStep(() => foreseeLeaving(tenant, notes, (changes) => finish(outcomeOf(changes, now))))),
    fixesFor: (changes) =>
      once(['fixesFor', changes], function* (now) {
        const found = yield* search(now, (...how) => suggestingFor(tenant, changes, ...how));
        return found.length === 0 ? [] : fixesOf(found, yield* outcomeOf(changes, now));
      }),
    refusedBack: (changes) => once(['refusedBack', changes], (now) => oneStep(() => refusedBack(tenant, changes, now))),
    failures: (of) =>
      once(['failures', of], function* (now) {
        const scope = scopeIn(tenant, of);
        const causes = failureCauses(tenant, causesOf(tenant, scope));
        if (causes.length === 0) return { causes, suggestions: [] };
        return { causes, suggestions: fixesOf(yield* search(now, (...how) => suggesting(tenant, scope, ...how))) };
      }),
    rehearse: async () => inSlices(tenant, clock, () => rehearsing(tenant, clock.now().toISOString(), statuses())),
    ...asItStands(tenant),
    get standing() {
      return controller.standing;
    },
    computed,
  };
}

/** What is read from the tenant of the moment. */
function asItStands(tenant: Tenant): Pick<Foresight, 'reasons' | 'causes' | 'failingPeople' | 'failing'> {
  return {
    reasons: async (changes, refusals) => explainRefusals(tenant, changes, refusals),
    causes: async (of) => failureCauses(tenant, causesOf(tenant, scopeIn(tenant, of))),
    failingPeople: async (groupIds) => failingPeople(tenant, groupIds),
    async failing(of, { reason, ...page }) {
      const causes = causesOf(tenant, scopeIn(tenant, of)).filter(
        ({ error }) => reason === undefined || error === reason,
      );
      return { causes: failureCauses(tenant, causes), page: failingPage(tenant, causes, page) };
    },
  };
}

interface Kept {
  readonly answer: unknown;
  readonly people: number;
}

/** The latest answers, while things stand as they did when they were asked for. */
function answersAt(standing: () => string) {
  const answers = whileItStands(standing, () => new Map<string, Kept>());
  return (question: readonly unknown[]) => {
    const key = JSON.stringify(question);
    const ofNow = answers();
    return {
      known: ofNow.get(key)?.answer,
      /** Undefined: there is none. What became known of another moment meanwhile is kept for nobody. */
      keep(answer: unknown, people = 0): void {
        if (answer === undefined) ofNow.delete(key);
        else ofNow.set(key, { answer, people });
        let all = [...ofNow.values()].reduce((sum, kept) => sum + kept.people, 0);
        for (const [oldest, kept] of ofNow) {
          if (ofNow.size <= KEPT.answers && (all <= KEPT.people || ofNow.size === 1)) break;
          ofNow.delete(oldest);
          all -= kept.people;
        }
      },
    };
  };
}

/** Made anew whenever things stand otherwise than when it was made. */
function whileItStands<T>(standing: () => string, make: () => T): () => T {
  let madeAt: string | undefined;
  let made: T;
  return () => {
    if (standing() !== madeAt) made = make();
    madeAt = standing();
    return made;
  };
}

/** Steps that may go on for as long as a search may take. */
function* inTime<T>(effortMs: () => number, look: (mayGoOn: (share: number) => boolean) => Steps<T>): Steps<T> {
  const beganMs = effortMs();
  let othersMs = 0;
  const steps = look((share) => {
    const spentMs = effortMs() - beganMs;
    return spentMs < LONGEST_SEARCH_MS * share || spentMs - othersMs < OWN_SEARCH_MS * share;
  });
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
    const leftMs = effortMs();
    yield;
    othersMs += effortMs() - leftMs;
  }
}

function scopeIn(tenant: Tenant, of: FailuresAskedFor): FailureScope {
  if (of === 'everywhere') return of;
  const groups = of.groupIds.flatMap((id) => tenant.findGroup(id) ?? []);
  if (groups.length > 0) return { groups };
  return { users: of.userIds.flatMap((id) => tenant.findUser(id) ?? []) };
}
