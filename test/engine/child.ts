/** A process that gives a thousand people their licenses, to be killed at it. `node child.ts apply DATA_DIR` */
import { openEmbeddedDirectory } from '../../src/directory/embedded/embedded-directory.ts';
import { systemClock } from '../../src/engine/clock.ts';
import { controller } from '../../src/engine/controller.ts';
import { openStore } from '../../src/store/sqlite/open-store.ts';
import { E3, EMS, MEGAN, smallTenant } from '../directory/small-tenant.ts';

const store = openStore(process.argv[3] ?? '', { clock: systemClock });
const directory = await openEmbeddedDirectory(store, {
  clock: systemClock,
  snapshot: () => smallTenant({ people: 1_000 }),
});
const steering = controller({ directory, actuator: directory, clock: systemClock, random: () => 0 });
const { tenant } = directory;

steering.onEvent((event) => {
  if (event.type === 'progress') {
    process.stdout.write(`progress ${event.processed} of ${event.total}\n`);
  }
});
if (tenant.assignedLicenses(tenant.findGroup('hr') ?? -1).length === 0) {
  const addLicenses = [E3, EMS].map((skuId) => ({ skuId, disabledPlans: [] }));
  await directory.change([{ kind: 'assignGroupLicense', groupId: 'hr', addLicenses, removeLicenses: [] }], MEGAN);
}
steering.start();
await steering.idle();
process.stdout.write('settled\n');
await steering.stop();
store.close();
