import type { Random } from '../../../src/directory/demo/random.ts';
import type { LicenseAssignmentState, SubscribedSku } from '../../../src/graph/types.ts';

/** A tenant in Graph's own shapes, small enough to make thousands of. */
export interface SmallTenant {
  readonly organization: { readonly id: string; readonly displayName: string; readonly countryLetterCode: string };
  readonly subscribedSkus: readonly SubscribedSku[];
  readonly users: readonly Person[];
  readonly groups: readonly Team[];
  readonly directoryRoles: readonly Role[];
}

export interface Person {
  readonly id: string;
  readonly licenseAssignmentStates: readonly LicenseAssignmentState[];
  readonly [property: string]: unknown;
}

export interface Team {
  readonly id: string;
  readonly displayName: string;
  readonly members: readonly string[];
  readonly [property: string]: unknown;
}

export interface Role {
  readonly roleTemplateId: string;
  readonly displayName: string;
  readonly members: readonly string[];
}

export function idOf(kind: string, number: number): string {
  return `${kind.repeat(8)}-0000-4000-8000-${String(number).padStart(12, '0')}`;
}

const NAMES = [
  'Ann Visser',
  'Bob “Bo” Smit',
  'Çem Aydın',
  'Dora\tKlein',
  'Eva {Mol}',
  'Finn [Bakker], sr.',
  'Gia \\ "Rossi"',
];
const TEAMS = ['Sales', 'HR Department', 'Kiosk users', 'IT', 'Noord-Holland', 'R&D'];

export function randomTenant(random: Random): SmallTenant {
  const skus = Array.from({ length: 1 + random.below(3) }, (_, at) => randomSku(at, random));
  const groupIds = Array.from({ length: random.below(5) }, (_, at) => idOf('b', at));
  const userIds = Array.from({ length: 1 + random.below(8) }, (_, at) => idOf('a', at));
  const some = (ids: readonly string[]): string[] => ids.filter(() => random.chance(40));
  return {
    organization: { id: idOf('f', 1), displayName: 'Contoso', countryLetterCode: 'NL' },
    subscribedSkus: skus,
    users: userIds.map((id, at) => randomPerson(id, at, { random, skus, groupIds })),
    groups: groupIds.map((id, at) => ({
      id,
      displayName: TEAMS[at] ?? `Team ${at}`,
      description: random.chance(50) ? 'what it is for' : null,
      securityEnabled: true,
      mailEnabled: random.chance(20),
      groupTypes: random.chance(20) ? ['Unified'] : [],
      membershipRule: null,
      assignedLicenses: skus
        .filter(() => random.chance(30))
        .map(({ skuId, servicePlans }) => ({
          skuId,
          disabledPlans: some(servicePlans.map(({ servicePlanId }) => servicePlanId)),
        })),
      members: [...some(userIds), ...some(groupIds.filter((other) => other !== id)), ...some([idOf('d', 7)])],
      ...(random.chance(30) ? { visibility: 'Private' } : {}),
    })),
    directoryRoles: [
      {
        roleTemplateId: '62e90394-69f5-4237-9190-012177145e10',
        displayName: 'Global Administrator',
        members: some(userIds),
      },
      {
        roleTemplateId: 'fe930be7-5e62-47db-91af-98c3a49a38b1',
        displayName: 'User Administrator',
        members: some(userIds),
      },
    ],
  };
}

function randomSku(number: number, random: Random): SubscribedSku {
  return {
    skuId: idOf('c', number),
    skuPartNumber: `PRODUCT_${number}`,
    capabilityStatus: 'Enabled',
    appliesTo: 'User',
    consumedUnits: 0,
    prepaidUnits: { enabled: random.below(20), warning: 0, suspended: 0, lockedOut: 0 },
    servicePlans: Array.from({ length: 1 + random.below(2) }, (_, plan) => ({
      servicePlanId: idOf('e', number * 10 + plan),
      servicePlanName: `PLAN_${number}_${plan}`,
      provisioningStatus: 'Success',
      appliesTo: 'User',
    })),
  };
}

interface World {
  readonly random: Random;
  readonly skus: readonly SubscribedSku[];
  readonly groupIds: readonly string[];
}

function randomPerson(id: string, number: number, { random, skus, groupIds }: World): Person {
  const sources = [null, ...groupIds, idOf('b', 99)];
  const rows = skus.flatMap(({ skuId, servicePlans }) =>
    sources
      .filter(() => random.chance(25))
      .map((assignedByGroup) => randomRow(skuId, assignedByGroup, servicePlans[0]?.servicePlanId ?? '', random)),
  );
  return {
    id,
    displayName: NAMES[number % NAMES.length],
    userPrincipalName: `person.${number}@contoso.com`,
    usageLocation: random.chance(80) ? 'NL' : null,
    userType: random.chance(90) ? 'Member' : 'Guest',
    accountEnabled: random.chance(90),
    proxyAddresses: random.chance(50) ? [`SMTP:person.${number}@contoso.com`] : [],
    licenseAssignmentStates: rows,
    ...(random.chance(30) ? { officeLocation: 'Building 7', onPremises: { depth: { of: ['it', 1, false] } } } : {}),
  };
}

function randomRow(
  skuId: string,
  assignedByGroup: string | null,
  plan: string,
  random: Random,
): LicenseAssignmentState {
  const row = {
    skuId,
    assignedByGroup,
    disabledPlans: random.chance(30) ? [plan] : [],
    lastUpdatedDateTime: '2024-08-30T06:40:00Z',
  };
  return random.chance(80)
    ? { ...row, state: 'Active', error: null }
    : { ...row, state: 'Error', error: 'CountViolation' };
}
