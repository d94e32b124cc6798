import type { LicenseAssignmentState } from '../../graph/types.ts';
import type { Steps } from '../steps.ts';
import type { MemoryTenant } from './memory-tenant.ts';
import { TenantMoved } from './pieces.ts';
import type { AttemptOptions, GroupIndex, Rows, SkuIndex, Tenant, UserIndex } from './tenant.ts';

/**
 * A tenant whose people, groups and products come and go: what cannot be changed in place is taken in by becoming another tenant.
 * Places of people, groups and products stay what they are where the next one has the same ones first, in the same order;
 * handles of rows do not, and are carried over by `carryRows`.
 */
export class LivingTenant implements Tenant {
  #now: MemoryTenant;
  /** Revisions of the tenants that it was before. */
  #earlier = 0;
  #population = 0;
  readonly #heard = new Set<(carryRows: (rows: Rows) => Rows) => void>();

  constructor(first: MemoryTenant) {
    this.#now = first;
  }

  /** With its columns. */
  get memory(): MemoryTenant {
    return this.#now;
  }
  get population(): number {
    return this.#population;
  }

  /** Outside of any attempt. */
  become(next: MemoryTenant): void {
    const before = this.#now;
    this.#earlier += before.revision + 1;
    this.#population += 1;
    this.#now = next;
    for (const listener of this.#heard) listener((rows) => next.intern(before.read(rows)));
  }

  /** Hears, when it became another, how handles of rows are carried over. Returns how to stop. */
  onBecome(listener: (carryRows: (rows: Rows) => Rows) => void): () => void {
    this.#heard.add(listener);
    return () => void this.#heard.delete(listener);
  }

  get organization() {
    return this.#now.organization;
  }
  get rules() {
    return this.#now.rules;
  }
  get rulesFile() {
    return this.#now.rulesFile;
  }
  get skus() {
    return this.#now.skus;
  }
  get directoryRoles() {
    return this.#now.directoryRoles;
  }
  get userCount() {
    return this.#now.userCount;
  }
  get groupCount() {
    return this.#now.groupCount;
  }
  get revision() {
    return this.#earlier + this.#now.revision;
  }
  findUser(id: string) {
    return this.#now.findUser(id);
  }
  findGroup(id: string) {
    return this.#now.findGroup(id);
  }
  findSku(skuId: string) {
    return this.#now.findSku(skuId);
  }
  user(user: UserIndex) {
    return this.#now.user(user);
  }
  group(group: GroupIndex) {
    return this.#now.group(group);
  }
  assignedLicenses(group: GroupIndex) {
    return this.#now.assignedLicenses(group);
  }
  givenLicenses(group: GroupIndex) {
    return this.#now.givenLicenses(group);
  }
  memberCount(group: GroupIndex) {
    return this.#now.memberCount(group);
  }
  members(group: GroupIndex) {
    return this.#now.members(group);
  }
  nestedGroups(group: GroupIndex) {
    return this.#now.nestedGroups(group);
  }
  groupsOf(user: UserIndex) {
    return this.#now.groupsOf(user);
  }
  groupOrder() {
    return this.#now.groupOrder();
  }
  isNewcomer(group: GroupIndex) {
    return this.#now.isNewcomer(group);
  }
  usersWithAddress(address: string) {
    return this.#now.usersWithAddress(address);
  }
  rows(user: UserIndex) {
    return this.#now.rows(user);
  }
  read(rows: Rows) {
    return this.#now.read(rows);
  }
  intern(rows: readonly LicenseAssignmentState[]) {
    return this.#now.intern(rows);
  }
  seats(sku: SkuIndex) {
    return this.#now.seats(sku);
  }
  withDirect(sku: SkuIndex) {
    return this.#now.withDirect(sku);
  }
  consumed(sku: SkuIndex) {
    return this.#now.consumed(sku);
  }
  snapshotUser(user: UserIndex) {
    return this.#now.snapshotUser(user);
  }
  snapshotGroup(group: GroupIndex) {
    return this.#now.snapshotGroup(group);
  }
  userText(user: UserIndex) {
    return this.#now.userText(user);
  }
  groupText(group: GroupIndex) {
    return this.#now.groupText(group);
  }
  setRows(user: UserIndex, rows: Rows) {
    this.#now.setRows(user, rows);
  }
  attempt<T>(look: () => T, options?: AttemptOptions): T {
    return this.#now.attempt(look, options);
  }
  attempting<T>(look: () => Steps<T>, options?: AttemptOptions): Steps<T> {
    return this.#now.attempting(look, options);
  }
  get isPauseDue() {
    return this.#now.isPauseDue;
  }
  *inPieces<T>(look: () => Steps<T>, isTime: () => boolean): Steps<T> {
    const before = this.#now;
    for (const steps = before.inPieces(look, isTime); ; ) {
      const step = steps.next();
      if (step.done === true) return step.value;
      yield;
      if (this.#now !== before) throw new TenantMoved();
    }
  }
}
