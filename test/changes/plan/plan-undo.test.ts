import { describe, expect, test } from 'vitest';
import type { ChangeRecord } from '../../../src/changes/change-record.ts';
import { planUndo } from '../../../src/changes/plan/plan-undo.ts';
import { type Setting, settingKey, settingNow, settingsOf } from '../../../src/changes/plan/setting.ts';
import type { Change } from '../../../src/licensing/change.ts';
import { applyChange } from '../../../src/licensing/model/apply-change.ts';
import { invert } from '../../../src/licensing/model/invert.ts';
import { loadTenant } from '../../../src/licensing/model/load-tenant.ts';
import type { Tenant } from '../../../src/licensing/model/tenant.ts';
import { reconcile } from '../../../src/licensing/reconcile/reconcile.ts';
import { type Random, random } from '../../licensing/random.ts';
import { type PlainSnapshot, randomChange, randomTenant } from '../../licensing/random-tenant.ts';

const NOW = '2026-11-24T06:00:00Z';
const SEEDS = Array.from({ length: 400 }, (_, seed) => seed + 1);

/** Takes the changes, or nothing of them, and says what the record of them would hold. */
function apply(tenant: Tenant, changes: readonly Change[], number = 1001): ChangeRecord | undefined {
  const inverse = invert(tenant, changes);
  const taken = tenant.attempt(() => changes.every((change) => applyChange(tenant, change, NOW).length === 0));
  if (!taken) return undefined;
  for (const change of changes) applyChange(tenant, change, NOW);
  return {
    number,
    version: 1,
    state: 'finished',
    requestedBy: { userId: 'megan', displayName: 'Megan Bowen' },
    language: 'en',
    command: { intent: 'batch', slots: {}, reading: '', language: 'en' },
    changes,
    inverse,
    targetGroupIds: [],
    targetUserIds: [],
    fingerprint: '',
    simulated: {
      people: 0,
      succeeded: 0,
      failed: 0,
      byError: {},
      fixed: 0,
      newlyFailing: 0,
      products: [],
      leftGroups: [],
    },
    createdAt: NOW,
    appliedAt: NOW,
    finishedAt: NOW,
  };
}

/** Every setting that people decide, by its key. Order carries no meaning to who undoes. */
function desiredState(tenant: Tenant): ReadonlyMap<string, unknown> {
  const settings: Setting[] = tenant.skus.map(({ skuId, prepaidUnits }) => ({
    kind: 'seats',
    skuId,
    enabled: prepaidUnits.enabled,
  }));
  const users = Array.from({ length: tenant.userCount }, (_, user) => user);
  for (const user of users) {
    const { id: userId, usageLocation, proxyAddresses } = tenant.user(user);
    settings.push({ kind: 'usageLocation', userId, usageLocation }, { kind: 'proxyAddresses', userId, proxyAddresses });
    for (const { skuId } of tenant.skus) settings.push({ kind: 'userLicense', userId, skuId });
  }
  for (let group = 0; group < tenant.groupCount; group += 1) {
    const { id: groupId } = tenant.group(group);
    for (const { skuId } of tenant.skus) settings.push({ kind: 'groupLicense', groupId, skuId });
    for (const user of users)
      settings.push({ kind: 'membership', groupId, userId: tenant.user(user).id, member: false });
  }
  return new Map(settings.map((setting) => [settingKey(setting), plain(settingNow(tenant, setting))]));
}

function plain(setting: Setting | undefined): unknown {
  if (setting === undefined || !('plansOff' in setting)) return setting;
  return { ...setting, plansOff: [...(setting.plansOff ?? [])].sort() };
}

describe('taking a change back', () => {
  test('leaves the tenant as it was before', () => {
    let undone = 0;
    for (const seed of SEEDS) {
      const any = random(seed * 7919);
      const snapshot = randomTenant(seed);
      const tenant = loadTenant(snapshot);
      reconcile(tenant, { users: 'everyone', now: NOW });
      const before = desiredState(tenant);
      const record = apply(
        tenant,
        Array.from({ length: 1 + any.int(3) }, () => randomChange(any, snapshot)),
      );
      if (record === undefined) continue;
      reconcile(tenant, { users: 'everyone', now: NOW });
      const plan = planUndo(tenant, record);
      const letGo = record.changes.some(({ kind }) => kind === 'releaseKeptLicenses');
      expect(plan.notes, `seed ${seed}`).toEqual(letGo ? [{ kind: 'staysLetGo' }] : []);
      // A license may not come back where rules or seats no longer allow it: that is said, not hidden.
      if (apply(tenant, plan.changes) === undefined) continue;
      expect(desiredState(tenant), `seed ${seed}: ${JSON.stringify(record.changes)}`).toEqual(before);
      undone += plan.changes.length;
    }
    expect(undone).toBeGreaterThan(100);
  });

  test('leaves what others changed since, and names it', () => {
    let kept = 0;
    for (const seed of SEEDS) {
      const any = random(seed * 104_729);
      const snapshot = randomTenant(seed);
      const tenant = loadTenant(snapshot);
      reconcile(tenant, { users: 'everyone', now: NOW });
      const before = desiredState(tenant);
      const record = apply(tenant, [randomChange(any, snapshot), randomChange(any, snapshot)]);
      if (record === undefined) continue;
      const made = desiredState(tenant);
      const theirs = apply(tenant, [inTheWay(any, snapshot, record)], 1002);
      if (theirs === undefined) continue;
      const after = desiredState(tenant);
      const plan = planUndo(tenant, record, [theirs]);
      if (apply(tenant, plan.changes) === undefined) continue;
      const now = desiredState(tenant);
      const named = new Set(plan.notes.map((note) => (note.kind === 'changedSince' ? settingKey(note.setting) : '')));
      for (const [key, value] of now) {
        const isTheirs = JSON.stringify(made.get(key)) !== JSON.stringify(after.get(key));
        expect(value, `seed ${seed}: ${key}`).toEqual((isTheirs ? after : before).get(key));
        const wasOurs = JSON.stringify(before.get(key)) !== JSON.stringify(made.get(key));
        const goneBack = JSON.stringify(before.get(key)) === JSON.stringify(after.get(key));
        expect(named.has(key), `seed ${seed}: ${key}`).toBe(isTheirs && wasOurs && !goneBack);
      }
      for (const note of plan.notes) {
        if (note.kind === 'changedSince') expect(note.later).toEqual({ by: 'Megan Bowen', number: 1002 });
      }
      kept += named.size;
    }
    expect(kept).toBeGreaterThan(10);
  });

  test('twice finds nothing to do', () => {
    const snapshot = randomTenant(3);
    const tenant = loadTenant(snapshot);
    const userId = snapshot.users[0]?.id ?? '';
    const record = apply(tenant, [{ kind: 'setUsageLocation', userId, usageLocation: 'BE' }]);
    if (record === undefined) throw new Error('the location is refused');
    apply(tenant, planUndo(tenant, record).changes);
    expect(planUndo(tenant, record)).toMatchObject({ changes: [], notes: [] });
  });

  test('says what is gone from the directory', () => {
    const tenant = loadTenant(randomTenant(3));
    const record = apply(tenant, [{ kind: 'setUsageLocation', userId: 'u0', usageLocation: 'BE' }]);
    if (record === undefined) throw new Error('the location is refused');
    const gone = {
      ...record,
      changes: settingsWithout(record.changes),
      inverse: settingsWithout(record.inverse ?? []),
    };
    expect(planUndo(tenant, gone)).toMatchObject({ changes: [], notes: [{ kind: 'changedSince', gone: true }] });
  });
});

/** Somebody else's change, of the same thing where chance allows. */
function inTheWay(any: Random, snapshot: PlainSnapshot, { changes }: ChangeRecord): Change {
  const ours = new Set(changes.flatMap(settingsOf).map(settingKey));
  const theirs = Array.from({ length: 20 }, () => randomChange(any, snapshot));
  return (
    theirs.find((change) => settingsOf(change).some((setting) => ours.has(settingKey(setting)))) ??
    randomChange(any, snapshot)
  );
}

/** The same changes of a person who has left. */
function settingsWithout(changes: readonly Change[]): readonly Change[] {
  return changes.map((change) => ('userId' in change ? { ...change, userId: 'left' } : change));
}

test('a change sets what it names, and looking again sets nothing', () => {
  expect(settingsOf({ kind: 'reprocess', userIds: ['u0'] })).toEqual([]);
});
