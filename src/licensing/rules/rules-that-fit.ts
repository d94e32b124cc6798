import { DEFAULT_RULE_PROFILE, RULE_PROFILES, ruleProfileNamed } from '../../catalogue/rule-profile.ts';
import type { RuleProfileName } from '../../graph/types.ts';
import type { MemoryTenant } from '../model/memory-tenant.ts';
import { reconcile } from '../reconcile/reconcile.ts';

/**
 * The tenant under the rules that explain it best: the directory publishes none, and what people have, and are refused, shows which
 * profile it works by. That is the one by which the fewest people would have anything else; the newest, where several do as well.
 * Cost: a look at everybody, and for each profile another one where the newest does not explain all.
 * @param load the same tenant under other rules
 */
export function tenantThatFits(load: (profile: RuleProfileName) => MemoryTenant, now: string): MemoryTenant {
  const newest = load(DEFAULT_RULE_PROFILE);
  let best = { tenant: newest, surprises: surprisesIn(newest, now) };
  for (const name of RULE_PROFILES) {
    const profile = ruleProfileNamed(name);
    if (best.surprises === 0 || profile === undefined || profile === DEFAULT_RULE_PROFILE) continue;
    const tenant = load(profile);
    const surprises = surprisesIn(tenant, now);
    if (surprises < best.surprises) best = { tenant, surprises };
  }
  return best.tenant;
}

/** People who would have something else by the tenant's rules. */
function surprisesIn(tenant: MemoryTenant, now: string): number {
  const count = () => reconcile(tenant, { users: 'everyone', now }).changes.length;
  return tenant.attempt(count, { discardRows: true });
}
