import type { RuleOrigin } from '../../graph/types.ts';
import type { Tenant } from '../model/tenant.ts';
import { wholeProduct } from './rules.ts';
import { rulesOf } from './rules-of.ts';

/** A rule as far as the tenant meets it: of plans that exclude each other those that its products have. */
export type RuleInForce = RuleOrigin &
  (
    | { readonly kind: 'exclusive'; readonly plans: readonly string[] }
    | { readonly kind: 'dependency'; readonly plan: string; readonly requiresAnyOf: readonly string[] }
    | { readonly kind: 'location'; readonly plan: string; readonly usageLocations: readonly string[] }
  );

export interface RulesInForce {
  readonly profile: string;
  /** Exclusions, then prerequisites, then locations, each as the rule data have them. */
  readonly rules: readonly RuleInForce[];
  /** Rules about plans that none of the products has. */
  readonly elsewhere: number;
}

/** The rules that these products, or all of the tenant's, come under. */
export function rulesInForce(tenant: Tenant, skuIds: readonly string[] = []): RulesInForce {
  const { data, ruledPlans } = rulesOf(tenant);
  const plansOf = (ids: readonly string[]) => new Set(ids.flatMap((skuId) => ruledPlans(wholeProduct(skuId))));
  const owned = plansOf(tenant.skus.map(({ skuId }) => skuId));
  const asked = skuIds.length === 0 ? owned : plansOf(skuIds);
  const rules: readonly RuleInForce[] = [
    ...data.mutuallyExclusive
      .map(({ set: _, plans, ...origin }) => ({
        kind: 'exclusive' as const,
        plans: plans.filter((plan) => owned.has(plan)),
        ...origin,
      }))
      .filter(({ plans }) => plans.length > 1 && plans.some((plan) => asked.has(plan))),
    ...data.dependsOn.filter(({ plan }) => asked.has(plan)).map((entry) => ({ kind: 'dependency' as const, ...entry })),
    ...data.restrictedLocations
      .filter(({ plan }) => asked.has(plan))
      .map((entry) => ({ kind: 'location' as const, ...entry })),
  ];
  const all = data.mutuallyExclusive.length + data.dependsOn.length + data.restrictedLocations.length;
  return { profile: data.profile, rules, elsewhere: all - rules.length };
}
