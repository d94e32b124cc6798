import { findPeople } from './command/find-people.ts';
import type { Slots } from './language/command.ts';
import { causesOf } from './licensing/causes.ts';
import { type FailureCause, failureCauses } from './licensing/failure-cause.ts';
import { isHeld } from './licensing/holdings.ts';
import { type Seats, seatsOf } from './licensing/seats.ts';
import type { GroupIndex, Tenant, UserIndex } from './licensing/tenant.ts';

/** What of the tenant to report. */
export interface DataAsked {
  readonly report: ReportData['report'];
  /** Whose failures, or members; none: of all. */
  readonly groupIds: readonly string[];
  /** Of the report of people: whom; absent: everybody. */
  readonly slots?: Slots;
}

/** All of it, in ids: a report is as long as what it tells of. Plain JSON. */
export type ReportData =
  | { readonly report: 'failures'; readonly rows: readonly FailingRow[] }
  | { readonly report: 'members'; readonly rows: readonly MembersRow[] }
  | { readonly report: 'users'; readonly rows: readonly PersonRow[] }
  | { readonly report: 'seats'; readonly rows: readonly Seats[] };

/** Everybody who fails for one reason. */
export interface FailingRow {
  readonly cause: FailureCause;
  readonly userIds: readonly string[];
}

export interface MembersRow {
  readonly groupId: string;
  readonly userIds: readonly string[];
}

/** One person with their groups and the products that they hold. */
export interface PersonRow {
  readonly userId: string;
  readonly groupIds: readonly string[];
  readonly skuIds: readonly string[];
}

export function reportData(tenant: Tenant, { report, groupIds, slots }: DataAsked): ReportData {
  const idsOf = (users: readonly UserIndex[]) => users.map((user) => tenant.user(user).id);
  switch (report) {
    case 'failures': {
      const groups = groupsIn(tenant, groupIds);
      const causes = causesOf(tenant, groups.length === 0 ? 'everywhere' : { groups });
      const told = failureCauses(tenant, causes);
      const rows = told.map((cause, place) => ({ cause, userIds: idsOf(causes[place]?.users ?? []) }));
      return { report, rows };
    }
    case 'members': {
      const groups = groupsIn(tenant, groupIds);
      const all = groups.length > 0 ? groups : Array.from({ length: tenant.groupCount }, (_, group) => group);
      const rows = all.map((group) => ({ groupId: tenant.group(group).id, userIds: idsOf(tenant.members(group)) }));
      return { report, rows };
    }
    case 'users': {
      const everybody = () => Array.from({ length: tenant.userCount }, (_, user) => user);
      const users = slots === undefined ? everybody() : findPeople(tenant, slots);
      return { report, rows: users.map((user) => personRow(tenant, user)) };
    }
    case 'seats':
      return { report, rows: tenant.skus.map((_, sku) => seatsOf(tenant, sku)) };
  }
}

function groupsIn(tenant: Tenant, groupIds: readonly string[]): readonly GroupIndex[] {
  return groupIds.flatMap((id) => tenant.findGroup(id) ?? []);
}

function personRow(tenant: Tenant, user: UserIndex): PersonRow {
  const held = new Set(
    tenant
      .read(tenant.rows(user))
      .filter(isHeld)
      .map((row) => row.skuId),
  );
  return {
    userId: tenant.user(user).id,
    groupIds: tenant.groupsOf(user).map((group) => tenant.group(group).id),
    skuIds: tenant.skus.flatMap(({ skuId }) => (held.has(skuId) ? [skuId] : [])),
  };
}
