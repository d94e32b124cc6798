import type { Snapshot } from '../../graph/snapshot-text.ts';
import { type GroupText, groupTextsOf, type MemberIds, type UserText, userTextsOf } from '../../graph/snapshot-text.ts';
import type {
  AssignedLicense,
  LicenseAssignmentState,
  SnapshotGroup,
  SnapshotUser,
  SubscribedSku,
} from '../../graph/types.ts';
import { givenToPeople } from '../rules/for-organization.ts';
import { indexRules, type Rules } from '../rules/rules.ts';
import { finish, type Steps } from '../steps.ts';
import type { Conflicts } from './conflicts.ts';
import { Groups } from './groups.ts';
import { at, Words } from './growable.ts';
import { type Doing, Journal } from './journal.ts';
import { LicenseRows } from './license-rows.ts';
import { Memberships } from './memberships.ts';
import type { Packing } from './packed-texts.ts';
import { People } from './people.ts';
import { type Columns, inPieces, type Worn } from './pieces.ts';
import { PlanBits } from './plan-bits.ts';
import type { RowStore, Span } from './row-store.ts';
import type { RowTable } from './row-table.ts';
import { type EnabledUnits, SeatColumns } from './seats.ts';
import type { AttemptOptions, GroupIndex, Rows, RowsChange, SkuIndex, Tenant, UserIndex } from './tenant.ts';
import { Waiting } from './waiting.ts';

export interface LoadOptions {
  /** Somebody says that groups which are not there are gone: what people have through them is not kept. */
  readonly groupsAreComplete?: boolean;
}

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
  readonly licenses: LicenseRows;
  readonly table: RowTable;
  readonly store: RowStore;
  readonly people: People;
  readonly groups: Groups;
  readonly conflicts: Conflicts;
  readonly memberships: Memberships;
  readonly seatCounts: SeatColumns;
  waiting: Waiting;
  /** The organization's location, as the number of it among people's locations (R33). */
  readonly countryCode: number;
  /** What each product could give at all, in plan bits. */
  readonly skuPlans: readonly Uint32Array[];
  /** The rows of each person. */
  handles: Uint32Array;
  readonly population = 0;
  #journal = new Journal();
  /** Changes that stay: of people's rows, and of all else. */
  #rowsStayed = 0;
  #stayed = 0;
  #worn: Worn | undefined;
  isTime: (() => boolean) | undefined;

  constructor(snapshot: Snapshot, { groupsAreComplete = false }: LoadOptions = {}) {
    const { subscribedSkus: skus, rules } = snapshot;
    this.organization = snapshot.organization;
    this.rules = rules;
    this.rulesFile = snapshot.rulesFile;
    this.indexedRules = indexRules(rules, skus);
    const bits = new PlanBits(this.indexedRules, skus);
    this.skuPlans = bits.productMasks(this.indexedRules, skus);
    this.licenses = new LicenseRows(bits, this.indexedRules, skus, groupsAreComplete);
    this.table = this.licenses.table;
    this.store = this.licenses.store;
    [this.people, this.handles] = readPeople(snapshot, this.licenses);
    this.countryCode = this.people.locations.intern(snapshot.organization.countryLetterCode ?? '');
    const profiles: SnapshotGroup[] = [];
    this.memberships = new Memberships(this.people.ids, memberLists(groupTextsOf(snapshot), profiles));
    this.groups = new Groups(profiles, givenToPeople(skus));
    this.memberships.nameOthers((id) => this.groups.ownId(id));
    this.directoryRoles = snapshot.directoryRoles.map((role) => ({
      ...role,
      members: role.members.map((id) => this.people.ownId(id)),
    }));
    this.licenses.adoptGroups(this.groups);
    this.conflicts = this.licenses.conflicts;
    this.seatCounts = new SeatColumns(skus, this.table, this.store);
    this.waiting = new Waiting({
      table: this.table,
      store: this.store,
      skuCount: skus.length,
      userCount: this.people.count,
      placeIn: (group, user) => this.memberships.placeIn(group, user),
      rank: (group) => this.groups.rank[group] as number,
    });
    // Room for everybody's rows to change once, and for two more each: growing later would copy all of them at a moment
    // that is waited for.
    this.store.words.reserve(this.store.words.length + this.people.count * 4);
    for (let user = 0; user < this.people.count; user++) {
      this.seatCounts.count(this.rows(user), 1);
      this.waiting.add(user, this.rows(user));
    }
  }

  get skus(): readonly SubscribedSku[] {
    return this.seatCounts.skus;
  }
  get revision() {
    return this.#rowsStayed + this.#stayed;
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
    return this.licenses.findSku(skuId);
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
  givenLicenses(group: GroupIndex) {
    return this.groups.given(group);
  }
  members(group: GroupIndex): readonly UserIndex[] {
    return this.memberships.people(group);
  }
  memberCount(group: GroupIndex): number {
    return this.memberships.peopleCount(group);
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
  isNewcomer(group: GroupIndex): boolean {
    return this.groups.isNewcomer(group);
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
    const before = this.rows(user);
    this.#noteRows(user, before);
    this.#replaceRows(user, before, rows);
  }

  read(rows: Rows): readonly LicenseAssignmentState[] {
    return this.licenses.read(rows);
  }
  intern(rows: readonly LicenseAssignmentState[]): Rows {
    return this.licenses.intern(rows);
  }

  seats(sku: SkuIndex): number {
    return this.seatCounts.seats(sku);
  }
  consumed(sku: SkuIndex): number {
    return this.seatCounts.consumed[sku] as number;
  }
  withDirect(sku: SkuIndex): number {
    return this.seatCounts.direct[sku] as number;
  }
  snapshotUser(user: UserIndex): SnapshotUser {
    return { ...this.people.profile(user), licenseAssignmentStates: this.read(this.rows(user)) };
  }
  userText(user: UserIndex): UserText {
    return this.people.text(user, this.licenses, this.rows(user));
  }
  snapshotGroup(group: GroupIndex): SnapshotGroup {
    return { ...at(this.groups.profiles, group), members: this.memberships.ids(group) };
  }
  groupText(group: GroupIndex): GroupText {
    return { profile: at(this.groups.profiles, group), members: this.memberships.memberIds(group) };
  }

  setRows(user: UserIndex, rows: Rows): void {
    const before = this.rows(user);
    if (before === rows) return;
    this.#noteRows(user, before);
    this.putRows(user, rows);
  }
  setTemplate(group: GroupIndex, assignedLicenses: readonly AssignedLicense[]): void {
    const compile = () => {
      this.licenses.compile(group);
      this.waiting.reorder();
    };
    this.#change(() => {
      const undo = this.groups.setLicenses(group, assignedLicenses);
      compile();
      return () => {
        undo();
        compile();
      };
    });
  }
  addMember(group: GroupIndex, user: UserIndex): void {
    this.#move(user, () => this.memberships.add(group, user));
  }
  removeMember(group: GroupIndex, user: UserIndex): void {
    this.#move(user, () => this.memberships.remove(group, user));
  }
  setUsageLocation(user: UserIndex, usageLocation: string | null): void {
    this.#change(() => this.people.setUsageLocation(user, usageLocation));
  }
  setProxyAddresses(user: UserIndex, proxyAddresses: readonly string[]): void {
    this.#change(() => this.people.setProxyAddresses(user, proxyAddresses));
  }
  setEnabledSeats(sku: SkuIndex, units: EnabledUnits): void {
    this.#change(() => this.seatCounts.setEnabled(sku, units));
  }
  attempt<T>(look: () => T, options?: AttemptOptions): T {
    const end = this.#begin(options);
    try {
      return look();
    } finally {
      finish(end());
    }
  }
  *attempting<T>(look: () => Steps<T>, options?: AttemptOptions): Steps<T> {
    const end = this.#begin(options);
    try {
      return yield* look();
    } finally {
      yield* end();
    }
  }

  /**
   * Looks at people with the rows that were decided for them, and so many seats in use. It costs far less than to make the
   * rows theirs, as nobody is called in line by it: nothing may be changed meanwhile.
   */
  *wearing<T>(changes: readonly RowsChange[], consumed: Int32Array, look: () => Steps<T>): Steps<T> {
    const before = this.seatCounts.consumed;
    for (let place = 0; place < changes.length; place++) {
      const { user, after } = changes[place] as RowsChange;
      this.handles[user] = after;
    }
    this.seatCounts.consumed = consumed;
    this.#worn = { changes, consumed: before };
    try {
      return yield* look();
    } finally {
      for (let place = 0; place < changes.length; place++) {
        const { user, before: first } = changes[place] as RowsChange;
        this.handles[user] = first;
      }
      this.seatCounts.consumed = before;
      this.#worn = undefined;
    }
  }

  get isPauseDue(): boolean {
    return this.isTime?.() === true;
  }
  inPieces<T>(look: () => Steps<T>, isTime: () => boolean): Steps<T> {
    return inPieces(this, look, isTime);
  }
  get stayed(): number {
    return this.#stayed;
  }
  get columns(): Columns {
    const { handles, waiting } = this;
    const { consumed, direct } = this.seatCounts;
    return { handles, consumed, direct, waiting, journal: this.#journal, worn: this.#worn };
  }
  set columns({ handles, consumed, direct, waiting, journal, worn }: Columns) {
    this.handles = handles;
    this.seatCounts.consumed = consumed;
    this.seatCounts.direct = direct;
    this.waiting = waiting;
    this.#journal = journal;
    this.#worn = worn;
    this.store.written = journal.written;
  }

  /**
   * Takes as little memory as the tenant can be had in from then on: what is seldom read is packed, what can be made again is
   * let go, and there is no room for more. What is seen and decided is the same.
   */
  *packing(packing: Packing): Steps<void> {
    this.licenses.forgetRead();
    this.conflicts.letGo();
    this.store.words.fit();
    this.memberships.fit();
    yield* this.people.packing(packing);
  }

  /** Group order is that of another tenant, whose groups are the first of this one. */
  adoptOrder(of: MemoryTenant): void {
    this.groups.adoptOrder(of.groups);
    this.waiting.reorder();
  }

  /** Is this a wanted row: is the person in that group, and the product in its template? */
  wants(user: UserIndex, groupId: string, skuId: string): boolean {
    const group = this.groups.find(groupId);
    if (group === undefined || this.memberships.placeIn(group, user) === undefined) return false;
    const isGone = this.findSku(skuId) === undefined;
    return isGone
      ? this.groups.license(group, skuId) !== undefined
      : this.groups.given(group).some((license) => license.skuId === skuId);
  }

  #begin({ discardRows = false }: AttemptOptions = {}): () => Steps<void> {
    const { store } = this;
    const journal = this.#journal;
    const mark = journal.begin();
    store.written = journal.written;
    const giveBack = discardRows ? (spans: readonly Span[]) => store.giveBack(spans) : undefined;
    return function* (this: MemoryTenant) {
      yield* journal.end(mark, this, giveBack);
      store.written = journal.written;
    }.bind(this);
  }

  #noteRows(user: UserIndex, before: Rows): void {
    this.#mayChange();
    if (this.#journal.isOpen) this.#journal.rows(user, before);
    else this.#rowsStayed++;
  }

  #mayChange(): void {
    if (this.#worn !== undefined) throw new Error('nothing may be changed while rows are worn for a look');
  }

  #change(doing: Doing): void {
    this.#mayChange();
    const undo = doing();
    if (this.#journal.isOpen) this.#journal.change(doing, undo);
    else this.#stayed++;
  }

  /** Whose memberships change has other turns to wait for. */
  #move(user: UserIndex, doing: Doing): void {
    const aside = <T>(work: () => T): T => {
      this.waiting.remove(user, this.rows(user));
      const result = work();
      this.waiting.add(user, this.rows(user));
      return result;
    };
    this.#change(() => {
      const undo = aside(doing);
      return () => void aside(undo);
    });
  }

  putRows(user: UserIndex, rows: Rows): void {
    const before = this.rows(user);
    this.seatCounts.count(before, -1);
    this.seatCounts.count(rows, 1);
    this.#replaceRows(user, before, rows);
  }

  #replaceRows(user: UserIndex, before: Rows, rows: Rows): void {
    this.waiting.remove(user, before);
    this.handles[user] = rows;
    this.waiting.add(user, rows);
  }
}

/** Everybody, and the handle of each one's rows. */
function readPeople(snapshot: Snapshot, licenses: LicenseRows): readonly [People, Uint32Array] {
  const handles = new Words();
  const people = new People(userTextsOf(snapshot), (rows) => handles.push(licenses.intern(rows)));
  return [people, handles.all.slice()];
}

/** Hands out each group's members, and keeps the rest of it. */
function* memberLists(groups: Iterable<GroupText>, profiles: SnapshotGroup[]): Iterable<MemberIds> {
  for (const { profile, members } of groups) {
    profiles.push(profile);
    yield members;
  }
}

/** The tenant with its columns and what changes it. */
export function memoryOf(tenant: Tenant & { readonly memory?: unknown }): MemoryTenant {
  if (tenant instanceof MemoryTenant) return tenant;
  if (tenant.memory instanceof MemoryTenant) return tenant.memory;
  throw new TypeError('this tenant was not made by loadTenant');
}
