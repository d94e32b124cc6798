import type { ChangeRecord } from '../changes/change-record.ts';
import type { Schedule, Stages } from '../changes/schedule.ts';
import { afterStage, changesOfStage, isTooMany, peopleOfStage } from '../changes/stages.ts';
import type { Change } from '../licensing/change.ts';
import { isRefused } from '../licensing/outcome/foreseen.ts';
import { SEATKEEPER } from '../store/audit.ts';
import type { Records, Store } from '../store/store.ts';
import type { ChangeDesk } from './change-desk.ts';
import type { ChangeTools, Still, Weighed } from './change-tools.ts';
import { OVERTAKEN } from './overtaken.ts';

export interface StageRunnerOptions {
  readonly store: Store;
  readonly desk: ChangeDesk;
  readonly tools: ChangeTools;
  /** Written with the step that it tells of. */
  readonly tell: (records: Records, number: number, what: 'stage' | 'stagesPaused' | 'stagesDone') => Promise<unknown>;
}

type Staged = ChangeRecord & { readonly schedule: Schedule & { readonly stages: Stages } };

export function isStaged(record: ChangeRecord | undefined): record is Staged {
  return record?.schedule?.stages !== undefined;
}

/**
 * Begins the next stage of a change when the one before has ended, in the name of who asked for it. A stage in which too many
 * fail, or would, pauses it; so does anything that would reach people who were not shown.
 */
export function stageRunner({ store, desk, tools, tell }: StageRunnerOptions): (record: Staged) => Promise<void> {
  /** The record as it is now, if its next stage may begin. */
  async function readyNow(number: number): Promise<Staged | undefined> {
    const record = await store.changes.get(number);
    const isOpen = isStaged(record) && record.state === 'scheduled' && record.schedule.stages.paused === undefined;
    return isOpen ? record : undefined;
  }

  async function pauseWithin(record: Staged, records: Records): Promise<void> {
    const { schedule } = record;
    const paused = { ...schedule, stages: { ...schedule.stages, paused: 'failures' as const } };
    const isPaused = await records.changes.advance(record, { schedule: paused }, SEATKEEPER);
    if (isPaused !== undefined) await tell(records, record.number, 'stagesPaused');
  }

  function pause(record: Staged, still?: Still): Promise<void> {
    return store.transaction((records) => pauseWithin(record, records), { still });
  }

  function end(record: Staged): Promise<void> {
    return store.transaction(async (records) => {
      const patch = {
        state: 'finished' as const,
        finishedAt: tools.now(),
        schedule: { ...record.schedule, over: true as const },
      };
      const ended = await records.changes.advance(record, patch, SEATKEEPER);
      if (ended !== undefined) await tell(records, record.number, 'stagesDone');
    });
  }

  /** Whether it is this that was decided on still. What the group gives from now on is told of the whole as it was asked for. */
  async function goOn(record: Staged, records: Records, begun?: ChangeRecord): Promise<boolean> {
    const nowMs = Date.parse(tools.now());
    const startMs = Date.parse(record.schedule.startsAt ?? tools.now());
    const { stages, atMs } = afterStage(record.schedule, record, { number: begun?.number, startMs, nowMs });
    const schedule = { ...record.schedule, startsAt: new Date(atMs).toISOString(), stages };
    const isGroups = record.schedule.stages.next === 'group' && begun?.inverse !== undefined;
    const inverse = isGroups ? { inverse: begun.inverse } : {};
    const gone = await records.changes.advance(record, { schedule, ...inverse }, SEATKEEPER);
    if (gone !== undefined) await tell(records, record.number, 'stage');
    return gone !== undefined;
  }

  /** What of it the directory takes, and how many people it would not take it for. */
  async function weighed(record: Staged, changes: readonly Change[]) {
    const first = await tools.weigh(changes, record.schedule.stages.next === 'group' ? record : aboutPeople(changes));
    if (!isRefused(first)) return { changes, refused: 0, weighed: first };
    const refused = new Set(first.refusals.flatMap((refusal) => ('userId' in refusal ? (refusal.userId ?? []) : [])));
    const taken = changes.filter((change) => 'userId' in change && !refused.has(change.userId));
    const again = refused.size === 0 || taken.length === 0 ? first : await tools.weigh(taken, aboutPeople(taken));
    return isRefused(again) ? undefined : { changes: taken, refused: refused.size, weighed: again };
  }

  /** Somebody would get it who was not there when it was confirmed, or too many would not. */
  function isUnsound({ schedule: { stages } }: Staged, outcome: Weighed, refused: number): boolean {
    const { newlyFailing, gaining = 0 } = outcome.simulated;
    if (stages.next === 'people') return isTooMany(refused + newlyFailing, peopleOfStage(stages).length);
    return stages.next === 'group' && gaining > 0;
  }

  return async ({ number }) => {
    const asked = await readyNow(number);
    if (asked === undefined) return;
    const done = await doneOf(store, asked);
    const last = done.at(-1);
    if (last?.state === 'queued' || last?.state === 'running' || last?.state === 'cancelling') return;
    const { real } = last ?? {};
    if (last !== undefined && (last.state !== 'finished' || isTooMany(real?.newlyFailing ?? 0, real?.people ?? 0)))
      return pause(asked);
    if (asked.schedule.stages.next === 'end') return end(asked);
    const changes = changesOfStage(asked, new Set(peopleOfStage(asked.schedule.stages)), done);
    if (changes.length === 0) {
      await store.transaction((records) => goOn(asked, records));
      return;
    }
    const stage = () => weighed(asked, changes);
    await tools.whileItStands(stage, async (found, still) => {
      const record = await readyNow(number);
      if (record === undefined || record.version !== asked.version) return;
      if (found === undefined || isUnsound(record, found.weighed, found.refused)) return pause(record, still);
      const { stages: _, ...slots } = record.command.slots;
      const about = record.schedule.stages.next === 'group' ? record : aboutPeople(found.changes);
      const { targetGroupIds, targetUserIds } = about;
      const plan = { changes: found.changes, targetGroupIds, targetUserIds, notes: [], wholeTenant: false };
      const proposal = { command: { ...record.command, slots }, plan, by: record.requestedBy, stageOf: number };
      const alongside = async (begun: ChangeRecord, records: Records) => {
        if (!(await goOn(record, records, begun))) throw OVERTAKEN;
      };
      const refused = (_: ChangeRecord, records: Records) => pauseWithin(record, records);
      await desk.beginAtOnce(proposal, found.weighed, { alongside, refused, still });
    });
  };
}

async function doneOf({ changes }: Store, { schedule }: Staged): Promise<readonly ChangeRecord[]> {
  const done = await Promise.all(schedule.stages.done.map((number) => changes.get(number)));
  return done.filter((record) => record !== undefined);
}

/** A stage counts its own people, each once. */
function aboutPeople(changes: readonly Change[]) {
  const people = changes.flatMap((change) => ('userId' in change ? change.userId : []));
  return { changes, targetGroupIds: [], targetUserIds: [...new Set(people)] };
}
