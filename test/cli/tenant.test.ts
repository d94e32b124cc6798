import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { demoTenant } from '../../src/directory/demo/demo-tenant.ts';
import { license } from '../../src/directory/demo/groups.ts';
import { openEmbeddedDirectory } from '../../src/directory/embedded/embedded-directory.ts';
import { readSnapshot } from '../../src/directory/snapshot/read-snapshot.ts';
import { systemClock } from '../../src/engine/clock.ts';
import { openStore } from '../../src/store/sqlite/open-store.ts';
import { snapshotFolder, temporaryFolder } from '../directory/snapshot/folder.ts';
import { tamper } from '../store/open-for-test.ts';
import { seatkeeper } from './terminal.ts';

const HR_DEPARTMENT = 'bbbbbbbb-0000-4000-8000-000000000001';
const MEGAN = { userId: 'aaaaaaaa-0000-4000-8000-000000000001', displayName: 'Megan Bowen' };

function linesOf(folder: string, file: string): Record<string, unknown>[] {
  const lines = readFileSync(join(folder, file), 'utf8')
    .split('\n')
    .filter((line) => line !== '');
  return lines.map((line) => JSON.parse(line));
}

/** A store with the demo tenant in which HR Department was just given Office 365 E3 and EMS. */
async function usedStore(): Promise<string> {
  const dataDir = join(temporaryFolder(), 'data');
  const store = openStore(dataDir, { clock: systemClock });
  const directory = await openEmbeddedDirectory(store, { clock: systemClock, snapshot: demoTenant });
  const addLicenses = [license('ENTERPRISEPACK', 'YAMMER_ENTERPRISE'), license('EMS')];
  await directory.change(
    [{ kind: 'assignGroupLicense', groupId: HR_DEPARTMENT, addLicenses, removeLicenses: [] }],
    MEGAN,
  );
  await store.close();
  return dataDir;
}

describe('tenant generate', () => {
  it('writes the demo tenant', async () => {
    const out = join(temporaryFolder(), 'out');
    expect(await seatkeeper(['tenant', 'generate', '--demo', '--out', out])).toMatchObject({
      code: 0,
      out: `Wrote Contoso to ${out}.\n`,
    });
    expect(linesOf(out, 'users.ndjson')).toHaveLength(1_200);
  });

  it('writes as many people as asked for', async () => {
    const out = join(temporaryFolder(), 'out');
    const ran = await seatkeeper(['tenant', 'generate', '--users', '30', '--seed', '5', '--out', out, '--json']);
    expect(JSON.parse(ran.out)).toEqual({ organization: 'Generated 5', out });
    expect(linesOf(out, 'users.ndjson')).toHaveLength(30);
  });
});

describe('tenant export', () => {
  it('is the demo tenant before there is a store', async () => {
    const folder = temporaryFolder();
    const env = { DATA_DIR: join(folder, 'none') };
    const { out } = await seatkeeper(['tenant', 'export', '--out', join(folder, 'out')], { env });
    expect(out).toBe(`Wrote Contoso from the demo tenant to ${join(folder, 'out')}.\n`);
    expect(readdirSync(folder)).toEqual(['out']);
  });

  it('is the snapshot that TENANT names before there is a store', async () => {
    const out = join(temporaryFolder(), 'out');
    const env = { DATA_DIR: join(temporaryFolder(), 'none'), TENANT: snapshotFolder() };
    await seatkeeper(['tenant', 'export', '--out', out], { env });
    expect(linesOf(out, 'users.ndjson').map((user) => user['id'])).toEqual(['ann', 'bob']);
  });

  it('is the tenant of the store as it stands', async () => {
    const out = join(temporaryFolder(), 'out');
    const ran = await seatkeeper(['tenant', 'export', '--out', out, '--json'], {
      env: { DATA_DIR: await usedStore() },
    });
    expect(ran.code).toBe(0);
    const groups = [...(await readSnapshot(out)).groups];
    expect(groups.find((group) => group.id === HR_DEPARTMENT)?.assignedLicenses).toHaveLength(2);
  });
});

describe('reconcile', () => {
  it('leaves the demo tenant as it is, and tells the failures in it by the exit code', async () => {
    const out = join(temporaryFolder(), 'out');
    const ran = await seatkeeper(['reconcile', '--out', out, '--json']);
    expect(ran.code).toBe(1);
    expect(ran.out.trimEnd().split('\n')).toHaveLength(1);
    expect(JSON.parse(ran.out)).toEqual({
      users: 1_200,
      groups: 26,
      changes: 0,
      assigned: 415,
      failed: 7,
      byError: {
        CountViolation: 3,
        DependencyViolation: 1,
        MutuallyExclusiveViolation: 2,
        UniquenessViolation: 1,
      },
      rounds: 1,
      ms: { load: expect.any(Number), reconcile: expect.any(Number), write: expect.any(Number) },
    });
    expect(linesOf(out, 'audit.ndjson')).toEqual([]);
  });

  it('gives 990 of HR Department both products, fails ten, and writes the audit log of it', async () => {
    const folder = temporaryFolder();
    await seatkeeper(['tenant', 'export', '--out', join(folder, 'in')], { env: { DATA_DIR: await usedStore() } });
    const ran = await seatkeeper(['reconcile', '--tenant', join(folder, 'in'), '--out', join(folder, 'out'), '--json']);
    expect(JSON.parse(ran.out)).toMatchObject({
      changes: 2_000,
      failed: 17,
      byError: { MutuallyExclusiveViolation: 12 },
    });

    const audit = linesOf(join(folder, 'out'), 'audit.ndjson');
    const actor = { displayName: 'Microsoft Entra group-Based Licensing' };
    const time = '2026-11-24T08:00:00.000Z';
    expect(audit).toHaveLength(1_002);
    expect(audit[0]).toMatchObject({
      time,
      activity: 'Start applying group based license to users',
      actor,
      target: HR_DEPARTMENT,
    });
    expect(audit[1]).toMatchObject({ time, activity: 'Change user license', actor, details: { status: 'success' } });
    expect(audit.at(-1)).toEqual({
      time,
      activity: 'Finish applying group based license to users',
      actor,
      target: HR_DEPARTMENT,
      details: {
        modifiedProperties: [
          {
            displayName: 'Result',
            oldValue: '[]',
            newValue: '[Users successfully assigned licenses: 990, Users for whom license assignment failed: 10.]',
          },
        ],
      },
    });

    const again = await seatkeeper([
      'reconcile',
      '--tenant',
      join(folder, 'out'),
      '--out',
      join(folder, 'twice'),
      '--json',
    ]);
    expect(JSON.parse(again.out)).toMatchObject({ changes: 0 });
    for (const file of ['users.ndjson', 'groups.ndjson', 'subscribedSkus.json']) {
      expect(readFileSync(join(folder, 'twice', file))).toEqual(readFileSync(join(folder, 'out', file)));
    }
  });

  it('tells people the same in sentences', async () => {
    const out = join(temporaryFolder(), 'out');
    const ran = await seatkeeper(['reconcile', '--tenant', snapshotFolder(), '--out', out]);
    expect(ran.code).toBe(0);
    expect(ran.out).toMatch(/^2 people and 1 group: 0 license rows changed\.\n/);
  });
});

describe('audit verify', () => {
  it('finds a whole chain whole', async () => {
    const env = { DATA_DIR: await usedStore() };
    const { code, out } = await seatkeeper(['audit', 'verify'], { env });
    expect(out).toMatch(/^The audit log is intact: 1 record, the last one [0-9a-f]{64}\.\n$/);
    expect(code).toBe(0);
    expect(JSON.parse((await seatkeeper(['audit', 'verify', '--json'], { env })).out)).toMatchObject({ intact: 1 });
  });

  it('names the first record that is not what was written', async () => {
    const dataDir = await usedStore();
    tamper(dataDir, "DROP TRIGGER audit_is_append_only_update; UPDATE audit SET target = 'x' WHERE seq = 1");
    const { code, out } = await seatkeeper(['audit', 'verify'], { env: { DATA_DIR: dataDir } });
    expect(out).toContain('The audit log is broken at record 1: its content is not what was written.');
    expect(code).toBe(1);
    const doctor = await seatkeeper(['doctor'], { env: { DATA_DIR: dataDir } });
    expect(doctor.out).toContain('✕ Audit log: broken at record 1');
  });

  it('finds a chain that was written anew by a head noted before', async () => {
    const env = { DATA_DIR: await usedStore() };
    const { head } = JSON.parse((await seatkeeper(['audit', 'verify', '--json'], { env })).out) as { head: string };
    expect((await seatkeeper(['audit', 'verify', '--head', head], { env })).code).toBe(0);
    const other = await seatkeeper(['audit', 'verify', '--head', 'f'.repeat(64)], { env });
    expect(other.out).toContain('no record has the published hash ffff');
    expect(other.code).toBe(1);
  });

  it('names a store that is not there', async () => {
    const { code, err } = await seatkeeper(['audit', 'verify'], { env: { DATA_DIR: '/no/such/data' } });
    expect(err).toContain('/no/such/data');
    expect(code).toBe(78);
  });
});
