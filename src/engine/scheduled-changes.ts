import { approvalReason } from '../changes/approval-policy.ts';
import type { ChangeRecord } from '../changes/change-record.ts';
import type { Note, Plan } from '../changes/plan/plan.ts';
import { planUndo } from '../changes/plan/plan-undo.ts';
import { nextOf, type Schedule } from '../changes/schedule.ts';
import type { Directory } from '../directory/port.ts';
import { isRefused, type Refused } from '../licensing/outcome/foreseen.ts';
import { SEATKEEPER } from '../store/audit.ts';
import type { Records, Store } from '../store/store.ts';
import type { ChangeDesk } from './change-desk.ts';
import type { ChangeTools, Still, Weighed } from './change-tools.ts';
import { laterThan } from './later-than.ts';
import { OVERTAKEN, unlessOvertaken } from './overtaken.ts';
import type { Proposal } from './proposal.ts';
import { isStaged, type StageRunnerOptions, stageRunner } from './stage-runner.ts';

/** What became of a change whose time had come. Plain JSON. `asks`: it is previewed anew, by that number, and nothing was done. */
type Due =
  | { readonly kind: 'began' }
  | { readonly kind: 'tookBack'; readonly notes: readonly Note[] }
  | { readonly kind: 'asks'; readonly number: number; readonly notes: readonly Note[] }
  | { readonly kind: 'nothingToTakeBack' | 'refused' | 'notAllowed' }
  /** Of what goes in stages. */
  | { readonly kind: 'stage' | 'stagesPaused' | 'stagesDone' };

/**
 * What who asked is to be told of a change for later, a message each. Kept until it is told: each is written with what it tells.
 * `shows`: the preview of a change that waits for an answer once more.
 */
export type ScheduleNews =
  | { readonly kind: 'remind'; readonly of: 'start' | 'end'; readonly at: string }
  | { readonly kind: 'due'; readonly of: 'start' | 'end'; readonly due: Due }
  | { readonly kind: 'shows'; readonly number: number; readonly notes: readonly Note[] };

export const SCHEDULE_NEWS = 'schedule';

interface ScheduledChangesOptions {
  readonly directory: Directory;
  readonly store: Store;
  readonly desk: ChangeDesk;
  readonly tools: ChangeTools;
}

/**
 * Begins and takes back what people confirmed for later: nothing that they did not see. Each step is one transaction with
 * what follows from it. Does nothing while changes are frozen, and where somebody was faster.
 */
export interface ScheduledChanges {
  /** Begins it when its outcome still is what was confirmed, and who asked still may; else it is previewed anew. */
  begin(record: ChangeRecord): Promise<void>;
  /**
   * Takes it back as far as it stands, in the name of who asked. What would take something from more people than one
   * person may decide on is previewed for them instead.
   */
  takeBack(record: ChangeRecord): Promise<void>;
}

export function scheduledChanges({ directory, store, desk, tools }: ScheduledChangesOptions): ScheduledChanges {
  const nextStage = stageRunner({ store, desk, tools, tell: tellStage });

  const closeNow = (record: ChangeRecord, due: Due) =>
    store.transaction((records) => close(record, due, records)).catch(unlessOvertaken);

  /** What was confirmed is over, as refused or because what it would be now waits for its own word. */
  function endInstead(
    record: ChangeRecord,
    state: 'refused' | 'superseded',
    due: (records: Records) => Due | Promise<Due>,
    still?: Still,
  ): Promise<void> {
    const end = async (records: Records) => {
      const ended = await records.changes.advance(record, { state, finishedAt: tools.now() }, SEATKEEPER);
      if (ended !== undefined) await tell(records, record.number, 'start', await due(records));
    };
    return store.transaction(end, { still });
  }

  async function beginNow(
    { number }: ChangeRecord,
    isAllowed: boolean,
    { weighed, still }: { readonly weighed: Weighed | Refused; readonly still: Still },
  ): Promise<void> {
    const record = await store.changes.get(number);
    if (record?.state !== 'scheduled' && record?.state !== 'queued') return;
    if (!isAllowed) return endInstead(record, 'refused', () => ({ kind: 'notAllowed' }));
    if (isRefused(weighed)) return endInstead(record, 'refused', () => ({ kind: 'refused' }), still);
    if (weighed.fingerprint !== record.fingerprint) {
      const askAgain = async (records: Records): Promise<Due> => {
        const { number: anew } = await desk.keep(asNow(record), weighed, records);
        return { kind: 'asks', number: anew, notes: [] };
      };
      return endInstead(record, 'superseded', askAgain, still);
    }
    // What was to begin at once shows on its own card that it has.
    const alongside = async (_: ChangeRecord, records: Records) =>
      record.schedule && tell(records, number, 'start', { kind: 'began' });
    const { changes, requestedBy: by } = record;
    const { reached } = weighed;
    const actor = SEATKEEPER;
    const refused = (_: ChangeRecord, records: Records) => tell(records, number, 'start', { kind: 'refused' });
    await tools.begin({ record: () => record, changes, reached, by, actor, alongside, refused, still });
  }

  async function takeBackNow(
    record: ChangeRecord,
    isAllowed: boolean,
    plan: Plan,
    { weighed, still }: { readonly weighed: Weighed; readonly still: Still },
  ): Promise<void> {
    const { number, requestedBy: by } = record;
    const { notes } = plan;
    const proposal = { command: undoing(record), plan, by, undoes: number };
    if (isAllowed && approvalReason(desk.approvals.policy, weighed, plan) === undefined) {
      const alongside = (_: ChangeRecord, records: Records) => close(record, { kind: 'tookBack', notes }, records);
      const refused = (_: ChangeRecord, records: Records) => close(record, { kind: 'refused' }, records);
      await desk.beginAtOnce(proposal, weighed, { alongside, refused, still }).catch(unlessOvertaken);
      return;
    }
    const ask = async (records: Records) => {
      const kept = await desk.keep(proposal, weighed, records);
      await close(record, { kind: 'asks', number: kept.number, notes }, records);
    };
    await store.transaction(ask, { still }).catch(unlessOvertaken);
  }

  return {
    async begin(asked) {
      const missing = await tools.missing(asked.changes, asked.requestedBy);
      if ((await desk.freezes.current()) !== undefined) return;
      if (isStaged(asked) && missing.length === 0) return nextStage(asked);
      const ask = () => tools.weigh(asked.changes, asked);
      return tools.whileItStands(ask, (weighed, still) => beginNow(asked, missing.length === 0, { weighed, still }));
    },

    async takeBack({ number, requestedBy: by }) {
      const asked = await store.changes.get(number);
      const missing = asked === undefined ? [] : await tools.missing(asked.changes, by);
      if ((await desk.freezes.current()) !== undefined) return;
      const ask = async () => {
        const found = await plannedEnd({ directory, store }, number);
        const isEmpty = found === undefined || found.plan.changes.length === 0;
        return { found, weighed: isEmpty ? undefined : await tools.weigh(found.plan.changes, found.plan) };
      };
      return tools.whileItStands(ask, async ({ found, weighed }, still) => {
        const record = await store.changes.get(number);
        if (found === undefined || record?.version !== found.record.version) return;
        if (weighed === undefined) return closeNow(record, { kind: 'nothingToTakeBack' });
        if (isRefused(weighed)) return closeNow(record, { kind: 'refused' });
        return takeBackNow(record, missing.length === 0, found.plan, { weighed, still });
      });
    },
  };
}

/** The change whose end is to come, and what takes it back as it stands. */
async function plannedEnd({ directory, store }: Pick<ScheduledChangesOptions, 'directory' | 'store'>, number: number) {
  const record = await store.changes.get(number);
  if (record === undefined || nextOf(record)?.kind !== 'end') return undefined;
  return { record, plan: planUndo(directory.tenant, record, await laterThan(store, record)) };
}

const tellStage: StageRunnerOptions['tell'] = (records, number, kind) => tell(records, number, 'start', { kind });

async function tell({ outbox }: Records, number: number, of: 'start' | 'end', due: Due): Promise<void> {
  const put = (news: ScheduleNews) => outbox.put(SCHEDULE_NEWS, number, news);
  await put({ kind: 'due', of, due });
  if (due.kind === 'asks') await put({ kind: 'shows', number: due.number, notes: due.notes });
}

/** Nothing more happens to it by itself. @throws OVERTAKEN where somebody else has moved it */
async function close(record: ChangeRecord, due: Due, records: Records): Promise<void> {
  const { number, schedule } = record;
  if (schedule === undefined) return;
  const closed = await records.changes.advance(record, { schedule: { ...schedule, over: true } }, SEATKEEPER);
  if (closed === undefined) throw OVERTAKEN;
  await tell(records, number, 'end', due);
}

/** What was confirmed, asked for now. */
function asNow({ command, requestedBy: by, schedule, ...record }: ChangeRecord): Proposal {
  const plan = { ...record, notes: [], wholeTenant: record.wholeTenant ?? false };
  return { command, plan, by, ...scheduleOfNow(schedule) };
}

function undoing({ number, language, command }: ChangeRecord): ChangeRecord['command'] {
  return { intent: 'undo', slots: { ref: String(number) }, reading: command.reading, language };
}

/** The start has come; the end stays. */
function scheduleOfNow(schedule: Schedule | undefined): { readonly schedule?: Schedule } {
  if (schedule?.endsAt === undefined) return {};
  const { endsAt, zone } = schedule;
  return { schedule: { endsAt, zone } };
}
