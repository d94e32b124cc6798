import type { Snapshot } from '../../graph/snapshot-text.ts';
import { type GroupText, groupTextsOf, type MemberIds, type UserText, userTextsOf } from '../../graph/snapshot-text.ts';
import type { LicenseAssignmentState, SnapshotGroup, SnapshotUser, SubscribedSku } from '../../graph/types.ts';
import { givenToPeople } from '../rules/for-organization.ts';
import { indexRules, type Rules } from '../rules/rules.ts';
import type { Conflicts } from './conflicts.ts';
import { Groups } from './groups.ts';
import { at, Words } from './growable.ts';
import { LicenseRows } from './license-rows.ts';
import { Memberships } from './memberships.ts';
import { People } from './people.ts';
import { PlanBits } from './plan-bits.ts';
import type { RowStore } from './row-store.ts';
import type { RowTable } from './row-table.ts';
import { SeatColumns } from './seats.ts';
import type { GroupIndex, Rows, SkuIndex, UserIndex } from './tenant.ts';
import { Waiting } from './waiting.ts';

export interface LoadOptions {
  /** Somebody says that groups which are not there are gone: what people have through them is not kept. */
  readonly groupsAreComplete?: boolean;
}

/** The tenant in memory, in interned integers and typed arrays, as it is read. Only `MemoryTenant` changes it. */
export class TenantColumns {
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

  /** Is this a wanted row: is the person in that group, and the product in its template? */
  wants(user: UserIndex, groupId: string, skuId: string): boolean {
    const group = this.groups.find(groupId);
    if (group === undefined || this.memberships.placeIn(group, user) === undefined) return false;
    const isGone = this.findSku(skuId) === undefined;
    return isGone
      ? this.groups.license(group, skuId) !== undefined
      : this.groups.given(group).some((license) => license.skuId === skuId);
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
