import type { Change } from './change.ts';
import type { Tenant, UserIndex } from './tenant.ts';

/**
 * Everybody whose license rows this change can alter (engine.md, *Triggers*). Ask before the change is applied: what it
 * takes away is looked up in the tenant as it stands. Whoever waits for a seat is found by `reconcile` itself.
 */
export function affectedBy(tenant: Tenant, change: Change): Iterable<UserIndex> {
  switch (change.kind) {
    case 'assignGroupLicense': {
      const group = tenant.findGroup(change.groupId);
      return group === undefined ? [] : tenant.members(group);
    }
    case 'setSeats': {
      const waiting: UserIndex[] = [];
      for (let user = 0; user < tenant.userCount; user++) {
        if (tenant.read(tenant.rows(user)).some((row) => row.error === 'CountViolation')) waiting.push(user);
      }
      return waiting;
    }
    case 'setProxyAddresses': {
      const user = tenant.findUser(change.userId);
      if (user === undefined) return [];
      const addresses = [...tenant.user(user).proxyAddresses, ...change.proxyAddresses];
      return new Set([user, ...addresses.flatMap((address) => tenant.usersWithAddress(address))]);
    }
    case 'reprocess':
      return known(tenant, change.userIds);
    default:
      return known(tenant, [change.userId]);
  }
}

function known(tenant: Tenant, userIds: readonly string[]): UserIndex[] {
  return userIds.map((id) => tenant.findUser(id)).filter((user) => user !== undefined);
}
