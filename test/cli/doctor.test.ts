import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { checkGroupLicensing } from '../../src/cli/doctor/check-graph.ts';
import { checkPermissions, NEEDS } from '../../src/cli/doctor/check-permissions.ts';
import type { Finding } from '../../src/cli/doctor/finding.ts';
import { clockFinding } from '../../src/cli/doctor/reachable.ts';
import { systemClock } from '../../src/engine/clock.ts';
import type { SubscribedSku } from '../../src/graph/types.ts';
import { connected } from '../directory/graph/connected.ts';
import { identifiedBy } from '../directory/graph/managed-identity.ts';
import { smallTenant } from '../directory/small-tenant.ts';
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
  expect(out).toContain('✕ DATABASE_URL: it is not the URL of a PostgreSQL database.');
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

describe('of a tenant of Microsoft Graph', () => {
  const NEEDED = NEEDS.map(({ permission }) => permission);

  const told = (findings: readonly Finding[]) =>
    findings.map(({ subject, state, detail }) => `${state} ${subject}: ${detail}`).join('\n');

  it('finds nothing to do where all is granted', async () => {
    const { emulator } = await connected({ permissions: NEEDED, clock: systemClock });
    const identity = await identifiedBy(emulator.port);
    onTestFinished(() => void vi.unstubAllEnvs());
    const env = { ...identity, DATA_DIR: temporaryFolder(), DIRECTORY: 'graph', GRAPH_BASE_URL: emulator.url };
    const { code, out } = await seatkeeper(['doctor'], { env });
    expect(out).toContain('with managed-identity, licensing native');
    expect(out).toContain('✓ Clock: as that of Microsoft Graph');
    expect(out).toContain('✓ Microsoft Entra ID P1: ENTERPRISEPACK brings it: Entra licenses groups');
    expect(out).not.toContain('✕');
    expect(out).not.toContain('more than is needed');
    for (const permission of NEEDED) expect(out).toContain(`✓ ${permission}: `);
    expect(code).toBe(0);
  });

  it('says what each missing permission costs', async () => {
    const permissions = NEEDED.filter((one) => !['RoleManagement.Read.Directory', 'AuditLog.Read.All'].includes(one));
    const { client } = await connected({ permissions });
    const findings = told(await checkPermissions(client, permissions));
    expect(findings).toContain(
      'wrong RoleManagement.Read.Directory: missing, for who may do and approve what. Grant it',
    );
    expect(findings).toContain(
      'note AuditLog.Read.All: missing, for telling who made a change elsewhere: it is refused.',
    );
    expect(findings).not.toContain('Permissions');
  });

  it('says what to grant in place of what grants too much', async () => {
    const permissions = ['Directory.Read.All', 'LicenseAssignment.ReadWrite.All'];
    const { client } = await connected({ permissions });
    expect(told(await checkPermissions(client, permissions))).toContain(
      'note Permissions: more than is needed: Directory.Read.All. Grant in their place User.Read.All, GroupMember.Read.All, ' +
        'RoleManagement.Read.Directory. Take them from the app.',
    );
  });

  it('says whether Entra can license groups', async () => {
    const tenant = smallTenant();
    const plan = { servicePlanId: '41781fb2-bc02-4b7c-bd55-b576c07bb09d', provisioningStatus: 'Success' } as const;
    const premium = {
      ...(tenant.subscribedSkus[0] as SubscribedSku),
      skuId: '078d2b04-f1bd-4111-bbd4-b4b1b354cef4',
      skuPartNumber: 'AAD_PREMIUM',
      servicePlans: [{ ...plan, servicePlanName: 'AAD_PREMIUM', appliesTo: 'User' }],
    };
    const { client } = await connected({ snapshot: { ...tenant, subscribedSkus: [premium] } });
    expect(told(await checkGroupLicensing(client, 'native'))).toBe(
      'good Microsoft Entra ID P1: AAD_PREMIUM brings it: Entra licenses groups',
    );
    expect(told(await checkGroupLicensing(client, 'managed'))).toContain(
      'note Microsoft Entra ID P1: AAD_PREMIUM brings',
    );
    const gone = { ...premium, capabilityStatus: 'Suspended' };
    const { client: without } = await connected({ snapshot: { ...tenant, subscribedSkus: [gone] } });
    expect(told(await checkGroupLicensing(without, 'native'))).toContain('Entra will refuse licenses of groups.');
    expect(told(await checkGroupLicensing(without, 'managed'))).toContain('good Microsoft Entra ID P1: none');
  });

  it.each([
    [0, 'good', 'as that of Microsoft Graph'],
    [-90_000, 'note', '90 s behind that of Microsoft Graph'],
    [400_000, 'wrong', '400 s ahead of that of Microsoft Graph: tokens are refused.'],
  ])('compares clocks: %i ms ahead is %s', (clockAheadMs, state, words) => {
    expect(clockFinding({ clockAheadMs })).toMatchObject({ state, detail: expect.stringContaining(words) });
  });
});
