import type { IdIndex, IdLookup } from '../licensing/model/id-index.ts';
import { textHash } from '../licensing/model/text-hash.ts';
import type {
  DirectoryRole,
  LicenseAssignmentState,
  Organization,
  RuleData,
  SnapshotGroup,
  SnapshotRemark,
  SnapshotUser,
  SubscribedSku,
} from './types.ts';

/** A whole tenant in plain objects: what a snapshot folder holds, read and checked. */
export interface Snapshot {
  readonly organization: Organization;
  readonly subscribedSkus: readonly SubscribedSku[];
  readonly users: Iterable<SnapshotUser>;
  readonly groups: Iterable<SnapshotGroup>;
  /** The same people and groups, for whoever can do with less than an object for each. */
  readonly userTexts?: UserTexts;
  readonly groupTexts?: Iterable<GroupText>;
  readonly directoryRoles: readonly DirectoryRole[];
  readonly rules: RuleData;
  /** `rules.json` as it was read, or undefined when there was none: it is written back unchanged. */
  readonly rulesFile?: unknown;
  /** What was taken otherwise than it stands, or kept without being known: all of it once people and groups were read. */
  readonly warnings?: () => readonly SnapshotRemark[];
}

/** People one after the other. */
export interface UserTexts extends Iterable<UserText> {
  /** Ids of those whom the latest iteration has handed out, in that order, if whoever reads them looks for doubles so. */
  ids?(): IdIndex;
}

/**
 * A person of a snapshot whose profile is still JSON: of a million people most are never looked at, and what decisions ask
 * of them is little. Whoever hands them out may hand out the same object each time, with other values: take what is
 * needed before going on.
 */
export interface UserText {
  readonly id: string;
  /** UTF-8 from `start` to `end`: the profile without license rows, and without the brace that closes it. */
  readonly bytes: Uint8Array;
  readonly start: number;
  readonly end: number;
  /** Where the id stands in `bytes`, if it is ASCII and stands there as it is; two zeros say nothing. */
  readonly idStart: number;
  readonly idEnd: number;
  /** Empty: none. */
  readonly usageLocation: string;
  readonly accountEnabled: boolean;
  /** `addressHash` of each proxy address. */
  readonly addressHashes: readonly number[];
  readonly licenseAssignmentStates: readonly LicenseAssignmentState[];
  /** The same rows, for whoever need not look at them. */
  readonly numberedRows?: NumberedRows;
}

/**
 * License rows of one snapshot as pairs of numbers, in which equal rows are equal pairs: at this place how many there are,
 * and behind it the pairs. The first number of a pair is small.
 */
export interface NumberedRows {
  readonly words: Uint32Array | Uint16Array;
  readonly at: number;
}

/** A group, and its members' ids for whoever looks them up. */
export interface GroupText {
  /** Without `members`. */
  readonly profile: SnapshotGroup;
  readonly members: MemberIds;
}

/** Ids of a group's members, in order of joining. */
export interface MemberIds {
  readonly length: number;
  id(place: number): string;
  /** Puts down what `ids` finds for each of them, -1 for nothing. */
  find(ids: IdLookup, found: Int32Array): void;
  /** All of them as a JSON list, in UTF-8: strings of a million ids would be most of what writing a tenant costs. */
  json(): Uint8Array;
}

/** Equal for addresses that differ in case alone. */
export function addressHash(address: string): number {
  return textHash(address.toLowerCase());
}

/** People as text, in whichever form the snapshot has them. */
export function userTextsOf({ users, userTexts }: Pick<Snapshot, 'users' | 'userTexts'>): UserTexts {
  return userTexts ?? { [Symbol.iterator]: () => Iterator.from(users).map(userText) };
}

export function groupTextsOf({ groups, groupTexts }: Pick<Snapshot, 'groups' | 'groupTexts'>): Iterable<GroupText> {
  return groupTexts ?? { [Symbol.iterator]: () => Iterator.from(groups).map(groupText) };
}

export function userText({ licenseAssignmentStates, ...profile }: SnapshotUser): UserText {
  return profileText(profile as SnapshotUser, JSON.stringify(profile), licenseAssignmentStates ?? []);
}

/** The same of a profile whose JSON is there already. */
export function profileText(
  { id, usageLocation, accountEnabled, proxyAddresses }: SnapshotUser,
  json: string,
  licenseAssignmentStates: readonly LicenseAssignmentState[],
): UserText {
  const bytes = utf8.encode(json);
  return {
    id,
    bytes,
    start: 0,
    end: bytes.length - 1,
    idStart: 0,
    idEnd: 0,
    usageLocation: usageLocation ?? '',
    accountEnabled: accountEnabled ?? true,
    addressHashes: (proxyAddresses ?? []).map(addressHash),
    licenseAssignmentStates,
  };
}

/** The person as an object of its own. */
export function snapshotUser({ bytes, start, end, licenseAssignmentStates }: UserText): SnapshotUser {
  const profile = JSON.parse(`${fromUtf8.decode(bytes.subarray(start, end))}}`) as SnapshotUser;
  return licenseAssignmentStates.length === 0
    ? profile
    : { ...profile, licenseAssignmentStates: [...licenseAssignmentStates] };
}

export function snapshotGroup({ profile, members }: GroupText): SnapshotGroup {
  return { ...profile, members: Array.from({ length: members.length }, (_, place) => members.id(place)) };
}

export function groupText({ members, ...profile }: SnapshotGroup): GroupText {
  return { profile: profile as SnapshotGroup, members: memberIds(members ?? []) };
}

export function memberIds(ids: readonly string[]): MemberIds {
  return {
    length: ids.length,
    id: (place) => ids[place] ?? '',
    find(lookup, found) {
      ids.forEach((id, place) => {
        found[place] = lookup.find(id) ?? -1;
      });
    },
    json: () => utf8.encode(JSON.stringify(ids)),
  };
}

const utf8 = new TextEncoder();
const fromUtf8 = new TextDecoder();
