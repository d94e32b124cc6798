import type { LicenseAssignmentState } from '../../graph/types.ts';
import { isHeld } from '../model/holdings.ts';
import type { GroupIndex, Tenant } from '../model/tenant.ts';
import { type PageOf, pageOf } from './page.ts';

/** What a list tells of one group. */
export interface GroupLine {
  readonly groupId: string;
  /** Direct members that are users. */
  readonly members: number;
  /** Products of its template. */
  readonly skuIds: readonly string[];
}

/** A page of groups; and whether each group of the whole list has licenses to give. Plain JSON, in ids. */
export interface GroupsPage extends PageOf<GroupLine> {
  readonly areAllLicensed: boolean;
}

/** What a list tells of one person: the rows by which they hold something. Plain JSON, in ids. */
export interface HolderLine {
  readonly userId: string;
  readonly held: readonly LicenseAssignmentState[];
}

/** Which groups: with some of these products and none of those; or without any license. */
export interface GroupsAsked {
  readonly giving?: readonly string[];
  readonly notGiving?: readonly string[];
  readonly unlicensed?: boolean;
}

/** Ids in the order of the directory. */
export function findGroups(tenant: Tenant, asked: GroupsAsked): readonly string[] {
  const { giving = [], notGiving = [], unlicensed = false } = asked;
  const found = everyGroup(tenant).filter((group) => {
    const skuIds = tenant.assignedLicenses(group).map(({ skuId }) => skuId);
    if (unlicensed) return skuIds.length === 0;
    const gives = (wanted: string) => skuIds.includes(wanted);
    return (giving.length === 0 || giving.some(gives)) && !notGiving.some(gives);
  });
  return found.map((group) => tenant.group(group).id);
}

export interface PageAsked {
  readonly page: number;
  readonly size: number;
}

/** Of these groups, or of all that have licenses to give. Groups that the tenant does not have are passed over. */
export function groupsPage(tenant: Tenant, of: readonly string[] | 'licensed', { page, size }: PageAsked): GroupsPage {
  const isLicensed = (group: GroupIndex) => tenant.assignedLicenses(group).length > 0;
  const groups =
    of === 'licensed' ? everyGroup(tenant).filter(isLicensed) : of.flatMap((id) => tenant.findGroup(id) ?? []);
  const shown = pageOf(groups, page, size);
  return {
    page: shown.page,
    items: shown.items.map((group) => ({
      groupId: tenant.group(group).id,
      members: tenant.memberCount(group),
      skuIds: tenant.assignedLicenses(group).map(({ skuId }) => skuId),
    })),
    areAllLicensed: groups.every(isLicensed),
  };
}

/** People whom the tenant does not have are passed over. */
export function peoplePage(tenant: Tenant, userIds: readonly string[], { page, size }: PageAsked): PageOf<HolderLine> {
  const users = userIds.flatMap((id) => tenant.findUser(id) ?? []);
  const shown = pageOf(users, page, size);
  return {
    page: shown.page,
    items: shown.items.map((user) => ({
      userId: tenant.user(user).id,
      held: tenant.read(tenant.rows(user)).filter(isHeld),
    })),
  };
}

function everyGroup(tenant: Tenant): readonly GroupIndex[] {
  return Array.from({ length: tenant.groupCount }, (_, group) => group);
}
