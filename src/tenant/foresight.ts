import { causesOf, type FailureScope } from '../core/licensing/causes.ts';
import type { Change, Refusal } from '../core/licensing/change.ts';
import { type FailingPage, type FailureCause, failingPage, failureCauses } from '../core/licensing/failure-cause.ts';
import type { Outcome } from '../core/licensing/outcome.ts';
import { simulate } from '../core/licensing/simulate.ts';
import { suggest, suggestFor } from '../core/licensing/suggest.ts';
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
  readonly suggestions: readonly Suggestion[];
}

/**
 * The one place where outcomes are simulated and fixes are looked for, so that a preview, the decision about it and its
 * approval see the same. Everything is told of the tenant as it will be when all that is owed has been done. What was
 * asked once is not computed again while the tenant stands: the same answer is given, and one answer is the same object.
 */
export interface Foresight {
  /** What the changes, taken together, would do. */
  simulate(changes: readonly Change[]): Outcome;
  /** Why the directory would not take the changes back once they stand; nothing where it would. */
  refusedBack(changes: readonly Change[]): readonly Refusal[];
  /** What to do besides, so that changes which are not applied yet newly fail nobody. */
  fixesFor(changes: readonly Change[]): readonly Suggestion[];
  failures(of: FailuresOf): Failures;
  /** Why people fail at this moment, and nothing more. */
  causes(of: FailuresOf): readonly FailureCause[];
  /** Those of one reason, or all, with a page of their people. */
  failing(of: FailuresOf, page: FailingAsked): { readonly causes: readonly FailureCause[]; readonly page: FailingPage };
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
const KEPT = 6;

export function foresight({ tenant, controller, clock, effortMs }: ForesightOptions): Foresight {
  const computed = { simulations: 0, searches: 0 };
  const answers = new Map<string, unknown>();
  let standing = '';

  /** The answer to a question: as it was given, while neither the tenant nor what is owed has moved since. */
  function once<T>(question: readonly unknown[], compute: () => T): T {
    const now = `${tenant.revision} ${controller.owes}`;
    if (now !== standing) answers.clear();
    standing = now;
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

  return {
    simulate: (changes) =>
      once(['simulate', changes], () => {
        computed.simulations += 1;
        return controller.foreseen(() => simulate(tenant, changes, { now: clock.now().toISOString() }));
      }),
    refusedBack: (changes) =>
      once(['refusedBack', changes], () =>
        controller.foreseen(() => refusedBack(tenant, changes, clock.now().toISOString())),
      ),
    fixesFor: (changes) => once(['fixesFor', changes], () => search((options) => suggestFor(tenant, changes, options))),
    failures: (of) =>
      once(['failures', of], () => {
        const scope = scopeIn(tenant, of);
        const causes = failureCauses(tenant, causesOf(tenant, scope));
        return { causes, suggestions: causes.length === 0 ? [] : search((options) => suggest(tenant, scope, options)) };
      }),
    causes: (of) => failureCauses(tenant, causesOf(tenant, scopeIn(tenant, of))),
    failing(of, { reason, ...page }) {
      const causes = causesOf(tenant, scopeIn(tenant, of)).filter(
        ({ error }) => reason === undefined || error === reason,
      );
      return { causes: failureCauses(tenant, causes), page: failingPage(tenant, causes, page) };
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
