import { approvalReason } from '../core/approval-policy.ts';
import type { ChangeRecord } from '../core/change-record.ts';
import type { Note, Plan } from '../core/command/plan.ts';
import { planUndo } from '../core/command/plan-undo.ts';
import { type Foreseen, isRefused, type Refused } from '../core/licensing/foreseen.ts';
import { nextOf, type Schedule } from '../core/schedule.ts';
import type { Directory } from '../directory/port.ts';
import { SEATKEEPER } from '../store/sqlite/audit.ts';
import type { Store } from '../store/sqlite/open-store.ts';
import type { ChangeDesk } from './change-desk.ts';
import type { ChangeTools, Weighed } from './change-tools.ts';
import { laterThan } from './later-than.ts';
import { isStaged, stageRunner } from './stage-runner.ts';

/** What became of a change whose time had come. Plain JSON. `asks`: it is previewed anew, by that number, and nothing was done. */
export type Due =
  | { readonly kind: 'began' }
  | { readonly kind: 'tookBack'; readonly notes: readonly Note[] }
  | { readonly kind: 'asks'; readonly number: number; readonly notes: readonly Note[] }
  | { readonly kind: 'nothingToTakeBack' | 'refused' | 'notAllowed' }
  /** Of what goes in stages. */
  | { readonly kind: 'stage' | 'stagesPaused' | 'stagesDone' };

/** What who asked is to be told of a change for later. Kept until it is told: each is written with what it tells. */
export type ScheduleNews =
  | { readonly kind: 'remind'; readonly of: 'start' | 'end'; readonly at: string }
  | { readonly kind: 'due'; readonly of: 'start' | 'end'; readonly due: Due };

export const SCHEDULE_NEWS = 'schedule';

export interface ScheduledChangesOptions {
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
  function tell(number: number, of: 'start' | 'end', due: Due): void {
    store.outbox.put(SCHEDULE_NEWS, number, { kind: 'due', of, due } satisfies ScheduleNews);
  }

  const nextStage = stageRunner({ store, desk, tools, tell: (number, kind) => tell(number, 'start', { kind }) });

  /** Nothing more happens to it by itself. */
  function close(number: number, due: Due): void {
    store.transaction(() => {
      const record = store.changes.get(number);
      if (record?.schedule === undefined) return;
      store.changes.advance(record, { schedule: { ...record.schedule, over: true } }, SEATKEEPER);
      tell(number, 'end', due);
    });
  }

  /** What was confirmed is over, as refused or because what it would be now waits for its own word. */
  function endInstead(record: ChangeRecord, state: 'refused' | 'superseded', due: () => Due): void {
    store.transaction(() => {
      const ended = store.changes.advance(record, { state, finishedAt: tools.now() }, SEATKEEPER);
      if (ended !== undefined) tell(record.number, 'start', due());
    });
  }

  function askAgain(record: ChangeRecord, foreseen: Foreseen): Due {
    const proposal = {
      command: record.command,
      plan: { ...record, notes: [], wholeTenant: record.wholeTenant ?? false },
      by: record.requestedBy,
      ...scheduleOfNow(record.schedule),
    };
    return { kind: 'asks', number: desk.keep(proposal, foreseen).number, notes: [] };
  }

  async function beginNow({ number }: ChangeRecord, isAllowed: boolean, weighed: Weighed | Refused): Promise<void> {
    const record = store.changes.get(number);
    if (record?.state !== 'scheduled' && record?.state !== 'queued') return;
    if (!isAllowed) return endInstead(record, 'refused', () => ({ kind: 'notAllowed' }));
    if (isRefused(weighed)) return endInstead(record, 'refused', () => ({ kind: 'refused' }));
    if (weighed.fingerprint !== record.fingerprint) {
      return endInstead(record, 'superseded', () => askAgain(record, weighed));
    }
    // What was to begin at once shows on its own card that it has.
    const alongside = () => record.schedule && tell(number, 'start', { kind: 'began' });
    const { changes, requestedBy: by } = record;
    const { reached } = weighed;
    const decision = await tools.begin({ record: () => record, changes, reached, by, actor: SEATKEEPER, alongside });
    if (decision.kind === 'refused') tell(number, 'start', { kind: 'refused' });
  }

  async function takeBackNow(record: ChangeRecord, isAllowed: boolean, plan: Plan, weighed: Weighed): Promise<void> {
    const { number, requestedBy: by } = record;
    const { notes } = plan;
    const proposal = { command: undoing(record), plan, by, undoes: number };
    if (isAllowed && approvalReason(desk.approvals.policy, weighed, plan) === undefined) {
      const alongside = () => close(number, { kind: 'tookBack', notes });
      const decision = await desk.beginAtOnce(proposal, weighed, alongside);
      if (decision.kind === 'refused') close(number, { kind: 'refused' });
      return;
    }
    store.transaction(() => close(number, { kind: 'asks', number: desk.keep(proposal, weighed).number, notes }));
  }

  return {
    async begin(asked) {
      const missing = await tools.missing(asked.changes, asked.requestedBy);
      if ((await desk.freezes.current()) !== undefined) return;
      if (isStaged(asked) && missing.length === 0) return nextStage(asked);
      const ask = () => tools.weigh(asked.changes, asked);
      return tools.whileItStands(ask, (weighed) => beginNow(asked, missing.length === 0, weighed));
    },

    async takeBack({ number, requestedBy: by }) {
      const asked = store.changes.get(number);
      const missing = asked === undefined ? [] : await tools.missing(asked.changes, by);
      if ((await desk.freezes.current()) !== undefined) return;
      const planned = () => {
        const record = store.changes.get(number);
        if (record === undefined || nextOf(record)?.kind !== 'end') return undefined;
        return { record, plan: planUndo(directory.tenant, record, laterThan(store, record)) };
      };
      const ask = async () => {
        const found = planned();
        const isEmpty = found === undefined || found.plan.changes.length === 0;
        return { found, weighed: isEmpty ? undefined : await tools.weigh(found.plan.changes, found.plan) };
      };
      return tools.whileItStands(ask, ({ found, weighed }) => {
        const record = store.changes.get(number);
        if (found === undefined || record?.version !== found.record.version) return;
        if (weighed === undefined) return close(number, { kind: 'nothingToTakeBack' });
        if (isRefused(weighed)) return close(number, { kind: 'refused' });
        return takeBackNow(record, missing.length === 0, found.plan, weighed);
      });
    },
  };
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
