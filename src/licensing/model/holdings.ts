import type { AssignedLicense, LicenseAssignmentState } from '../../graph/types.ts';
import { rulesOf } from '../rules/rules-of.ts';
import type { Rows, Tenant, UserIndex } from './tenant.ts';

/** `Active` or `ActiveWithError`: the product is there. `Disabled` is treated like `Error`. */
export function isHeld(row: LicenseAssignmentState): boolean {
  return row.state === 'Active' || row.state === 'ActiveWithError';
}

/** Does nobody know whether it is held? Its state is missing, or a word that Graph does not document. */
export function isUnsure(row: LicenseAssignmentState): boolean {
  return row.words?.state !== undefined;
}

/** Same products with the same plans off, in any order. */
export function samePlans(a: readonly string[], b: readonly string[]): boolean {
  return a === b || (a.length === b.length && a.every((plan) => b.includes(plan)));
}

/** The organization's country stands in where a person has no usage location of their own (R33). */
export function locationOf(
  tenant: Tenant,
  user: UserIndex,
): { readonly country: string | null; readonly inherited: boolean } {
  const own = tenant.user(user).usageLocation;
  return own === null
    ? { country: tenant.organization.countryLetterCode, inherited: true }
    : { country: own, inherited: false };
}

export type PlanReader = (license: AssignedLicense) => readonly string[];

/**
 * Reads the plans of rows and templates as people know them, remembering each distinct pair of product and plans off:
 * these are one list, so that what was found out about a list need not be found out again.
 */
export function planReader(tenant: Tenant): PlanReader {
  const rules = rulesOf(tenant);
  return remembering(
    ({ skuId, disabledPlans }) => rules.userPlans(skuId).filter((plan) => !disabledPlans.includes(plan)),
    rules.userPlans,
  );
}

/** The same as rules see them: what excludes and needs what is asked of these. */
export function ruledPlanReader(tenant: Tenant): PlanReader {
  return remembering(rulesOf(tenant).ruledPlans);
}

function remembering(plansOf: PlanReader, whole?: (skuId: string) => readonly string[]): PlanReader {
  const known = new Map<string, readonly string[]>();
  /** Equal rows mostly come as one object: then there is no key to be made. */
  const read = new Map<AssignedLicense, readonly string[]>();
  const readAnew = ({ skuId, disabledPlans }: AssignedLicense) => {
    const key = `${skuId} ${disabledPlans.join(' ')}`;
    let plans = known.get(key);
    if (!plans) {
      plans = plansOf({ skuId, disabledPlans });
      known.set(key, plans);
    }
    return plans;
  };
  return (license) => {
    if (whole && license.disabledPlans.length === 0) return whole(license.skuId);
    const plans = read.get(license) ?? readAnew(license);
    read.set(license, plans);
    return plans;
  };
}

/** The plans that these rows turn on, over all held ones (R10, R12). */
export function enabledPlans(tenant: Tenant, rows: Rows): ReadonlySet<string> {
  return new Set(tenant.read(rows).filter(isHeld).flatMap(planReader(tenant)));
}
