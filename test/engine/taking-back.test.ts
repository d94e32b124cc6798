import { expect, test } from 'vitest';
import { ChangeDesk } from '../../src/engine/change-desk.ts';
import { ChangeRuns } from '../../src/engine/change-runs.ts';
import { foresight } from '../../src/tenant/foresight.ts';
import { E3, EMS, MEGAN } from '../directory/small-tenant.ts';
import { atOnce } from '../store/at-once.ts';
import { give, settledStage } from './settled-stage.ts';

const POLICY = { threshold: 25, lifetimeMs: 86_400_000, always: [] };

test('a change is as old as it is, however the clock of the machine is set meanwhile', async () => {
  const { directory, store, controller, clock } = await settledStage({ usersPerSecond: 1 });
  const ahead = foresight({ tenant: directory.tenant, controller, clock, effortMs: clock.elapsedMs });
  const runs = new ChangeRuns({ directory, store, controller, clock });
  const desk = new ChangeDesk({ directory, store, runs, foresight: ahead, clock, policy: POLICY });
  const command = { intent: 'assign_license', slots: {}, reading: '', language: 'en' } as const;
  const plan = { changes: [give(E3)], notes: [], wholeTenant: false, targetGroupIds: ['hr'], targetUserIds: [] };
  const proposed = await desk.propose({ command, plan, by: MEGAN });
  if (proposed.kind === 'refused') throw new Error('nothing was refused');
  const { number } = proposed.record;
  await desk.apply(proposed.record, MEGAN);
  clock.setBack(3_600_000);
  await clock.advance(2_500);
  expect(runs.ageMs(number)).toBe(2_500);
  expect(runs.progressOf((await store.changes.get(number)) ?? proposed.record).processed).toBeGreaterThan(0);
});

test('what is cancelled counts who is as before again, of those who had changed', async () => {
  const { directory, store, controller, clock } = await settledStage({ usersPerSecond: 4 });
  const ahead = foresight({ tenant: directory.tenant, controller, clock, effortMs: clock.elapsedMs });
  const runs = new ChangeRuns({ directory, store, controller, clock });
  const desk = new ChangeDesk({ directory, store, runs, foresight: ahead, clock, policy: POLICY });
  const command = { intent: 'assign_license', slots: {}, reading: '', language: 'en' } as const;
  const plan = { changes: [give(E3, EMS)], notes: [], wholeTenant: false, targetGroupIds: ['hr'], targetUserIds: [] };
  const proposed = await desk.propose({ command, plan, by: MEGAN });
  if (proposed.kind === 'refused') throw new Error('nothing was refused');
  await desk.apply(proposed.record, MEGAN);
  await clock.advance(1_250);
  const record = () => atOnce(store).changes.get(proposed.record.number) ?? proposed.record;
  const { processed, putBack } = runs.progressOf(record());
  expect(putBack).toBeUndefined();
  expect(processed).toBeGreaterThan(3);
  await desk.cancel(record(), MEGAN);
  const seen = [runs.progressOf(record()).putBack];
  for (let step = 0; record().state === 'cancelling' && step < 50; step++) {
    await clock.advance(250);
    if (record().state === 'cancelling') seen.push(runs.progressOf(record()).putBack);
  }
  expect(record().state).toBe('cancelled');
  expect(seen[0]).toEqual({ done: 0, of: processed });
  const done = seen.map((progress) => progress?.done ?? -1);
  expect(done).toEqual([...done].sort((a, b) => a - b));
  expect(new Set(done).size).toBeGreaterThan(2);
  expect(new Set(seen.map((progress) => progress?.of)).size).toBe(1);
});
