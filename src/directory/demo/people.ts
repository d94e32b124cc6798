import type { SnapshotUser } from '../../graph/types.ts';
import { aliasOf, nameMaker } from './names.ts';
import { type Random, seededRandom } from './random.ts';

const SEED = 2017;
const DOMAIN = 'contoso.com';
const MEMBERS_OF_HR = 1_000;
/** Outside of HR: those who have Office 365 E1 as Kiosk users, and everybody else. */
const KIOSK_STAFF = 30;
const OFFICE_STAFF = 170;

/** HR members who are Kiosk users as well, and whom Office 365 E3 therefore fails: the ten of Microsoft's article. */
const TEN = [
  'Ann Beebe',
  'Bram de Wit',
  'Chidi Okafor',
  'Dana **Cole** [Temp](https://x.example)',
  'Élodie Martin',
  'Farid Haddad',
  'Grace Lin',
  'Hugo Peeters',
  'Inês Costa',
  'Jonas Weber',
] as const;

const TEN_STAND_APART = 97;
const WITHOUT_LOCATION = { from: 500, to: 514 };
const RIGHT_TO_LEFT = new Map([
  [61, { displayName: 'נועה לוי', alias: 'noa.levi' }],
  [62, { displayName: 'ليلى الخطيب', alias: 'layla.alkhatib' }],
]);

const GUESTS = { from: 163, to: 167 };
const DISABLED_STAFF: ReadonlySet<number> = new Set([20, 100, 140, 141]);
const DISABLED_IN_HR: ReadonlySet<number> = new Set([701, 702]);
/** Two people with one address: the second has no mailbox yet, and cannot get one. */
const SHARED_ADDRESS = new Map([
  [90, `smtp:front.desk@${DOMAIN}`],
  [167, `smtp:Front.Desk@${DOMAIN}`],
]);

/** Everybody of the demo tenant, by where the demo needs them. */
export interface DemoPeople {
  readonly megan: SnapshotUser;
  readonly alex: SnapshotUser;
  readonly nestor: SnapshotUser;
  readonly isaiah: SnapshotUser;
  readonly patti: SnapshotUser;
  /** In order of joining HR Department, Adele Vance first. */
  readonly hr: readonly SnapshotUser[];
  readonly ten: readonly SnapshotUser[];
  readonly kiosk: readonly SnapshotUser[];
  /** The five with roles first. */
  readonly staff: readonly SnapshotUser[];
}

export function demoPeople(): DemoPeople {
  const random = seededRandom(SEED);
  const nextName = nameMaker(
    random,
    TEN.map((name) => aliasOfOneOfTen(name)),
  );
  let ids = 0;
  const person = (displayName: string, alias: string, more: Partial<SnapshotUser> = {}): SnapshotUser => {
    const userPrincipalName = `${alias}@${DOMAIN}`;
    return {
      id: userId(++ids),
      displayName,
      userPrincipalName,
      usageLocation: locationOf(random),
      userType: 'Member',
      accountEnabled: true,
      proxyAddresses: [`SMTP:${userPrincipalName}`],
      ...more,
    };
  };
  const us = { usageLocation: 'US' };
  const megan = person('Megan Bowen', 'meganb', us);
  const alex = person('Alex Wilber', 'alexw', us);
  const nestor = person('Nestor Wilke', 'nestorw', us);
  const adele = person('Adele Vance', 'adelev', us);
  const isaiah = person('Isaiah Langer', 'isaiahl', us);
  const patti = person('Patti Fernandez', 'pattif', us);

  const hr = range(1, MEMBERS_OF_HR).map((n) => {
    const oneOfTen = n % TEN_STAND_APART === 0 ? TEN[n / TEN_STAND_APART - 1] : undefined;
    if (oneOfTen !== undefined) return person(oneOfTen, aliasOfOneOfTen(oneOfTen), us);
    const { displayName, alias } = RIGHT_TO_LEFT.get(n) ?? nextName();
    const isSomewhere = n < WITHOUT_LOCATION.from || n >= WITHOUT_LOCATION.to;
    return person(displayName, alias, {
      ...(isSomewhere ? {} : { usageLocation: null }),
      accountEnabled: !DISABLED_IN_HR.has(n),
    });
  });
  const kiosk = range(0, KIOSK_STAFF).map(() => {
    const { displayName, alias } = nextName();
    return person(displayName, alias);
  });
  const roles = [megan, alex, nestor, isaiah, patti];
  const staff = range(roles.length, OFFICE_STAFF).map((n) => {
    const { displayName, alias } = nextName();
    if (n >= GUESTS.from && n < GUESTS.to) return person(displayName, guestAlias(alias), GUEST);
    const shared = SHARED_ADDRESS.get(n);
    return person(displayName, alias, {
      accountEnabled: !DISABLED_STAFF.has(n),
      ...(shared === undefined ? {} : { proxyAddresses: [`SMTP:${alias}@${DOMAIN}`, shared] }),
    });
  });
  const ten = hr.filter((_, index) => (index + 1) % TEN_STAND_APART === 0).slice(0, TEN.length);
  return { megan, alex, nestor, isaiah, patti, hr: [adele, ...hr], ten, kiosk, staff: [...roles, ...staff] };
}

const GUEST: Partial<SnapshotUser> = { userType: 'Guest', usageLocation: null, proxyAddresses: [] };

function guestAlias(alias: string): string {
  return `${alias}_fabrikam.com#EXT#`;
}

/** The markdown of one name is no part of an address. */
function aliasOfOneOfTen(displayName: string): string {
  return aliasOf(displayName.replace(/\[.*$/, '').trim());
}

function locationOf(random: Random): string {
  const percent = random.below(100);
  if (percent < 62) return 'US';
  if (percent < 82) return 'NL';
  return random.pick(['GB', 'DE', 'FR', 'IN', 'BR', 'PL'] as const);
}

/** The ids that the six people with roles are known by go on for everybody else. */
function userId(number: number): string {
  return `aaaaaaaa-0000-4000-8000-${String(number).padStart(12, '0')}`;
}

function range(from: number, to: number): number[] {
  return Array.from({ length: to - from }, (_, index) => from + index);
}
