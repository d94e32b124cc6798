import type { Dependency, ExclusiveSet } from '../../graph/types.ts';
import type { CauseDetail } from '../explain/status.ts';
import type { Tenant } from '../model/tenant.ts';
import { rulesOf } from './rules-of.ts';

/** The rule that a failure comes from: with its source and date, where the rule data tell them. */
export function ruleBehind(tenant: Tenant, detail: CauseDetail<unknown>): ExclusiveSet | Dependency | undefined {
  const rules = rulesOf(tenant).data;
  if (detail.kind === 'conflict') {
    const [pair] = detail.pairs;
    return rules.mutuallyExclusive.find(
      ({ plans }) => pair !== undefined && plans.includes(pair.plan) && plans.includes(pair.otherPlan),
    );
  }
  if (detail.kind !== 'dependency') return undefined;
  return rules.dependsOn.find(
    ({ plan, requiresAnyOf }) => plan === detail.plan && requiresAnyOf.join() === detail.requiresAnyOf.join(),
  );
}
