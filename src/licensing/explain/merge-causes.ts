import type { Tenant, UserIndex } from '../model/tenant.ts';
import { causeKey } from './cause-key.ts';
import type { Cause, CauseDetail, CauseReason } from './status.ts';

/**
 * Makes one cause of all that are the same: same group, same reasons with the same plans and sources. What only the whole
 * cause knows is filled in anew: how many wait for how many seats, and who else has an address. Largest first.
 */
export function mergeCauses(tenant: Tenant, causes: Iterable<Cause>): readonly Cause[] {
  const merged = new Map<
    string,
    { readonly cause: Cause; readonly users: UserIndex[]; readonly failed: Set<string> }
  >();
  for (const cause of causes) {
    const key = `${cause.group} | ${causeKey(cause)}`;
    const whole = merged.get(key) ?? { cause, users: [], failed: new Set() };
    merged.set(key, whole);
    for (const user of cause.users) whole.users.push(user);
    for (const skuId of cause.failedSkuIds) whole.failed.add(skuId);
  }
  const place = (skuId: string): number => tenant.findSku(skuId) ?? -1;
  const bySku = (a: string, b: string): number => place(a) - place(b);
  return [...merged.values()]
    .map(({ cause, users, failed }) =>
      finish(tenant, { ...cause, users: users.sort((a, b) => a - b), failedSkuIds: [...failed].sort(bySku) }),
    )
    .sort(bySize);
}

/** Largest first; of a group's equally large ones that of the first person, however they were found. */
export function bySize(a: Cause, b: Cause): number {
  return b.users.length - a.users.length || a.group - b.group || (a.users[0] ?? 0) - (b.users[0] ?? 0);
}

function finish(tenant: Tenant, cause: Cause): Cause {
  const whole = <R extends CauseReason>(reason: R): R => ({ ...reason, detail: wholeDetail(tenant, cause, reason) });
  return { ...whole(cause), ...(cause.further ? { further: cause.further.map(whole) } : {}) };
}

function wholeDetail(tenant: Tenant, { users }: Cause, { skuId, detail }: CauseReason): CauseDetail {
  if (detail.kind === 'seats') {
    const sku = tenant.findSku(skuId) ?? -1;
    return { ...detail, seats: tenant.seats(sku), consumed: tenant.consumed(sku), waiting: users.length };
  }
  if (detail.kind !== 'duplicateAddress') return detail;
  return {
    ...detail,
    address: asFirstSpells(tenant, users, detail.address),
    others: tenant.usersWithAddress(detail.address).filter((user) => user !== users[0]),
  };
}

/** The same address in whatever letters, as it stands with the first of these people. */
function asFirstSpells(tenant: Tenant, [first]: readonly UserIndex[], address: string): string {
  const own = first === undefined ? [] : tenant.user(first).proxyAddresses;
  return own.find((candidate) => candidate.toLowerCase() === address.toLowerCase()) ?? address;
}
