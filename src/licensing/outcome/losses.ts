import { planFamily } from '../../catalogue/plan-family.ts';
import type { Change } from '../change.ts';
import type { Tenant, UserIndex } from '../model/tenant.ts';
import { rulesOf } from '../rules/rules-of.ts';
import type { Outcome, PersonOutcome } from './outcome.ts';

/** People who lose the same. What somebody loses stands in `skuIds`, and in `plans` as far as no lost product says it. */
interface Loss {
  readonly users: readonly UserIndex[];
  readonly skuIds: readonly string[];
  readonly plans: readonly string[];
}

/**
 * What an outcome takes from whom, the largest loss first. Of a product that changes replace by another what nothing
 * stands for any more is lost; where that is nothing, the plans that went.
 */
export function lossesOf(tenant: Tenant, changes: readonly Change[], people: Outcome['people']): readonly Loss[] {
  const replaced = new Set(changes.flatMap(replacedBy));
  const gone = gonePlansReader(tenant);
  const losses = new Map<string, Loss & { readonly users: UserIndex[] }>();
  for (let place = 0; place < people.length; place++) {
    const person = people[place] as PersonOutcome;
    const { lostSkuIds, lostPlans } = person;
    if (lostSkuIds.length + lostPlans.length === 0) continue;
    const skuIds = lostSkuIds.some((skuId) => replaced.has(skuId))
      ? lostSkuIds.filter((skuId) => !replaced.has(skuId))
      : lostSkuIds;
    const left = skuIds.length > 0 ? plansOutside(tenant, skuIds, gone(person)) : gone(person);
    const plans = skuIds.length + left.length > 0 ? left : lostPlans;
    const key = `${skuIds.join()} ${plans.join()}`;
    const loss = losses.get(key) ?? { users: [], skuIds, plans };
    loss.users.push(person.user);
    losses.set(key, loss);
  }
  return [...losses.values()].sort((a, b) => b.users.length - a.users.length);
}

function replacedBy(change: Change): readonly string[] {
  return 'addLicenses' in change && change.addLicenses.length > 0 ? change.removeLicenses : [];
}

function plansOutside({ skus }: Tenant, skuIds: readonly string[], plans: readonly string[]): readonly string[] {
  const own = new Set(
    skus
      .filter(({ skuId }) => skuIds.includes(skuId))
      .flatMap((sku) => sku.servicePlans.map((plan) => plan.servicePlanId)),
  );
  return plans.filter((plan) => !own.has(plan));
}

/**
 * Reads the plans that nothing replaces: who loses Exchange Online (Plan 1) and gets Plan 2 has lost no mail. People to
 * whom the same happens have the same lists: each pair of them is looked at once.
 */
export function gonePlansReader(tenant: Tenant): (person: PersonOutcome) => readonly string[] {
  const known = new Map<readonly string[], Map<readonly string[], readonly string[]>>();
  return ({ lostPlans, gainedPlans }) => {
    if (lostPlans.length === 0) return lostPlans;
    const byGained = known.get(lostPlans) ?? new Map<readonly string[], readonly string[]>();
    known.set(lostPlans, byGained);
    const gone = byGained.get(gainedPlans) ?? gonePlans(tenant, lostPlans, gainedPlans);
    byGained.set(gainedPlans, gone);
    return gone;
  };
}

function gonePlans(tenant: Tenant, lost: readonly string[], gained: readonly string[]): readonly string[] {
  const got = new Set(gained.map((plan) => familyOf(tenant, plan)));
  const { mutuallyExclusive } = rulesOf(tenant).data;
  return lost.filter(
    (plan) =>
      !got.has(familyOf(tenant, plan)) &&
      !mutuallyExclusive.some(({ plans }) => plans.includes(plan) && gained.some((other) => plans.includes(other))),
  );
}

function familyOf({ skus }: Tenant, plan: string): string {
  for (const { servicePlans } of skus) {
    const found = servicePlans.find(({ servicePlanId }) => servicePlanId === plan);
    if (found !== undefined) return planFamily(found.servicePlanName);
  }
  return plan;
}
