import { expect, it } from 'vitest';
import { ChangeDesk } from '../../../src/engine/change-desk.ts';
import { ChangeRuns } from '../../../src/engine/change-runs.ts';
import type { Change } from '../../../src/licensing/change.ts';
import { foresight } from '../../../src/tenant/foresight.ts';
import { rowsOf } from '../../licensing/snapshot-of.ts';
import { EMS, MEGAN } from '../small-tenant.ts';
import { clock } from './connected.ts';
import { graphStage } from './graph-stage.ts';

const GIVE: Change = {
  kind: 'assignGroupLicense',
  groupId: 'hr',
  addLicenses: [{ skuId: EMS, disabledPlans: [] }],
  removeLicenses: [],
};
const JOIN: Change = { kind: 'addMember', groupId: 'kiosk', userId: 'megan' };

it.each([
  ['gave a group', GIVE, 'hr', 0],
  ['gave a group, which readers see later', GIVE, 'hr', 60_000],
  ['added somebody to one', JOIN, 'kiosk', 0],
])('what %s is taken back when Entra has ended its work, and not before', async (_, change, groupId, delayMs) => {
  const stage = await graphStage({ processingDelayMs: 30_000, peoplePerSecond: 1, replicationDelayMs: delayMs });
  const { client, directory, store, controller, emulator } = stage;
  await stage.atRest();
  const before = plain(rowsOf(emulator.world.tenant));
  const ahead = foresight({ tenant: directory.tenant, controller, clock, effortMs: clock.elapsedMs });
  const runs = new ChangeRuns({ directory, store, controller, clock });
  const policy = { threshold: 25, lifetimeMs: 86_400_000, always: [] };
  const desk = new ChangeDesk({ directory, store, runs, foresight: ahead, clock, policy });
  const command = { intent: 'assign_license', slots: {}, reading: '', language: 'en' } as const;
  const plan = { changes: [change], notes: [], wholeTenant: false, targetGroupIds: [groupId], targetUserIds: [] };
  const proposed = await desk.propose({ command, plan, by: MEGAN });
  if (proposed.kind === 'refused') throw new Error('nothing was refused');
  const { number } = proposed.record;
  await desk.apply(proposed.record, MEGAN);
  await clock.sleep(20_000);
  const running = await store.changes.get(number);
  expect(running?.state).toBe('running');
  await desk.cancel(running ?? proposed.record, MEGAN);
  expect((await runs.ended(number)).state).toBe('cancelled');
  if (delayMs === 0) {
    const path = `/groups/${groupId}?$select=id,licenseProcessingState`;
    expect(await client.get(path)).toMatchObject({ licenseProcessingState: { state: 'ProcessingComplete' } });
  }
  expect(plain(rowsOf(emulator.world.tenant))).toEqual(before);
  expect(plain(rowsOf(directory.tenant))).toEqual(before);
});

/** Times apart: those are Entra's. */
function plain(rows: unknown): unknown {
  return JSON.parse(JSON.stringify(rows, (key, value) => (key === 'lastUpdatedDateTime' ? undefined : value)));
}
