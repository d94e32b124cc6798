import { catalogueProduct } from '../../src/catalogue/products.ts';
import { ruleProfile } from '../../src/catalogue/rule-profile.ts';
import type { Snapshot } from '../../src/graph/snapshot-text.ts';
import type { AssignedLicense, SnapshotGroup, SnapshotUser, SubscribedSku } from '../../src/graph/types.ts';

export const E1 = product('STANDARDPACK');
export const E3 = product('ENTERPRISEPACK');
export const EMS = product('EMS');

export const MEGAN = { userId: 'megan', displayName: 'Megan Bowen' };
export const USER_ADMINISTRATOR = 'fe930be7-5e62-47db-91af-98c3a49a38b1';
export const LICENSE_ADMINISTRATOR = '4d6ac14f-3453-41d0-bef9-a3e0c569773a';

function product(skuPartNumber: string): string {
  return catalogueProduct(skuPartNumber).skuId;
}

/**
 * HR of `people` members without licenses, and Kiosk of two with E1, the first of whom is in HR too. Profile
 * `classic-2017`: E1 and E3 exclude each other.
 */
export function smallTenant({ people = 10, seats = people }: { people?: number; seats?: number } = {}): Snapshot {
  const ids = Array.from({ length: people }, (_, index) => `person-${index + 1}`);
  return {
    organization: { id: 'contoso', displayName: 'Contoso', countryLetterCode: 'US' },
    subscribedSkus: [sku('STANDARDPACK', 100), sku('ENTERPRISEPACK', seats), sku('EMS', seats)],
    users: [...ids, 'megan', 'kiosk-only'].map((id) => user(id)),
    groups: [
      group('kiosk', 'Kiosk users', ['person-1', 'kiosk-only'], [{ skuId: E1, disabledPlans: [] }]),
      group('hr', 'HR Department', ids, []),
      { ...group('everyone', 'Everyone', ['hr', 'a-device'], []), securityEnabled: false },
    ],
    directoryRoles: [
      { roleTemplateId: USER_ADMINISTRATOR, displayName: 'User Administrator', members: ['megan'] },
      {
        roleTemplateId: LICENSE_ADMINISTRATOR,
        displayName: 'License Administrator',
        members: ['person-3', 'person-2'],
      },
    ],
    rules: ruleProfile('classic-2017'),
    rulesFile: { profile: 'classic-2017' },
  };
}

function sku(skuPartNumber: string, enabled: number): SubscribedSku {
  const { skuId, servicePlans } = catalogueProduct(skuPartNumber);
  const prepaidUnits = { enabled, warning: 0, suspended: 0 };
  return { skuId, skuPartNumber, capabilityStatus: 'Enabled', prepaidUnits, servicePlans };
}

function user(id: string): SnapshotUser {
  return {
    id,
    displayName: id,
    userPrincipalName: `${id}@contoso.com`,
    usageLocation: 'US',
    userType: 'Member',
    accountEnabled: true,
    proxyAddresses: [`SMTP:${id}@contoso.com`],
    officeLocation: 'Building 7',
  };
}

function group(
  id: string,
  displayName: string,
  members: readonly string[],
  assignedLicenses: readonly AssignedLicense[],
): SnapshotGroup {
  return { id, displayName, securityEnabled: true, members, assignedLicenses, visibility: 'Private' };
}
