import type { AssignedLicense, LicenseAssignmentState } from '../graph.ts';
import { byRows } from './by-rows.ts';
import { causesAmong } from './causes.ts';
import { isHeld } from './holdings.ts';
import { isAccepted } from './if-accepted.ts';
import { leaversOf } from './leavers.ts';
import type { GroupStatus, ProductStatus } from './status.ts';
import type { GroupIndex, Rows, Tenant, UserIndex } from './tenant.ts';

/** What the group's page shows, read from the tenant as it is. Cost: its members, and one look at everybody for leavers. */
export function groupStatus(tenant: Tenant, group: GroupIndex): GroupStatus {
  return groupStatusWith(tenant, group, leaversOf(tenant, group));
}

/** `groupStatus` where it is known who left the group and may still have something of it. Cost: members and leavers. */
export function groupStatusWith(tenant: Tenant, group: GroupIndex, leavers: Iterable<UserIndex>): GroupStatus {
  const members = tenant.members(group);
  const template = tenant.assignedLicenses(group);
  const count = { assigned: 0, failed: 0, pending: 0 };
  const products = template.map((license) => ({ ...license, assigned: 0, failed: 0 }));
  const standing = standingReader(tenant, group);
  let inheritsUsageLocation = 0;
  for (const user of members) {
    const { state, byProduct } = standing(tenant.rows(user));
    if (state !== undefined) count[state]++;
    products.forEach((product, index) => {
      const outcome = byProduct[index];
      if (outcome !== undefined) product[outcome]++;
    });
    if (tenant.user(user).usageLocation === null) inheritsUsageLocation++;
  }
  return {
    group,
    members: members.length,
    products: products satisfies ProductStatus[],
    ...count,
    causes: causesAmong(tenant, new Set([...members, ...leavers]), new Set([group])),
    inheritsUsageLocation,
    onlyNested: peopleOnlyNested(tenant, group, members),
  };
}

interface Standing {
  readonly state: 'assigned' | 'failed' | 'pending' | undefined;
  /** In template order; undefined: not processed. */
  readonly byProduct: readonly ('assigned' | 'failed' | undefined)[];
}

/** Where a member with these rows stands with the group, equal rows read once. */
function standingReader(tenant: Tenant, group: GroupIndex): (rows: Rows) => Standing {
  const { id } = tenant.group(group);
  const template = tenant.assignedLicenses(group);
  return byRows(tenant, (handle) => {
    const rows = tenant.read(handle).filter((row) => row.assignedByGroup === id);
    const byProduct = template.map(({ skuId }) => productStanding(rows.find((row) => row.skuId === skuId)));
    return { state: stateOf(rows, template, isAccepted(tenant, group, id, rows)), byProduct };
  });
}

function productStanding(row: LicenseAssignmentState | undefined): 'assigned' | 'failed' | undefined {
  if (!row) return undefined;
  if (row.error === null) return isHeld(row) ? 'assigned' : undefined;
  return 'failed';
}

function stateOf(
  rows: readonly LicenseAssignmentState[],
  template: readonly AssignedLicense[],
  accepted: boolean,
): Standing['state'] {
  const leftTemplate = (row: LicenseAssignmentState) => !template.some((license) => license.skuId === row.skuId);
  if (accepted) return rows.some((row) => row.error === null && leftTemplate(row)) ? 'pending' : 'assigned';
  if (rows.some((row) => row.error !== null)) return 'failed';
  return template.length > 0 || rows.length > 0 ? 'pending' : undefined;
}

function peopleOnlyNested(tenant: Tenant, group: GroupIndex, members: readonly UserIndex[]): number {
  const direct = new Set(members);
  const nested = new Set<UserIndex>();
  const seen = new Set([group]);
  const open = [...tenant.nestedGroups(group)];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (seen.has(next)) continue;
    seen.add(next);
    open.push(...tenant.nestedGroups(next));
    for (const user of tenant.members(next)) if (!direct.has(user)) nested.add(user);
  }
  return nested.size;
}
