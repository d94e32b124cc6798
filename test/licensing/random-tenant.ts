import { planId } from '../../src/catalogue/products.ts';
import corrections from '../../src/catalogue/rules/corrections.json' with { type: 'json' };
import notAssignable from '../../src/catalogue/rules/not-assignable.json' with { type: 'json' };
import type { Snapshot } from '../../src/graph/snapshot-text.ts';
import type {
  AssignedLicense,
  LicenseAssignmentState,
  RuleData,
  SnapshotGroup,
  SnapshotUser,
  SubscribedSku,
} from '../../src/graph/types.ts';
import type { Change } from '../../src/licensing/change.ts';
import { reconcileLiterally } from './literal.ts';
import { type Random, random } from './random.ts';

/** A snapshot that can be read again and again. */
export interface PlainSnapshot extends Snapshot {
  readonly users: readonly SnapshotUser[];
  readonly groups: readonly SnapshotGroup[];
}

export const BEFORE = '2026-01-01T00:00:00Z';
const LOCATIONS = ['US', 'NL', 'IN'];
const ADDRESSES = ['SMTP:a@contoso.com', 'smtp:A@contoso.com', 'smtp:b@contoso.com', 'SMTP:c@contoso.com'];
/** Of every third tenant some are real ones, of which the catalogue knows something: mailboxes, and what means another plan or gives it unlisted. */
const KNOWN_PLANS = new Map([
  [1, planId('EXCHANGE_S_ENTERPRISE')],
  [2, planId('EXCHANGE_S_STANDARD_GOV')],
  [3, planId('Teams_Rooms_Pro')],
  [4, planId('RMS_S_ENTERPRISE')],
  [5, planId('RMS_S_ENTERPRISE_GOV')],
]);
const KNOWN_SKUS = new Map(
  ['Microsoft_Teams_Rooms_Pro', 'EMS_GOV', 'Microsoft_Teams_Exploratory_Dept'].map((name, index) => [
    index * 2,
    [...corrections, ...notAssignable].find(({ skuPartNumber }) => skuPartNumber === name)?.skuId ?? name,
  ]),
);

/** Groups that rows name and that are gone: one that sorts before, and one that sorts behind the others. */
const GONE = ['g-gone', 'a-gone'];
/** A product that templates and rows name, and that the tenant does not own any more. */
const GONE_PRODUCT = 's-gone';

/**
 * A small and nasty tenant: everything collides. Half of them were settled once and changed since (templates under held
 * rows, people who left, seats given back); the rest hold rows that nobody can explain.
 */
export function randomTenant(seed: number, options: { users?: number } = {}): PlainSnapshot {
  const any = random(seed);
  const isReal = seed % 3 === 1;
  const plans = Array.from({ length: 5 + any.int(6) }, (_, index) => (isReal && KNOWN_PLANS.get(index)) || `p${index}`);
  const people = Array.from({ length: 2 + any.int(4) }, (_, index) =>
    randomSku(any, (isReal && KNOWN_SKUS.get(index)) || `s${index}`, plans, options.users ?? 4),
  );
  const wholes = random(seed + 0.5);
  const skus = people.map((sku) => (wholes.chance(0.07) ? { ...sku, appliesTo: 'Company' } : sku));
  const groupIds = Array.from({ length: 2 + any.int(4) }, (_, index) => `g${index}`);
  const userIds = Array.from({ length: options.users ?? 1 + any.int(6) }, (_, index) => `u${index}`);
  let snapshot: PlainSnapshot = {
    organization: { id: 'o', displayName: 'Contoso', countryLetterCode: any.pick([null, 'US', 'IN']) },
    subscribedSkus: skus,
    users: randomlyUnsure(
      random(seed + 0.25),
      userIds.map((id) => randomUser(any, id, skus, groupIds)),
    ),
    groups: groupIds.map((id) => randomGroup(any, id, skus, groupIds, userIds)),
    directoryRoles: [],
    rules: randomRules(any, plans),
  };
  const ageing = any.pick([0, 1, 1, 2]);
  for (let age = 0; age < ageing; age++) snapshot = randomlyChanged(any, settled(snapshot));
  return { ...snapshot, users: randomlyUnsure(random(seed + 0.75), snapshot.users) };
}

/** Of some rows the state is one that nobody knows, or none. */
function randomlyUnsure(any: Random, users: readonly SnapshotUser[]): readonly SnapshotUser[] {
  const unsure = (row: LicenseAssignmentState): LicenseAssignmentState => {
    const words = { ...row.words, state: any.pick([null, 'PendingActivation']) };
    const { kept: _, ...rest } = row;
    return { ...rest, words, state: row.error === null ? 'Disabled' : 'Error' } as LicenseAssignmentState;
  };
  return users.map((user) => ({
    ...user,
    licenseAssignmentStates: (user.licenseAssignmentStates ?? []).map((row) => (any.chance(0.07) ? unsure(row) : row)),
  }));
}

/** The tenant as the definition would leave it. */
export function settled(snapshot: PlainSnapshot): PlainSnapshot {
  const { rows } = reconcileLiterally(snapshot, BEFORE);
  const users = snapshot.users.map((user) => ({ ...user, licenseAssignmentStates: rows.get(user.id) ?? [] }));
  return { ...snapshot, users };
}

/** One change, taken by the directory or not. */
export function randomChange(any: Random, { subscribedSkus, users, groups }: PlainSnapshot): Change {
  const groupId = any.pick(groups).id;
  const userId = any.pick(users).id;
  const licenses = () => {
    const skus = any.some(subscribedSkus, 0.35);
    return {
      addLicenses: skus.map((sku) => randomLicense(any, sku)),
      removeLicenses: subscribedSkus.filter((sku) => !skus.includes(sku) && any.chance(0.4)).map((sku) => sku.skuId),
    };
  };
  const kind = any.int(10);
  if (kind <= 1) return { kind: 'assignGroupLicense', groupId, ...licenses() };
  if (kind === 2) return { kind: 'assignUserLicense', userId, ...licenses() };
  if (kind === 3) return { kind: 'addMember', groupId, userId };
  if (kind <= 5) return { kind: 'removeMember', groupId, userId };
  if (kind === 6) return { kind: 'setUsageLocation', userId, usageLocation: any.pick([null, ...LOCATIONS]) };
  if (kind === 7) return { kind: 'setProxyAddresses', userId, proxyAddresses: any.some(ADDRESSES, 0.25) };
  if (kind === 8) return { kind: 'releaseKeptLicenses', ...randomlyReleased(any, groups, users) };
  return { kind: 'setSeats', skuId: any.pick(subscribedSkus).skuId, enabled: any.int(users.length + 1) };
}

/** What everybody keeps from a group, there or gone, or what some do. */
function randomlyReleased(any: Random, groups: readonly SnapshotGroup[], users: readonly SnapshotUser[]) {
  const groupId = any.pick([...groups.map(({ id }) => id), ...GONE]);
  return any.chance(0.7) ? { groupId } : { groupId, userIds: any.some(users, 0.5).map(({ id }) => id) };
}

function randomSku(any: Random, skuId: string, plans: readonly string[], users: number): SubscribedSku {
  return {
    skuId,
    skuPartNumber: skuId.toUpperCase(),
    capabilityStatus: any.pick(['Enabled', 'Enabled', 'Enabled', 'Enabled', 'Warning', 'Suspended']),
    prepaidUnits: { enabled: any.chance(0.4) ? users * 2 : any.int(users), warning: any.int(2), suspended: any.int(2) },
    servicePlans: any
      .shuffle(plans)
      .slice(0, 1 + any.int(4))
      .map((plan) => ({
        servicePlanId: plan,
        servicePlanName: plan.toUpperCase(),
        ...(any.chance(0.1) ? { appliesTo: 'Company' } : any.chance(0.5) ? { appliesTo: 'User' } : {}),
      })),
  };
}

function randomRules(any: Random, plans: readonly string[]): RuleData {
  const sets = any.some(['exchange-online', 'sharepoint-online', 'yammer'], 0.6);
  return {
    profile: 'classic-2017',
    mutuallyExclusive: sets.map((set) => ({ set, plans: any.shuffle(plans).slice(0, 2 + any.int(2)) })),
    dependsOn: Array.from({ length: any.int(5) }, () => {
      const [plan = 'p0', ...others] = any.shuffle(plans);
      return { plan, requiresAnyOf: others.slice(0, 1 + any.int(2)) };
    }),
    restrictedLocations: Array.from({ length: any.pick([0, 0, 1, 2]) }, () => ({
      plan: any.pick(plans),
      usageLocations: any.some(LOCATIONS, 0.5),
    })),
  };
}

function randomLicense(any: Random, sku: SubscribedSku): AssignedLicense {
  const plans = sku.servicePlans.map((plan) => plan.servicePlanId);
  return { skuId: sku.skuId, disabledPlans: any.chance(0.5) ? [] : any.shuffle(any.some(plans, 0.35)) };
}

function randomTemplate(any: Random, skus: readonly SubscribedSku[]): AssignedLicense[] {
  const licenses = any
    .shuffle(skus)
    .slice(0, any.pick([0, 1, 1, 1, 2, 2, 3]))
    .map((sku) => randomLicense(any, sku));
  if (any.chance(0.08)) licenses.splice(any.int(licenses.length + 1), 0, { skuId: GONE_PRODUCT, disabledPlans: [] });
  return licenses;
}

function randomGroup(
  any: Random,
  id: string,
  skus: readonly SubscribedSku[],
  groupIds: readonly string[],
  userIds: readonly string[],
): SnapshotGroup {
  const members = any.shuffle([...any.some(userIds, 0.6), ...any.some(groupIds, 0.1), ...any.some(['device'], 0.2)]);
  return {
    id,
    displayName: id,
    securityEnabled: any.chance(0.95),
    assignedLicenses: randomTemplate(any, skus),
    members,
  };
}

function randomUser(
  any: Random,
  id: string,
  skus: readonly SubscribedSku[],
  groupIds: readonly string[],
): SnapshotUser {
  const sources = [null, null, ...groupIds, ...any.some(GONE, 0.3)];
  const rows = new Map<string, LicenseAssignmentState>();
  const count = any.pick([0, 0, 1, 2, 4]);
  for (let index = 0; index < count; index++) {
    const assignedByGroup = any.pick(sources);
    const license = any.chance(0.06)
      ? { skuId: GONE_PRODUCT, disabledPlans: any.some(['p0'], 0.5) }
      : randomLicense(any, any.pick(skus));
    const state = randomState(any);
    rows.set(`${license.skuId} ${assignedByGroup}`, {
      ...license,
      assignedByGroup,
      ...state,
      ...randomlyKept(any, assignedByGroup, state),
    });
  }
  return {
    id,
    usageLocation: any.pick([null, 'US', 'US', 'NL', 'IN']),
    proxyAddresses: any.some(ADDRESSES, 0.2),
    licenseAssignmentStates: [...rows.values()],
  };
}

function randomState(any: Random) {
  const lastUpdatedDateTime = any.pick([BEFORE, '2025-12-31T23:59:59.1234567Z', undefined]);
  const error = any.pick(['CountViolation', 'MutuallyExclusiveViolation', 'DependencyViolation', 'Other'] as const);
  const states = [
    { state: 'Active', error: null },
    { state: 'Active', error: null },
    { state: 'ActiveWithError', error },
    { state: 'Error', error },
    { state: 'Disabled', error: any.pick([error, null]) },
  ] as const;
  const state = any.pick(states);
  return lastUpdatedDateTime === undefined ? state : { ...state, lastUpdatedDateTime };
}

/** Some of what a group does not give is kept all the same, and some of what a gone group gave is not. */
function randomlyKept(any: Random, assignedByGroup: string | null, { state }: { readonly state: string }) {
  if (assignedByGroup === null || !['Active', 'ActiveWithError'].includes(state) || !any.chance(0.12)) return {};
  return { kept: !GONE.includes(assignedByGroup) };
}

/** The same move in every group: people in two of them must not be stuck. */
function moved(licenses: readonly AssignedLicense[], from: string, to: string): readonly AssignedLicense[] {
  if (!licenses.some((license) => license.skuId === from)) return licenses;
  const others = licenses.filter((license) => license.skuId !== from && license.skuId !== to);
  return [...others, { skuId: to, disabledPlans: [] }];
}

/** As it was, other products, or other plans of the same products. */
function changedTemplate(
  any: Random,
  skus: readonly SubscribedSku[],
  licenses: readonly AssignedLicense[],
): readonly AssignedLicense[] {
  if (any.chance(0.4)) return randomTemplate(any, skus);
  if (any.chance(0.6)) return licenses;
  return skus
    .filter(({ skuId }) => licenses.some((license) => license.skuId === skuId))
    .map((sku) => randomLicense(any, sku));
}

/** Desired state moves on under the rows: what every rule about keeping and letting go is for. */
function randomlyChanged(any: Random, snapshot: PlainSnapshot): PlainSnapshot {
  const skus = snapshot.subscribedSkus;
  const [from, to] = any.shuffle(skus);
  const movesAll = from !== undefined && to !== undefined && any.chance(0.3);
  const userIds = snapshot.users.map((user) => user.id);
  const groups = snapshot.groups
    .filter((_, index) => index === 0 || any.chance(0.93))
    .map((group) => ({
      ...group,
      assignedLicenses: movesAll
        ? moved(group.assignedLicenses ?? [], from.skuId, to.skuId)
        : changedTemplate(any, skus, group.assignedLicenses ?? []),
      members: any.chance(0.4)
        ? any.shuffle([
            ...any.some(group.members ?? [], 0.7),
            ...any.some(
              userIds.filter((id) => !group.members?.includes(id)),
              0.3,
            ),
          ])
        : (group.members ?? []),
    }));
  const users = snapshot.users.map((user) => ({
    ...user,
    usageLocation: any.chance(0.9) ? (user.usageLocation ?? null) : any.pick(LOCATIONS),
    proxyAddresses: any.chance(0.85) ? (user.proxyAddresses ?? []) : any.some(ADDRESSES, 0.25),
    licenseAssignmentStates: (user.licenseAssignmentStates ?? []).filter(
      (row) => row.assignedByGroup !== null || any.chance(0.8),
    ),
  }));
  const subscribedSkus = skus.map((sku) =>
    any.chance(0.75) ? sku : { ...sku, prepaidUnits: { ...sku.prepaidUnits, enabled: any.int(users.length * 2) } },
  );
  return { ...snapshot, subscribedSkus, users, groups };
}
