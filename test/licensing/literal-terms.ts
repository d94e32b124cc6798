import { planId } from '../../src/catalogue/products.ts';
import corrections from '../../src/catalogue/rules/corrections.json' with { type: 'json' };
import mailboxNames from '../../src/catalogue/rules/mailbox-plans.json' with { type: 'json' };
import notAssignable from '../../src/catalogue/rules/not-assignable.json' with { type: 'json' };
import type { Snapshot } from '../../src/graph/snapshot-text.ts';
import type {
  AssignedLicense,
  LicenseAssignmentError,
  LicenseAssignmentState,
  SnapshotGroup,
  SnapshotUser,
} from '../../src/graph/types.ts';

/** A row that gives its plans: a held row, or one that a template would give. */
export interface Row {
  readonly skuId: string;
  readonly disabledPlans: readonly string[];
  readonly group: string | null;
  /** It stays whatever its group gives, as a direct row does. */
  readonly kept: boolean;
}

export interface Group {
  readonly id: string;
  readonly template: readonly AssignedLicense[];
  readonly members: readonly User[];
  readonly memberIds: ReadonlySet<string>;
}

export interface User {
  readonly id: string;
  readonly location: string | null;
  readonly rows: readonly LicenseAssignmentState[];
  readonly hasSharedAddress: boolean;
  /** Licensed groups with this member, in group order. */
  readonly groups: Group[];
  /** Held when the reconciliation began. */
  atStart: Row[];
  held: Row[];
  accepted: Set<Group>;
  /** As found in the last round. */
  errors: Map<Group, Errors>;
}

export type Errors = Map<string, LicenseAssignmentError>;

/** The plans of a product as rules see them, where the public list is wrong about them. */
function asRulesSee(skuId: string, plans: readonly string[]): readonly string[] {
  const correction = corrections.find((record) => record.skuId === skuId);
  if (plans.length === 0 || correction === undefined) return plans;
  const means = Object.entries(correction.means ?? {});
  const seen = plans.map((plan) => {
    const meant = means.find(([listed]) => planId(listed) === plan)?.[1];
    return meant === undefined ? plan : planId(meant);
  });
  return [...seen, ...(correction.gives ?? []).map(planId)];
}

/** The terms of the definition, in its order and its words, over plain objects. */
export function termsOf(snapshot: Snapshot) {
  const userPlans = new Map<string, string[]>();
  const seats = new Map<string, number>();
  const given = new Set<string>();
  for (const sku of snapshot.subscribedSkus) {
    const ofUser = sku.servicePlans.filter((plan) => plan.appliesTo === undefined || plan.appliesTo === 'User');
    if (sku.appliesTo !== 'Company') given.add(sku.skuId);
    userPlans.set(sku.skuId, [...new Set(ofUser.map((plan) => plan.servicePlanId))]);
    const isGone = ['Suspended', 'LockedOut', 'Deleted'].includes(sku.capabilityStatus);
    seats.set(sku.skuId, isGone ? 0 : sku.prepaidUnits.enabled + sku.prepaidUnits.warning);
  }
  const listedPlansOf = (row: { skuId: string; disabledPlans: readonly string[] }): readonly string[] =>
    (userPlans.get(row.skuId) ?? []).filter((plan) => !row.disabledPlans.includes(plan));
  const plansOf = (row: { skuId: string; disabledPlans: readonly string[] }): readonly string[] =>
    asRulesSee(row.skuId, listedPlansOf(row));
  const canBeGiven = (skuId: string): boolean => !notAssignable.some((record) => record.skuId === skuId);
  const enabled = (rows: readonly Row[]): Set<string> => new Set(rows.flatMap(plansOf));

  const dependsOn = new Map<string, (readonly string[])[]>();
  for (const { plan, requiresAnyOf } of snapshot.rules.dependsOn) {
    dependsOn.set(plan, [...(dependsOn.get(plan) ?? []), requiresAnyOf]);
  }
  const prerequisites = (plan: string) => dependsOn.get(plan) ?? [];
  const restricted = new Map<string, Set<string>>();
  for (const { plan, usageLocations } of snapshot.rules.restrictedLocations) {
    restricted.set(
      plan,
      new Set([...(restricted.get(plan) ?? []), ...usageLocations.map((code) => code.toUpperCase())]),
    );
  }
  const exclusiveSets = snapshot.rules.mutuallyExclusive.map(({ plans }) => new Set(plans));
  const ownMailboxes = snapshot.rules.mutuallyExclusive.find(({ set }) => set === 'exchange-online')?.plans ?? [];
  const mailboxPlans = new Set([...mailboxNames.map(planId), ...ownMailboxes]);
  const meets = (entry: readonly string[], plans: ReadonlySet<string>) => entry.some((plan) => plans.has(plan));

  const users = new Map<string, User>();
  const addresses = new Map<string, Set<string>>();
  const read: SnapshotUser[] = [...snapshot.users];
  for (const { id, proxyAddresses } of read) {
    for (const address of proxyAddresses ?? []) {
      const key = address.toLowerCase();
      addresses.set(key, (addresses.get(key) ?? new Set()).add(id));
    }
  }
  const allGroups: SnapshotGroup[] = [...snapshot.groups];
  const isKept = ({ kept, assignedByGroup }: LicenseAssignmentState): boolean =>
    assignedByGroup !== null && (kept ?? !allGroups.some(({ id }) => id === assignedByGroup));
  for (const user of read) {
    const rows = user.licenseAssignmentStates ?? [];
    const held = rows
      .filter((row) => isHeld(row) && userPlans.has(row.skuId))
      .map((row) => ({
        skuId: row.skuId,
        disabledPlans: row.disabledPlans,
        group: row.assignedByGroup,
        kept: isKept(row),
      }));
    users.set(user.id, {
      id: user.id,
      location: user.usageLocation || snapshot.organization.countryLetterCode,
      rows,
      hasSharedAddress: (user.proxyAddresses ?? []).some((a) => (addresses.get(a.toLowerCase())?.size ?? 0) > 1),
      groups: [],
      atStart: held,
      held,
      accepted: new Set(),
      errors: new Map(),
    });
  }

  const licensedGroups: Group[] = [];
  for (const { id, assignedLicenses, members } of allGroups) {
    const template = (assignedLicenses ?? []).filter(({ skuId }) => given.has(skuId));
    if (template.length === 0) continue;
    const people = (members ?? []).map((member) => users.get(member)).filter((user) => user !== undefined);
    const group = { id, template, members: people, memberIds: new Set(people.map((user) => user.id)) };
    licensedGroups.push(group);
    for (const user of people) user.groups.push(group);
  }
  const licensed = new Map(licensedGroups.map((group) => [group.id, group]));
  const fileOrder = new Map(allGroups.map((group, index) => [group.id, index]));
  const comesBefore = (one: string, other: string): boolean => {
    const [a, b] = [fileOrder.get(one), fileOrder.get(other)];
    if (a !== undefined && b !== undefined) return a < b;
    if (a === undefined && b === undefined) return one < other;
    return a !== undefined;
  };
  const gives = (group: Group, skuId: string) => group.template.some((license) => license.skuId === skuId);
  const isWanted = (user: User, row: Row): boolean => {
    const group = row.group === null ? undefined : licensed.get(row.group);
    return group?.memberIds.has(user.id) === true && gives(group, row.skuId);
  };

  /** Of a state that nobody knows, from a group: only what that group gives takes its place. */
  const isUnsure = (row: LicenseAssignmentState): boolean =>
    row.words?.state !== undefined && row.assignedByGroup !== null;

  /**
   * Of a product that the tenant does not own: it is kept, its group still names it, or it is held in error; or no group is
   * there, and nobody let it go. Or it is unsure, and nothing is wanted in its place.
   */
  const isLeftAlone = (user: User, row: LicenseAssignmentState): boolean => {
    const { skuId, disabledPlans, assignedByGroup, state } = row;
    if (isUnsure(row)) return !isWanted(user, { skuId, disabledPlans, group: assignedByGroup, kept: true });
    if (userPlans.has(skuId)) return false;
    const group = allGroups.find(({ id }) => id === assignedByGroup);
    if (!group) return !isHeld(row) || isKept(row);
    const isNamed = group.assignedLicenses?.some((one) => one.skuId === skuId) === true;
    return (isHeld(row) && isKept(row)) || state === 'ActiveWithError' || isNamed;
  };

  return {
    isLeftAlone,
    isUnsure,
    seats,
    listedPlansOf,
    plansOf,
    canBeGiven,
    enabled,
    prerequisites,
    meets,
    restricted,
    exclusiveSets,
    mailboxPlans,
    users,
    licensedGroups,
    licensed,
    comesBefore,
    gives,
    isWanted,
    isGroup: (id: string) => fileOrder.has(id),
  };
}

function isHeld(row: LicenseAssignmentState): boolean {
  return row.state === 'Active' || row.state === 'ActiveWithError';
}
