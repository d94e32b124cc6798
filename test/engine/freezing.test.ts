import { expect, test } from 'vitest';
import type { ChangeRecord } from '../../src/changes/change-record.ts';
import { ChangeDesk } from '../../src/engine/change-desk.ts';
import { ChangeRuns } from '../../src/engine/change-runs.ts';
import { changeTools } from '../../src/engine/change-tools.ts';
import { scheduledChanges } from '../../src/engine/scheduled-changes.ts';
import type { Change } from '../../src/licensing/change.ts';
import { foresight } from '../../src/tenant/foresight.ts';
import { EMS, MEGAN, smallTenant, USER_ADMINISTRATOR } from '../directory/small-tenant.ts';
import { atOnce } from '../store/at-once.ts';
import { give, take } from './settled-stage.ts';
import { stage } from './stage.ts';

/** A freeze that comes at any moment between the press of a button and what begins by it. */

const NESTOR = { userId: 'person-1', displayName: 'Nestor' };
const LATER = '2026-11-24T10:00:00.000Z';

async function scene() {
  const tenant = smallTenant();
  const members = ['megan', NESTOR.userId];
  const directoryRoles = [{ roleTemplateId: USER_ADMINISTRATOR, displayName: 'User Administrator', members }];
  const { directory, store, clock, controller } = await stage({ snapshot: { ...tenant, directoryRoles } });
  const ahead = foresight({ tenant: directory.tenant, controller, clock, effortMs: clock.elapsedMs });
  const runs = new ChangeRuns({ directory, store, controller, clock });
  controller.start();
  await clock.advance(60_000);
  const policy = { threshold: 25, lifetimeMs: 24 * 3_600_000, always: [] };
  const desk = new ChangeDesk({ directory, store, runs, foresight: ahead, clock, policy });
  const tools = changeTools({ directory, store, runs, foresight: ahead, clock });
  const later = scheduledChanges({ directory, store, desk, tools });

  async function preview(change: Change, startsAt?: string): Promise<ChangeRecord> {
    const proposed = await desk.propose({
      command: { intent: 'assign_license', slots: {}, reading: 'as said', language: 'en' },
      plan: { changes: [change], targetGroupIds: ['hr'], targetUserIds: [], notes: [], wholeTenant: false },
      by: MEGAN,
      ...(startsAt === undefined ? {} : { schedule: { zone: 'UTC', startsAt } }),
    });
    if (proposed.kind !== 'proposed') throw new Error('the change is refused');
    return proposed.record;
  }
  const kept = async ({ number }: ChangeRecord) => (await store.changes.get(number)) as ChangeRecord;
  return { desk, later, store, clock, preview, kept };
}

type Scene = Awaited<ReturnType<typeof scene>>;

/** Answers what begins the change. */
const WAYS: Readonly<
  Record<string, (set: Scene, change: Change) => Promise<readonly [number, () => Promise<unknown>]>>
> = {
  'applying a preview': async ({ desk, preview }, change) => {
    const record = await preview(change);
    return [record.number, () => desk.apply(record, MEGAN)];
  },
  'approving a request': async ({ desk, preview, kept }, change) => {
    const record = await preview(change);
    await desk.ask(record, MEGAN);
    const request = await kept(record);
    return [record.number, () => desk.approvals.approve(request, NESTOR)];
  },
  'the time of a change for later': async ({ desk, later, preview, kept }, change) => {
    const record = await preview(change, LATER);
    await desk.apply(record, MEGAN);
    const scheduled = await kept(record);
    return [record.number, () => later.begin(scheduled)];
  },
};

test.each(Object.entries(WAYS))(
  'nothing begins after a freeze that comes while it is looked at: %s',
  async (_, way) => {
    const set = await scene();
    const { desk, store, clock } = set;
    const met = { begun: 0, held: 0 };
    let given = false;
    for (let turns = 0; turns < 120 && met.begun < 3; turns += 1) {
      const [number, begin] = await way(set, given ? take(EMS) : give(EMS));
      const beginning = begin();
      for (let turn = 0; turn < turns; turn += 1) await Promise.resolve();
      const freezing = desk.freezes.freeze(MEGAN, {});
      await clock.advance(1_000);
      await Promise.all([beginning, freezing]);
      await clock.advance(60_000);
      const log = [...atOnce(store).audit.since(0)];
      const frozenAt = log.findLast(({ activity }) => activity === 'Changes frozen')?.seq ?? 0;
      const begunAt = log.find(
        ({ activity, details }) => activity === 'Change started' && (details as { number?: number }).number === number,
      )?.seq;
      if (begunAt !== undefined) expect(begunAt, `${turns} turns`).toBeLessThan(frozenAt);
      met[begunAt === undefined ? 'held' : 'begun'] += 1;
      if (begunAt !== undefined) given = !given;
      await desk.freezes.lift(MEGAN, undefined);
    }
    expect(met.begun).toBeGreaterThan(0);
    expect(met.held).toBeGreaterThan(0);
  },
);
