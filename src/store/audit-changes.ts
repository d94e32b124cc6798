import { type ChangeRecord, type ChangeState, isOffer } from '../changes/change-record.ts';
import { type AuditActor, type AuditEntry, SEATKEEPER } from './audit.ts';

/*
 * Every step of a change stands in the audit log, in one transaction with it: nothing is applied, ended or decided without a
 * line. What is about to be done to the tenant is on disk before it is done (`Change applied`), and how it came out after
 * (`Change finished`, `Change cancelled`, `Change refused`).
 */

/** What the log says of a change that was asked for. @param time ISO 8601 */
export function entriesOfNew(record: ChangeRecord, time: string): readonly AuditEntry[] {
  return isOffer(record) ? [] : [entryFor(record, time, record.requestedBy)];
}

/** What it says of a step. @param by who took it, where that is neither who asked nor who approved */
export function entriesOfStep(
  from: ChangeRecord,
  record: ChangeRecord,
  { time, by }: { readonly time: string; readonly by: AuditActor | undefined },
): readonly AuditEntry[] {
  if (isOffer(record) || !isStep(from, record)) return [];
  const entry = entryFor(record, time, by ?? actorOf(record));
  const taken = isOffer(from) ? [{ ...entry, activity: 'Fix requested' }] : [];
  return [...taken, isScheduleOver(from, record) ? { ...entry, activity: 'Schedule ended' } : entry];
}

/** Another state, or another outcome of what waits: not what only the card of a change needs. */
function isStep(from: ChangeRecord, to: ChangeRecord): boolean {
  return from.state !== to.state || from.fingerprint !== to.fingerprint || isScheduleOver(from, to);
}

/** It stays as it is now: nothing more happens by itself. */
function isScheduleOver(from: ChangeRecord, to: ChangeRecord): boolean {
  return from.state === to.state && from.schedule?.over !== to.schedule?.over;
}

const STEPS = {
  waiting: 'Approval requested',
  scheduled: 'Change scheduled',
  queued: 'Change applied',
  running: 'Change started',
  cancelling: 'Cancellation requested',
  finished: 'Change finished',
  cancelled: 'Change cancelled',
  dismissed: 'Change dismissed',
  superseded: 'Change superseded',
  refused: 'Change refused',
  rejected: 'Change rejected',
  expired: 'Change expired',
} satisfies Record<Exclude<ChangeState, 'previewed'>, string>;

function activityOf(record: ChangeRecord): string {
  if (record.state !== 'previewed') return STEPS[record.state];
  if (record.version > 1) return 'Change previewed again';
  if (record.undoes !== undefined) return 'Undo requested';
  return record.fixes === undefined ? 'Change requested' : 'Fix requested';
}

/** The person who took the step; ends, and what came of itself, are nobody's. */
function actorOf({ state, requestedBy, approval }: ChangeRecord): AuditActor {
  switch (state) {
    case 'scheduled':
    case 'queued':
    case 'rejected':
      return approval?.decision?.by ?? requestedBy;
    case 'previewed':
    case 'waiting':
    case 'dismissed':
    case 'superseded':
      return requestedBy;
    case 'running':
    case 'cancelling':
    case 'finished':
    case 'cancelled':
    case 'refused':
    case 'expired':
      return SEATKEEPER;
  }
}

function entryFor(record: ChangeRecord, time: string, { userId, displayName }: AuditActor): AuditEntry {
  return {
    time,
    activity: activityOf(record),
    actor: { ...(userId === undefined ? {} : { userId }), displayName },
    target: record.targetGroupIds[0] ?? record.targetUserIds[0] ?? '',
    details: detailsOf(record),
  };
}

/** What, why, before and after where it is asked for and applied; what was foretold, and what came. */
function detailsOf(record: ChangeRecord): Readonly<Record<string, unknown>> {
  const { number, version, state, requestedBy, reason, fixes, undoes, replaces, approval } = record;
  const known = { number, version, requestedBy: requestedBy.userId, reason, fixes, undoes, replaces };
  switch (state) {
    case 'previewed':
    case 'waiting':
    case 'scheduled': {
      const { targetGroupIds, targetUserIds, changes, simulated, fingerprint, schedule } = record;
      return {
        ...known,
        command: record.command.reading,
        targetGroupIds,
        targetUserIds,
        changes,
        simulated,
        fingerprint,
        schedule,
      };
    }
    case 'queued': {
      const { changes, inverse, fingerprint } = record;
      return { ...known, after: changes, before: inverse, fingerprint, approvedBy: approval?.decision?.by.userId };
    }
    case 'finished':
    case 'cancelled':
      return { ...known, simulated: record.simulated, outcome: record.real };
    case 'rejected':
      return { ...known, decision: approval?.decision };
    default:
      return known;
  }
}
