import { ACTIVITY } from '../../changes/activities.ts';
import { rowsGlance } from '../../licensing/model/rows-glance.ts';
import type { Tenant, UserIndex } from '../../licensing/model/tenant.ts';
import type { AuditEntry } from '../../store/audit.ts';
import type { RowsChange } from '../port.ts';
import { type GroupResult, resultsOf, rowsDifference } from '../rows-difference.ts';
import { changeUserLicenseDetails, finishDetails, GROUP_LICENSING, modified } from './audit-words.ts';
import type { EmbeddedStore } from './embedded-store.ts';

/**
 * The records of applied rows: a start before a group's first person, one for each person, and, when the decision they
 * belong to is applied to its end, a finish for every run. A run that a restart or a change cuts short goes on in the
 * next decision; only a new template ends it early, so that each start says which template its run applies (R50, R52).
 */
export function runRecords(
  store: EmbeddedStore,
  tenant: Tenant,
  part: readonly RowsChange[],
  { time, isLast }: { readonly time: string; readonly isLast: boolean },
): readonly AuditEntry[] {
  const entries: AuditEntry[] = [];
  const open = new Set(store.runs.open());
  const edited = new Set(store.runs.groupsWithTemplateEdits());
  const add = (activity: string, target: string, details: unknown) =>
    entries.push({ time, activity, actor: GROUP_LICENSING, target, details });

  const finish = (groupId: string) => {
    open.delete(groupId);
    add(ACTIVITY.finish, groupId, finishDetails(store.runs.finish(groupId)));
  };
  const start = (groupId: string) => {
    if (open.has(groupId) && !edited.has(groupId)) {
      return;
    }
    if (open.has(groupId)) {
      finish(groupId);
    }
    edited.delete(groupId);
    open.add(groupId);
    store.runs.start(groupId, time);
    add(ACTIVITY.start, groupId, startDetails(store, tenant, groupId));
  };

  const came = new Map<string, { readonly assigned: UserIndex[]; readonly failed: UserIndex[] }>();
  const comesTo = comesToOnce(tenant);
  for (const change of part) {
    const { user } = change;
    const { results, details } = comesTo(change);
    for (const { groupId, failed } of results) {
      start(groupId);
      const people = came.get(groupId) ?? { assigned: [], failed: [] };
      came.set(groupId, people);
      people[failed ? 'failed' : 'assigned'].push(user);
    }
    add(ACTIVITY.changeUserLicense, tenant.user(user).id, details);
  }
  for (const [groupId, people] of came) store.runs.record(groupId, people);
  if (isLast) {
    [...edited].forEach(start);
    [...open].forEach(finish);
  }
  return entries;
}

/** What a person's change comes to, and the details of its record. Most people of a run share both. */
function comesToOnce(
  tenant: Tenant,
): (change: RowsChange) => { readonly results: readonly GroupResult[]; readonly details: unknown } {
  const { changeKey } = rowsGlance(tenant);
  const known = new Map<string, ReturnType<ReturnType<typeof comesToOnce>>>();
  return ({ before, after }) => {
    const key = changeKey(before, after);
    const found = known.get(key);
    if (found !== undefined) return found;
    const is = tenant.read(after);
    const difference = rowsDifference(tenant.read(before), is);
    const results = resultsOf(difference, is);
    const groupIds = results.map(({ groupId }) => groupId);
    const comesTo = { results, details: { groupIds, ...changeUserLicenseDetails(difference) } };
    known.set(key, comesTo);
    return comesTo;
  };
}

/** What the run picks up: the template's change, or none when people came, went or changed. */
function startDetails(store: EmbeddedStore, tenant: Tenant, groupId: string): unknown {
  const edit = store.runs.takeTemplateEdit(groupId);
  const group = tenant.findGroup(groupId);
  const template = group === undefined ? [] : tenant.assignedLicenses(group);
  return modified('AssignedLicenses', edit?.before ?? template, template);
}
