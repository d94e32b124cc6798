import { memoryOf } from '../model/memory-tenant.ts';
import type { Tenant, UserIndex } from '../model/tenant.ts';
import { reconcile } from '../reconcile/reconcile.ts';
import { placesLost } from './lost-rows.ts';

/** Rows that people would lose, or that would turn on less, by their places among each person's rows. */
type Losses = ReadonlyMap<UserIndex, readonly number[]>;

const NOBODY: Losses = new Map();

/**
 * Before the first reconciliation of a tenant that nobody has looked at, or by rules that nobody has seen: whatever it would
 * take from people, or have turn on less, is kept from now on, so that it can only give. Returns those people. Again and
 * again, since what is kept decides about the rest.
 * @param asked losses that were asked for: these are not kept
 */
export function keepWhatPeopleHave(tenant: Tenant, now: string, asked: Losses = NOBODY): ReadonlySet<UserIndex> {
  const keeping = new Set<UserIndex>();
  for (;;) {
    const losses = [...lossesAtFirstLook(tenant, now)].flatMap(([user, all]) => {
      const places = all.filter((place) => !asked.get(user)?.includes(place));
      return places.length === 0 ? [] : [{ user, places }];
    });
    if (losses.length === 0) return keeping;
    for (const { user, places } of losses) {
      const rows = tenant.read(tenant.rows(user));
      const kept = rows.map((row, place) => (places.includes(place) ? { ...row, kept: true } : row));
      tenant.setRows(user, tenant.intern(kept));
      keeping.add(user);
    }
  }
}

/** What a look at everybody would take. The tenant is as before. */
export function lossesAtFirstLook(tenant: Tenant, now: string): Losses {
  const memory = memoryOf(tenant);
  const look = () => {
    const losses = new Map<UserIndex, readonly number[]>();
    for (const { user, before, after } of reconcile(memory, { users: 'everyone', now }).changes) {
      const places = placesLost(memory, before, after);
      if (places.length > 0) losses.set(user, places);
    }
    return losses;
  };
  return tenant.attempt(look, { discardRows: true });
}
