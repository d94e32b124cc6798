import type { Change } from '../change.ts';
import { inLine } from './in-line.ts';
import { peopleLetGo } from './kept.ts';
import { memoryOf } from './memory-tenant.ts';
import type { Tenant, UserIndex } from './tenant.ts';

/**
 * Everybody whose license rows this change can alter, at the cost of those people. Ask before the
 * change is applied: what it takes away is looked up in the tenant as it stands. Whoever waits for a seat that a change of
 * other people's rows frees or takes is found by `reconcile` itself.
 */
export function affectedBy(tenant: Tenant, change: Change): readonly UserIndex[] | ReadonlySet<UserIndex> {
  switch (change.kind) {
    case 'assignGroupLicense': {
      const group = tenant.findGroup(change.groupId);
      const letGo = peopleLetGo(tenant, change);
      if (group === undefined || letGo.length === 0) return group === undefined ? [] : tenant.members(group);
      return new Set([...tenant.members(group), ...letGo]);
    }
    case 'setSeats':
      return waitingFor(tenant, change);
    case 'setProxyAddresses': {
      const user = tenant.findUser(change.userId);
      if (user === undefined) return [];
      const addresses = [...tenant.user(user).proxyAddresses, ...change.proxyAddresses];
      const sharing = addresses.flatMap((address) => tenant.usersWithAddress(address));
      return new Set([user, ...sharing.filter((other) => isRefused(tenant, other))]);
    }
    case 'releaseKeptLicenses':
      return peopleLetGo(tenant, change);
    case 'reprocess':
      return known(tenant, change.userIds);
    case 'assignUserLicense':
    case 'addMember':
    case 'removeMember':
    case 'setUsageLocation':
      return known(tenant, [change.userId]);
  }
}

/**
 * As many of those in line as there will be seats, in their order: whoever turns out not to need one lets the next have a
 * turn, which `reconcile` sees to. When the last seat goes instead, those whose errors tell that there was one.
 */
function waitingFor(tenant: Tenant, change: Change & { kind: 'setSeats' }): ReturnType<typeof affectedBy> {
  const sku = tenant.findSku(change.skuId);
  if (sku === undefined) return [];
  const { waiting, seatCounts } = memoryOf(tenant);
  const free = seatCounts.seatsWith(sku, change) - tenant.consumed(sku);
  if (free <= 0) return waiting.heldBack(sku);
  const first = new Set<UserIndex>(waiting.joint(sku));
  for (const { user } of inLine(tenant, sku)) {
    if (first.size >= free) break;
    first.add(user);
  }
  return first;
}

/**
 * Everybody whom a seat more or less concerns. A decision gives out the seats that others are to free; cut short, it has
 * refused people for the sake of some who may now not take them, and only another look at all who wait puts that right.
 */
export function* waitingForSeats(tenant: Tenant): Iterable<UserIndex> {
  for (const { skuId } of tenant.skus) yield* affectedBy(tenant, { kind: 'setSeats', skuId, enabled: 0 });
}

/** Only who is refused something can be refused it for another's address, or no longer. */
function isRefused(tenant: Tenant, user: UserIndex): boolean {
  return tenant.read(tenant.rows(user)).some((row) => row.error !== null);
}

function known(tenant: Tenant, userIds: readonly string[]): UserIndex[] {
  return userIds.map((id) => tenant.findUser(id)).filter((user) => user !== undefined);
}
