import { hash } from 'node:crypto';
import type { ChangeRecord, ChangeState, RecordIn } from '../changes/change-record.ts';
import { targetsOf } from '../licensing/model/targets-of.ts';
import { damaged } from './fault.ts';

/** The number of the first change of all. */
export const FIRST_NUMBER = 1001;

/** A change as its columns have it, in any database. */
export interface ChangeRow {
  readonly number: number;
  readonly version: number;
  readonly state: string;
  readonly record: string;
  readonly checksum: string;
}

export function rowOf(record: ChangeRecord): ChangeRow {
  const { number, version, state } = record;
  const row = { number, version, state, record: JSON.stringify(record) };
  return { ...row, checksum: checksumOf(row) };
}

/** A bit that flips in a page may go unnoticed; what an approval rests on must not change unseen. */
export function recordOf<State extends ChangeState = ChangeState>(row: ChangeRow): RecordIn<State> {
  if (!isSoundRow(row)) throw damaged(`change ${row.number}`);
  return JSON.parse(row.record) as RecordIn<State>;
}

export function isSoundRow(row: ChangeRow): boolean {
  return checksumOf(row) === row.checksum;
}

function checksumOf({ number, version, state, record }: Omit<ChangeRow, 'checksum'>): string {
  return hash('sha256', JSON.stringify([number, version, state, record]));
}

/** How a preview is over that nobody decided, unless it has one of these: then it was decided, and came to that later. */
export const ENDED_UNDECIDED = ['superseded', 'expired'] as const satisfies readonly ChangeState[];
export const DECIDED_BY = ['approval', 'appliedAt', 'schedule'] as const satisfies readonly (keyof ChangeRecord)[];

/** A change is about whom its card is about, and about whom it changes: of a fix these are two. */
export function whomItIsAbout(record: ChangeRecord): ReadonlySet<string> {
  const { groupIds, userIds } = targetsOf(record.changes);
  return new Set([...record.targetGroupIds, ...record.targetUserIds, ...groupIds, ...userIds]);
}
