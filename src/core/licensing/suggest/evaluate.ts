import { type SimulateOptions, simulate } from '../simulate.ts';
import type { Cause } from '../status.ts';
import type { Suggestion } from '../suggestion.ts';
import type { Tenant, UserIndex } from '../tenant.ts';
import type { Candidate } from './candidate.ts';

/** What one candidate does to everybody, and to those who fail in the cause's group; undefined when it helps none of them. */
export function evaluate(
  tenant: Tenant,
  cause: Cause,
  failing: ReadonlySet<UserIndex>,
  { kind, changes, subject, canApply, also }: Candidate,
  options: SimulateOptions,
): Suggestion | undefined {
  const outcome = simulate(tenant, changes, options);
  if (outcome.refusals.length > 0) return undefined;
  const groupId = tenant.group(cause.group).id;
  const fixes = outcome.fixed
    .filter((failure) => failure.groupId === groupId && failing.has(failure.user))
    .map(({ user }) => user);
  const fixed = new Set(fixes);
  const failed = new Set(cause.failedSkuIds);
  const partlyFixes = outcome.people
    .filter(
      ({ user, gainedSkuIds }) =>
        failing.has(user) && !fixed.has(user) && gainedSkuIds.some((skuId) => failed.has(skuId)),
    )
    .map(({ user }) => user);
  if (fixes.length + partlyFixes.length === 0) return undefined;
  const helped = new Set([...fixes, ...partlyFixes]);
  const alsoTouched = outcome.people.filter(({ user }) => !helped.has(user)).map(({ user }) => user);
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

/** Best first: most people fixed, then partly fixed, fewest others touched, fewest changes. */
export function byMerit(a: Suggestion, b: Suggestion): number {
  return (
    b.fixes.length - a.fixes.length ||
    b.partlyFixes.length - a.partlyFixes.length ||
    a.alsoTouched.length - b.alsoTouched.length ||
    a.changes.length - b.changes.length
  );
}
