import type { LicenseAssignmentState, Snapshot, SnapshotGroup, SnapshotUser } from './graph.ts';
import { textHash } from './licensing/memory/text-hash.ts';

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
  /** Empty: none. */
  readonly usageLocation: string;
  readonly accountEnabled: boolean;
  /** `addressHash` of each proxy address. */
  readonly addressHashes: readonly number[];
  readonly licenseAssignmentStates: readonly LicenseAssignmentState[];
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
  /** What `ids` finds for the id at this place. */
  find(ids: IdLookup, place: number): number | undefined;
}

export interface IdLookup {
  find(id: string): number | undefined;
  /** The id that these ASCII bytes are; `hash` is their `asciiHash`. */
  findAscii(hash: number, bytes: Uint8Array, start: number, end: number): number | undefined;
}

/** Equal for addresses that differ in case alone. */
export function addressHash(address: string): number {
  return textHash(address.toLowerCase());
}

/** People as text, in whichever form the snapshot has them. */
export function userTextsOf({ users, userTexts }: Pick<Snapshot, 'users' | 'userTexts'>): Iterable<UserText> {
  return userTexts ?? Iterator.from(users).map(userText);
}

export function groupTextsOf({ groups, groupTexts }: Pick<Snapshot, 'groups' | 'groupTexts'>): Iterable<GroupText> {
  return groupTexts ?? Iterator.from(groups).map(groupText);
}

export function userText({ licenseAssignmentStates = [], ...profile }: SnapshotUser): UserText {
  const bytes = utf8.encode(JSON.stringify(profile));
  return {
    id: (profile as SnapshotUser).id,
    bytes,
    start: 0,
    end: bytes.length - 1,
    usageLocation: profile.usageLocation ?? '',
    accountEnabled: profile.accountEnabled ?? false,
    addressHashes: (profile.proxyAddresses ?? []).map(addressHash),
    licenseAssignmentStates,
  };
}

function groupText({ members = [], ...profile }: SnapshotGroup): GroupText {
  const ids = { length: members.length, id: (place: number) => members[place] ?? '' };
  return {
    profile: profile as SnapshotGroup,
    members: { ...ids, find: (lookup, place) => lookup.find(ids.id(place)) },
  };
}

const utf8 = new TextEncoder();
