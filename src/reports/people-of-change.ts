import { ACTIVITY } from '../changes/activities.ts';
import type { ChangeRecord } from '../changes/change-record.ts';
import type { LicenseAssignmentError } from '../graph/types.ts';
import { targetsOf } from '../licensing/model/targets-of.ts';
import type { AuditRecord } from '../store/audit.ts';
import type { AuditLog } from '../store/store.ts';

/** What one change came to for one person, as the log has it. */
export interface PersonOfChange {
  readonly userId: string;
  readonly gotSkuIds: readonly string[];
  readonly lostSkuIds: readonly string[];
  readonly errors: readonly LicenseAssignmentError[];
}

/** The steps of a change in the audit log, oldest first. */
export async function linesOfPeople(
  audit: AuditLog,
  { number, createdAt, targetGroupIds, targetUserIds }: ChangeRecord,
): Promise<readonly AuditRecord[]> {
  const target = targetGroupIds[0] ?? targetUserIds[0] ?? '';
  const lines = await Array.fromAsync(audit.aboutSince(target, createdAt));
  return lines.filter(
    ({ details }) =>
      typeof details === 'object' && details !== null && 'number' in details && details.number === number,
  );
}

/** More than anybody reads; the log has them all. */
const MOST = 20_000;

/**
 * Everybody whose licenses moved between the first and the last line of a change in the log, and whom it names or who is in a
 * group that it names: each once, as they stood at its end.
 */
export async function peopleOfChange(
  audit: AuditLog,
  record: ChangeRecord,
  lines: readonly AuditRecord[],
): Promise<readonly PersonOfChange[]> {
  const [first, last] = [lines[0], lines.at(-1)];
  if (first === undefined || last === undefined) return [];
  const { groupIds, userIds } = targetsOf(record.changes);
  const groups = new Set([...groupIds, ...record.targetGroupIds]);
  const users = new Set([...userIds, ...record.targetUserIds]);
  const people = new Map<string, PersonOfChange>();
  for await (const { seq, activity, target, details } of audit.since(first.seq)) {
    if (seq > last.seq || people.size >= MOST) break;
    if (activity !== ACTIVITY.changeUserLicense) continue;
    const { groupIds: through = [], modifiedProperties: [rows] = [] } = details as PersonDetails;
    if (!users.has(target) && !through.some((id) => groups.has(id))) continue;
    const [gone, come] = [rowsIn(rows?.oldValue), rowsIn(rows?.newValue)];
    const held = (all: readonly Row[]) => new Set(all.filter(({ error }) => isNone(error)).map(({ skuId }) => skuId));
    const [had, has] = [held(gone), held(come)];
    people.set(target, {
      userId: target,
      gotSkuIds: [...has].filter((id) => !had.has(id)),
      lostSkuIds: [...had].filter((id) => !has.has(id)),
      errors: reasonsIn(come),
    });
  }
  return [...people.values()];
}

/** Being held back with others says nothing beside what holds them back. */
function reasonsIn(rows: readonly Row[]): readonly LicenseAssignmentError[] {
  const errors = [...new Set(rows.flatMap(({ error }) => (isNone(error) ? [] : [error as LicenseAssignmentError])))];
  return errors.length > 1 ? errors.filter((error) => error !== 'Other') : errors;
}

interface PersonDetails {
  readonly groupIds?: readonly string[];
  readonly modifiedProperties?: readonly { readonly oldValue?: string; readonly newValue?: string }[];
}

interface Row {
  readonly skuId: string;
  readonly error?: string | null;
}

function rowsIn(value: string | undefined): readonly Row[] {
  return value === undefined || value === '' ? [] : (JSON.parse(value) as readonly Row[]);
}

function isNone(error: string | null | undefined): boolean {
  return error === null || error === undefined || error === 'None';
}
