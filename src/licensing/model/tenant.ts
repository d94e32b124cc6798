import type { GroupText, UserText } from '../../graph/snapshot-text.ts';
import type {
  AssignedLicense,
  DirectoryRole,
  Group,
  LicenseAssignmentState,
  Organization,
  RuleData,
  SnapshotGroup,
  SnapshotUser,
  SubscribedSku,
  User,
} from '../../graph/types.ts';
import type { Steps } from '../steps.ts';

/** Dense index of a person in a tenant, in file order; stable for the tenant's life. */
export type UserIndex = number;
/** Dense index of a group, in file order; stable for the tenant's life. Group order is `groupOrder()`. */
export type GroupIndex = number;
/** Dense index of a product, in file order. */
export type SkuIndex = number;

/**
 * All license rows of one person at one moment: an immutable value, read with `tenant.read`. Equal handles are the same
 * rows with the same times, and whoever's rows did not change keeps the handle; equal rows may have several handles.
 */
export type Rows = number & { readonly __brand: 'Rows' };

/** What a decision makes of one person's rows. */
export interface RowsChange {
  readonly user: UserIndex;
  readonly before: Rows;
  readonly after: Rows;
}

export interface AttemptOptions {
  /** Handles of rows that are made meanwhile are worth nothing afterwards, and the memory for them is free again. */
  readonly discardRows?: boolean;
}

/**
 * One whole tenant in memory: people, groups, templates, memberships, rows, seats and rules. The same class whether it
 * was filled from the embedded store, a snapshot folder or Graph. Reading it costs no copy of the tenant; changing it
 * goes through `applyChange` and `setRows` alone, so that every change is journaled and can be taken back by `attempt`.
 */
export interface Tenant {
  readonly organization: Organization;
  readonly rules: RuleData;
  /** Products with the seats that they have today. */
  readonly skus: readonly SubscribedSku[];
  readonly directoryRoles: readonly DirectoryRole[];
  readonly userCount: number;
  readonly groupCount: number;
  /** Grows with every change that stays: the same number, the same tenant. */
  readonly revision: number;
  /** The same number: the same people, groups and products, by the same names. */
  readonly population: number;

  findUser(id: string): UserIndex | undefined;
  findGroup(id: string): GroupIndex | undefined;
  findSku(skuId: string): SkuIndex | undefined;
  user(user: UserIndex): User;
  group(group: GroupIndex): Group;

  /** The group's template, as it stands there. */
  assignedLicenses(group: GroupIndex): readonly AssignedLicense[];
  /** The part of the template that members are given: all but products for the organization. Empty: no licensed group. */
  givenLicenses(group: GroupIndex): readonly AssignedLicense[];
  /** Direct members that are users, in order of joining. */
  members(group: GroupIndex): readonly UserIndex[];
  memberCount(group: GroupIndex): number;
  /** Direct members that are groups: their members get nothing. */
  nestedGroups(group: GroupIndex): readonly GroupIndex[];
  /** Every group, licensed or not, with this person as a direct member, in group order. */
  groupsOf(user: UserIndex): readonly GroupIndex[];
  /**
   * Every group in group order: as in the file, except that a group which gets its first license
   * goes to the end. A snapshot is written in this order, so that it survives.
   */
  groupOrder(): readonly GroupIndex[];
  /** Whether the group never gave a license: with its first it goes to the end of group order. */
  isNewcomer(group: GroupIndex): boolean;
  /** Everybody with this proxy address, ignoring case. */
  usersWithAddress(address: string): readonly UserIndex[];

  rows(user: UserIndex): Rows;
  /** Rows in Graph's terms, in file order. */
  read(rows: Rows): readonly LicenseAssignmentState[];
  /** The handle of these rows; `setRows` puts them on a person. */
  intern(rows: readonly LicenseAssignmentState[]): Rows;

  /** enabled + warning, 0 when the subscription is suspended, locked out or deleted (R56). */
  seats(sku: SkuIndex): number;
  /** People who hold the product, each once (R11). */
  consumed(sku: SkuIndex): number;
  /** People with a direct row of the product, held or not. */
  withDirect(sku: SkuIndex): number;

  /** A person and a group as a snapshot has them, with today's values and every unknown property and member id. */
  snapshotUser(user: UserIndex): SnapshotUser;
  snapshotGroup(group: GroupIndex): SnapshotGroup;
  userText(user: UserIndex): UserText;
  groupText(group: GroupIndex): GroupText;
  /** `rules.json` as it was read. */
  readonly rulesFile: unknown;

  /** Replaces one person's rows, as the directory's actuator does. */
  setRows(user: UserIndex, rows: Rows): void;

  /**
   * Runs `look` and then takes back every change that was made to the tenant meanwhile, also when it throws. Handles that
   * were made meanwhile stay good, so that what was decided can be applied.
   */
  attempt<T>(look: () => T, options?: AttemptOptions): T;
  /** The same for a look that may pause within `inPieces`. */
  attempting<T>(look: () => Steps<T>, options?: AttemptOptions): Steps<T>;
  /** Whether the look that goes on is to pause: the steps that it takes yield, and nobody sees what it attempts. */
  readonly isPauseDue: boolean;
  /**
   * Takes the steps of `look`, which pauses when `isTime` says so. In a pause the tenant is there for everybody, without
   * anything that the look attempts; the look goes on with people's rows as they were.
   * @throws TenantMoved when something else than rows changed in a pause
   */
  inPieces<T>(look: () => Steps<T>, isTime: () => boolean): Steps<T>;
}
