import type {
  AssignedLicense,
  LicenseAssignmentState,
  Snapshot,
  SnapshotGroup,
  SnapshotUser,
  SubscribedSku,
} from '../../graph.ts';
import { indexRules, type Rules } from '../rules.ts';
import type { GroupIndex, Rows, SkuIndex, Tenant, UserIndex } from '../tenant.ts';
import { Conflicts } from './conflicts.ts';
import { Groups } from './groups.ts';
import { at, Strings, Words } from './growable.ts';
import { Journal } from './journal.ts';
import { Memberships } from './memberships.ts';
import { People } from './people.ts';
import { PlanBits } from './plan-bits.ts';
import { RowStore } from './row-store.ts';
import { codesOf, DIRECT, ERROR, FIRST_GONE, RowTable } from './row-table.ts';
import { Seats } from './seats.ts';
import { compileTemplate, type Template } from './template.ts';
import { Waiting } from './waiting.ts';

/**
 * The tenant in memory, in interned integers and typed arrays, with what changes it. `applyChange` and `reconcile` use
 * the columns; everybody else sees a `Tenant`.
 */
export class MemoryTenant implements Tenant {
  readonly organization;
  readonly rules;
  readonly rulesFile;
  readonly directoryRoles;
  readonly indexedRules: Rules;
  readonly table: RowTable;
  readonly store = new RowStore();
  readonly people: People;
  readonly groups: Groups = new Groups([]);
  readonly memberships: Memberships;
  readonly seatCounts: Seats;
  readonly waiting: Waiting;
  readonly conflicts: Conflicts;
  /** The organization's location, as the number of it among people's locations (R33). */
  readonly countryCode: number;
  /** What each product could give at all, in plan bits. */
  readonly skuPlans: readonly Uint32Array[];
  /** The rows of each person. */
  readonly handles: Uint32Array;
  readonly #skuIndexes: ReadonlyMap<string, SkuIndex>;
  readonly #gone = new Strings();
  /** Row numbers by the group that they come from. */
  readonly #rowsOfGroup: number[][];
  /** By row * 8 + error. */
  readonly #withError = new Map<number, number>();
  readonly #journal = new Journal();

  constructor(snapshot: Snapshot) {
    const { subscribedSkus: skus, rules } = snapshot;
    this.organization = snapshot.organization;
    this.rules = rules;
    this.rulesFile = snapshot.rulesFile;
    this.directoryRoles = snapshot.directoryRoles;
    this.indexedRules = indexRules(rules, skus);
    this.#skuIndexes = new Map(skus.map((sku, index) => [sku.skuId, index]));
    const bits = new PlanBits(rules, this.indexedRules, skus);
    this.table = new RowTable(
      bits,
      this.indexedRules,
      skus.map((sku) => sku.skuId),
    );
    this.seatCounts = new Seats(skus, this.table, this.store);
    this.skuPlans = skus.map((sku) => bits.maskOf(this.indexedRules.userPlans(sku.skuId)));
    const handles = new Words();
    this.people = new People(snapshot.users, (rows) => handles.push(this.intern(rows)));
    this.countryCode = this.people.locations.intern(snapshot.organization.countryLetterCode ?? '');
    this.handles = handles.data.slice(0, handles.length);
    const profiles: SnapshotGroup[] = [];
    this.memberships = new Memberships(this.people.count, memberLists(snapshot.groups, profiles), (id) =>
      this.people.find(id),
    );
    this.groups = new Groups(profiles);
    this.#rowsOfGroup = profiles.map(() => []);
    this.conflicts = new Conflicts(this.table, this.groups.templates, profiles.length);
    this.#resolveSources();
    this.waiting = new Waiting(this.table, this.store, skus.length, this.people.count);
    // Room for everybody's rows to change once: growing later would copy all of them at a moment that is waited for.
    this.store.words.reserve(this.store.words.length);
    for (let user = 0; user < this.people.count; user++) {
      this.seatCounts.count(this.rows(user), 1);
      this.waiting.update(user, this.rows(user));
    }
  }

  get skus(): readonly SubscribedSku[] {
    return this.seatCounts.skus;
  }
  get userCount() {
    return this.people.count;
  }
  get groupCount() {
    return this.groups.profiles.length;
  }
  findUser(id: string) {
    return this.people.find(id);
  }
  findGroup(id: string) {
    return this.groups.find(id);
  }
  findSku(skuId: string) {
    return this.#skuIndexes.get(skuId);
  }
  user(user: UserIndex) {
    return this.people.user(user);
  }
  group(group: GroupIndex) {
    return this.groups.group(group);
  }
  assignedLicenses(group: GroupIndex) {
    return this.groups.licenses(group);
  }
  members(group: GroupIndex): readonly UserIndex[] {
    return this.memberships.people(group);
  }
  nestedGroups(group: GroupIndex): readonly GroupIndex[] {
    return this.memberships.othersOf(group).flatMap((id) => this.groups.find(id) ?? []);
  }
  groupsOf(user: UserIndex): readonly GroupIndex[] {
    return this.groups.inOrder(this.memberships.groupsOf(user));
  }
  groupOrder(): readonly GroupIndex[] {
    return this.groups.inOrder([...this.groups.profiles.keys()]);
  }
  usersWithAddress(address: string): readonly UserIndex[] {
    return this.people.withAddress(address);
  }

  rows(user: UserIndex): Rows {
    const handle = this.handles[user];
    if (handle === undefined) throw new RangeError(`no person ${user} of ${this.userCount}`);
    return handle as Rows;
  }

  /** Puts rows on a person whose seats the caller has counted. */
  adoptRows(user: UserIndex, rows: Rows): void {
    this.#journal.rows(user, this.rows(user));
    this.handles[user] = rows;
    this.waiting.update(user, rows);
  }

  read(rows: Rows): readonly LicenseAssignmentState[] {
    const { data } = this.store.words;
    const count = data[rows] as number;
    return Array.from({ length: count }, (_, index) => {
      const row = data[rows + 1 + index * 2] as number;
      const time = data[rows + 2 + index * 2] as number;
      return this.table.read(row, this.sourceId(this.table.source[row] as number), this.store.time(time));
    });
  }

  intern(rows: readonly LicenseAssignmentState[]): Rows {
    this.store.begin();
    for (const row of rows) {
      const { state, error } = codesOf(row);
      const sku = this.#skuIndexes.get(row.skuId);
      if (sku === undefined) throw new RangeError(`a row of the unknown product ${row.skuId}`);
      const source = this.#sourceOf(row.assignedByGroup);
      this.store.add(
        this.internRow(sku, source, state, error, row.disabledPlans),
        this.store.timeOf(row.lastUpdatedDateTime),
      );
    }
    return this.store.finish();
  }

  seats(sku: SkuIndex): number {
    return this.seatCounts.seats(sku);
  }
  consumed(sku: SkuIndex): number {
    return this.seatCounts.consumed[sku] as number;
  }
  snapshotUser(user: UserIndex): SnapshotUser {
    return { ...this.people.profile(user), licenseAssignmentStates: this.read(this.rows(user)) };
  }
  snapshotGroup(group: GroupIndex): SnapshotGroup {
    return {
      ...at(this.groups.profiles, group),
      members: this.memberships.ids(group, (user) => this.people.profile(user).id),
    };
  }

  setRows(user: UserIndex, rows: Rows): void {
    const before = this.rows(user);
    if (before === rows) return;
    this.#journal.rows(user, before);
    this.#putRows(user, rows);
  }
  setTemplate(group: GroupIndex, assignedLicenses: readonly AssignedLicense[]): void {
    const undo = this.groups.setLicenses(group, assignedLicenses);
    this.#compile(group);
    this.#journal.change(() => {
      undo();
      this.#compile(group);
    });
  }
  addMember(group: GroupIndex, user: UserIndex): void {
    this.#journal.change(this.memberships.add(group, user));
  }
  removeMember(group: GroupIndex, user: UserIndex): void {
    this.#journal.change(this.memberships.remove(group, user));
  }
  setUsageLocation(user: UserIndex, usageLocation: string | null): void {
    this.#journal.change(this.people.setUsageLocation(user, usageLocation));
  }
  setProxyAddresses(user: UserIndex, proxyAddresses: readonly string[]): void {
    this.#journal.change(this.people.setProxyAddresses(user, proxyAddresses));
  }
  setEnabledSeats(sku: SkuIndex, enabled: number): void {
    this.#journal.change(this.seatCounts.setEnabled(sku, enabled));
  }
  attempt<T>(look: () => T): T {
    return this.#journal.attempt(look, (user, rows) => this.#putRows(user, rows));
  }

  /** Is this a wanted row: is the person in that group, and the product in its template (engine.md, *Terms*)? */
  wants(user: UserIndex, groupId: string, skuId: string): boolean {
    const group = this.groups.find(groupId);
    if (group === undefined || this.memberships.placeIn(group, user) === undefined) return false;
    return this.groups.licenses(group).some((license) => license.skuId === skuId);
  }

  /** Does the source come before the other in group order? Groups that are gone come last, by id. */
  comesBefore(source: number, other: number): boolean {
    if (source >= 0 && other >= 0) return (this.groups.rank[source] as number) < (this.groups.rank[other] as number);
    if (source < 0 && other < 0) return this.#gone.value(FIRST_GONE - source) < this.#gone.value(FIRST_GONE - other);
    return source >= 0;
  }

  /** The row's number; it knows its place in its group's template. */
  internRow(sku: SkuIndex, source: number, state: number, error: number, disabledPlans: readonly string[]): number {
    const { row, isNew } = this.table.intern(sku, source, state, error, disabledPlans);
    if (isNew && source >= 0) {
      this.#rowsOfGroup[source]?.push(row);
      this.#place(row, source);
    }
    return row;
  }

  /** The row of a product of a template that is refused and not held. */
  errorRow(group: GroupIndex, template: Template, slot: number, error: number): number {
    const known = template.errorRows[slot * 8 + error] as number;
    if (known !== 0) return known;
    const row = this.internRow(
      template.skus[slot] as number,
      group,
      ERROR,
      error,
      at(template.licenses, slot).disabledPlans,
    );
    template.errorRows[slot * 8 + error] = row;
    return row;
  }

  /** The held row, kept in error. */
  withError(row: number, error: number): number {
    const { table } = this;
    if (table.state[row] === 1 && table.error[row] === error) return row;
    const key = row * 8 + error;
    const known = this.#withError.get(key);
    if (known !== undefined) return known;
    const made = this.internRow(
      table.sku[row] as number,
      table.source[row] as number,
      1,
      error,
      table.disabledPlans(row),
    );
    this.#withError.set(key, made);
    return made;
  }

  /** Is a plan of the template's product restricted in this location (R34)? */
  isProhibited(template: Template, slot: number, location: number): boolean {
    if (location === 0 || this.rules.restrictedLocations.length === 0) return false;
    const place = location * template.rows.length + slot;
    const known = template.prohibited[place];
    if (known !== undefined) return known;
    const prohibited = this.table.isRestrictedIn(template.rows[slot] as number, this.people.locations.value(location));
    template.prohibited[place] = prohibited;
    return prohibited;
  }

  sourceId(source: number): string | null {
    if (source === DIRECT) return null;
    return source >= 0 ? this.groups.id(source) : this.#gone.value(FIRST_GONE - source);
  }

  #sourceOf(groupId: string | null): number {
    if (groupId === null) return DIRECT;
    return this.groups.find(groupId) ?? FIRST_GONE - this.#gone.intern(groupId);
  }

  /** People are read before the groups that their rows name. */
  #resolveSources(): void {
    const { table } = this;
    table.resolveSources((source) =>
      source === DIRECT ? source : this.#sourceOf(this.#gone.value(FIRST_GONE - source)),
    );
    for (let row = 1; row < table.size; row++) {
      const source = table.source[row] as number;
      if (source < 0) continue;
      this.#rowsOfGroup[source]?.push(row);
      this.groups.markLicensed(source);
    }
    for (const group of this.#rowsOfGroup.keys()) this.#compile(group);
  }

  #putRows(user: UserIndex, rows: Rows): void {
    this.seatCounts.count(this.rows(user), -1);
    this.seatCounts.count(rows, 1);
    this.handles[user] = rows;
    this.waiting.update(user, rows);
  }

  #compile(group: GroupIndex): void {
    const licenses = this.groups.licenses(group);
    this.groups.templates[group] = undefined;
    this.conflicts.forget(group);
    if (licenses.length > 0) {
      this.groups.templates[group] = compileTemplate(
        this.table,
        licenses,
        (skuId) => this.#skuIndexes.get(skuId) ?? 0,
        (sku, state, error, plans) => this.internRow(sku, group, state, error, plans),
      );
    }
    for (const row of at(this.#rowsOfGroup, group)) this.#place(row, group);
  }

  #place(row: number, group: GroupIndex): void {
    const { table } = this;
    const skuId = at(this.skus, table.sku[row] as number).skuId;
    const licenses = this.groups.licenses(group);
    const slot = licenses.findIndex((license) => license.skuId === skuId);
    const isWhole = slot >= 0 && table.state[row] === 0 && table.turnsOff(row, at(licenses, slot).disabledPlans);
    table.place(row, slot, isWhole);
  }
}

/** Hands out each group's members, and keeps the rest of it. */
function* memberLists(groups: Iterable<SnapshotGroup>, profiles: SnapshotGroup[]): Iterable<readonly string[]> {
  for (const { members, ...profile } of groups) {
    profiles.push(profile as SnapshotGroup);
    yield members ?? [];
  }
}

/** The tenant with its columns and what changes it. */
export function memoryOf(tenant: Tenant): MemoryTenant {
  if (tenant instanceof MemoryTenant) return tenant;
  throw new TypeError('this tenant was not made by loadTenant');
}
