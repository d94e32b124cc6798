import { describe, expect, it } from 'vitest';
import type { Change } from '../../src/licensing/change.ts';
import { affectedBy } from '../../src/licensing/model/affected.ts';
import { applyChange } from '../../src/licensing/model/apply-change.ts';
import { loadTenant } from '../../src/licensing/model/load-tenant.ts';
import type { Tenant, UserIndex } from '../../src/licensing/model/tenant.ts';
import { reconcile } from '../../src/licensing/reconcile/reconcile.ts';
import { reconcileLiterally } from './literal.ts';
import { type Random, random } from './random.ts';
import { type PlainSnapshot, randomChange, randomTenant } from './random-tenant.ts';
import { bySource, rowsOf, snapshotOf } from './snapshot-of.ts';

const NOW = '2026-11-24T06:00:00Z';
const LATER = '2026-11-24T07:00:00Z';
const FIRST = Number(process.env['RANDOM_TENANTS_FROM'] ?? 1);
const COUNT = Number(process.env['RANDOM_TENANTS'] ?? 20);
const CHANGES_OF_A_TENANT = 6;
const LONG_MS = 3_600_000;

const KINDS: readonly Change['kind'][] = [
  'addMember',
  'assignGroupLicense',
  'assignUserLicense',
  'releaseKeptLicenses',
  'removeMember',
  'reprocess',
  'setProxyAddresses',
  'setSeats',
  'setUsageLocation',
];

interface Case {
  /** The tenant with the change, and nobody looked at yet. */
  readonly tenant: Tenant;
  readonly before: PlainSnapshot;
  readonly change: Change;
  readonly affected: ReadonlySet<UserIndex>;
  readonly where: string;
}

function anyChange(any: Random, snapshot: PlainSnapshot): Change {
  if (!any.chance(0.1)) return randomChange(any, snapshot);
  return { kind: 'reprocess', userIds: any.some(snapshot.users, 0.3).map(({ id }) => id) };
}

/** Changes that the directory takes, each of a tenant at rest. */
function forEachChange(look: (one: Case) => void): void {
  for (let seed = FIRST; seed < FIRST + COUNT; seed++) {
    const any = random(seed + 23);
    const start = loadTenant(randomTenant(seed, { users: seed % 3 === 0 ? 20 : 6 }));
    reconcile(start, { users: 'everyone', now: NOW });
    const before = snapshotOf(start);
    for (let count = 0; count < CHANGES_OF_A_TENANT; count++) {
      const change = anyChange(any, before);
      const tenant = loadTenant(before);
      const affected = new Set(affectedBy(tenant, change));
      if (applyChange(tenant, change, LATER).length > 0) continue;
      look({ tenant, before, change, affected, where: `tenant ${seed}: ${JSON.stringify(change)}` });
    }
  }
}

/** Everybody whom the change could alter at all, from the tenant before it. */
function concerned({ tenant, before, change }: Case): readonly string[] {
  const ids = (is: (user: PlainSnapshot['users'][number]) => boolean) => before.users.filter(is).map(({ id }) => id);
  switch (change.kind) {
    case 'assignGroupLicense':
      return ids(
        (user) =>
          before.groups.find((group) => group.id === change.groupId)?.members?.includes(user.id) === true ||
          hasRowsOf(user, change.groupId),
      );
    case 'setSeats':
      return ids(({ licenseAssignmentStates }) => isRefused(licenseAssignmentStates, [change.skuId]));
    case 'setProxyAddresses': {
      const old = before.users.find(({ id }) => id === change.userId)?.proxyAddresses ?? [];
      const meant = new Set([...old, ...change.proxyAddresses].map((address) => address.toLowerCase()));
      const has = (addresses: readonly string[] = []) => addresses.some((address) => meant.has(address.toLowerCase()));
      const skuIds = tenant.skus.map(({ skuId }) => skuId);
      return ids(
        ({ id, proxyAddresses, licenseAssignmentStates }) =>
          id === change.userId || (has(proxyAddresses) && isRefused(licenseAssignmentStates, skuIds)),
      );
    }
    case 'reprocess':
      return change.userIds;
    case 'releaseKeptLicenses':
      return change.userIds ?? ids((user) => hasRowsOf(user, change.groupId));
    default:
      return [change.userId];
  }
}

function hasRowsOf({ licenseAssignmentStates = [] }: PlainSnapshot['users'][number], groupId: string): boolean {
  return licenseAssignmentStates.some(({ assignedByGroup }) => assignedByGroup === groupId);
}

/** Some group cannot give one of these products, or cannot take it away. */
function isRefused(
  rows: PlainSnapshot['users'][number]['licenseAssignmentStates'],
  skuIds: readonly string[],
): boolean {
  return (rows ?? []).some((row) => row.error !== null && skuIds.includes(row.skuId));
}

describe('whoever is looked at after a change', () => {
  it(
    'is enough: the tenant comes to what the literal definition makes of everybody, for every kind of change',
    () => {
      const kinds = new Map<string, number>();
      forEachChange(({ tenant, change, affected, where }) => {
        const { rows, consumed } = reconcileLiterally(snapshotOf(tenant), LATER);
        reconcile(tenant, { users: affected, now: LATER });
        expect(rowsOf(tenant), where).toEqual(
          Object.fromEntries([...rows].map(([id, theirs]) => [id, bySource(theirs)])),
        );
        expect(tenant.skus.map((_, sku) => tenant.consumed(sku))).toEqual(
          tenant.skus.map(({ skuId }) => consumed.get(skuId)),
        );
        kinds.set(change.kind, (kinds.get(change.kind) ?? 0) + 1);
      });
      expect([...kinds.keys()].sort()).toEqual(KINDS);
    },
    LONG_MS,
  );

  it(
    'is nobody whom the change cannot alter',
    () => {
      let several = 0;
      forEachChange((one) => {
        const { tenant, affected, where } = one;
        const ids = [...affected].map((user) => tenant.user(user).id);
        expect(concerned(one), where).toEqual(expect.arrayContaining(ids));
        if (ids.length > 1) several++;
      });
      expect(several).toBeGreaterThan(COUNT / 10);
    },
    LONG_MS,
  );

  it(
    'is joined by those alone who wait for seats that moved',
    () => {
      let joined = 0;
      forEachChange(({ tenant, change, before, affected, where }) => {
        const { changes } = reconcile(tenant, { users: affected, now: LATER });
        const held = (rows: PlainSnapshot['users'][number]['licenseAssignmentStates']) =>
          new Set((rows ?? []).filter(({ state }) => state.startsWith('Active')).map(({ skuId }) => skuId));
        const moved = before.subscribedSkus
          .map(({ skuId }) => skuId)
          .filter((skuId) =>
            before.users.some((was, user) => {
              return held(was.licenseAssignmentStates).has(skuId) !== held(tenant.read(tenant.rows(user))).has(skuId);
            }),
          );
        // Bought or given back, they moved as well: beyond the first in line those whose error told of none.
        if (change.kind === 'setSeats') moved.push(change.skuId);
        for (const { user } of changes) {
          if (affected.has(user)) continue;
          joined++;
          expect(isRefused(before.users[user]?.licenseAssignmentStates, moved), `${where}, person ${user}`).toBe(true);
        }
      });
      expect(joined).toBeGreaterThan(0);
    },
    LONG_MS,
  );
});
