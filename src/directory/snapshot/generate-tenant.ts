import type { Snapshot } from '../../graph/snapshot-text.ts';
import type { AssignedLicense, LicenseAssignmentState, SnapshotGroup, SnapshotUser } from '../../graph/types.ts';
import { aliasOf, nameMaker } from '../demo/names.ts';
import { type Random, seededRandom } from '../demo/random.ts';
import { rolesOfFive } from '../demo/roles.ts';
import {
  GENERATED_RULES,
  generateProducts,
  generateTemplate,
  idOf,
  RESTRICTED_LOCATIONS,
  withSeats,
} from './generate-products.ts';

const LICENSED_GROUPS = 200;
const OTHER_GROUPS = 20;
const GROUPS_OF_A_PERSON = 5;
const NESTED_IN_EVERY = 25;
/** One person in so many shares an address with the one before. */
const ADDRESS_SHARED_IN = 400;
const GONE_GROUP = idOf('d', 0);
const GIVEN_AT = '2026-09-14T07:30:00Z';

/** In 100 people. */
const PERCENT = { settled: 60, direct: 10, left: 2, restrictedLocation: 3, noLocation: 3, disabled: 2, guest: 1 };

/**
 * A tenant of any size, the same for the same seed. Everybody is in five of 200 licensed groups; two in three already
 * have what those give, the others have it to come. Each reason for a failure occurs, from about 2,000 people on.
 * The first five hold roles. People and groups are made when they are iterated.
 */
export function generateTenant({ users, seed }: { readonly users: number; readonly seed: number }): Snapshot {
  const products = generateProducts(seed);
  const random = seededRandom(seed + 1);
  const templates = Array.from({ length: LICENSED_GROUPS }, () => generateTemplate(random, products));
  const expected = products.map(({ skuId }) => {
    const giving = templates.filter((template) => template.some((license) => license.skuId === skuId)).length;
    return users * (1 - (1 - giving / LICENSED_GROUPS) ** GROUPS_OF_A_PERSON);
  });
  const skuIds = products.map((product) => product.skuId);
  return {
    organization: { id: idOf('f', seed), displayName: `Generated ${seed}`, countryLetterCode: 'US' },
    subscribedSkus: withSeats(products, expected),
    users: { [Symbol.iterator]: () => generateUsers(users, seed, templates, skuIds) },
    groups: { [Symbol.iterator]: () => generateGroups(users, seed, templates) },
    directoryRoles: rolesOfFive(Array.from({ length: Math.min(users, 5) }, (_, number) => idOf('a', number))),
    rules: GENERATED_RULES,
    rulesFile: GENERATED_RULES,
  };
}

function* generateUsers(
  users: number,
  seed: number,
  templates: readonly (readonly AssignedLicense[])[],
  skuIds: readonly string[],
): Generator<SnapshotUser> {
  for (let number = 0; number < users; number++) {
    const groups = groupsOfPerson(seed, number);
    const random = seededRandom(seed ^ Math.imul(number + 1, 0x85ebca6b));
    const { displayName } = nameMaker(random)();
    const address = `${aliasOf(displayName)}.${number}@generated.example`;
    const shared =
      number % ADDRESS_SHARED_IN < 2 ? [`smtp:shared.${Math.floor(number / ADDRESS_SHARED_IN)}@generated.example`] : [];
    yield {
      id: idOf('a', number),
      displayName,
      userPrincipalName: address,
      usageLocation: locationOf(random),
      userType: random.chance(PERCENT.guest) ? 'Guest' : 'Member',
      accountEnabled: !random.chance(PERCENT.disabled),
      proxyAddresses: [`SMTP:${address}`, ...shared],
      licenseAssignmentStates: rowsOf(random, groups, templates, skuIds),
    };
  }
}

function rowsOf(
  random: Random,
  groups: readonly number[],
  templates: readonly (readonly AssignedLicense[])[],
  skuIds: readonly string[],
): readonly LicenseAssignmentState[] {
  const rows: LicenseAssignmentState[] = [];
  const add = (license: AssignedLicense, assignedByGroup: string | null): void => {
    rows.push({ ...license, assignedByGroup, state: 'Active', error: null, lastUpdatedDateTime: GIVEN_AT });
  };
  if (random.chance(PERCENT.direct)) {
    for (const skuId of skuIds.slice(random.below(skuIds.length)).slice(0, 1)) add({ skuId, disabledPlans: [] }, null);
  }
  if (random.chance(PERCENT.settled)) {
    for (const group of groups) for (const license of templates[group] ?? []) add(license, groupIdOf(group));
  }
  if (random.chance(PERCENT.left)) {
    const former = random.below(LICENSED_GROUPS);
    const source = groups.includes(former) ? GONE_GROUP : groupIdOf(former);
    for (const license of templates[former] ?? []) add(license, source);
  }
  return rows;
}

/** Members stand in the order of the people; every 25th group holds the group after it as well. */
function* generateGroups(
  users: number,
  seed: number,
  templates: readonly (readonly AssignedLicense[])[],
): Generator<SnapshotGroup> {
  const members = membersByGroup(users, seed);
  for (let group = 0; group < LICENSED_GROUPS + OTHER_GROUPS; group++) {
    const isLicensed = group < LICENSED_GROUPS;
    const people = isLicensed ? members(group) : [group % Math.max(users, 1)].filter((person) => person < users);
    yield {
      id: groupIdOf(group),
      displayName: isLicensed ? `Group ${group}` : `Other group ${group}`,
      description: null,
      securityEnabled: true,
      mailEnabled: false,
      groupTypes: [],
      membershipRule: null,
      assignedLicenses: templates[group] ?? [],
      members: [
        ...Array.from(people, (person) => idOf('a', person)),
        ...(group % NESTED_IN_EVERY === 0 ? [groupIdOf(group + 1)] : []),
      ],
    };
  }
}

/** Sorts the memberships by group in one pass: 4 bytes for each, not an object. */
function membersByGroup(users: number, seed: number): (group: number) => Uint32Array {
  const starts = new Uint32Array(LICENSED_GROUPS + 1);
  for (let number = 0; number < users; number++) {
    for (const group of groupsOfPerson(seed, number)) starts[group + 1] = (starts[group + 1] ?? 0) + 1;
  }
  for (let group = 0; group < LICENSED_GROUPS; group++)
    starts[group + 1] = (starts[group + 1] ?? 0) + (starts[group] ?? 0);
  const next = starts.slice();
  const members = new Uint32Array(users * GROUPS_OF_A_PERSON);
  for (let number = 0; number < users; number++) {
    for (const group of groupsOfPerson(seed, number)) {
      const at = next[group] ?? 0;
      members[at] = number;
      next[group] = at + 1;
    }
  }
  return (group) => members.subarray(starts[group], starts[group + 1]);
}

/** Five different licensed groups, the same whenever they are asked for. */
function groupsOfPerson(seed: number, number: number): readonly number[] {
  const random = seededRandom(seed + Math.imul(number + 1, 0x9e3779b1));
  const groups: number[] = [];
  while (groups.length < GROUPS_OF_A_PERSON) {
    const group = random.below(LICENSED_GROUPS);
    if (!groups.includes(group)) groups.push(group);
  }
  return groups;
}

function groupIdOf(group: number): string {
  return idOf('b', group);
}

function locationOf(random: Random): string | null {
  if (random.chance(PERCENT.noLocation)) return null;
  if (random.chance(PERCENT.restrictedLocation)) return random.pick(RESTRICTED_LOCATIONS);
  return random.pick(['US', 'US', 'US', 'NL', 'GB', 'DE', 'BR'] as const);
}
