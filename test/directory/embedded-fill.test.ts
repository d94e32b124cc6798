import { expect, it } from 'vitest';
import { openEmbeddedDirectory } from '../../src/directory/embedded/embedded-directory.ts';
import { embeddedStore } from '../../src/directory/embedded/embedded-store.ts';
import { describeRemark } from '../../src/directory/snapshot/faults.ts';
import { readSnapshot } from '../../src/directory/snapshot/read-snapshot.ts';
import { inOwnWords } from '../../src/graph/row-words.ts';
import { loadTenant } from '../../src/licensing/model/load-tenant.ts';
import { virtualClock } from '../engine/virtual-clock.ts';
import { openForTest } from '../store/open-for-test.ts';
import { MEGAN, smallTenant } from './small-tenant.ts';
import { groups, people, snapshotFolder, WIDGET } from './snapshot/folder.ts';

const row = { skuId: WIDGET, disabledPlans: [], assignedByGroup: 'MAKERS', state: 'Active', error: 'None' };

async function started(files: Parameters<typeof snapshotFolder>[0]) {
  const store = openForTest();
  const snapshot = await readSnapshot(snapshotFolder(files));
  const warnings: string[] = [];
  const directory = await openEmbeddedDirectory(store, {
    clock: virtualClock(),
    snapshot: () => snapshot,
    onWarning: (warning) => warnings.push(describeRemark(warning)),
  });
  const stored = () => loadTenant(embeddedStore(store).tenant.snapshot() ?? snapshot);
  return { directory, warnings, stored };
}

it('a tenant whose ids differ in letters alone is stored in one spelling, so that commands find what they name', async () => {
  const { directory, stored, warnings } = await started({
    'users.ndjson': people({ id: 'ann', licenseAssignmentStates: [row] }, { id: 'bob' }),
    'groups.ndjson': groups({ id: 'makers', assignedLicenses: [{ skuId: WIDGET }], members: ['ANN', 'BOB'] }),
    'directoryRoles.json': JSON.stringify([{ roleTemplateId: 'R-1', members: ['ANN'] }]),
  });
  expect(warnings).toEqual([]);
  expect(await directory.listDirectoryRoles('Ann')).toEqual(['r-1']);
  expect(await directory.change([{ kind: 'removeMember', groupId: 'makers', userId: 'bob' }], MEGAN)).toEqual([]);
  expect(stored().snapshotGroup(0).members).toEqual(['ann']);
  expect(stored().read(stored().rows(0)).map(inOwnWords)).toEqual([{ ...row, assignedByGroup: 'makers' }]);
});

it('what a tenant is to be warned about is told once it is stored, and kept over restarts', async () => {
  const odd = { ...row, assignedByGroup: null, state: 'PendingActivation', error: 'Oops' };
  const gone = { ...row, assignedByGroup: 'makers', skuId: 'gone' };
  const { warnings, stored } = await started({
    'users.ndjson': people({ id: 'ann', licenseAssignmentStates: [odd, gone] }),
    'groups.ndjson': groups({
      id: 'makers',
      assignedLicenses: [{ skuId: 'gone', disabledPlans: [] }],
      members: ['ann'],
    }),
  });
  expect(warnings).toHaveLength(4);
  expect(stored().read(stored().rows(0)).map(inOwnWords)).toEqual([odd, gone]);
  expect(stored().assignedLicenses(0)).toEqual([{ skuId: 'gone', disabledPlans: [] }]);
});

it('whoever waits for a start is told what is being done: reading and storing at first, reading what is stored later', async () => {
  const store = openForTest();
  const told: string[] = [];
  const options = { clock: virtualClock(), snapshot: smallTenant, progress: (doing: string) => void told.push(doing) };
  await openEmbeddedDirectory(store, options);
  expect(told.splice(0)).toEqual(['Reading the tenant …', 'Looking at what everybody has …', 'Storing the tenant …']);
  await openEmbeddedDirectory(store, options);
  expect(told).toEqual(['Reading the stored tenant …']);
});
