import { isSameId } from '../../graph/ids.ts';
import type { AssignedLicense, LicenseAssignmentState, SnapshotUser } from '../../graph/types.ts';
import { isHeld } from '../../licensing/model/holdings.ts';
import type { Tenant, UserIndex } from '../../licensing/model/tenant.ts';
import { rulesOf } from '../../licensing/rules/rules-of.ts';
import type { Entity, Items } from './entity.ts';
import { jsonMembers } from './json-members.ts';
import { graphShape } from './shapes.ts';

/** A person of the tenant. Nothing is read before a property is asked for. */
export function userEntity(tenant: Tenant, user: UserIndex): Entity {
  let profile: SnapshotUser | undefined;
  let members: ReturnType<typeof jsonMembers> | null = null;
  let rows: readonly LicenseAssignmentState[] | undefined;
  const profileOf = () => (profile ??= tenant.snapshotUser(user));
  const rowsOf = () => (rows ??= tenant.read(tenant.rows(user)));
  const { id } = tenant.user(user);
  return {
    type: 'user',
    id,
    get(property) {
      switch (property) {
        case 'id':
          return id;
        case 'assignedLicenses':
          return assignedLicenses(rowsOf());
        case 'licenseAssignmentStates':
          return rowsOf().map(asGraphShows);
        case 'assignedPlans':
          return plansOf(tenant, rowsOf()).map(({ servicePlanId, servicePlanName }) => ({
            assignedDateTime: null,
            capabilityStatus: 'Enabled',
            service: servicePlanName,
            servicePlanId,
          }));
        case 'provisionedPlans':
          return plansOf(tenant, rowsOf()).map(({ servicePlanName }) => ({
            capabilityStatus: 'Enabled',
            provisioningStatus: 'Success',
            service: servicePlanName,
          }));
        default:
          return isProperty(property) ? (profileOf()[property] ?? BY_DEFAULT[property]) : undefined;
      }
    },
    json(property) {
      if (property === 'id') return JSON.stringify(id);
      if (property === 'licenseAssignmentStates') return `[${rowsOf().map(rowJson)}]`;
      if (IN_EFFECT.has(property) || !isProperty(property)) return undefined;
      if (members === null) members = jsonMembers(profileJson(tenant, user));
      const value = members?.get(property);
      // What is null or absent has its default.
      return value === 'null' ? undefined : value;
    },
  };
}

const SHAPE = graphShape('user');
const BY_DEFAULT: Readonly<Record<string, unknown>> = { accountEnabled: true, userType: 'Member' };
/** What rows come to. */
const IN_EFFECT: ReadonlySet<string> = new Set(['assignedLicenses', 'assignedPlans', 'provisionedPlans']);

function isProperty(name: string): boolean {
  return SHAPE.single.has(name) || SHAPE.collections.has(name);
}

const utf8 = new TextDecoder();

function profileJson(tenant: Tenant, user: UserIndex): string {
  const { bytes, start, end } = tenant.userText(user);
  return `${utf8.decode(bytes.subarray(start, end))}}`;
}

/** Rows that many people have alike are one object: its JSON is made once. */
const rowJsons = new WeakMap<LicenseAssignmentState, string>();

function rowJson(row: LicenseAssignmentState): string {
  const known = rowJsons.get(row);
  if (known !== undefined) return known;
  const json = JSON.stringify(asGraphShows(row));
  rowJsons.set(row, json);
  return json;
}

/** Everybody, in file order. */
export function users(tenant: Tenant): Items {
  return function* (after) {
    for (let key = after + 1; key < tenant.userCount; key++) yield { key, entity: userEntity(tenant, key) };
  };
}

const names = new WeakMap<Tenant, ReadonlyMap<string, UserIndex>>();

/** Somebody by object id or user principal name. The first name asked for costs a look at everybody's. */
export function findUser(tenant: Tenant, idOrName: string): UserIndex | undefined {
  const user = tenant.findUser(idOrName);
  if (user !== undefined || !idOrName.includes('@')) return user;
  const known = names.get(tenant) ?? namesOf(tenant);
  names.set(tenant, known);
  return known.get(idOrName.toLowerCase());
}

function namesOf(tenant: Tenant): ReadonlyMap<string, UserIndex> {
  const found = new Map<string, UserIndex>();
  for (let user = 0; user < tenant.userCount; user++) {
    found.set(tenant.user(user).userPrincipalName.toLowerCase(), user);
  }
  return found;
}

/** What a person has in effect: each product once, with the plans off that no source turns on. */
export function assignedLicenses(rows: readonly LicenseAssignmentState[]): readonly AssignedLicense[] {
  const licenses = new Map<string, readonly string[]>();
  for (const { skuId, disabledPlans } of rows.filter(isHeld)) {
    const off = licenses.get(skuId);
    licenses.set(skuId, off === undefined ? disabledPlans : off.filter((plan) => disabledPlans.includes(plan)));
  }
  return [...licenses].map(([skuId, disabledPlans]) => ({ disabledPlans: [...disabledPlans], skuId }));
}

/** Plans that are on, each once. */
function plansOf(tenant: Tenant, rows: readonly LicenseAssignmentState[]) {
  const on = new Map<string, { readonly servicePlanId: string; readonly servicePlanName: string }>();
  for (const { skuId, disabledPlans } of assignedLicenses(rows)) {
    const enabled = rulesOf(tenant)
      .userPlans(skuId)
      .filter((plan) => !disabledPlans.includes(plan));
    for (const plan of tenant.skus.find((sku) => isSameId(sku.skuId, skuId))?.servicePlans ?? []) {
      if (enabled.includes(plan.servicePlanId)) on.set(plan.servicePlanId, plan);
    }
  }
  return [...on.values()];
}

/** No error is the word `None`, as Microsoft's own samples read it. */
function asGraphShows(row: LicenseAssignmentState) {
  const { skuId, disabledPlans, assignedByGroup, state, error, lastUpdatedDateTime } = row;
  return {
    skuId,
    disabledPlans: [...disabledPlans],
    assignedByGroup,
    state,
    error: error ?? 'None',
    lastUpdatedDateTime: lastUpdatedDateTime ?? null,
  };
}
