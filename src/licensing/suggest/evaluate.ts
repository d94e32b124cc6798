import type { Change } from '../change.ts';
import type { Tenant, UserIndex } from '../model/tenant.ts';
import type { Outcome } from '../outcome/outcome.ts';
import { simulating } from '../outcome/simulate.ts';
import type { Steps } from '../steps.ts';
import type { Candidate, CauseQuestion } from './candidate.ts';
import { byMerit } from './merit.ts';
import type { Suggestion } from './suggestion.ts';

/**
 * What one candidate does to everybody, and to those who fail in the group of one of these causes: of several that it may
 * mend, the one that it helps most. Undefined when it helps nobody.
 */
export function* evaluate(
  questions: readonly [CauseQuestion, ...CauseQuestion[]],
  candidate: Candidate,
): Steps<Suggestion | undefined> {
  const [{ tenant, options, known }] = questions;
  const outcome = yield* simulating(tenant, candidate.changes, options, known);
  if (outcome.refusals.length > 0) return undefined;
  return questions
    .flatMap((question) => answer(question, candidate, outcome) ?? [])
    .reduce<Suggestion | undefined>((best, next) => (best && byMerit(best, next) <= 0 ? best : next), undefined);
}

function answer(
  { tenant, cause, failing }: CauseQuestion,
  { kind, changes, subject, canApply, also }: Candidate,
  outcome: Outcome,
): Suggestion | undefined {
  const groupId = tenant.group(cause.group).id;
  const fixes = outcome.fixed
    .filter((failure) => failure.groupId === groupId && failing.has(failure.user))
    .map(({ user }) => user);
  const helped = new Set(fixes);
  const failed = new Set(cause.failedSkuIds);
  const partlyFixes = outcome.people
    .filter(
      ({ user, gainedSkuIds }) =>
        failing.has(user) && !helped.has(user) && gainedSkuIds.some((skuId) => failed.has(skuId)),
    )
    .map(({ user }) => user);
  if (fixes.length + partlyFixes.length === 0) return undefined;
  for (const user of partlyFixes) helped.add(user);
  const alsoTouched = peopleTouched(tenant, changes, outcome).filter((user) => !helped.has(user));
  return {
    kind,
    changes,
    subject,
    ...(also ? { also } : {}),
    groupId,
    fixes,
    partlyFixes,
    of: failing.size,
    alsoTouched,
    canApply,
    outcome,
  };
}

/** Each once, in file order, as an outcome's people are. */
function peopleTouched(tenant: Tenant, changes: readonly Change[], { people }: Outcome): readonly UserIndex[] {
  const named = peopleNamed(tenant, changes);
  const users = people.map(({ user }) => user);
  return named.length === 0 ? users : [...new Set([...users, ...named])].sort((a, b) => a - b);
}

/** People of whom a change alters something else than memberships and licenses. */
function peopleNamed(tenant: Tenant, changes: readonly Change[]): readonly UserIndex[] {
  return changes.flatMap((change) => {
    if (change.kind !== 'setProxyAddresses' && change.kind !== 'setUsageLocation') return [];
    return tenant.findUser(change.userId) ?? [];
  });
}
