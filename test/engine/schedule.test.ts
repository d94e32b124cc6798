import { describe, expect, test } from 'vitest';
import type { ChangeRecord } from '../../src/changes/change-record.ts';
import type { Schedule } from '../../src/changes/schedule.ts';
import { ChangeDesk } from '../../src/engine/change-desk.ts';
import { ChangeRuns } from '../../src/engine/change-runs.ts';
import { changeTools } from '../../src/engine/change-tools.ts';
import { type Scheduler, scheduler } from '../../src/engine/schedule.ts';
import { SCHEDULE_NEWS, type ScheduleNews, scheduledChanges } from '../../src/engine/scheduled-changes.ts';
import type { Change, Refusal } from '../../src/licensing/change.ts';
import type { Untold } from '../../src/store/store.ts';
import { foresight } from '../../src/tenant/foresight.ts';
import { E3, EMS, MEGAN, smallTenant } from '../directory/small-tenant.ts';
import { atOnce } from '../store/at-once.ts';
import { cutFrom, heal } from './cut.ts';
import { give, join, take } from './settled-stage.ts';
import { type Stage, type StageOptions, stage } from './stage.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** The stage is settled a minute after its clock began. */
const TOMORROW_AT_9 = '2026-11-25T09:00:00.000Z';
const SOON = '2026-11-24T10:00:00.000Z';
const IN_TWO_DAYS = '2026-11-26T10:00:00.000Z';
const ZONE = 'Europe/Amsterdam';

interface Scene extends Stage {
  readonly desk: ChangeDesk;
  readonly news: readonly string[];
  readonly scheduler: Scheduler;
  /** Asks for a change and confirms it. */
  confirm(change: Change, schedule: Omit<Schedule, 'zone'>): Promise<ChangeRecord>;
  record(number: number): ChangeRecord;
}

interface SceneOptions extends StageOptions {
  readonly threshold?: number;
  /** Why the directory takes nothing. */
  readonly refuses?: readonly Refusal[];
}

async function scene(options: SceneOptions = {}): Promise<Scene> {
  const whole = await stage(options);
  const { refuses } = options;
  const taking = whole.directory;
  const set = { ...whole, directory: refuses === undefined ? taking : { ...taking, change: async () => refuses } };
  const { directory, store, clock, controller } = set;
  const ahead = foresight({ tenant: directory.tenant, controller, clock, effortMs: clock.elapsedMs });
  const runs = new ChangeRuns({ directory, store, controller, clock });
  await runs.resume();
  controller.start();
  await clock.advance(60_000);
  const { threshold = 25 } = options;
  const desk = new ChangeDesk({
    directory,
    store,
    runs,
    foresight: ahead,
    clock,
    policy: { threshold, lifetimeMs: DAY_MS, always: [] },
  });
  const tools = changeTools({ directory, store, runs, foresight: ahead, clock });
  const keeper = scheduler({
    store,
    clock,
    changes: scheduledChanges({ directory, store, desk, tools }),
    onNews: () => undefined,
    onFault: () => undefined,
  });
  keeper.start();
  const record = (number: number) => {
    const found = atOnce(store).changes.get(number);
    if (found === undefined) throw new Error(`there is no change ${number}`);
    return found;
  };
  return {
    ...set,
    close() {
      void keeper.close();
      set.close();
    },
    desk,
    get news() {
      return atOnce(store).outbox.of<ScheduleNews>(SCHEDULE_NEWS).flatMap(newsText);
    },
    scheduler: keeper,
    record,
    async confirm(change, schedule) {
      const proposed = await desk.propose({
        command: { intent: 'assign_license', slots: {}, reading: 'as said', language: 'en' },
        plan: { changes: [change], targetGroupIds: ['hr'], targetUserIds: [], notes: [], wholeTenant: false },
        by: MEGAN,
        schedule: { zone: ZONE, ...schedule },
      });
      if (proposed.kind !== 'proposed') throw new Error('the change is refused');
      await desk.apply(proposed.record, MEGAN);
      await clock.advance(1_000);
      return record(proposed.record.number);
    },
  };
}

function newsText({ about, news }: Untold<ScheduleNews>): readonly string[] {
  if (news.kind === 'remind') return [`remind #${about} ${news.of}`];
  return news.kind === 'due' ? [`#${about} ${news.of} ${news.due.kind}`] : [];
}

function productsOf({ directory: { tenant } }: Stage): readonly string[] {
  return tenant.assignedLicenses(tenant.findGroup('hr') ?? -1).map(({ skuId }) => skuId);
}

describe('a change for later', () => {
  test('is begun at its time, not before, and stands in the audit log with who confirmed it', async () => {
    const set = await scene();
    const { number } = await set.confirm(give(EMS), { startsAt: TOMORROW_AT_9 });
    expect(set.record(number).state).toBe('scheduled');
    await set.clock.advance(24 * HOUR_MS);
    expect(productsOf(set)).toEqual([]);
    await set.clock.advance(HOUR_MS);
    expect(productsOf(set)).toEqual([EMS]);
    expect(set.record(number).state).toBe('finished');
    expect(set.news).toEqual([`remind #${number} start`, `#${number} start began`]);
    expect((await set.store.audit.about('hr', 20)).map(({ activity }) => activity)).toContain('Change scheduled');
  });

  test('that the disk does not take at its time begins seconds later', async () => {
    const set = await scene();
    const { number } = await set.confirm(give(EMS), { startsAt: SOON });
    await set.clock.advance(Date.parse(SOON) - set.clock.now().getTime() - 1_000);
    cutFrom(1, set);
    await set.clock.advance(2_000);
    heal(set);
    expect(set.record(number).state).toBe('scheduled');
    await set.clock.advance(6_000);
    expect(set.record(number).state).toBe('finished');
  });

  test('asks again, as a change of its own, when its outcome would not be what was confirmed', async () => {
    const set = await scene();
    const { number } = await set.confirm(give(EMS), { startsAt: TOMORROW_AT_9 });
    await set.directory.change([join('hr', 'kiosk-only')], MEGAN);
    await set.clock.advance(26 * HOUR_MS);
    expect(productsOf(set)).toEqual([]);
    expect(set.record(number).state).toBe('superseded');
    expect(set.record(number + 1)).toMatchObject({ state: 'previewed', changes: [give(EMS)] });
    expect(set.record(number + 1).schedule).toBeUndefined();
    expect(set.news).toContain(`#${number} start asks`);
  });

  test('is not begun when who confirmed it may not any more', async () => {
    const set = await scene();
    const { number } = await set.confirm(give(EMS), { startsAt: TOMORROW_AT_9 });
    await set.directory.setDirectoryRoles('megan', [], MEGAN);
    await set.clock.advance(26 * HOUR_MS);
    expect(productsOf(set)).toEqual([]);
    expect(set.record(number).state).toBe('refused');
    expect(set.news).toContain(`#${number} start notAllowed`);
  });

  test('waits while changes are frozen', async () => {
    const set = await scene();
    const { number } = await set.confirm(give(EMS), { startsAt: TOMORROW_AT_9 });
    await set.desk.freezes.freeze(MEGAN, {});
    await set.clock.advance(30 * HOUR_MS);
    expect(set.record(number).state).toBe('scheduled');
    await set.desk.freezes.lift(MEGAN, undefined);
    await set.clock.advance(HOUR_MS);
    expect(set.record(number).state).toBe('finished');
  });

  test('never comes when it was taken off', async () => {
    const set = await scene();
    const record = await set.confirm(give(EMS), { startsAt: TOMORROW_AT_9 });
    expect(await set.desk.schedules.unschedule(record, MEGAN)).toMatchObject({ record: { state: 'dismissed' } });
    await set.clock.advance(30 * HOUR_MS);
    expect(productsOf(set)).toEqual([]);
    expect(set.news).toEqual([]);
    expect(await set.desk.schedules.unschedule(record, MEGAN)).toMatchObject({ kind: 'stale' });
  });

  test('is begun after a restart, when its time came meanwhile', async () => {
    const before = await scene();
    const { number } = await before.confirm(give(EMS), { startsAt: TOMORROW_AT_9 });
    before.close();
    await before.clock.advance(3 * DAY_MS);
    const after = await scene({ dataDir: before.dataDir, clock: before.clock });
    await after.clock.advance(60_000);
    expect(after.record(number).state).toBe('finished');
    expect(productsOf(after)).toEqual([EMS]);
  });

  test('comes late, and once, when the clock of the machine is set back', async () => {
    const set = await scene();
    const { number } = await set.confirm(give(EMS), { startsAt: TOMORROW_AT_9 });
    set.clock.setBack(2 * HOUR_MS);
    await set.clock.advance(26 * HOUR_MS);
    expect(set.record(number).state).toBe('scheduled');
    await set.clock.advance(2 * HOUR_MS);
    expect(set.record(number).state).toBe('finished');
    set.clock.setBack(4 * HOUR_MS);
    await set.clock.advance(8 * HOUR_MS);
    expect(set.news.filter((line) => line.endsWith('began'))).toHaveLength(1);
  });
});

describe('a change for a time', () => {
  test('is announced the day before and taken back at its end, as a change of its own', async () => {
    const set = await scene();
    const { number } = await set.confirm(give(EMS), { endsAt: IN_TWO_DAYS });
    expect(productsOf(set)).toEqual([EMS]);
    await set.clock.advance(DAY_MS + 3 * HOUR_MS);
    expect(set.news).toEqual([`remind #${number} end`]);
    expect(productsOf(set)).toEqual([EMS]);
    await set.clock.advance(DAY_MS);
    expect(productsOf(set)).toEqual([]);
    expect(set.record(number + 1)).toMatchObject({ undoes: number, state: 'finished', requestedBy: MEGAN });
    expect(set.news.at(-1)).toBe(`#${number} end tookBack`);
    await set.clock.advance(12 * HOUR_MS);
    expect((await set.store.changes.latest(1))[0]?.number).toBe(number + 1);
  });

  test('leaves what somebody else changed since', async () => {
    const set = await scene();
    const { number } = await set.confirm(give(E3, EMS), { endsAt: IN_TWO_DAYS });
    await set.directory.change([take(EMS)], MEGAN);
    await set.clock.advance(51 * HOUR_MS);
    expect(productsOf(set)).toEqual([]);
    expect(set.record(number + 1).changes).toEqual([take(E3)]);
  });

  test('that was taken back already has nothing left to do', async () => {
    const set = await scene();
    const { number } = await set.confirm(give(EMS), { endsAt: IN_TWO_DAYS });
    await set.directory.change([take(EMS)], MEGAN);
    await set.clock.advance(51 * HOUR_MS);
    expect(set.news.at(-1)).toBe(`#${number} end nothingToTakeBack`);
    expect(await set.store.changes.toCome()).toEqual([]);
  });

  test('asks first where more people would lose something than one person may decide on', async () => {
    const set = await scene({ threshold: 5 });
    const { number } = await set.confirm(give(EMS), { endsAt: IN_TWO_DAYS });
    await set.clock.advance(51 * HOUR_MS);
    expect(productsOf(set)).toEqual([EMS]);
    expect(set.record(number + 1)).toMatchObject({ undoes: number, state: 'previewed' });
    expect(set.news.at(-1)).toBe(`#${number} end asks`);
  });

  test('stays for good when its end was taken off', async () => {
    const set = await scene();
    const record = await set.confirm(give(EMS), { endsAt: IN_TWO_DAYS });
    expect(await set.desk.schedules.unschedule(record, MEGAN)).toMatchObject({ record: { state: 'finished' } });
    await set.clock.advance(51 * HOUR_MS);
    expect(productsOf(set)).toEqual([EMS]);
    expect((await set.store.audit.about('hr', 30)).map(({ activity }) => activity)).toContain('Schedule ended');
  });
});

describe('a process that is gone from any write on, when the time of a change has come', () => {
  const nths = [1, 2, 3, 4, 6, 8, 10, 13, 16, 20, 25, 30, 36];

  /** A process that stops at the `nth` write, and what is told until the next one is at rest. */
  async function cutAt(
    nth: number,
    from: Scene,
    { afterMs, refuses }: { readonly afterMs: number; readonly refuses?: readonly Refusal[] },
  ): Promise<{ scene: Scene; news: readonly string[] }> {
    cutFrom(nth, from);
    await from.clock.advance(afterMs);
    from.close();
    heal(from);
    const again = await scene({ dataDir: from.dataDir, clock: from.clock, ...(refuses && { refuses }) });
    await again.clock.advance(2 * 60_000);
    const news = again.news.filter((line) => !line.startsWith('remind'));
    return { scene: again, news };
  }

  test.each(nths)('from write %i: what would come out otherwise is asked again, and told', async (nth) => {
    const before = await scene({ snapshot: smallTenant({ people: 3 }) });
    const { number } = await before.confirm(give(EMS), { startsAt: SOON });
    await before.directory.change([join('hr', 'kiosk-only')], MEGAN);
    await before.clock.advance(HOUR_MS);
    const { scene: after, news } = await cutAt(nth, before, { afterMs: 2 * HOUR_MS });
    expect(after.record(number).state).toBe('superseded');
    expect(after.record(number + 1).state).toBe('previewed');
    expect(news).toEqual([`#${number} start asks`]);
    expect(productsOf(after)).toEqual([]);
  });

  test.each(nths)('from write %i: what the directory would not take is refused, and told', async (nth) => {
    const refuses = [{ kind: 'changedElsewhere', what: 'groupOfEntra' }] as const;
    const before = await scene({ snapshot: smallTenant({ people: 3 }), refuses });
    const { number } = await before.confirm(give(EMS), { startsAt: SOON });
    const { scene: after, news } = await cutAt(nth, before, { afterMs: 3 * HOUR_MS, refuses });
    expect(after.record(number).state).toBe('refused');
    expect(news).toEqual([`#${number} start refused`]);
  });

  test.each(nths)('from write %i: what is to be taken back is, once, and told', async (nth) => {
    const before = await scene({ snapshot: smallTenant({ people: 3 }) });
    const { number } = await before.confirm(give(EMS), { endsAt: SOON });
    await before.clock.advance(HOUR_MS);
    const { scene: after, news } = await cutAt(nth, before, { afterMs: 2 * HOUR_MS });
    expect(productsOf(after)).toEqual([]);
    expect(after.record(number + 1)).toMatchObject({ undoes: number, state: 'finished' });
    expect((await after.store.changes.latest(1))[0]?.number).toBe(number + 1);
    expect(news).toEqual([`#${number} end tookBack`]);
  });
});
