import { findPeople } from '../../changes/plan/find-people.ts';
import type { Slots } from '../../language/command.ts';
import { causesOf } from '../explain/causes.ts';
import { type FailureCause, failureCauses } from '../explain/failure-cause.ts';
import { isHeld } from '../model/holdings.ts';
import { inLine } from '../model/in-line.ts';
import { type Seats, seatsOf } from '../model/product-seats.ts';
import type { GroupIndex, Tenant, UserIndex } from '../model/tenant.ts';
import { type GroupPage, groupPage } from './group-page.ts';

/** What of the tenant to report. */
export interface DataAsked {
  readonly report: ReportData['report'];
  /** Whose failures, or members; none: of all. */
  readonly groupIds: readonly string[];
  /** Of people: whom; of seats: of which products. Absent: of all. */
  readonly slots?: Slots;
}

/** All of it, in ids: a report is as long as what it tells of. Plain JSON. */
export type ReportData =
  | { readonly report: 'failures'; readonly rows: readonly FailingRow[] }
  | { readonly report: 'members'; readonly rows: readonly MembersRow[] }
  | { readonly report: 'users'; readonly rows: readonly PersonRow[] }
  | { readonly report: 'seats'; readonly rows: readonly Seats[] }
  /** One row for each group. */
  | { readonly report: 'group'; readonly rows: readonly GroupReport[] }
  | { readonly report: 'tenant'; readonly rows: readonly TenantReport[] };

/** How groups or a tenant stand: who fails and why, who waits for a seat, and the seats themselves. */
interface Standing {
  readonly failing: readonly FailingRow[];
  readonly waiting: readonly WaitingRow[];
  readonly seats: readonly Seats[];
}

export interface GroupReport extends Standing {
  readonly page: GroupPage;
}

export interface TenantReport extends Standing {
  readonly people: number;
  readonly groups: number;
}

/** Who waits for a seat of a product, in the order in which seats go to them. */
export interface WaitingRow {
  readonly skuId: string;
  readonly total: number;
  /** The first of them. */
  readonly people: readonly {
    /** From 1, of everybody who waits for the product. */
    readonly place: number;
    readonly userId: string;
    readonly groupId: string;
  }[];
}

/** More of a queue nobody reads. */
const MOST_WAITING = 100;

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
    case 'failures':
      return { report, rows: failingIn(tenant, groupsIn(tenant, groupIds)) };
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
      return { report, rows: allSeats(tenant).filter(({ skuId }) => slots?.ids?.skus?.includes(skuId) ?? true) };
    case 'group':
      return { report, rows: groupsIn(tenant, groupIds).flatMap((group) => groupReport(tenant, group) ?? []) };
    case 'tenant':
      return {
        report,
        rows: [
          {
            people: tenant.userCount,
            groups: tenant.groupCount,
            failing: failingIn(tenant, []),
            waiting: waitingFor(tenant, () => true),
            seats: allSeats(tenant),
          },
        ],
      };
  }
}

function allSeats(tenant: Tenant): readonly Seats[] {
  return tenant.skus.map((_, sku) => seatsOf(tenant, sku));
}

/** Everybody who fails in these groups, or in any, by cause. */
function failingIn(tenant: Tenant, groups: readonly GroupIndex[]): readonly FailingRow[] {
  const causes = causesOf(tenant, groups.length === 0 ? 'everywhere' : { groups });
  const told = failureCauses(tenant, causes);
  return told.map((cause, place) => ({
    cause,
    userIds: (causes[place]?.users ?? []).map((user) => tenant.user(user).id),
  }));
}

function groupReport(tenant: Tenant, group: GroupIndex): GroupReport | undefined {
  const page = groupPage(tenant, tenant.group(group).id);
  if (page === undefined) return undefined;
  const given = new Set(page.products.map(({ skuId }) => skuId));
  return {
    page,
    failing: failingIn(tenant, [group]),
    waiting: waitingFor(tenant, (other) => other === group),
    seats: allSeats(tenant).filter(({ skuId }) => given.has(skuId)),
  };
}

function waitingFor(tenant: Tenant, isAbout: (group: GroupIndex) => boolean): readonly WaitingRow[] {
  return tenant.skus.flatMap(({ skuId }, sku) => {
    const people: WaitingRow['people'][number][] = [];
    let [place, total] = [0, 0];
    for (const { user, group } of inLine(tenant, sku)) {
      place += 1;
      if (!isAbout(group)) continue;
      total += 1;
      if (people.length === MOST_WAITING) continue;
      people.push({ place, userId: tenant.user(user).id, groupId: tenant.group(group).id });
    }
    return total === 0 ? [] : [{ skuId, total, people }];
  });
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
