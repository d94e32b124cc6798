import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { demoTenant } from '../../../src/directory/demo/demo-tenant.ts';
import { readSnapshot } from '../../../src/directory/snapshot/read-snapshot.ts';
import { snapshotOf } from '../../../src/directory/snapshot/tenant-snapshot.ts';
import { writeSnapshot } from '../../../src/directory/snapshot/write-snapshot.ts';
import { applyChange } from '../../../src/licensing/model/apply-change.ts';
import { loadTenant } from '../../../src/licensing/model/load-tenant.ts';
import { groups, people, snapshotFolder, temporaryFolder, WIDGET } from './folder.ts';

const FILES = [
  'directoryRoles.json',
  'groups.ndjson',
  'organization.json',
  'rules.json',
  'subscribedSkus.json',
  'users.ndjson',
];

function filesOf(folder: string): Record<string, string> {
  return Object.fromEntries(readdirSync(folder).map((file) => [file, readFileSync(join(folder, file), 'utf8')]));
}

it('gives back what it was given: written, read and written again is the same to the letter', async () => {
  const folder = temporaryFolder();
  await writeSnapshot(join(folder, 'one'), demoTenant());
  await writeSnapshot(join(folder, 'two'), snapshotOf(loadTenant(await readSnapshot(join(folder, 'one')))));
  expect(Object.keys(filesOf(join(folder, 'one')))).toEqual(FILES);
  expect(filesOf(join(folder, 'two'))).toEqual(filesOf(join(folder, 'one')));
});

it('keeps what it does not know of users and groups', async () => {
  const from = snapshotFolder({
    'users.ndjson': people({ id: 'ann', jobTitle: 'Maker', manager: { id: 'bob' } }),
    'groups.ndjson': groups({ id: 'makers', members: ['a-printer', 'ann'], theme: 'Teal' }),
  });
  const to = join(temporaryFolder(), 'out');
  await writeSnapshot(to, snapshotOf(loadTenant(await readSnapshot(from))));
  expect(JSON.parse(filesOf(to)['users.ndjson'] ?? '')).toMatchObject({ jobTitle: 'Maker', manager: { id: 'bob' } });
  expect(JSON.parse(filesOf(to)['groups.ndjson'] ?? '')).toMatchObject({
    theme: 'Teal',
    members: ['a-printer', 'ann'],
  });
});

it('counts the seats in use: who has a product twice, once, and who only failed, not', async () => {
  const row = { skuId: WIDGET, disabledPlans: [], state: 'Active', error: 'None' };
  const failed = { ...row, assignedByGroup: 'makers', state: 'Error', error: 'CountViolation' };
  const users = [
    {
      id: 'ann',
      licenseAssignmentStates: [
        { ...row, assignedByGroup: null },
        { ...row, assignedByGroup: 'makers' },
      ],
    },
    { id: 'bob', licenseAssignmentStates: [failed] },
  ];
  const from = snapshotFolder({ 'users.ndjson': users.map((user) => JSON.stringify(user)).join('\n') });
  const to = join(temporaryFolder(), 'out');
  await writeSnapshot(to, snapshotOf(loadTenant(await readSnapshot(from))));
  const written = filesOf(to);
  expect(JSON.parse(written['subscribedSkus.json'] ?? '')).toMatchObject([{ consumedUnits: 1 }]);
  expect(
    written['users.ndjson']
      ?.split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line)),
  ).toEqual(users);
});

it('writes the seats that were bought since', async () => {
  const tenant = loadTenant(await readSnapshot(snapshotFolder()));
  applyChange(tenant, { kind: 'setSeats', skuId: WIDGET, enabled: 8 });
  const to = join(temporaryFolder(), 'out');
  await writeSnapshot(to, snapshotOf(tenant));
  expect((await readSnapshot(to)).subscribedSkus[0]?.prepaidUnits.enabled).toBe(8);
});

it('touches nothing that is there already', async () => {
  const folder = temporaryFolder();
  mkdirSync(join(folder, 'out'));
  expect(await writeSnapshot(join(folder, 'out'), demoTenant())).toBe('exists');
  expect(readdirSync(join(folder, 'out'))).toEqual([]);
});

it('leaves nothing behind when it cannot be finished', async () => {
  const folder = temporaryFolder();
  const users = {
    *[Symbol.iterator]() {
      yield { id: 'ann' };
      throw new Error('reading the directory: no answer');
    },
  };
  await expect(writeSnapshot(join(folder, 'out'), { ...demoTenant(), users })).rejects.toThrow('no answer');
  expect(readdirSync(folder)).toEqual([]);
});

it('writes each row with its own time, however many times rows are from', async () => {
  const group = 'makers';
  const row = (lastUpdatedDateTime: string) => ({
    ...{ skuId: WIDGET, disabledPlans: [], assignedByGroup: group, state: 'Active', error: 'None' },
    lastUpdatedDateTime,
  });
  const times = [1, 2, 1, 3, 2, 1, 4, 3].map((day) => `2026-11-0${day}T07:30:00Z`);
  const from = snapshotFolder({
    'users.ndjson': people(
      ...times.map((time, place) => ({ id: `person-${place}`, licenseAssignmentStates: [row(time)] })),
    ),
    'groups.ndjson': groups({ id: group, members: times.map((_, place) => `person-${place}`) }),
  });
  const to = join(temporaryFolder(), 'out');
  await writeSnapshot(to, snapshotOf(loadTenant(await readSnapshot(from))));
  const written = filesOf(to)['users.ndjson'] ?? '';
  const rowsOf = (line: string) => JSON.parse(line).licenseAssignmentStates;
  expect(written.trim().split('\n').flatMap(rowsOf)).toMatchObject(
    times.map((time) => ({ lastUpdatedDateTime: time })),
  );
});
