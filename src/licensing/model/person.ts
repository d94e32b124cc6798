import type { SignInActivity, SnapshotUser, User } from '../../graph/types.ts';
import { ProfileTexts } from './profile-texts.ts';

const DISPLAY_NAME = Buffer.from('displayName');
const USER_PRINCIPAL_NAME = Buffer.from('userPrincipalName');
const NO_ADDRESSES: readonly string[] = [];

/**
 * What is seldom asked for is read from the profile when it is; whatever changes meanwhile, it is what was then. A class,
 * since the people of a large group are asked for their ids by the million.
 */
export class PersonOfTenant implements User {
  readonly id: string;
  readonly usageLocation: string | null;
  readonly accountEnabled: boolean;
  #profile: SnapshotUser | ProfileTexts;
  readonly #place: number;

  constructor(
    id: string,
    usageLocation: string | null,
    accountEnabled: boolean,
    profile: SnapshotUser | ProfileTexts,
    place: number,
  ) {
    this.id = id;
    this.usageLocation = usageLocation;
    this.accountEnabled = accountEnabled;
    this.#profile = profile;
    this.#place = place;
  }

  get displayName(): string {
    return this.#string(DISPLAY_NAME) ?? this.#read().displayName ?? '';
  }

  get userPrincipalName(): string {
    return this.#string(USER_PRINCIPAL_NAME) ?? this.#read().userPrincipalName ?? '';
  }

  get userType(): string | null {
    return this.#read().userType ?? null;
  }

  get department(): string | null | undefined {
    return this.#read().department;
  }

  get jobTitle(): string | null | undefined {
    return this.#read().jobTitle;
  }

  get signInActivity(): SignInActivity | null | undefined {
    return this.#read().signInActivity;
  }

  get proxyAddresses(): readonly string[] {
    return this.#read().proxyAddresses ?? NO_ADDRESSES;
  }

  #string(name: Uint8Array): string | undefined {
    return this.#profile instanceof ProfileTexts ? this.#profile.string(this.#place, name) : undefined;
  }

  #read(): SnapshotUser {
    if (this.#profile instanceof ProfileTexts) this.#profile = this.#profile.parse(this.#place);
    return this.#profile;
  }
}
