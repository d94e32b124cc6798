import { approvalReason } from '../core/approval-policy.ts';
import type { ChangeRecord } from '../core/change-record.ts';
import type { Note } from '../core/command/plan.ts';
import { planUndo } from '../core/command/plan-undo.ts';
import type { Outcome } from '../core/licensing/outcome.ts';
import { targetsOf } from '../core/licensing/targets-of.ts';
import { nextOf, type Schedule } from '../core/schedule.ts';
import type { Directory } from '../directory/port.ts';
import { SEATKEEPER } from '../store/audit.ts';
import type { Store } from '../store/store.ts';
import type { ChangeDesk } from './change-desk.ts';
import type { ChangeTools } from './change-tools.ts';

/** What became of a change whose time had come. `asks`: it is previewed anew, as `record`, and nothing was done. */
export type Due =
  | { readonly kind: 'began'; readonly record: ChangeRecord }
  | { readonly kind: 'tookBack'; readonly record: ChangeRecord; readonly notes: readonly Note[] }
  | { readonly kind: 'asks'; readonly record: ChangeRecord; readonly outcome: Outcome; readonly notes: readonly Note[] }
  | { readonly kind: 'nothingToTakeBack' | 'refused' | 'notAllowed' }
  /** Nothing is applied at present: later again. */
  | { readonly kind: 'frozen' }
  /** Somebody was faster. */
  | { readonly kind: 'gone' };

export interface ScheduledChangesOptions {
  readonly directory: Directory;
  readonly store: Store;
  readonly desk: ChangeDesk;
  readonly tools: ChangeTools;
}

/** Records looked through for who changed something since. */
const LATER_CHANGES = 200;

/** Begins and takes back what people confirmed for later: nothing that they did not see. */
export interface ScheduledChanges {
  /** Begins it when its outcome still is what was confirmed, and who asked still may; else it is previewed anew. */
  begin(record: ChangeRecord): Promise<Due>;
  /**
   * Takes it back as far as it stands, in the name of who asked. What would take something from more people than one
   * person may decide on is previewed for them instead.
   */
  takeBack(record: ChangeRecord): Promise<Due>;
}

export function scheduledChanges({ directory, store, desk, tools }: ScheduledChangesOptions): ScheduledChanges {
  /**
   * Nothing more happens to it by itself. Comes last: whoever was killed before it takes back again, and finds nothing
   * left to do.
   */
  function close(number: number): void {
    const record = store.changes.get(number);
    if (record?.schedule === undefined) return;
    store.changes.advance(record, { schedule: { ...record.schedule, over: true } }, SEATKEEPER);
  }

  /** Takes back at once, or previews it for who asked where that is not theirs alone to decide. */
  async function undo(record: ChangeRecord): Promise<Due> {
    const { number, language, requestedBy: by } = record;
    const plan = planUndo(directory.tenant, record, laterThan(record));
    if (plan.changes.length === 0) return { kind: 'nothingToTakeBack' };
    const command = {
      intent: 'undo' as const,
      slots: { ref: String(number) },
      reading: record.command.reading,
      language,
    };
    const proposed = desk.propose({ command, plan, by, undoes: number });
    if (proposed.kind === 'refused') return { kind: 'refused' };
    const asks = { ...proposed, kind: 'asks' as const, notes: plan.notes };
    if (approvalReason(desk.approvals.policy, proposed.outcome, plan) !== undefined) return asks;
    const decision = await desk.apply(proposed.record, by);
    if (decision.kind === 'applied') return { kind: 'tookBack', record: decision.record, notes: plan.notes };
    return decision.kind === 'refused' ? { kind: 'refused' } : asks;
  }

  function laterThan(record: ChangeRecord): readonly ChangeRecord[] {
    const { groupIds, userIds } = targetsOf(record.changes);
    return [...groupIds, ...userIds]
      .flatMap((id) => store.changes.about(id, LATER_CHANGES))
      .filter((other) => other.number > record.number && other.appliedAt !== undefined && other.state !== 'refused');
  }

  /** What was confirmed is over; what it would be now waits for its own word. */
  function askAgain(record: ChangeRecord): Due {
    const over = { state: 'superseded' as const, finishedAt: tools.now() };
    if (store.changes.advance(record, over, SEATKEEPER) === undefined) return { kind: 'gone' };
    const proposed = desk.propose({
      command: record.command,
      plan: { ...record, notes: [], wholeTenant: record.wholeTenant ?? false },
      by: record.requestedBy,
      ...scheduleOfNow(record.schedule),
    });
    return proposed.kind === 'refused' ? { kind: 'refused' } : { ...proposed, kind: 'asks', notes: [] };
  }

  return {
    async begin(scheduled) {
      const by = scheduled.requestedBy;
      const missing = await tools.missing(scheduled.changes, by);
      const freeze = await desk.freezes.current();
      if (freeze !== undefined) return { kind: 'frozen' };
      const record = store.changes.get(scheduled.number);
      if (record?.state !== 'scheduled') return { kind: 'gone' };
      const outcome = tools.simulate(record.changes);
      if (missing.length > 0 || outcome.refusals.length > 0) {
        store.changes.advance(record, { state: 'refused', finishedAt: tools.now() }, SEATKEEPER);
        return { kind: missing.length > 0 ? 'notAllowed' : 'refused' };
      }
      if (outcome.fingerprint !== record.fingerprint) return askAgain(record);
      const begun = {
        state: 'queued' as const,
        inverse: tools.inverse(record.changes),
        appliedAt: tools.now(),
      };
      const queued = store.changes.advance(record, begun, SEATKEEPER);
      if (queued === undefined) return { kind: 'gone' };
      const started = await tools.start(queued, by);
      return started.kind === 'applied' ? { kind: 'began', record: started.record } : { kind: 'refused' };
    },

    async takeBack({ number }) {
      if ((await desk.freezes.current()) !== undefined) return { kind: 'frozen' };
      const record = store.changes.get(number);
      if (record === undefined || nextOf(record)?.kind !== 'end') return { kind: 'gone' };
      const due = await undo(record);
      close(number);
      return due;
    },
  };
}

/** The start has come; the end stays. */
function scheduleOfNow(schedule: Schedule | undefined): { readonly schedule?: Schedule } {
  if (schedule?.endsAt === undefined) return {};
  const { endsAt, zone } = schedule;
  return { schedule: { endsAt, zone } };
}
