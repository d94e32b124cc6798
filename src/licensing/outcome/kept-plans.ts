import type { AssignedLicense } from '../../graph/types.ts';
import type { Change } from '../change.ts';
import { rowFactsReader } from '../model/row-facts.ts';
import type { Rows, Tenant, UserIndex } from '../model/tenant.ts';
import type { Outcome } from './outcome.ts';

/**
 * People who keep a plan that these changes, as they stand in the tenant, turn off: another source gives the same product
 * with it, or another product has it too (R12). People whom the group fails are left aside: it turned nothing off there.
 */
export function plansKept(tenant: Tenant, changes: readonly Change[]): Outcome['keepPlan'] {
  const facts = rowFactsReader(tenant);
  const kept = new Map<string, Set<UserIndex>>();
  const look = (
    licenses: readonly AssignedLicense[],
    users: () => readonly UserIndex[],
    groupId: string | undefined,
  ) => {
    const plansOff = [...new Set(licenses.flatMap(({ disabledPlans }) => disabledPlans))];
    if (plansOff.length === 0) return;
    const keptBy = (handle: Rows) => {
      const rows = facts.all(handle);
      if (groupId !== undefined && rows.some(({ failingGroupId }) => failingGroupId === groupId)) return [];
      return plansOff.filter((plan) => rows.some(({ plans }) => plans.has(plan)));
    };
    for (const user of users()) {
      for (const plan of keptBy(tenant.rows(user))) kept.set(plan, (kept.get(plan) ?? new Set()).add(user));
    }
  };
  for (const change of changes) {
    if (change.kind === 'assignGroupLicense') {
      const group = tenant.findGroup(change.groupId);
      if (group !== undefined) look(change.addLicenses, () => tenant.members(group), change.groupId);
    }
    if (change.kind === 'assignUserLicense') {
      const user = tenant.findUser(change.userId);
      if (user !== undefined) look(change.addLicenses, () => [user], undefined);
    }
  }
  return [...kept].map(([servicePlanId, users]) => ({ servicePlanId, users: [...users] }));
}
