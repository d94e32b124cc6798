import type { AssignedLicense, LicenseAssignmentState } from '../../graph/types.ts';
import { isHeld, type PlanReader, ruledPlanReader, samePlans } from '../model/holdings.ts';
import { isKept } from '../model/kept.ts';
import type { GroupIndex, Tenant, UserIndex } from '../model/tenant.ts';
import { rulesOf } from '../rules/rules-of.ts';

/** One row that a person would have. `retained`: it only stays because something still needs it. */
export interface ExpectedRow {
  readonly skuId: string;
  /** The source: a group's id, or null for direct. */
  readonly groupId: string | null;
  readonly plans: readonly string[];
  readonly retained: boolean;
}

/**
 * A group holds for a person when every product of its template is there through it, active and with the same plans. What
 * is kept may turn on more.
 */
export function isAccepted(
  tenant: Tenant,
  group: GroupIndex,
  groupId: string,
  rows: readonly LicenseAssignmentState[],
): boolean {
  const template = tenant.givenLicenses(group);
  return (
    template.length > 0 &&
    template.every((license) =>
      rows.some(
        (row) =>
          row.assignedByGroup === groupId &&
          row.skuId === license.skuId &&
          row.state === 'Active' &&
          (samePlans(row.disabledPlans, license.disabledPlans) || (row.kept === true && turnsOnMore(row, license))),
      ),
    )
  );
}

/** What is kept may turn on more than its group does. */
function turnsOnMore(row: AssignedLicense, { disabledPlans }: AssignedLicense): boolean {
  return row.disabledPlans.every((plan) => disabledPlans.includes(plan));
}

/**
 * What a person would have if the group were accepted for them besides the groups that hold already: `settle(u, A + g)`
 * of the reconciliation's definition, from the rows as they stand.
 */
export function rowsIfAccepted(
  tenant: Tenant,
  user: UserIndex,
  group: GroupIndex,
  plansOf: PlanReader = ruledPlanReader(tenant),
): readonly ExpectedRow[] {
  const all = tenant.read(tenant.rows(user));
  const rows = all.filter((row) => !isKept(tenant, row));
  const expect = (license: AssignedLicense, groupId: string | null, retained: boolean): ExpectedRow => ({
    skuId: license.skuId,
    groupId,
    plans: plansOf(license),
    retained,
  });
  const effective = all
    .filter((row) => isHeld(row) && (row.assignedByGroup === null || !rows.includes(row)))
    .map((row) => expect(row, row.assignedByGroup, false));
  const departing = new Map<string, ExpectedRow[]>();
  const depart = (row: LicenseAssignmentState, groupId: string) => {
    departing.set(groupId, [...(departing.get(groupId) ?? []), expect(row, groupId, true)]);
  };
  const memberOf = new Set<string>();
  for (const other of tenant.groupsOf(user)) {
    const template = tenant.givenLicenses(other);
    if (template.length === 0) continue;
    const id = tenant.group(other).id;
    memberOf.add(id);
    const accepted = other === group || isAccepted(tenant, other, id, all);
    if (accepted) effective.push(...template.map((license) => expect(license, id, false)));
    for (const row of rows) {
      if (row.assignedByGroup !== id || !isHeld(row)) continue;
      const wanted = template.some((license) => license.skuId === row.skuId);
      if (!accepted) effective.push(expect(row, id, !wanted));
      else if (!wanted) depart(row, id);
    }
  }
  for (const row of rows) {
    const id = row.assignedByGroup;
    if (id !== null && isHeld(row) && !memberOf.has(id)) depart(row, id);
  }
  retainPrerequisites(tenant, effective, departing);
  return effective;
}

/** Keeps departing rows, a whole group at a time, while an enabled plan needs what only they give (R26, R28). */
function retainPrerequisites(tenant: Tenant, effective: ExpectedRow[], departing: Map<string, ExpectedRow[]>): void {
  if (departing.size === 0) return;
  const rules = rulesOf(tenant);
  const inOrder = [...departing.keys()].sort((a, b) => orderOf(tenant, a) - orderOf(tenant, b) || (a < b ? -1 : 1));
  for (;;) {
    const enabled = new Set(effective.flatMap((row) => row.plans));
    const lacking = [...enabled].flatMap((plan) =>
      rules.prerequisites(plan).filter((anyOf) => !anyOf.some((needed) => enabled.has(needed))),
    );
    const giver = inOrder.find((id) =>
      departing.get(id)?.some((row) => lacking.some((anyOf) => anyOf.some((needed) => row.plans.includes(needed)))),
    );
    if (giver === undefined) return;
    effective.push(...(departing.get(giver) ?? []));
    departing.delete(giver);
  }
}

function orderOf(tenant: Tenant, groupId: string): number {
  const group = tenant.findGroup(groupId);
  return group === undefined ? Number.MAX_SAFE_INTEGER : tenant.groupOrder().indexOf(group);
}
