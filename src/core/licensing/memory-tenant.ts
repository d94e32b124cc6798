import type {
  AssignedLicense,
  Group,
  LicenseAssignmentState,
  Snapshot,
  SnapshotGroup,
  SnapshotUser,
  User,
} from '../graph.ts';
import { indexRules, type Rules } from './rules.ts';
import type { GroupIndex, Rows, SkuIndex, Tenant, UserIndex } from './tenant.ts';

/** The tenant in memory, with what changes it. Only `applyChange` and `reconcile` use more of it than `Tenant`. */
export class MemoryTenant implements Tenant {
  readonly organization;
  readonly rules;
  readonly rulesFile;
  readonly skus;
  readonly directoryRoles;
  readonly indexedRules: Rules;
  readonly #users: SnapshotUser[];
  readonly #groups: SnapshotGroup[];
  readonly #userIds = new Map<string, UserIndex>();
  readonly #groupIds = new Map<string, GroupIndex>();
  readonly #skuIds = new Map<string, SkuIndex>();
  readonly #members: Set<string>[];
  readonly #groupsOf: Set<GroupIndex>[];
  readonly #rank: number[];
  readonly #addresses = new Map<string, Set<UserIndex>>();
  readonly #rows: Rows[] = [];
  readonly #rowsByHandle: (readonly LicenseAssignmentState[])[] = [];
  readonly #consumed: number[];
  readonly #enabled: number[];
  #journal: (() => void)[] | undefined;

  constructor(snapshot: Snapshot) {
    this.organization = snapshot.organization;
    this.rules = snapshot.rules;
    this.rulesFile = snapshot.rulesFile;
    this.skus = snapshot.subscribedSkus;
    this.directoryRoles = snapshot.directoryRoles;
    this.indexedRules = indexRules(snapshot.rules, snapshot.subscribedSkus);
    this.#users = [...snapshot.users];
    this.#groups = [...snapshot.groups];
    this.skus.forEach((sku, index) => void this.#skuIds.set(sku.skuId, index));
    this.#users.forEach((user, index) => void this.#userIds.set(user.id, index));
    this.#groups.forEach((group, index) => void this.#groupIds.set(group.id, index));
    this.#consumed = this.skus.map(() => 0);
    this.#enabled = this.skus.map((sku) => sku.prepaidUnits.enabled);
    this.#members = this.#groups.map((group) => new Set(group.members));
    this.#groupsOf = this.#users.map(() => new Set());
    this.#rank = this.#groups.map((_, index) => index);
    this.#members.forEach((ids, group) => {
      for (const id of ids) {
        const user = this.#userIds.get(id);
        if (user !== undefined) at(this.#groupsOf, user).add(group);
      }
    });
    const empty = this.intern([]);
    this.#users.forEach((user, index) => {
      this.#indexAddresses(index, user.proxyAddresses ?? []);
      this.#rows.push(empty);
      this.setRows(index, this.intern(user.licenseAssignmentStates ?? []));
    });
  }

  get userCount() {
    return this.#users.length;
  }
  get groupCount() {
    return this.#groups.length;
  }
  findUser(id: string) {
    return this.#userIds.get(id);
  }
  findGroup(id: string) {
    return this.#groupIds.get(id);
  }
  findSku(id: string) {
    return this.#skuIds.get(id);
  }
  user(user: UserIndex): User {
    const of = at(this.#users, user);
    return {
      id: of.id,
      displayName: of.displayName ?? '',
      userPrincipalName: of.userPrincipalName ?? '',
      usageLocation: of.usageLocation ?? null,
      userType: of.userType ?? null,
      accountEnabled: of.accountEnabled ?? false,
      proxyAddresses: of.proxyAddresses ?? [],
    };
  }
  group(group: GroupIndex): Group {
    const of = at(this.#groups, group);
    return {
      id: of.id,
      displayName: of.displayName ?? '',
      description: of.description ?? null,
      securityEnabled: of.securityEnabled ?? false,
      mailEnabled: of.mailEnabled ?? false,
      groupTypes: of.groupTypes ?? [],
      membershipRule: of.membershipRule ?? null,
    };
  }
  assignedLicenses(group: GroupIndex): readonly AssignedLicense[] {
    return at(this.#groups, group).assignedLicenses ?? [];
  }
  members(group: GroupIndex): readonly UserIndex[] {
    return [...at(this.#members, group)].map((id) => this.#userIds.get(id)).filter((user) => user !== undefined);
  }
  nestedGroups(group: GroupIndex): readonly GroupIndex[] {
    return [...at(this.#members, group)].map((id) => this.#groupIds.get(id)).filter((nested) => nested !== undefined);
  }
  groupsOf(user: UserIndex): readonly GroupIndex[] {
    return [...at(this.#groupsOf, user)].sort((a, b) => at(this.#rank, a) - at(this.#rank, b));
  }
  groupOrder(): readonly GroupIndex[] {
    return this.#groups.map((_, index) => index).sort((a, b) => at(this.#rank, a) - at(this.#rank, b));
  }
  usersWithAddress(address: string): readonly UserIndex[] {
    return [...(this.#addresses.get(address.toLowerCase()) ?? [])];
  }
  rows(user: UserIndex): Rows {
    return at(this.#rows, user);
  }
  read(rows: Rows): readonly LicenseAssignmentState[] {
    return at(this.#rowsByHandle, rows);
  }
  intern(rows: readonly LicenseAssignmentState[]): Rows {
    return (this.#rowsByHandle.push(rows) - 1) as Rows;
  }
  seats(sku: SkuIndex): number {
    const { capabilityStatus, prepaidUnits } = at(this.skus, sku);
    if (['Suspended', 'LockedOut', 'Deleted'].includes(capabilityStatus)) return 0;
    return at(this.#enabled, sku) + prepaidUnits.warning;
  }
  consumed(sku: SkuIndex): number {
    return at(this.#consumed, sku);
  }
  snapshotUser(user: UserIndex): SnapshotUser {
    return { ...at(this.#users, user), licenseAssignmentStates: this.read(this.rows(user)) };
  }
  snapshotGroup(group: GroupIndex): SnapshotGroup {
    return { ...at(this.#groups, group), members: [...at(this.#members, group)] };
  }

  /** Is this a wanted row: is the person in that group, and the product in its template (engine.md, *Terms*)? */
  wants(user: UserIndex, groupId: string, skuId: string): boolean {
    const group = this.findGroup(groupId);
    if (group === undefined || !at(this.#groupsOf, user).has(group)) return false;
    return this.assignedLicenses(group).some((license) => license.skuId === skuId);
  }

  setRows(user: UserIndex, rows: Rows): void {
    const before = this.rows(user);
    if (before === rows) return;
    for (const sku of this.heldSkus(before)) this.#consumed[sku] = at(this.#consumed, sku) - 1;
    for (const sku of this.heldSkus(rows)) this.#consumed[sku] = at(this.#consumed, sku) + 1;
    this.#rows[user] = rows;
    this.#journal?.push(() => this.setRows(user, before));
  }
  setTemplate(group: GroupIndex, assignedLicenses: readonly AssignedLicense[]): void {
    const before = at(this.#groups, group);
    const rank = at(this.#rank, group);
    this.#groups[group] = { ...before, assignedLicenses };
    if (!before.assignedLicenses?.length && assignedLicenses.length) this.#rank[group] = Math.max(...this.#rank) + 1;
    this.#journal?.push(() => {
      this.#groups[group] = before;
      this.#rank[group] = rank;
    });
  }
  addMember(group: GroupIndex, user: UserIndex): void {
    at(this.#members, group).add(at(this.#users, user).id);
    at(this.#groupsOf, user).add(group);
    this.#journal?.push(() => this.#restoreMembers(group, user, [...at(this.#members, group)].slice(0, -1)));
  }
  removeMember(group: GroupIndex, user: UserIndex): void {
    const before = [...at(this.#members, group)];
    at(this.#members, group).delete(at(this.#users, user).id);
    at(this.#groupsOf, user).delete(group);
    this.#journal?.push(() => this.#restoreMembers(group, user, before));
  }
  setUsageLocation(user: UserIndex, usageLocation: string | null): void {
    this.#patchUser(user, { usageLocation });
  }
  setProxyAddresses(user: UserIndex, proxyAddresses: readonly string[]): void {
    const before = this.user(user).proxyAddresses;
    for (const address of before) this.#addresses.get(address.toLowerCase())?.delete(user);
    this.#indexAddresses(user, proxyAddresses);
    this.#journal?.push(() => {
      for (const address of proxyAddresses) this.#addresses.get(address.toLowerCase())?.delete(user);
      this.#indexAddresses(user, before);
    });
    this.#patchUser(user, { proxyAddresses });
  }
  setEnabledSeats(sku: SkuIndex, enabled: number): void {
    const before = at(this.#enabled, sku);
    this.#enabled[sku] = enabled;
    this.#journal?.push(() => {
      this.#enabled[sku] = before;
    });
  }

  attempt<T>(look: () => T): T {
    const outer = this.#journal;
    this.#journal = [];
    try {
      return look();
    } finally {
      const journal = this.#journal;
      this.#journal = undefined;
      for (const undo of journal.reverse()) undo();
      this.#journal = outer;
    }
  }

  #restoreMembers(group: GroupIndex, user: UserIndex, ids: readonly string[]): void {
    this.#members[group] = new Set(ids);
    if (ids.includes(at(this.#users, user).id)) at(this.#groupsOf, user).add(group);
    else at(this.#groupsOf, user).delete(group);
  }
  #patchUser(user: UserIndex, patch: Partial<User>): void {
    const before = at(this.#users, user);
    this.#users[user] = { ...before, ...patch };
    this.#journal?.push(() => {
      this.#users[user] = before;
    });
  }
  #indexAddresses(user: UserIndex, addresses: readonly string[]): void {
    for (const address of addresses) {
      const key = address.toLowerCase();
      const users = this.#addresses.get(key);
      if (users) users.add(user);
      else this.#addresses.set(key, new Set([user]));
    }
  }
  heldSkus(rows: Rows): ReadonlySet<SkuIndex> {
    const held = new Set<SkuIndex>();
    for (const row of this.read(rows)) {
      const sku = this.#skuIds.get(row.skuId);
      if (sku !== undefined && (row.state === 'Active' || row.state === 'ActiveWithError')) held.add(sku);
    }
    return held;
  }
}

function at<T>(list: readonly T[], index: number): T {
  const value = list[index];
  if (value === undefined) throw new RangeError(`nothing at ${index} of ${list.length}`);
  return value;
}

/** The tenant with what changes it. */
export function memoryOf(tenant: Tenant): MemoryTenant {
  if (tenant instanceof MemoryTenant) return tenant;
  throw new TypeError('this tenant was not made by loadTenant');
}
