import type { Snapshot } from '../../src/core/snapshot-text.ts';
import { LICENSE_ADMINISTRATOR, smallTenant, USER_ADMINISTRATOR } from '../directory/small-tenant.ts';

export { LICENSE_ADMINISTRATOR, USER_ADMINISTRATOR };

export const roleHolders = ['megan', 'person-2', 'person-3'] as const;

/** Ten people in HR, two of them in line for seats that there are not; three who may change something. */
export function simulatedTenant(): Snapshot {
  const tenant = smallTenant({ people: 10, seats: 8 });
  return {
    ...tenant,
    directoryRoles: [
      { roleTemplateId: USER_ADMINISTRATOR, displayName: 'User Administrator', members: ['megan', 'person-2'] },
      { roleTemplateId: LICENSE_ADMINISTRATOR, displayName: 'License Administrator', members: ['person-3', 'megan'] },
    ],
  };
}
