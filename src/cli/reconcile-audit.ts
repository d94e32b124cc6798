import { ACTIVITY } from '../core/audit/activities.ts';
import type { Reconciliation } from '../core/licensing/reconcile.ts';
import type { Tenant } from '../core/licensing/tenant.ts';
import {
  changeUserLicenseDetails,
  finishDetails,
  GROUP_LICENSING,
  modified,
} from '../directory/embedded/audit-words.ts';
import { hasError, type RowsDifference, rowsDifference } from '../directory/rows-difference.ts';

interface AuditLine {
  readonly time: string;
  readonly activity: string;
  readonly actor: { readonly displayName: string };
  readonly target: string;
  readonly details: unknown;
}

/**
 * The audit log of one reconciliation, as lines: each group that changed something for somebody starts before its first
 * person and finishes after the last one, with the counts of those who changed; each person who changed has one record
 * (licensing.md R50–R52). Where nothing changed there is nothing to tell (R47).
 */
export function* auditOf(tenant: Tenant, changes: Reconciliation['changes'], time: string): Generator<string> {
  const line = (activity: string, target: string, details: unknown): string => {
    const record: AuditLine = { time, activity, actor: GROUP_LICENSING, target, details };
    return JSON.stringify(record);
  };
  const results = new Map<string, { assigned: number; failed: number }>();
  for (const { user, before, after } of changes) {
    const is = tenant.read(after);
    const difference = rowsDifference(tenant.read(before), is);
    const groupIds = groupsIn(difference);
    for (const groupId of groupIds) {
      const result = results.get(groupId) ?? { assigned: 0, failed: 0 };
      if (!results.has(groupId)) yield line(ACTIVITY.start, groupId, startDetails(tenant, groupId));
      results.set(groupId, result);
      if (hasError(is, groupId)) result.failed++;
      else result.assigned++;
    }
    const details = { groupIds, ...changeUserLicenseDetails(difference) };
    yield line(ACTIVITY.changeUserLicense, tenant.user(user).id, details);
  }
  for (const [groupId, result] of results) yield line(ACTIVITY.finish, groupId, finishDetails(result));
}

function groupsIn({ gone, come }: RowsDifference): readonly string[] {
  const groups = [...gone, ...come].map((row) => row.assignedByGroup).filter((groupId) => groupId !== null);
  return [...new Set(groups)];
}

function startDetails(tenant: Tenant, groupId: string): unknown {
  const group = tenant.findGroup(groupId);
  const template = group === undefined ? [] : tenant.assignedLicenses(group);
  return modified('AssignedLicenses', template, template);
}
