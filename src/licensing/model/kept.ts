import type { LicenseAssignmentState } from '../../graph/types.ts';
import type { Change } from '../change.ts';
import { isHeld, isUnsure, samePlans } from './holdings.ts';
import { peopleKeeping } from './rows-glance.ts';
import type { Tenant, UserIndex } from './tenant.ts';

/**
 * Does the row stay although its group is not there, or does not give it, until somebody lets it go? So does one of a state
 * that nobody knows, whatever its group gives.
 */
export function isKept(tenant: Tenant, row: LicenseAssignmentState): boolean {
  const { assignedByGroup, kept } = row;
  if (assignedByGroup === null || isUnsure(row)) return assignedByGroup !== null;
  return isHeld(row) && (kept ?? tenant.findGroup(assignedByGroup) === undefined);
}

/** What people keep from one group that is not there, or that does not give them it, or not as much. */
export interface KeptLicenses {
  readonly groupId: string;
  /** Whether the tenant has the group. */
  readonly isKnown: boolean;
  readonly users: readonly UserIndex[];
  readonly products: readonly { readonly skuId: string; readonly users: readonly UserIndex[] }[];
}

/** By group, those that are not there last, those of most people first; people in file order. Cost: one glance at everybody, and those who keep something. */
export function keptLicenses(
  tenant: Tenant,
  users: Iterable<UserIndex> = peopleKeeping(tenant),
): readonly KeptLicenses[] {
  const groups = new Map<string, Found>();
  for (const user of users) {
    for (const row of keptRows(tenant, user)) {
      const groupId = row.assignedByGroup ?? '';
      const found: Found = groups.get(groupId) ?? { users: [], products: new Map() };
      groups.set(groupId, found);
      if (found.users.at(-1) !== user) found.users.push(user);
      const product = found.products.get(row.skuId) ?? [];
      found.products.set(row.skuId, product);
      product.push(user);
    }
  }
  return [...groups]
    .map(([groupId, { users: people, products }]) => ({
      groupId,
      isKnown: tenant.findGroup(groupId) !== undefined,
      users: people,
      products: [...products].map(([skuId, having]) => ({ skuId, users: having })).sort(byPeople),
    }))
    .sort((a, b) => Number(b.isKnown) - Number(a.isKnown) || byPeople(a, b));
}

/** What people keep of one group; undefined where nobody keeps anything of it. */
export function keptOf(tenant: Tenant, groupId: string): KeptLicenses | undefined {
  return keptLicenses(tenant, peopleKeeping(tenant, tenant.findGroup(groupId))).find((one) => one.groupId === groupId);
}

interface OfPeople {
  readonly users: readonly UserIndex[];
}

function byPeople(a: OfPeople, b: OfPeople): number {
  return b.users.length - a.users.length;
}

interface Found {
  readonly users: UserIndex[];
  readonly products: Map<string, UserIndex[]>;
}

/** The person's rows that would not be there, or turn on less, if they were not kept. */
export function keptRows(tenant: Tenant, user: UserIndex): readonly LicenseAssignmentState[] {
  const rows = tenant.read(tenant.rows(user));
  return rows.filter((row) => isKept(tenant, row) && (isUnsure(row) || !isGiven(tenant, user, row)));
}

function isGiven(tenant: Tenant, user: UserIndex, row: LicenseAssignmentState): boolean {
  const group = tenant.findGroup(row.assignedByGroup ?? '');
  if (group === undefined || !tenant.groupsOf(user).includes(group)) return false;
  const isOwned = tenant.findSku(row.skuId) !== undefined;
  return (isOwned ? tenant.givenLicenses(group) : tenant.assignedLicenses(group)).some(
    ({ skuId, disabledPlans }) => skuId === row.skuId && samePlans(disabledPlans, row.disabledPlans),
  );
}

/**
 * Everybody who keeps something that this change lets go of: it says so, or it takes from the group itself what they have
 * of it. Ask before the change is applied. Cost: nothing where nobody keeps anything, else one glance at everybody.
 */
export function peopleLetGo(tenant: Tenant, change: Change): readonly UserIndex[] {
  return peopleInQuestion(tenant, change).filter((user) => letGoOf(tenant, change, user).length > 0);
}

function peopleInQuestion(tenant: Tenant, change: Change): readonly UserIndex[] {
  const group = 'groupId' in change ? tenant.findGroup(change.groupId) : undefined;
  switch (change.kind) {
    case 'releaseKeptLicenses':
      return change.userIds === undefined ? peopleKeeping(tenant, group) : known(tenant, change.userIds);
    case 'removeMember':
      return known(tenant, [change.userId]);
    case 'assignGroupLicense':
      return takesAnything(tenant, change) ? peopleKeeping(tenant, group) : [];
    default:
      return [];
  }
}

/** What the person keeps and the change lets go of, in the rows as they stand. */
export function letGoOf(tenant: Tenant, change: Change, user: UserIndex): readonly LicenseAssignmentState[] {
  return tenant.read(tenant.rows(user)).filter((row) => isKept(tenant, row) && isLetGo(tenant, change, row));
}

/** A person's rows with these of them kept no longer: of one whose state nobody knows it is said that it is not held. */
export function withoutKeeping(
  rows: readonly LicenseAssignmentState[],
  letGo: readonly LicenseAssignmentState[],
): readonly LicenseAssignmentState[] {
  return rows.map((row) => {
    if (!letGo.includes(row)) return row;
    return isUnsure(row) ? withoutWordOfState(row) : { ...row, kept: false };
  });
}

/** What it says of its error stays. */
function withoutWordOfState({ words, ...row }: LicenseAssignmentState): LicenseAssignmentState {
  return words?.error === undefined ? row : { ...row, words: { error: words.error } };
}

function isLetGo(tenant: Tenant, change: Change, row: LicenseAssignmentState): boolean {
  if (!('groupId' in change) || row.assignedByGroup !== change.groupId) return false;
  if (change.kind !== 'assignGroupLicense') return true;
  const added = change.addLicenses.find(({ skuId }) => skuId === row.skuId);
  if (added === undefined) return change.removeLicenses.includes(row.skuId);
  return plansTurnedOff(tenant, change, row.skuId).some((plan) => !row.disabledPlans.includes(plan));
}

function takesAnything(tenant: Tenant, change: Change & { kind: 'assignGroupLicense' }): boolean {
  const { addLicenses, removeLicenses } = change;
  return removeLicenses.length > 0 || addLicenses.some(({ skuId }) => plansTurnedOff(tenant, change, skuId).length > 0);
}

/** Plans of a product of the group that are on in its template, and off in what the change makes of it. */
function plansTurnedOff(
  tenant: Tenant,
  { groupId, addLicenses }: Change & { kind: 'assignGroupLicense' },
  skuId: string,
): readonly string[] {
  const group = tenant.findGroup(groupId);
  const before = group === undefined ? [] : tenant.assignedLicenses(group);
  const was = before.find((license) => license.skuId === skuId);
  const is = addLicenses.find((license) => license.skuId === skuId);
  return was === undefined || is === undefined
    ? []
    : is.disabledPlans.filter((plan) => !was.disabledPlans.includes(plan));
}

function known(tenant: Tenant, userIds: readonly string[]): readonly UserIndex[] {
  return userIds.map((id) => tenant.findUser(id)).filter((user) => user !== undefined);
}
