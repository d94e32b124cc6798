import type { Tenant, UserIndex } from '../../core/licensing/tenant.ts';

const names = new WeakMap<Tenant, ReadonlyMap<string, UserIndex>>();

/** Somebody by object id or user principal name. The first name asked for costs a look at everybody's. */
export function findUser(tenant: Tenant, idOrName: string): UserIndex | undefined {
  const user = tenant.findUser(idOrName);
  if (user !== undefined || !idOrName.includes('@')) return user;
  const known = names.get(tenant) ?? namesOf(tenant);
  names.set(tenant, known);
  return known.get(idOrName.toLowerCase());
}

function namesOf(tenant: Tenant): ReadonlyMap<string, UserIndex> {
  const found = new Map<string, UserIndex>();
  for (let user = 0; user < tenant.userCount; user++) {
    found.set(tenant.user(user).userPrincipalName.toLowerCase(), user);
  }
  return found;
}
