import { addressHash, type NumberedRows, type UserText, type UserTexts, userText } from '../../graph/snapshot-text.ts';
import type { LicenseAssignmentState, SnapshotUser, User } from '../../graph/types.ts';
import type { Steps } from '../steps.ts';
import { AddressIndex } from './address-index.ts';
import { Strings } from './growable.ts';
import { IdIndex } from './id-index.ts';
import type { LicenseRows } from './license-rows.ts';
import type { Packing } from './packed-texts.ts';
import { PersonOfTenant } from './person.ts';
import { ProfileTexts } from './profile-texts.ts';
import type { Rows, UserIndex } from './tenant.ts';

const NO_ADDRESSES: readonly string[] = [];

/** People without their rows: as they were read, and what decisions ask of them in numbers. */
export class People {
  readonly ids: IdIndex;
  /** Location 0 is none. */
  readonly locations = new Strings();
  /** The person's own `usageLocation`. */
  readonly location: Uint16Array;
  /** 1: one of the person's addresses stands on somebody else too. */
  readonly sharesAddress: Uint8Array;
  readonly #isEnabled: Uint8Array;
  readonly #texts = new ProfileTexts();
  /** Profiles that are not what was read any more. */
  readonly #changed = new Map<UserIndex, SnapshotUser>();
  readonly #addresses = new AddressIndex((user) => this.addressesOf(user));

  /** `onRows` hears of each person's rows, in order; they are not kept here. */
  constructor(users: UserTexts, onRows: (rows: readonly LicenseAssignmentState[]) => void) {
    this.locations.intern('');
    const ids = users.ids === undefined ? new IdIndex() : undefined;
    const locations: number[] = [];
    const enabled: number[] = [];
    const metAgain = new Set<number>();
    for (const user of users) {
      const index = enabled.length;
      ids?.addOf(user);
      this.#texts.add(user.bytes, user.start, user.end);
      locations.push(this.locations.intern(user.usageLocation));
      enabled.push(user.accountEnabled ? 1 : 0);
      for (const hash of user.addressHashes) if (!this.#addresses.add(index, hash)) metAgain.add(hash);
      onRows(user.licenseAssignmentStates);
    }
    this.ids = ids ?? (users.ids?.() as IdIndex);
    this.location = Uint16Array.from(locations);
    this.#isEnabled = Uint8Array.from(enabled);
    this.sharesAddress = new Uint8Array(this.count);
    for (const hash of metAgain) this.#markSharing(hash);
  }

  get count(): number {
    return this.ids.size;
  }

  find(id: string): UserIndex | undefined {
    return this.ids.find(id);
  }

  /** As the person is called themselves; what is nobody, as it is called here. */
  ownId(id: string): string {
    const user = this.find(id);
    return user === undefined ? id : this.ids.id(user);
  }

  profile(user: UserIndex): SnapshotUser {
    return this.#changed.get(user) ?? this.#texts.parse(user);
  }

  /** The person as text, with these rows, which `licenses` can read. */
  text(user: UserIndex, licenses: Pick<LicenseRows, 'read' | 'store'>, rows: Rows): UserText {
    const changed = this.#changed.get(user);
    if (changed !== undefined) return userText({ ...changed, licenseAssignmentStates: licenses.read(rows) });
    return new PersonText(this, user, this.#texts.span(user), licenses, rows);
  }

  /** Keeps profiles packed from then on, and takes no more memory than is needed. */
  *packing(packing: Packing): Steps<void> {
    this.ids.fit();
    yield* this.#texts.packing((user) => this.ids.id(user), packing);
  }

  isEnabled(user: UserIndex): boolean {
    return this.#isEnabled[user] === 1;
  }

  user(user: UserIndex): User {
    const location = this.location[user] as number;
    return new PersonOfTenant(
      this.ids.id(user),
      location === 0 ? null : this.locations.value(location),
      this.isEnabled(user),
      this.#changed.get(user) ?? this.#texts,
      user,
    );
  }

  addressesOf(user: UserIndex): readonly string[] {
    return this.profile(user).proxyAddresses ?? NO_ADDRESSES;
  }

  withAddress(address: string): UserIndex[] {
    return this.#addresses.find(address).sort((a, b) => a - b);
  }

  /** Returns how to undo it, as everything here that changes something. */
  setUsageLocation(user: UserIndex, usageLocation: string | null): () => void {
    const code = this.location[user] as number;
    const undo = this.#change(user, { ...this.profile(user), usageLocation });
    this.location[user] = this.locations.intern(usageLocation ?? '');
    return () => {
      undo();
      this.location[user] = code;
    };
  }

  setProxyAddresses(user: UserIndex, proxyAddresses: readonly string[]): () => void {
    const undo = this.#readdress(user, () => this.#change(user, { ...this.profile(user), proxyAddresses }));
    return () => void this.#readdress(user, undo);
  }

  #change(user: UserIndex, profile: SnapshotUser): () => void {
    const before = this.#changed.get(user);
    this.#changed.set(user, profile);
    return () => {
      if (before === undefined) this.#changed.delete(user);
      else this.#changed.set(user, before);
    };
  }

  /** Around a change of the person's addresses. */
  #readdress<T>(user: UserIndex, change: () => T): T {
    const old = this.addressesOf(user);
    for (const address of old) this.#addresses.remove(user, address);
    const result = change();
    for (const address of this.addressesOf(user)) this.#addresses.add(user, addressHash(address));
    for (const address of [...old, ...this.addressesOf(user)]) {
      const people = this.#addresses.find(address);
      const [first, second] = people;
      if (second !== undefined) for (const one of people) this.sharesAddress[one] = 1;
      else if (first !== undefined) this.#findShared(first);
    }
    this.#findShared(user);
    return result;
  }

  #findShared(user: UserIndex): void {
    const isShared = this.addressesOf(user).some((address) => this.#addresses.find(address).length > 1);
    this.sharesAddress[user] = isShared ? 1 : 0;
  }

  /** Everybody who shares an address of this hash; each person is read once, as they may be many. */
  #markSharing(hash: number): void {
    const bearers = new Map<string, UserIndex>();
    for (const user of this.#addresses.withHash(hash)) {
      for (const address of new Set(this.addressesOf(user).map((one) => one.toLowerCase()))) {
        if (addressHash(address) !== hash) continue;
        const other = bearers.get(address);
        bearers.set(address, user);
        if (other !== undefined) this.sharesAddress[other] = this.sharesAddress[user] = 1;
      }
    }
  }
}

/** A person as text, of whom nothing else is looked up before it is asked for. A class, since whole tenants are written so. */
class PersonText implements UserText {
  readonly bytes: Uint8Array;
  readonly start: number;
  readonly end: number;
  readonly idStart = 0;
  readonly idEnd = 0;
  readonly numberedRows: NumberedRows;
  readonly #people: People;
  readonly #user: UserIndex;
  readonly #licenses: Pick<LicenseRows, 'read' | 'store'>;

  constructor(
    people: People,
    user: UserIndex,
    { bytes, start, end }: ReturnType<ProfileTexts['span']>,
    licenses: Pick<LicenseRows, 'read' | 'store'>,
    rows: Rows,
  ) {
    this.bytes = bytes;
    this.start = start;
    this.end = end;
    this.numberedRows = { words: licenses.store.words.data, at: rows };
    this.#licenses = licenses;
    this.#people = people;
    this.#user = user;
  }

  get id(): string {
    return this.#people.ids.id(this.#user);
  }

  get licenseAssignmentStates(): readonly LicenseAssignmentState[] {
    return this.#licenses.read(this.numberedRows.at as Rows);
  }

  get usageLocation(): string {
    return this.#people.locations.value(this.#people.location[this.#user] as number);
  }

  get accountEnabled(): boolean {
    return this.#people.isEnabled(this.#user);
  }

  get addressHashes(): readonly number[] {
    return this.#people.addressesOf(this.#user).map(addressHash);
  }
}
