import { expect } from 'vitest';
import { embeddedStore } from '../../src/directory/embedded/embedded-store.ts';
import { systemClock } from '../../src/engine/clock.ts';
import type { Change } from '../../src/licensing/change.ts';
import { openStore, type SqliteStore } from '../../src/store/sqlite/open-store.ts';
import { E3, MEGAN, smallTenant } from '../directory/small-tenant.ts';
import { openForTest } from './open-for-test.ts';

export const FILE = 'seatkeeper.sqlite';
export const open = (dataDir: string) => openStore(dataDir, { clock: systemClock });
export const fault = (code: string) => expect.objectContaining({ name: 'StoreFault', code });

const GIVE: Change = {
  kind: 'assignGroupLicense',
  groupId: 'hr',
  addLicenses: [{ skuId: E3, disabledPlans: [] }],
  removeLicenses: [],
};

/** A store with all that decides in it: a tenant, what was asked for, a freeze, a run that is open. */
export async function filledDirectory(): Promise<string> {
  const store = openForTest();
  embeddedStore(store).tenant.fill(smallTenant());
  embeddedStore(store).tenant.setLicenseRows('person-1', [
    { skuId: E3, assignedByGroup: 'hr', disabledPlans: [], state: 'Active', error: null },
  ]);
  const command = { intent: 'assign_license', slots: {}, reading: 'Assign E3 to HR', language: 'en' } as const;
  const asked = await store.changes.create({
    state: 'previewed',
    requestedBy: MEGAN,
    language: 'en',
    command,
    changes: [GIVE],
    targetGroupIds: ['hr'],
    targetUserIds: [],
    fingerprint: 'f',
    simulated: {} as never,
    createdAt: '2026-11-24T08:00:00.000Z',
  });
  const approval = { askedAt: '2026-11-24T08:00:00.000Z', expiresAt: '2026-11-25T08:00:00.000Z', losing: 30 };
  await store.changes.advance(asked, { state: 'waiting', approval });
  await store.kv('freezes').set('tenant', { by: MEGAN, since: '2026-11-24T08:00:00.000Z' });
  store.database.transaction(() => {
    embeddedStore(store).runs.noteTemplateEdit('hr', []);
    embeddedStore(store).runs.start('hr', '2026-11-24T08:00:00.000Z');
    embeddedStore(store).runs.record('hr', { assigned: [], failed: [0] });
  });
  await store.close();
  return store.dataDir;
}

/** Everything that decides, read like a start reads it. */
export async function everything(store: SqliteStore): Promise<string> {
  const tenant = embeddedStore(store).tenant.snapshot();
  return JSON.stringify([
    {
      ...tenant,
      users: [...(tenant?.users ?? [])],
      groups: [...(tenant?.groups ?? [])],
      userTexts: undefined,
      groupTexts: undefined,
    },
    await store.changes.inState('waiting'),
    await store.changes.about('hr', 10),
    await store.kv('freezes').entries(),
    embeddedStore(store).runs.open(),
    embeddedStore(store).runs.groupsWithTemplateEdits(),
  ]);
}

export async function readBack(dataDir: string): Promise<string> {
  const store = open(dataDir);
  try {
    return await everything(store);
  } finally {
    await store.close();
  }
}
