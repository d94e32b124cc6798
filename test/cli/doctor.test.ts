import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { snapshotFolder, temporaryFolder } from '../directory/snapshot/folder.ts';
import { seatkeeper } from './terminal.ts';

it('finds everything that a first start needs', async () => {
  const dataDir = join(temporaryFolder(), 'data');
  const { code, out } = await seatkeeper(['doctor'], { env: { DATA_DIR: dataDir } });
  expect(out).toContain(`✓ Node: Node ${process.versions.node}`);
  expect(out).toContain(`○ DATA_DIR: ${dataDir} holds no store yet`);
  expect(out).toContain('✓ Tenant: Contoso of the demo tenant: 1,200 people, 26 groups');
  expect(out).toContain('○ Bot: no Microsoft credentials');
  expect(code).toBe(0);
});

it('tells programs the same', async () => {
  const { out } = await seatkeeper(['doctor', '--json'], { env: { DATA_DIR: temporaryFolder() } });
  expect(JSON.parse(out).findings).toContainEqual(expect.objectContaining({ subject: 'Tenant', state: 'good' }));
});

it('names each fault of the configuration', async () => {
  const { code, out } = await seatkeeper(['doctor'], { env: { PORT: 'x', DATABASE_URL: 'postgres://db' } });
  expect(out).toContain('✕ PORT: "x" is not such a number.');
  expect(out).toContain('✕ DATABASE_URL: PostgreSQL is not supported yet.');
  expect(code).toBe(78);
});

it('finds a snapshot that cannot be used', async () => {
  const env = { DATA_DIR: temporaryFolder(), TENANT: snapshotFolder({ 'users.ndjson': '{' }) };
  const { code, out } = await seatkeeper(['doctor'], { env });
  expect(out).toContain('✕ Tenant: ');
  expect(out).toContain('users.ndjson:1: not JSON');
  expect(code).toBe(1);
});

it('finds a store that is none', async () => {
  const dataDir = temporaryFolder();
  writeFileSync(
    join(dataDir, 'seatkeeper.sqlite'),
    'not a database, and long enough to be read as the head of one'.repeat(20),
  );
  const { code, out } = await seatkeeper(['doctor'], { env: { DATA_DIR: dataDir } });
  expect(out).toContain('✕ DATA_DIR: ');
  expect(code).toBe(1);
});

it('finds whom it cannot reach', async () => {
  const env = { DATA_DIR: temporaryFolder(), DIRECTORY: 'graph', GRAPH_BASE_URL: 'http://127.0.0.1:9/v1.0' };
  const { code, out } = await seatkeeper(['doctor'], { env });
  expect(out).toContain('✕ Microsoft Graph: 127.0.0.1:9 does not answer.');
  expect(code).toBe(1);
});

it('finds a group of approvers that the tenant does not have', async () => {
  const check = (approvers: string) =>
    seatkeeper(['doctor'], { env: { DATA_DIR: temporaryFolder(), APPROVERS: approvers } });
  const known = await check('License Administrator, group:IT Department');
  expect(known.out).toContain('✓ APPROVERS: License Administrator, group IT Department');
  expect(known.code).toBe(0);
  const unknown = await check('group:Nobody Knows');
  expect(unknown.out).toContain('✕ APPROVERS: no group of Contoso is called "Nobody Knows".');
  expect(unknown.code).toBe(1);
});
