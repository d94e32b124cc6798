import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { embeddedStore } from '../../src/directory/embedded/embedded-store.ts';
import { openForTest } from './open-for-test.ts';
import { temporaryDirectory } from './temporary-directory.ts';

/** A store of every schema that a Seatkeeper ever wrote: one tenant, one request, a freeze and a run that is open. */
const SCHEMAS = new URL('schemas/', import.meta.url);
export const NAMES = readdirSync(SCHEMAS).map((file) => file.replace('.sql', ''));

export function written(name: string): string {
  const dataDir = temporaryDirectory();
  const database = new DatabaseSync(join(dataDir, 'seatkeeper.sqlite'));
  database.exec(readFileSync(new URL(`${name}.sql`, SCHEMAS), 'utf8'));
  database.exec('PRAGMA journal_mode = WAL');
  database.close();
  return dataDir;
}

/** What everybody has and what is still to be done, as a process reads it. */
export async function everythingIn(dataDir: string) {
  const store = openForTest({ dataDir });
  const { directoryRoles, ...tenant } = embeddedStore(store).tenant.snapshot() ?? {
    directoryRoles: [],
    users: [],
    groups: [],
  };
  const picture = {
    people: [...tenant.users].map(({ id, licenseAssignmentStates = [] }) => [id, licenseAssignmentStates.length]),
    groups: [...tenant.groups].map(({ id, members, assignedLicenses }) => [id, members, assignedLicenses?.length]),
    roles: directoryRoles.map(({ members }) => [...members].sort()),
    rolesOfMegan: embeddedStore(store).tenant.rolesOf('megan').length,
    waiting: (await store.changes.inState('waiting')).map(({ number, approval }) => [number, approval?.losing]),
    freeze: await store.kv('freezes').get('tenant'),
    runs: embeddedStore(store).runs.open(),
    audit: (await store.verifyAudit()).broken,
  };
  await store.close();
  return picture;
}

export const EVERYTHING = {
  people: [
    ['megan', 0],
    ['adele', 1],
  ],
  groups: [
    ['hr', ['megan'], 0],
    ['kiosk', ['adele'], 1],
  ],
  roles: [['adele', 'megan']],
  rolesOfMegan: 1,
  waiting: [[1001, 1]],
  freeze: { by: { userId: 'megan', displayName: 'Megan' }, since: '2026-11-24T08:00:00.000Z' },
  runs: ['kiosk'],
  audit: undefined,
};
