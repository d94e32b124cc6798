import { ACTIVITY } from '../changes/activities.ts';
import {
  changeUserLicenseDetails,
  finishDetails,
  GROUP_LICENSING,
  modified,
  resultOf,
} from '../directory/embedded/audit-words.ts';
import type { WrittenLine } from '../directory/snapshot/line-writer.ts';
import type { Tenant } from '../licensing/model/tenant.ts';
import type { Reconciliation } from '../licensing/reconcile/reconcile.ts';
import { AuditRows, type LicenseAuditRow, rowsWithout } from './audit-rows.ts';

/**
 * The audit log of one reconciliation, as lines: each group that changed something for somebody starts before its first
 * person and finishes after the last one, with the counts of those who changed; each person who changed has one record.
 * Where nothing changed there is nothing to tell.
 */
export function* auditOf(tenant: Tenant, changes: Reconciliation['changes'], time: string): Generator<WrittenLine> {
  const line = (activity: string, target: string, details: unknown): string =>
    JSON.stringify({ time, activity, actor: GROUP_LICENSING, target, details });
  const rows = new AuditRows();
  const person = personLine(line);
  const results = new Map<string, { assigned: number; failed: number }>();
  for (const { user, before, after } of changes) {
    const [was, is] = [rows.of(tenant.read(before)), rows.of(tenant.read(after))];
    const [gone, come] = [rowsWithout(was, is), rowsWithout(is, was)];
    const groupIds = groupsIn(gone, come);
    for (const groupId of groupIds) {
      const result = results.get(groupId) ?? { assigned: 0, failed: 0 };
      if (!results.has(groupId)) yield line(ACTIVITY.start, groupId, startDetails(tenant, groupId));
      results.set(groupId, result);
      if (is.some((row) => row.groupId === groupId && row.error !== null)) result.failed++;
      else result.assigned++;
    }
    yield person(tenant.user(user).id, groupIds, gone, come);
  }
  for (const [groupId, result] of results) yield line(ACTIVITY.finish, groupId, finishDetails(result));
}

type PersonLine = (
  userId: string,
  groupIds: readonly string[],
  gone: readonly LicenseAuditRow[],
  come: readonly LicenseAuditRow[],
) => readonly Uint8Array[];

/** What holds the places of ids in a record that is to be cut into parts. */
const ID = '@';

/**
 * One person's record, put together of bytes that are there already: a million of them are a gigabyte, and making each
 * of objects takes several times as long as all the rest.
 */
function personLine(line: (activity: string, target: string, details: unknown) => string): PersonLine {
  const empty = { groupIds: [ID], ...changeUserLicenseDetails({ gone: [], come: [] }) };
  const [head = '', toGroups = '', fromGroups = ''] = line(ACTIVITY.changeUserLicense, ID, empty).split(`"${ID}"`);
  const [toGone = '', toCome = '', fromCome = ''] = fromGroups.split('[]');
  const [toResult = '', end = ''] = fromCome.split(resultText([]));
  const results = remembered((errors: string) => [Buffer.from(resultText(errors === '' ? [] : errors.split(', ')))]);
  const groups = remembered((id: string) => [Buffer.from(JSON.stringify(id)), Buffer.from(`,${JSON.stringify(id)}`)]);
  const fixed = [head, toGroups, `${toGone}[`, `]${toCome}[`, `]${toResult}`, end];
  const [HEAD, TO_GROUPS, TO_GONE, TO_COME, TO_RESULT, END] = fixed.map((text) => Buffer.from(text)) as Six;
  return (userId, groupIds, gone, come) => {
    const parts: Uint8Array[] = [HEAD, Buffer.from(JSON.stringify(userId)), TO_GROUPS];
    groupIds.forEach((id, index) => void parts.push(groups(id)[index === 0 ? 0 : 1] as Buffer));
    parts.push(TO_GONE);
    gone.forEach((row, index) => void parts.push(index === 0 ? row.first : row.next));
    parts.push(TO_COME);
    come.forEach((row, index) => void parts.push(index === 0 ? row.first : row.next));
    parts.push(TO_RESULT, results(errorsIn(come).join(', '))[0] as Buffer, END);
    return parts;
  };
}

type Six = [Buffer, Buffer, Buffer, Buffer, Buffer, Buffer];

/** Made once for each text. */
function remembered(make: (text: string) => readonly Buffer[]): (text: string) => readonly Buffer[] {
  const known = new Map<string, readonly Buffer[]>();
  return (text) => {
    const made = known.get(text) ?? make(text);
    if (!known.has(text)) known.set(text, made);
    return made;
  };
}

function resultText(errors: readonly string[]): string {
  return JSON.stringify(resultOf(errors)).slice(1, -1);
}

function errorsIn(rows: readonly LicenseAuditRow[]): readonly string[] {
  const errors: string[] = [];
  for (const { error } of rows) if (error !== null && !errors.includes(error)) errors.push(error);
  return errors;
}

function groupsIn(gone: readonly LicenseAuditRow[], come: readonly LicenseAuditRow[]): readonly string[] {
  const groupIds: string[] = [];
  for (const rows of [gone, come]) {
    for (const { groupId } of rows) if (groupId !== null && !groupIds.includes(groupId)) groupIds.push(groupId);
  }
  return groupIds;
}

function startDetails(tenant: Tenant, groupId: string): unknown {
  const group = tenant.findGroup(groupId);
  const template = group === undefined ? [] : tenant.assignedLicenses(group);
  return modified('AssignedLicenses', template, template);
}
