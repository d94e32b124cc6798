import { catalogue } from '../core/catalogue/catalogue.ts';
import { buildNames, type Names, namesOf } from '../core/language/index.ts';
import type { Tenant } from '../core/licensing/tenant.ts';

/** The tenant's names: built anew when people, groups or products came, went or were renamed, and somebody asks. */
export function namesNow(tenant: Tenant): () => Names {
  const build = () => ({ population: tenant.population, names: buildNames(namesOf(tenant, catalogue)) });
  let built = build();
  return () => {
    if (built.population !== tenant.population) built = build();
    return built.names;
  };
}
