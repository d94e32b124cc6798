import { isSameId } from '../../graph/ids.ts';
import type { UserText } from '../../graph/snapshot-text.ts';
import type { AssignedLicense, LicenseAssignmentState, SnapshotUser } from '../../graph/types.ts';
import { isHeld } from '../../licensing/model/holdings.ts';
import type { Tenant, UserIndex } from '../../licensing/model/tenant.ts';
import { rulesOf } from '../../licensing/rules/rules-of.ts';
import type { JsonBytes } from '../json-bytes.ts';
import { type Entity, type Items, memberJson } from './entity.ts';
import { membersInBytes } from './json-members.ts';
import { graphShape } from './shapes.ts';

/** A person of the tenant. Nothing is read before a property is asked for. */
export function userEntity(tenant: Tenant, user: UserIndex): Entity {
  return new UserEntity(tenant, user);
}

/** A page has a thousand of them: its methods are there once. */
class UserEntity implements Entity {
  readonly type = 'user';
  readonly #tenant: Tenant;
  readonly #user: UserIndex;
  #id: string | undefined;
  #profile: SnapshotUser | undefined;
  #text: UserText | undefined;

  constructor(tenant: Tenant, user: UserIndex) {
    this.#tenant = tenant;
    this.#user = user;
  }

  get id(): string {
    this.#id ??= this.#tenant.user(this.#user).id;
    return this.#id;
  }

  get(property: string): unknown {
    switch (property) {
      case 'id':
        return this.id;
      case 'assignedLicenses':
        return assignedLicenses(this.#rows());
      case 'licenseAssignmentStates':
        return this.#rows().map(asGraphShows);
      case 'assignedPlans':
        return plansOf(this.#tenant, this.#rows()).map(({ servicePlanId, servicePlanName }) => ({
          assignedDateTime: null,
          capabilityStatus: 'Enabled',
          service: servicePlanName,
          servicePlanId,
        }));
      case 'provisionedPlans':
        return plansOf(this.#tenant, this.#rows()).map(({ servicePlanName }) => ({
          capabilityStatus: 'Enabled',
          provisioningStatus: 'Success',
          service: servicePlanName,
        }));
      default: {
        if (!isProperty(property)) return undefined;
        this.#profile ??= this.#tenant.snapshotUser(this.#user);
        return this.#profile[property] ?? BY_DEFAULT[property];
      }
    }
  }

  write(into: JsonBytes, properties: readonly string[]): void {
    // The id alone is there sooner than the text.
    const text = properties.length === 1 && properties[0] === 'id' ? undefined : this.#textual();
    for (let place = 0; place < properties.length; ) {
      if (place > 0) into.text(',');
      const property = properties[place] as string;
      const found = text && !OF_ROWS.has(property) ? membersInBytes(text, properties, place) : undefined;
      if (text && found) into.copy(text.bytes, found.start, found.end);
      else if (property === 'licenseAssignmentStates') writeRows(into, this.#rows());
      else into.text(memberJson(this, property));
      place += found?.count ?? 1;
    }
  }

  #textual(): UserText {
    this.#text ??= this.#tenant.userText(this.#user);
    return this.#text;
  }

  #rows(): readonly LicenseAssignmentState[] {
    return this.#textual().licenseAssignmentStates;
  }
}

const SHAPE = graphShape('user');
const BY_DEFAULT: Readonly<Record<string, unknown>> = { accountEnabled: true, userType: 'Member' };
/** The rows, and what rows come to: no profile has them. */
const OF_ROWS: ReadonlySet<string> = new Set([
  'licenseAssignmentStates',
  'assignedLicenses',
  'assignedPlans',
  'provisionedPlans',
]);

function isProperty(name: string): boolean {
  return SHAPE.single.has(name) || SHAPE.collections.has(name);
}

/** Rows that many people have alike are one object: its JSON is made once, as the first of a list and as one that follows. */
const rowJsons = new WeakMap<LicenseAssignmentState, { readonly first: Uint8Array; readonly next: Uint8Array }>();

function writeRows(into: JsonBytes, rows: readonly LicenseAssignmentState[]): void {
  into.text('"licenseAssignmentStates":[');
  for (let place = 0; place < rows.length; place++) {
    const row = rows[place] as LicenseAssignmentState;
    const { first, next } = rowJsons.get(row) ?? learnRow(row);
    into.copy(place === 0 ? first : next);
  }
  into.text(']');
}

function learnRow(row: LicenseAssignmentState) {
  const next = Buffer.from(`,${JSON.stringify(asGraphShows(row))}`);
  const learned = { first: next.subarray(1), next };
  rowJsons.set(row, learned);
  return learned;
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
