import { openEmbeddedDirectory } from '../../src/directory/embedded/embedded-directory.ts';
import type { Snapshot } from '../../src/graph/snapshot-text.ts';
import { E1, E3, LICENSE_ADMINISTRATOR, smallTenant, USER_ADMINISTRATOR } from '../directory/small-tenant.ts';
import { memoryDisk } from './disk.ts';
import { clockOf, virtualTime } from './time.ts';

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

/** As many get into a group at once, each into another, and get none of it: more messages than Teams takes in half a minute. */
const NEWCOMERS = 66;

export const newcomers = Array.from({ length: NEWCOMERS }, (_, index) => ({
  userId: `newcomer-${index + 1}`,
  groupId: `pilot-${index + 1}`,
}));

/** The same beside many groups that give E3 to nobody yet, and people who have E1 of their own, which does not go with it. */
export function floodedTenant(): Snapshot {
  const tenant = simulatedTenant();
  const [somebody] = tenant.users;
  const [group] = tenant.groups;
  if (somebody === undefined || group === undefined) throw new Error('nobody is there');
  const own = { skuId: E1, assignedByGroup: null, disabledPlans: [], state: 'Active', error: null } as const;
  const people = newcomers.map(({ userId: id }) => ({
    ...somebody,
    ...{ id, displayName: id, userPrincipalName: `${id}@contoso.com`, licenseAssignmentStates: [own] },
  }));
  const pilots = newcomers.map(({ groupId: id }) => ({
    ...group,
    ...{ id, displayName: id, members: [], assignedLicenses: [{ skuId: E3, disabledPlans: [] }] },
  }));
  return { ...tenant, users: [...tenant.users, ...people], groups: [...tenant.groups, ...pilots] };
}

const images = new Map<() => Snapshot, Promise<Uint8Array>>();

/** The disk of a bot that was started once and ended well: filling one takes as long as what most seeds do. */
export function filledDisk(snapshot: () => Snapshot): Promise<Uint8Array> {
  const image = images.get(snapshot) ?? fill(snapshot);
  images.set(snapshot, image);
  return image;
}

async function fill(snapshot: () => Snapshot): Promise<Uint8Array> {
  const disk = memoryDisk();
  const isAlive = () => true;
  const clock = clockOf(virtualTime(), isAlive, () => 0);
  const store = disk.open({ now: clock.now, isAlive, commit: () => 'well' });
  await openEmbeddedDirectory(store, { clock, snapshot });
  return disk.connection.serialize();
}
