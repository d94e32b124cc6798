import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { exportTenantOf } from '../../../src/directory/graph/export-tenant.ts';
import { readSnapshot } from '../../../src/directory/snapshot/read-snapshot.ts';
import { seededFaults } from '../../../src/graph-emulator/faults.ts';
import { loadTenant } from '../../../src/licensing/model/load-tenant.ts';
import type { Tenant } from '../../../src/licensing/model/tenant.ts';
import { smallTenant } from '../small-tenant.ts';
import { clock, connected } from './connected.ts';

function folder(): string {
  const path = mkdtempSync(join(tmpdir(), 'seatkeeper-read-'));
  onTestFinished(() => rmSync(path, { recursive: true }));
  return path;
}

/** What Graph can know of a tenant. */
function told(tenant: Tenant) {
  const users = Array.from({ length: tenant.userCount }, (_, user) => user);
  const groups = Array.from({ length: tenant.groupCount }, (_, group) => group);
  return {
    organization: tenant.organization.displayName,
    people: users.map((user) => ({
      ...tenant.user(user),
      addresses: tenant.user(user).proxyAddresses,
      rows: tenant.read(tenant.rows(user)).map(({ skuId, assignedByGroup, state }) => [skuId, assignedByGroup, state]),
    })),
    groups: groups.map((group) => ({
      ...tenant.group(group),
      licenses: tenant.assignedLicenses(group),
      members: tenant.members(group),
      nested: tenant.nestedGroups(group),
    })),
    seats: tenant.skus.map((_, sku) => tenant.seats(sku)),
    roles: tenant.directoryRoles.map(({ roleTemplateId, members }) => [roleTemplateId, [...members].sort()]),
  };
}

it.each([1, 2, 3])('a tenant is read whole, whatever goes wrong on the way: seed %i', async (seed) => {
  const out = join(folder(), 'tenant');
  const { client, emulator } = await connected({
    snapshot: smallTenant({ people: 1_100 }),
    faults: seededFaults({ percent: 30, seed }),
    holdMs: 10_000,
    withinMs: 5_000,
  });
  // Entra is done with the groups that the tenant begins with.
  await clock.sleep(60_000);
  await exportTenantOf(client, out);
  expect(told(loadTenant(await readSnapshot(out)))).toEqual(told(emulator.world.tenant));
});

it('what cannot be read to its end is not there at all', async () => {
  const path = folder();
  const { client } = await connected({ permissions: ['User.Read.All', 'LicenseAssignment.Read.All'] });
  await expect(exportTenantOf(client, join(path, 'tenant'))).rejects.toMatchObject({ code: 'Forbidden' });
  expect(existsSync(join(path, 'tenant'))).toBe(false);
  expect(readdirSync(path)).toEqual([]);
});
