import type { AssignedLicense } from '../../graph/types.ts';
import type { Tenant } from '../model/tenant.ts';
import { rulesOf } from '../rules/rules-of.ts';

/** Plans to turn off, by product. */
export type PlansOff = ReadonlyMap<string, ReadonlySet<string>>;

/**
 * The licenses that change when these plans go off, together with every plan that needs them and finds no other
 * prerequisite among the same licenses (R13). Undefined when a product would be left without any plan.
 */
export function licensesWithPlansOff(
  tenant: Tenant,
  licenses: readonly AssignedLicense[],
  plansOff: PlansOff,
): readonly AssignedLicense[] | undefined {
  const rules = rulesOf(tenant);
  const off = new Map([...plansOff].map(([skuId, plans]) => [skuId, new Set(plans)]));
  const enabled = ({ skuId, disabledPlans }: AssignedLicense) =>
    rules.userPlans(skuId).filter((plan) => !disabledPlans.includes(plan) && !off.get(skuId)?.has(plan));
  const before = new Set(
    licenses.flatMap(({ skuId, disabledPlans }) =>
      rules.userPlans(skuId).filter((plan) => !disabledPlans.includes(plan)),
    ),
  );
  for (let grew = true; grew; ) {
    grew = false;
    const after = new Set(licenses.flatMap(enabled));
    const lost = (anyOf: readonly string[]) =>
      anyOf.some((plan) => before.has(plan)) && !anyOf.some((plan) => after.has(plan));
    for (const license of licenses) {
      for (const plan of enabled(license).filter((candidate) => rules.prerequisites(candidate).some(lost))) {
        off.set(license.skuId, (off.get(license.skuId) ?? new Set()).add(plan));
        grew = true;
      }
    }
  }
  const changed = licenses.filter(({ skuId }) => (off.get(skuId)?.size ?? 0) > 0);
  if (changed.some((license) => enabled(license).length === 0)) return undefined;
  return changed.map(({ skuId, disabledPlans }) => ({
    skuId,
    disabledPlans: [...new Set([...disabledPlans, ...(off.get(skuId) ?? [])])],
  }));
}

/** The plans that these licenses turn off and those did not. */
export function newlyOff(licenses: readonly AssignedLicense[], before: readonly AssignedLicense[]): readonly string[] {
  const plans = licenses.flatMap(({ skuId, disabledPlans }) => {
    const known = before.find((license) => license.skuId === skuId)?.disabledPlans ?? [];
    return disabledPlans.filter((plan) => !known.includes(plan));
  });
  return [...new Set(plans)];
}

export function addPlan(off: Map<string, Set<string>>, skuId: string, plan: string): void {
  off.set(skuId, (off.get(skuId) ?? new Set()).add(plan));
}
