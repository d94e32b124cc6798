import { describe, expect, it } from 'vitest';
import { embeddedStore } from '../../src/directory/embedded/embedded-store.ts';
import { inOwnWords } from '../../src/graph/row-words.ts';
import type { Snapshot } from '../../src/graph/snapshot-text.ts';
import type { LicenseAssignmentState } from '../../src/graph/types.ts';
import type { Change } from '../../src/licensing/change.ts';
import { keptLicenses } from '../../src/licensing/model/kept.ts';
import { loadTenant } from '../../src/licensing/model/load-tenant.ts';
import type { Tenant } from '../../src/licensing/model/tenant.ts';
import { reconcile } from '../../src/licensing/reconcile/reconcile.ts';
import { MEGAN } from '../directory/small-tenant.ts';
import { reconcileLiterally } from '../licensing/literal.ts';
import { type PlainSnapshot, randomTenant } from '../licensing/random-tenant.ts';
import { type Stage, stage } from './stage.ts';

const FIRST = Number(process.env['RANDOM_TENANTS_FROM'] ?? 1);
const COUNT = Number(process.env['RANDOM_TENANTS'] ?? 12);
const SEEDS = Array.from({ length: COUNT }, (_, index) => FIRST + index);
const NOW = '2026-11-24T08:00:00.000Z';

/** As a folder would have it: what is kept is not an export's to say. */
function exported(seed: number): PlainSnapshot {
  const snapshot = randomTenant(seed);
  return { ...snapshot, users: withRows(snapshot, ({ kept: _, ...row }) => row as LicenseAssignmentState) };
}

function withRows({ users }: Snapshot, change: (row: LicenseAssignmentState) => LicenseAssignmentState) {
  return [...users].map((user) => ({
    ...user,
    licenseAssignmentStates: (user.licenseAssignmentStates ?? []).map(change),
  }));
}

/** With nothing kept: a row of a state that nobody knows counts as not held, whatever its word was. */
function letGo(snapshot: Snapshot): Snapshot {
  const users = withRows(snapshot, ({ words, ...row }) => {
    const { state, ...others } = words ?? {};
    const isUnsure = state !== undefined && row.assignedByGroup !== null;
    return { ...row, kept: false, ...(words && { words: isUnsure ? others : words }) } as LicenseAssignmentState;
  });
  return { ...snapshot, users };
}

/** Every product and every service that people have, as `ann E3` and `ann E3 MAIL`. */
function holdings({ subscribedSkus, users }: Snapshot): readonly string[] {
  const plansOf = new Map(
    subscribedSkus.map(({ skuId, servicePlans }) => [
      skuId,
      servicePlans.filter(({ appliesTo = 'User' }) => appliesTo === 'User').map(({ servicePlanId }) => servicePlanId),
    ]),
  );
  const found = new Set<string>();
  for (const { id, licenseAssignmentStates = [] } of users) {
    for (const { skuId, state, disabledPlans } of licenseAssignmentStates) {
      if (state !== 'Active' && state !== 'ActiveWithError') continue;
      found.add(`${id} ${skuId}`);
      for (const plan of plansOf.get(skuId) ?? []) if (!disabledPlans.includes(plan)) found.add(`${id} on: ${plan}`);
    }
  }
  return [...found].sort();
}

function stored({ store }: Stage): Snapshot {
  return embeddedStore(store).tenant.snapshot() ?? expect.fail('the store holds no tenant');
}

/** Rows of everybody, without times and without what is kept. */
function rowsOf(rows: Iterable<readonly [string, readonly LicenseAssignmentState[]]>): unknown {
  return Object.fromEntries(
    [...rows].map(([id, states]) => [
      id,
      states
        .map(inOwnWords)
        .map((row) =>
          JSON.stringify([
            row['assignedByGroup'],
            row['skuId'],
            row['state'],
            row['error'],
            [...(row['disabledPlans'] as string[])].sort(),
          ]),
        )
        .sort(),
    ]),
  );
}

function rowsIn(snapshot: Snapshot): unknown {
  return rowsOf([...snapshot.users].map(({ id, licenseAssignmentStates = [] }) => [id, licenseAssignmentStates]));
}

async function atRest(set: Stage): Promise<Stage> {
  set.controller.start();
  await set.controller.idle();
  return set;
}

function releaseAll(tenant: Tenant): readonly Change[] {
  return keptLicenses(tenant).map(({ groupId }) => ({ kind: 'releaseKeptLicenses', groupId }));
}

describe('a bot that starts on an export', () => {
  it.each(SEEDS)(
    'takes nothing from anybody, now or after a restart, until somebody lets it go (seed %i)',
    async (seed) => {
      const snapshot = exported(seed);
      const first = await stage({ snapshot });
      const { rows: judged } = reconcileLiterally(plain(stored(first)), NOW);
      await atRest(first);
      const had = holdings(snapshot);
      expect(holdings(stored(first))).toEqual(expect.arrayContaining([...had]));
      expect(rowsIn(stored(first))).toEqual(rowsOf(judged));
      first.close();

      const again = await atRest(await stage({ dataDir: first.dataDir, clock: first.clock }));
      expect(rowsIn(stored(again))).toEqual(rowsOf(judged));
      expect(rowsIn(plain(snapshotIn(again.directory.tenant)))).toEqual(rowsOf(judged));

      const { rows: released } = reconcileLiterally(plain(letGo(stored(again))), NOW);
      await again.directory.change(releaseAll(again.directory.tenant), MEGAN);
      await again.controller.idle();
      expect(rowsIn(stored(again))).toEqual(rowsOf(released));
      expect(keptLicenses(again.directory.tenant)).toEqual([]);
      expect((await again.store.verifyAudit()).broken).toBeUndefined();
    },
  );

  it.each(SEEDS)(
    'gives all that it would give if nothing were kept, where nothing stands in the way (seed %i)',
    async (seed) => {
      const random = exported(seed);
      const snapshot = {
        ...random,
        subscribedSkus: random.subscribedSkus.map((sku) => ({
          ...sku,
          capabilityStatus: 'Enabled',
          prepaidUnits: { enabled: 100, warning: 0, suspended: 0 },
        })),
        users: random.users.map((user) => ({ ...user, proxyAddresses: [] })),
        rules: { ...random.rules, mutuallyExclusive: [], dependsOn: [], restrictedLocations: [] },
      };
      const plainly = loadTenant(snapshot, { groupsAreComplete: true });
      reconcile(plainly, { users: 'everyone', now: NOW });
      const set = await atRest(await stage({ snapshot }));
      expect(holdings(stored(set))).toEqual(
        [...new Set([...holdings(snapshot), ...holdings(snapshotIn(plainly))])].sort(),
      );
    },
  );
});

function plain(snapshot: Snapshot): Snapshot {
  return { ...snapshot, users: [...snapshot.users], groups: [...snapshot.groups] };
}

function snapshotIn(tenant: Tenant): Snapshot {
  return {
    organization: tenant.organization,
    subscribedSkus: tenant.skus,
    users: Array.from({ length: tenant.userCount }, (_, user) => tenant.snapshotUser(user)),
    groups: tenant.groupOrder().map((group) => tenant.snapshotGroup(group)),
    directoryRoles: [],
    rules: tenant.rules,
  };
}
