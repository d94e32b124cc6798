import { type AssignedLicense, LICENSE_ASSIGNMENT_ERRORS, type LicenseAssignmentError } from '../graph.ts';
import { enabledPlans, type Rules } from './rules.ts';
import { effective, type Given, plansOf, type Settled } from './settle.ts';

/** What a judgement looks at beside the rules (engine.md, *Can group g be accepted for u?*). */
export interface Case {
  /** Null: a direct assignment. */
  readonly group: string | null;
  readonly template: readonly AssignedLicense[];
  readonly location: string | null;
  /** Held rows just before. */
  readonly now: readonly Given[];
  /** What counts as had now for mailboxes and seats: more than `now` in the first round. */
  readonly had: readonly Given[];
  readonly after: Settled;
  readonly sharesAddress: boolean;
  readonly hasFreeSeat: (skuId: string) => boolean;
}

export type Errors = ReadonlyMap<string, LicenseAssignmentError>;

/** Each product's error; empty when all of them can be given. `Other` marks siblings of a product with an error (R35). */
export function judge(rules: Rules, matter: Case): Errors {
  const errors = new Map<string, LicenseAssignmentError>();
  const nowPlans = plansOf(rules, matter.now);
  const afterRows = effective(matter.after);
  const afterPlans = plansOf(rules, afterRows);
  const basePlans = plansOf(rules, matter.after.base);
  const getsFirstMailbox = ![...plansOf(rules, matter.had)].some(rules.isMailbox);
  for (const license of matter.template) {
    const plans = enabledPlans(rules, license);
    const others = plansOf(
      rules,
      afterRows.filter((row) => row.skuId !== license.skuId),
    );
    if (plans.some((plan) => matter.location !== null && rules.isRestricted(plan, matter.location))) {
      errors.set(license.skuId, 'ProhibitedInUsageLocationViolation');
    } else if (plans.some((plan) => excludes(rules, plan, others))) {
      errors.set(license.skuId, 'MutuallyExclusiveViolation');
    } else if (
      plans.some((plan) => rules.prerequisites(plan).some((entry) => !entry.some((need) => basePlans.has(need)))) ||
      takesPrerequisite(rules, matter, license.skuId, nowPlans, afterPlans)
    ) {
      errors.set(license.skuId, 'DependencyViolation');
    } else if (matter.sharesAddress && getsFirstMailbox && plans.some(rules.isMailbox)) {
      errors.set(license.skuId, 'UniquenessViolation');
    }
  }
  if (errors.size === 0) {
    for (const { skuId } of matter.template) {
      if (!matter.had.some((row) => row.skuId === skuId) && !matter.hasFreeSeat(skuId))
        errors.set(skuId, 'CountViolation');
    }
  }
  if (errors.size > 0) {
    for (const { skuId } of matter.template) if (!errors.has(skuId)) errors.set(skuId, 'Other');
  }
  return errors;
}

/** The first, in order of precedence, that any product carries. */
export function topReason(errors: Errors): LicenseAssignmentError {
  const carried = new Set(errors.values());
  return LICENSE_ASSIGNMENT_ERRORS.find((error) => carried.has(error)) ?? 'Other';
}

function excludes(rules: Rules, plan: string, others: ReadonlySet<string>): boolean {
  const sets = rules.exclusiveSets(plan);
  return (
    sets.length > 0 &&
    [...others].some((other) => other !== plan && rules.exclusiveSets(other).some((set) => sets.includes(set)))
  );
}

function takesPrerequisite(
  rules: Rules,
  { group, now }: Case,
  skuId: string,
  nowPlans: ReadonlySet<string>,
  afterPlans: ReadonlySet<string>,
) {
  if (!now.some((row) => row.group === group && row.skuId === skuId)) return false;
  const could = rules.userPlans(skuId);
  return [...afterPlans].some(
    (plan) =>
      nowPlans.has(plan) &&
      rules
        .prerequisites(plan)
        .some(
          (entry) =>
            entry.some((need) => nowPlans.has(need)) &&
            !entry.some((need) => afterPlans.has(need)) &&
            entry.some((need) => could.includes(need)),
        ),
  );
}
