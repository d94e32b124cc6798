import { idOf } from '../src/directory/snapshot/generate-products.ts';
import { generateTenant } from '../src/directory/snapshot/generate-tenant.ts';
import type { Snapshot } from '../src/graph/snapshot-text.ts';
import { type Account, TENANT } from '../test/chat/teams-client.ts';

export const WHOLE_HOUSE = 'Whole House';
export const NEW_PRODUCT = 'NEWPRODUCT';

/** Who gives the product, and who asks something short meanwhile: administrators of the generated tenant. */
export const GIVER: Account = { name: 'Giver', aadObjectId: idOf('a', 0) };
export const ASKER: Account = { name: 'Asker', aadObjectId: idOf('a', 1) };

/** The generated tenant with everybody in one group as well, and a product that nobody has yet, with seats for all. */
export function wholeTenant(people: number): Snapshot {
  const snapshot = generateTenant({ users: people, seed: 1 });
  const ids = () => Array.from({ length: people }, (_, number) => idOf('a', number));
  const groups = function* () {
    yield* snapshot.groups;
    yield { id: idOf('c', 0), displayName: WHOLE_HOUSE, securityEnabled: true, members: ids() };
  };
  const product = {
    skuId: idOf('1', 0xfff),
    skuPartNumber: NEW_PRODUCT,
    capabilityStatus: 'Enabled' as const,
    appliesTo: 'User' as const,
    servicePlans: [
      {
        servicePlanId: idOf('9', 0),
        servicePlanName: 'NEW_PLAN',
        provisioningStatus: 'Success' as const,
        appliesTo: 'User' as const,
      },
    ],
    prepaidUnits: { enabled: people * 2, warning: 0, suspended: 0, lockedOut: 0 },
  };
  return {
    ...snapshot,
    organization: { ...snapshot.organization, id: TENANT },
    subscribedSkus: [...snapshot.subscribedSkus, product],
    groups: { [Symbol.iterator]: groups },
  };
}
