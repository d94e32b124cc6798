import type { AssignedLicense, LicenseAssignmentState } from '../../graph/types.ts';
import { byRowsOf } from '../model/by-rows.ts';
import { isHeld } from '../model/holdings.ts';
import { isKept } from '../model/kept.ts';
import type { RowsBefore } from '../model/rows-before.ts';
import { peopleFailedBy, peopleFailedByEach, rowsGlance } from '../model/rows-glance.ts';
import type { GroupIndex, Rows, Tenant, UserIndex } from '../model/tenant.ts';
import { isAccepted } from '../reconcile/if-accepted.ts';
import { finish, PEOPLE_PER_LOOK, type Steps } from '../steps.ts';
import { type CausesReader, causesAmong, causesReader } from './causes.ts';
import { mergeCauses } from './merge-causes.ts';
import type { GroupStatus, ProductStatus } from './status.ts';

/**
 * What the group's page shows, read from the tenant as it is. Cost: its members, and where
 * it fails anybody one glance at everybody: who left it may still have something of it.
 */
export function groupStatus(...asked: Parameters<typeof readGroupStatus>): GroupStatus {
  return finish(readGroupStatus(...asked));
}

/** The same for a look that may pause. */
export function* readGroupStatus(
  tenant: Tenant,
  group: GroupIndex,
  among: CausesReader = causesReader(tenant),
  failing: readonly UserIndex[] = peopleFailedBy(tenant, group),
): Steps<GroupStatus> {
  const members = tenant.members(group);
  const counts = emptyCounts(tenant, group);
  const standing = standingReader(tenant, group);
  const { inheritsLocation } = rowsGlance(tenant);
  let inheritsUsageLocation = 0;
  /** Few ways to stand, many members: each way is counted product by product once. */
  const standings = new Map<Standing, number>();
  for (let place = 0; place < members.length; place++) {
    const user = members[place] as UserIndex;
    if (place % PEOPLE_PER_LOOK === 0 && tenant.isPauseDue) yield;
    const how = standing(tenant.rows(user));
    standings.set(how, (standings.get(how) ?? 0) + 1);
    if (inheritsLocation(user)) inheritsUsageLocation++;
  }
  for (const [how, people] of standings) count(counts, how, people);
  return {
    group,
    members: members.length,
    ...counts,
    causes: among(failing, new Set([group])),
    inheritsUsageLocation,
    onlyNested: peopleOnlyNested(tenant, group, members),
  };
}

/** `groupStatus` of each of these groups, in their order: the glance at everybody is for all of them. */
export function groupStatuses(
  tenant: Tenant,
  groups: readonly GroupIndex[],
  among: CausesReader = causesReader(tenant),
): readonly GroupStatus[] {
  const failing = peopleFailedByEach(tenant, groups);
  return groups.map((group, place) => groupStatus(tenant, group, among, failing[place]));
}

/** `groupStatus(…).assigned` at the cost of the members alone. */
export function assignedMembers(tenant: Tenant, group: GroupIndex): number {
  const standing = standingReader(tenant, group);
  return tenant.members(group).filter((user) => standing(tenant.rows(user)).state === 'assigned').length;
}

/**
 * The status of a group of which only people's rows have changed since `before`: neither its template nor its members, nor
 * a usage location or address. `changed` holds what these people's rows were. Cost: the people changed.
 */
export function groupStatusAfter(tenant: Tenant, before: GroupStatus, changed: RowsBefore): GroupStatus {
  const { group } = before;
  const { assigned, failed, pending } = before;
  const counts = { assigned, failed, pending, products: before.products.map((product) => ({ ...product })) };
  const standing = standingReader(tenant, group);
  for (const [place, user] of changed.users.entries()) {
    const [was, is] = [standing(changed.rows[place] as Rows), standing(tenant.rows(user))];
    if (was === is || !tenant.groupsOf(user).includes(group)) continue;
    count(counts, was, -1);
    count(counts, is, 1);
  }
  const isChanged = new Set(before.causes.length === 0 ? [] : changed.users);
  const untouched = before.causes.flatMap((cause) => {
    const users = cause.users.filter((user) => !isChanged.has(user));
    return users.length === 0 ? [] : [{ ...cause, users }];
  });
  const causes = mergeCauses(tenant, [...untouched, ...causesAmong(tenant, changed.users, new Set([group]))]);
  return { ...before, ...counts, causes };
}

interface Counts {
  assigned: number;
  failed: number;
  pending: number;
  readonly products: readonly { -readonly [Key in keyof ProductStatus]: ProductStatus[Key] }[];
}

function emptyCounts(tenant: Tenant, group: GroupIndex): Counts {
  const products = tenant.givenLicenses(group).map((license) => ({
    ...license,
    assigned: 0,
    failed: 0,
    keeping: 0,
    pending: 0,
  }));
  return { assigned: 0, failed: 0, pending: 0, products };
}

function count(counts: Counts, { state, byProduct }: Standing, by: number): void {
  if (state !== undefined) counts[state] += by;
  counts.products.forEach((product, index) => {
    const { held, failed } = byProduct[index] ?? { held: false, failed: false };
    product[failed ? 'failed' : held ? 'assigned' : 'pending'] += by;
    if (failed && held) product.keeping += by;
  });
}

interface Standing {
  readonly state: 'assigned' | 'failed' | 'pending' | undefined;
  /** In template order. What somebody has and would not be given again is held and failed; neither: not processed. */
  readonly byProduct: readonly { readonly held: boolean; readonly failed: boolean }[];
}

/** Where a member with these rows stands with the group, equal rows read once. */
function standingReader(tenant: Tenant, group: GroupIndex): (rows: Rows) => Standing {
  const { id } = tenant.group(group);
  const template = tenant.givenLicenses(group);
  return byRowsOf(tenant, group, (handle) => {
    // What a product gave that the tenant does not own any more stays as it is: nothing is to come of it.
    const isOwned = (skuId: string) => tenant.findSku(skuId) !== undefined;
    const rows = tenant.read(handle).filter((row) => row.assignedByGroup === id && isOwned(row.skuId));
    const byProduct = template.map(({ skuId }) => {
      const own = rows.filter((row) => row.skuId === skuId);
      return { held: own.some(isHeld), failed: own.some((row) => row.error !== null) };
    });
    const accepted = isAccepted(tenant, group, id, rows);
    return { state: stateOf(rows, template, { accepted, isKept: (row) => isKept(tenant, row) }), byProduct };
  });
}

function stateOf(
  rows: readonly LicenseAssignmentState[],
  template: readonly AssignedLicense[],
  { accepted, isKept }: { readonly accepted: boolean; readonly isKept: (row: LicenseAssignmentState) => boolean },
): Standing['state'] {
  const leftTemplate = (row: LicenseAssignmentState) => !template.some((license) => license.skuId === row.skuId);
  const waits = (row: LicenseAssignmentState) => row.error === null && !isKept(row) && leftTemplate(row);
  if (accepted) return rows.some(waits) ? 'pending' : 'assigned';
  if (rows.some((row) => row.error !== null)) return 'failed';
  return template.length > 0 || rows.some(waits) ? 'pending' : undefined;
}

function peopleOnlyNested(tenant: Tenant, group: GroupIndex, members: readonly UserIndex[]): number {
  if (tenant.nestedGroups(group).length === 0) return 0;
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
