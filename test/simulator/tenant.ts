import { openEmbeddedDirectory } from '../../src/directory/embedded/embedded-directory.ts';
import type { Snapshot } from '../../src/graph/snapshot-text.ts';
import { LICENSE_ADMINISTRATOR, smallTenant, USER_ADMINISTRATOR } from '../directory/small-tenant.ts';
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

let image: Promise<Uint8Array> | undefined;

/** The disk of a bot that was started once and ended well: filling one takes as long as what most seeds do. */
export function filledDisk(): Promise<Uint8Array> {
  image ??= fill();
  return image;
}

async function fill(): Promise<Uint8Array> {
  const disk = memoryDisk();
  const isAlive = () => true;
  const clock = clockOf(virtualTime(), isAlive, () => 0);
  const store = disk.open({ now: clock.now, isAlive, commit: () => 'well' });
  await openEmbeddedDirectory(store, { clock, snapshot: simulatedTenant });
  return disk.connection.serialize();
}
