import type { Tenant } from '../model/tenant.ts';
import { indexRules, type Rules } from './rules.ts';

const indexed = new WeakMap<Tenant, { readonly data: unknown; readonly skus: unknown; readonly rules: Rules }>();

/** The indexed rules of a tenant, made once and again only when its rule data or products are others. */
export function rulesOf(tenant: Tenant): Rules {
  const known = indexed.get(tenant);
  if (known && known.data === tenant.rules && known.skus === tenant.skus) return known.rules;
  const rules = indexRules(tenant.rules, tenant.skus);
  indexed.set(tenant, { data: tenant.rules, skus: tenant.skus, rules });
  return rules;
}
