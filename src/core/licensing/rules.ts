import type { RuleData, SubscribedSku } from '../graph.ts';

/** The exclusive set whose plans give a mailbox (engine.md, *rule data*). */
export const MAILBOX_SET = 'exchange-online';

/** Rule data and catalogue of one tenant, indexed by plan and product. */
export interface Rules {
  /** The plans of a product that people can be given, in its order (R58). */
  userPlans(skuId: string): readonly string[];
  /** Names of the exclusive sets with this plan. */
  exclusiveSets(plan: string): readonly string[];
  /** Every entry must be met; an entry is met by any of its plans. */
  prerequisites(plan: string): readonly (readonly string[])[];
  isRestricted(plan: string, location: string): boolean;
  isMailbox(plan: string): boolean;
}

const NONE: readonly never[] = [];

/** Indexes the rules; `dependsOn` and `restrictedLocations` entries of one plan add up. */
export function indexRules(data: RuleData, skus: readonly SubscribedSku[]): Rules {
  const userPlans = new Map<string, readonly string[]>();
  for (const sku of skus) {
    const plans = sku.servicePlans.filter((plan) => (plan.appliesTo ?? 'User') === 'User');
    userPlans.set(sku.skuId, [...new Set(plans.map((plan) => plan.servicePlanId))]);
  }
  const sets = new Map<string, string[]>();
  for (const { set, plans } of data.mutuallyExclusive) {
    for (const plan of new Set(plans)) append(sets, plan, set);
  }
  const prerequisites = new Map<string, (readonly string[])[]>();
  for (const { plan, requiresAnyOf } of data.dependsOn) append(prerequisites, plan, requiresAnyOf);
  const restricted = new Map<string, string[]>();
  for (const { plan, usageLocations } of data.restrictedLocations) {
    for (const location of usageLocations) append(restricted, plan, location);
  }
  const mailbox = new Set(data.mutuallyExclusive.find(({ set }) => set === MAILBOX_SET)?.plans);
  return {
    userPlans: (skuId) => userPlans.get(skuId) ?? NONE,
    exclusiveSets: (plan) => sets.get(plan) ?? NONE,
    prerequisites: (plan) => prerequisites.get(plan) ?? NONE,
    isRestricted: (plan, location) => restricted.get(plan)?.includes(location) ?? false,
    isMailbox: (plan) => mailbox.has(plan),
  };
}

/** The plans that a row of this product turns on. */
export function enabledPlans(
  rules: Rules,
  license: { skuId: string; disabledPlans: readonly string[] },
): readonly string[] {
  return rules.userPlans(license.skuId).filter((plan) => !license.disabledPlans.includes(plan));
}

function append<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const values = map.get(key);
  if (values) values.push(value);
  else map.set(key, [value]);
}
