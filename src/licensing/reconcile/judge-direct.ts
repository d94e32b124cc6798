import type { AssignedLicense, LicenseAssignmentError } from '../../graph/types.ts';
import { exclusivePairs, type Rules, wholeProduct } from '../rules/rules.ts';

/** A held row: direct when it comes from no group. */
interface HeldRow extends AssignedLicense {
  readonly assignedByGroup: string | null;
}

/** A direct assignment, and what it is judged by. */
interface DirectCase {
  /** Products given or taken away; what is taken away turns off all its plans. */
  readonly licenses: readonly AssignedLicense[];
  readonly usageLocation: string | null;
  readonly now: readonly HeldRow[];
  /** Held rows afterwards, without and with those that are only retained. */
  readonly base: readonly HeldRow[];
  readonly after: readonly HeldRow[];
  readonly sharesAddress: boolean;
  readonly hasFreeSeat: (skuId: string) => boolean;
}

/**
 * The error that each product would have, by the rules of a group's acceptance: the directory refuses a
 * direct assignment where a group's would be left in error.
 */
export function judgeDirect(rules: Rules, matter: DirectCase): ReadonlyMap<string, LicenseAssignmentError> {
  const errors = new Map<string, LicenseAssignmentError>();
  for (const license of matter.licenses) {
    const error = ruleBroken(rules, matter, license);
    if (error) errors.set(license.skuId, error);
  }
  if (errors.size > 0) return errors;
  for (const { skuId } of matter.licenses) {
    if (!matter.now.some((row) => row.skuId === skuId) && !matter.hasFreeSeat(skuId))
      errors.set(skuId, 'CountViolation');
  }
  return errors;
}

function ruleBroken(rules: Rules, matter: DirectCase, license: AssignedLicense): LicenseAssignmentError | undefined {
  const { usageLocation, now, base, after } = matter;
  const plans = rules.ruledPlans(license);
  const others = plansOf(
    rules,
    after.filter((row) => row.skuId !== license.skuId),
  );
  if (plans.some((plan) => usageLocation !== null && rules.isRestricted(plan, usageLocation))) {
    return 'ProhibitedInUsageLocationViolation';
  }
  if (exclusivePairs(rules, plans, others).length > 0) return 'MutuallyExclusiveViolation';
  const given = plansOf(rules, base);
  const lacks = plans.some((plan) => rules.prerequisites(plan).some((entry) => !entry.some((need) => given.has(need))));
  if (lacks || takesPrerequisite(rules, matter, license.skuId)) return 'DependencyViolation';
  const hasMailbox = [...plansOf(rules, now)].some(rules.isMailbox);
  return matter.sharesAddress && !hasMailbox && plans.some(rules.isMailbox) ? 'UniquenessViolation' : undefined;
}

/** Would what the direct copy gives now be missed by a plan that stays on (R26)? */
function takesPrerequisite(rules: Rules, { now, after }: DirectCase, skuId: string): boolean {
  if (!now.some((row) => row.assignedByGroup === null && row.skuId === skuId)) return false;
  const [before, then] = [plansOf(rules, now), plansOf(rules, after)];
  const could = rules.ruledPlans(wholeProduct(skuId));
  const isMissed = (entry: readonly string[]) =>
    entry.some((need) => before.has(need) && could.includes(need)) && !entry.some((need) => then.has(need));
  return [...then].some((plan) => before.has(plan) && rules.prerequisites(plan).some(isMissed));
}

function plansOf(rules: Rules, rows: readonly AssignedLicense[]): Set<string> {
  return new Set(rows.flatMap((row) => rules.ruledPlans(row)));
}
