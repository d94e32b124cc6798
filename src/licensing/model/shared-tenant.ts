import type { RuleData, SnapshotGroup, SubscribedSku } from '../../graph/types.ts';
import { givenToPeople } from '../rules/for-organization.ts';
import { indexRules } from '../rules/rules.ts';
import type { DecidingTenant } from './deciding-tenant.ts';
import { Groups } from './groups.ts';
import { at, type Column, shared } from './growable.ts';
import { LicenseRows } from './license-rows.ts';
import type { MemoryTenant } from './memory-tenant.ts';
import { PlanBits } from './plan-bits.ts';
import type { RowColumns } from './row-table.ts';
import type { Rows, SkuIndex } from './tenant.ts';

/** A tenant as it is sent to another thread: columns of people in memory that both see, and copies of what is small. */
export interface SharedTenant {
  readonly skus: readonly SubscribedSku[];
  readonly rules: RuleData;
  readonly seats: Int32Array;
  readonly consumed: Int32Array;
  readonly groups: readonly Pick<SnapshotGroup, 'id' | 'assignedLicenses'>[];
  readonly rank: Int32Array;
  /** Every different row but row 0, by number. */
  readonly rows: readonly RowColumns[];
  /** Ids of groups that are gone. */
  readonly gone: readonly string[];
  readonly locations: readonly string[];
  readonly countryCode: number;
  readonly location: Uint16Array;
  readonly sharesAddress: Uint8Array;
  readonly membershipStart: Uint32Array;
  readonly membershipCount: Uint32Array;
  readonly membershipGroups: Column;
  readonly membershipPlaces: Column;
  readonly handles: Uint32Array;
  readonly words: Column;
}

export function share(tenant: MemoryTenant): SharedTenant {
  const { skus, rules, groups, licenses, people, memberships, countryCode, table } = tenant;
  const rows: RowColumns[] = [];
  for (let row = 1; row < table.size; row++) rows.push(table.columns(row));
  return {
    skus,
    rules,
    seats: Int32Array.from(skus, (_, sku) => tenant.seats(sku)),
    consumed: tenant.seatCounts.consumed,
    groups: groups.profiles.map(({ id, assignedLicenses }) => ({ id, ...(assignedLicenses && { assignedLicenses }) })),
    rank: groups.rank,
    rows,
    gone: licenses.gone,
    locations: people.locations.values,
    countryCode,
    location: shared(people.location),
    sharesAddress: shared(people.sharesAddress),
    membershipStart: shared(memberships.start),
    membershipCount: shared(memberships.count),
    membershipGroups: memberships.groups.data,
    membershipPlaces: memberships.places.data,
    handles: shared(tenant.handles),
    words: tenant.store.words.data,
  };
}

/** The tenant in the thread that it was sent to: rows have the same numbers; new ones are this thread's own. */
export function received(sent: SharedTenant): DecidingTenant & { readonly licenses: LicenseRows } {
  const { skus, rules, seats, handles } = sent;
  const indexed = indexRules(rules, skus);
  const bits = new PlanBits(indexed, skus);
  const licenses = new LicenseRows(bits, indexed, skus, false);
  const groups = new Groups(sent.groups, givenToPeople(skus));
  groups.rank.set(sent.rank);
  licenses.adoptRows(groups, sent.rows, sent.gone);
  // Times are the tenant's.
  if (sent.words instanceof Uint32Array) licenses.store.words.widen();
  return {
    rules,
    skus,
    skuPlans: bits.productMasks(indexed, skus),
    countryCode: sent.countryCode,
    groupCount: sent.groups.length,
    groups,
    licenses,
    table: licenses.table,
    conflicts: licenses.conflicts,
    store: { words: { data: sent.words } },
    handles,
    memberships: {
      start: sent.membershipStart,
      count: sent.membershipCount,
      groups: { data: sent.membershipGroups },
      places: { data: sent.membershipPlaces },
    },
    people: {
      location: sent.location,
      sharesAddress: sent.sharesAddress,
      locations: { value: (location) => at(sent.locations, location) },
    },
    seatCounts: { consumed: sent.consumed },
    seats: (sku: SkuIndex) => seats[sku] as number,
    rows: (user) => handles[user] as Rows,
  };
}
