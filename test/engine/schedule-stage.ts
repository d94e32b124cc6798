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
import { MEGAN } from '../directory/small-tenant.ts';
import { atOnce } from '../store/at-once.ts';
import { type Stage, type StageOptions, stage } from './stage.ts';

export const HOUR_MS = 3_600_000;
export const DAY_MS = 24 * HOUR_MS;
/** The stage is settled a minute after its clock began. */
export const TOMORROW_AT_9 = '2026-11-25T09:00:00.000Z';
export const SOON = '2026-11-24T10:00:00.000Z';
export const IN_TWO_DAYS = '2026-11-26T10:00:00.000Z';
export const ZONE = 'Europe/Amsterdam';

export interface Scene extends Stage {
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

export async function scene(options: SceneOptions = {}): Promise<Scene> {
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

export function productsOf({ directory: { tenant } }: Stage): readonly string[] {
  return tenant.assignedLicenses(tenant.findGroup('hr') ?? -1).map(({ skuId }) => skuId);
}
