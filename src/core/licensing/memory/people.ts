import type { LicenseAssignmentState, SnapshotUser, User } from '../../graph.ts';
import type { UserIndex } from '../tenant.ts';
import { AddressIndex } from './address-index.ts';
import { at, Strings } from './growable.ts';
import { IdIndex } from './id-index.ts';

const NO_ADDRESSES: readonly string[] = [];

/** People without their rows: as they were read, and what decisions ask of them in numbers. */
export class People {
  readonly #profiles: SnapshotUser[] = [];
  readonly #indexes = new IdIndex();
  readonly #addresses = new AddressIndex((user) => this.addressesOf(user));
  /** Location 0 is none. */
  readonly locations = new Strings();
  /** The person's own `usageLocation`. */
  readonly location: Uint16Array;
  /** 1: one of the person's addresses stands on somebody else too. */
  readonly sharesAddress: Uint8Array;

  /** `onRows` hears of each person's rows, in order; they are not kept here. */
  constructor(users: Iterable<SnapshotUser>, onRows: (rows: readonly LicenseAssignmentState[]) => void) {
    this.locations.intern('');
    const locations: number[] = [];
    for (const { licenseAssignmentStates, ...profile } of users) {
      this.#profiles.push(profile as SnapshotUser);
      this.#indexes.add(profile.id);
      locations.push(this.locations.intern(profile.usageLocation ?? ''));
      onRows(licenseAssignmentStates ?? []);
    }
    this.location = Uint16Array.from(locations);
    this.sharesAddress = new Uint8Array(this.#profiles.length);
    for (let user = 0; user < this.#profiles.length; user++) {
      for (const address of this.addressesOf(user)) {
        this.#addresses.add(user, address);
        const people = this.#addresses.find(address);
        if (people.length > 1) for (const one of people) this.sharesAddress[one] = 1;
      }
    }
  }

  get count(): number {
    return this.#profiles.length;
  }

  find(id: string): UserIndex | undefined {
    return this.#indexes.find(id);
  }

  profile(user: UserIndex): SnapshotUser {
    return at(this.#profiles, user);
  }

  user(user: UserIndex): User {
    const profile = this.profile(user);
    return {
      id: profile.id,
      displayName: profile.displayName ?? '',
      userPrincipalName: profile.userPrincipalName ?? '',
      usageLocation: profile.usageLocation ?? null,
      userType: profile.userType ?? null,
      accountEnabled: profile.accountEnabled ?? false,
      proxyAddresses: profile.proxyAddresses ?? NO_ADDRESSES,
    };
  }

  addressesOf(user: UserIndex): readonly string[] {
    return this.#profiles[user]?.proxyAddresses ?? NO_ADDRESSES;
  }

  withAddress(address: string): UserIndex[] {
    return this.#addresses.find(address).sort((a, b) => a - b);
  }

  /** Returns how to undo it, as everything here that changes something. */
  setUsageLocation(user: UserIndex, usageLocation: string | null): () => void {
    const before = this.profile(user);
    const code = this.location[user] as number;
    this.#profiles[user] = { ...before, usageLocation };
    this.location[user] = this.locations.intern(usageLocation ?? '');
    return () => {
      this.#profiles[user] = before;
      this.location[user] = code;
    };
  }

  setProxyAddresses(user: UserIndex, proxyAddresses: readonly string[]): () => void {
    const before = this.profile(user);
    this.#replace(user, { ...before, proxyAddresses });
    return () => this.#replace(user, before);
  }

  #replace(user: UserIndex, profile: SnapshotUser): void {
    const old = this.addressesOf(user);
    const shared = old.flatMap((address) => this.#addresses.find(address));
    for (const address of old) this.#addresses.remove(user, address);
    this.#profiles[user] = profile;
    for (const address of this.addressesOf(user)) {
      this.#addresses.add(user, address);
      shared.push(...this.#addresses.find(address));
    }
    for (const one of new Set([user, ...shared])) {
      const isShared = this.addressesOf(one).some((address) => this.#addresses.find(address).length > 1);
      this.sharesAddress[one] = isShared ? 1 : 0;
    }
  }
}
