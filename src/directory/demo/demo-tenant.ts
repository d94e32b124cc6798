import { catalogueProduct } from '../../catalogue/products.ts';
import { ruleProfile } from '../../catalogue/rule-profile.ts';
import type { Snapshot } from '../../graph/snapshot-text.ts';
import type { SubscribedSku } from '../../graph/types.ts';
import { demoGroups } from './groups.ts';
import { demoPeople } from './people.ts';
import { rolesOfFive } from './roles.ts';
import { demoRows } from './rows.ts';

const PROFILE = 'classic-2017';

/** Seats that Contoso bought, by `skuPartNumber`. */
const SEATS = {
  STANDARDPACK: 50,
  ENTERPRISEPACK: 1_250,
  ENTERPRISEPREMIUM: 60,
  EMS: 1_100,
  POWER_BI_PRO: 120,
  VISIOCLIENT: 25,
  PROJECTPROFESSIONAL: 40,
  MCOEV: 150,
} as const;

/**
 * Contoso: the tenant of the demonstration, the same every time. It is settled:
 * reconciling it changes nothing. When HR Department gets Office 365 E3 and EMS, exactly ten of its members fail, because
 * Kiosk users gives them Office 365 E1. Everything else is there to be asked about: each kind of group, and one failure of
 * each kind that `classic-2017` knows.
 */
export function demoTenant(): Snapshot {
  const people = demoPeople();
  const { megan, alex, nestor, isaiah, patti } = people;
  const groups = demoGroups(people);
  const rows = demoRows(people, groups);
  const users = [...people.staff, ...people.hr, ...people.kiosk].sort((one, other) => (one.id < other.id ? -1 : 1));
  return {
    organization: { id: '11111111-1111-1111-1111-111111111111', displayName: 'Contoso', countryLetterCode: 'US' },
    subscribedSkus: Object.entries(SEATS).map(([skuPartNumber, seats]) => subscribedSku(skuPartNumber, seats)),
    users: users.map((user) => ({ ...user, licenseAssignmentStates: rows(user.id) })),
    groups,
    directoryRoles: rolesOfFive([megan, alex, nestor, isaiah, patti].map(({ id }) => id)),
    rules: ruleProfile(PROFILE),
    rulesFile: { profile: PROFILE },
  };
}

function subscribedSku(skuPartNumber: string, enabled: number): SubscribedSku {
  const { skuId, servicePlans } = catalogueProduct(skuPartNumber);
  return {
    skuId,
    skuPartNumber,
    capabilityStatus: 'Enabled',
    appliesTo: 'User',
    prepaidUnits: { enabled, warning: 0, suspended: 0, lockedOut: 0 },
    servicePlans,
  };
}
