import { correctionOf, isAssignable, MAILBOX_PLANS } from '../../catalogue/rules/facts.ts';
import type { AssignedLicense, RuleData, SubscribedSku } from '../../graph/types.ts';

/** A tenant's own set by this name adds to the plans that give a mailbox (docs/licensing-rules.md). */
const MAILBOX_SET = 'exchange-online';

/** Rule data and catalogue of one tenant, indexed by plan and product. */
export interface Rules {
  /** The rule data, with plans spelled as the tenant's products spell them: ids are the same in any letter case. */
  readonly data: RuleData;
  /** The plans of a product that people can be given, as it lists them, in its order (R58). */
  userPlans(skuId: string): readonly string[];
  /** The plans that a row of the product turns on, as rules see them: also those that the public list leaves out. */
  ruledPlans(license: AssignedLicense): readonly string[];
  /** False for a product that nobody can be given. */
  isAssignable(skuId: string): boolean;
  /** Names of the exclusive sets with this plan. */
  exclusiveSets(plan: string): readonly string[];
  /** Every entry must be met; an entry is met by any of its plans. */
  prerequisites(plan: string): readonly (readonly string[])[];
  /** Of a country in whatever letters. */
  isRestricted(plan: string, location: string): boolean;
  isMailbox(plan: string): boolean;
}

const NONE: readonly never[] = [];

/** Indexes the rules; `dependsOn` and `restrictedLocations` entries of one plan add up. */
export function indexRules(given: RuleData, skus: readonly SubscribedSku[]): Rules {
  const spell = spellingOf(skus);
  const data = spelled(given, spell);
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
    for (const location of usageLocations) append(restricted, plan, location.toUpperCase());
  }
  const mailbox = new Set(data.mutuallyExclusive.find(({ set }) => set === MAILBOX_SET)?.plans);
  const plansOf = (skuId: string) => userPlans.get(skuId) ?? NONE;
  return {
    data,
    userPlans: plansOf,
    ruledPlans: (license) => corrected(license.skuId, turnedOn(plansOf(license.skuId), license), spell),
    isAssignable,
    exclusiveSets: (plan) => sets.get(plan) ?? NONE,
    prerequisites: (plan) => prerequisites.get(plan) ?? NONE,
    isRestricted: (plan, location) => restricted.get(plan)?.includes(location.toUpperCase()) ?? false,
    isMailbox: (plan) => MAILBOX_PLANS.has(plan.toLowerCase()) || mailbox.has(plan),
  };
}

/** A row of the product that turns nothing off. */
export function wholeProduct(skuId: string): AssignedLicense {
  return { skuId, disabledPlans: NONE };
}

export interface ExclusivePair {
  readonly plan: string;
  readonly otherPlan: string;
}

/** Plans of the one list, each with a plan of the other that it cannot stand beside: of two products. */
export function exclusivePairs(
  rules: Rules,
  plans: readonly string[],
  others: Iterable<string>,
): readonly ExclusivePair[] {
  const rivals = [...others].filter((other) => rules.exclusiveSets(other).length > 0);
  return plans.flatMap((plan) => {
    const sets = rules.exclusiveSets(plan);
    if (sets.length === 0) return [];
    const stand = (other: string) => other !== plan && rules.exclusiveSets(other).some((set) => sets.includes(set));
    return rivals.filter(stand).map((otherPlan) => ({ plan, otherPlan }));
  });
}

function turnedOn(plans: readonly string[], { disabledPlans }: AssignedLicense): readonly string[] {
  return disabledPlans.length === 0 ? plans : plans.filter((plan) => !disabledPlans.includes(plan));
}

/** A product whose plans are all off gives nothing. */
function corrected(skuId: string, plans: readonly string[], spell: Spelling): readonly string[] {
  const correction = plans.length === 0 ? undefined : correctionOf(skuId);
  if (correction === undefined) return plans;
  return [
    ...new Set([
      ...plans.map((plan) => spell(correction.means.get(plan.toLowerCase()) ?? plan)),
      ...correction.gives.map(spell),
    ]),
  ];
}

type Spelling = (plan: string) => string;

/** How the tenant's products spell an id; as it came when none of them has it. */
function spellingOf(skus: readonly SubscribedSku[]): Spelling {
  const known = new Map<string, string>();
  for (const { servicePlans } of skus) {
    for (const { servicePlanId } of servicePlans) known.set(servicePlanId.toLowerCase(), servicePlanId);
  }
  return (plan) => known.get(plan.toLowerCase()) ?? plan;
}

function spelled(data: RuleData, spell: Spelling): RuleData {
  return {
    ...data,
    mutuallyExclusive: data.mutuallyExclusive.map((set) => ({ ...set, plans: set.plans.map(spell) })),
    dependsOn: data.dependsOn.map((entry) => ({
      ...entry,
      plan: spell(entry.plan),
      requiresAnyOf: entry.requiresAnyOf.map(spell),
    })),
    restrictedLocations: data.restrictedLocations.map((entry) => ({ ...entry, plan: spell(entry.plan) })),
  };
}

function append<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const values = map.get(key);
  if (values) values.push(value);
  else map.set(key, [value]);
}
