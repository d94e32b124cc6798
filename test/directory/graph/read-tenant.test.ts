import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { graphClient } from '../../../src/directory/graph/client.ts';
import { exportTenantOf } from '../../../src/directory/graph/export-tenant.ts';
import { readTenant } from '../../../src/directory/graph/read-tenant.ts';
import { tokensFrom } from '../../../src/directory/graph/tokens.ts';
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

describe('a tenant that changes while it is read', () => {
  const user = (id: string) => ({ '@odata.type': '#microsoft.graph.user', id });
  const group = (id: string) => ({ id, displayName: id, assignedLicenses: [] });
  const person = (id: string) => ({ id, userPrincipalName: `${id}@x.test`, licenseAssignmentStates: [] });
  const gone = { status: 404, error: { code: 'Request_ResourceNotFound', message: 'It does not exist.' } };

  /** What comes of asking for a path below the version, for each time; of others: an empty list. */
  async function readOf(answers: Readonly<Record<string, readonly object[]>>) {
    const asked: string[] = [];
    const answer = (url: string) => {
      const { pathname, search } = new URL(url, 'https://graph.microsoft.com');
      const place = pathname.replace('/v1.0', '') + (search.includes('skiptoken') ? '?2' : '');
      const times = asked.filter((one) => one === place).length;
      asked.push(place);
      return { status: 200, value: [], ...(answers[place]?.[times] ?? answers[place]?.at(-1)) };
    };
    const server = createServer(async (request, response) => {
      const body = (await Array.fromAsync(request)).join('');
      const parts: { id: string; url: string }[] = body === '' ? [] : JSON.parse(body).requests;
      const responses = parts.map(({ id, url }) => {
        const { status, ...rest } = answer(url);
        return { id, status, headers: {}, body: rest };
      });
      response.end(JSON.stringify(parts.length > 0 ? { responses } : answer(request.url ?? '')));
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    onTestFinished(() => void server.close());
    const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1.0`;
    const getToken = async () => ({ token: 'any', expiresOnTimestamp: clock.now().getTime() + 3_600_000 });
    const tokens = tokensFrom({ credential: { getToken }, scope: 'x', clock });
    const path = folder();
    await readTenant(graphClient({ baseUrl, tokens, clock, random: Math.random }), path);
    const { users, groups } = await readSnapshot(path);
    return [[...users].map(({ id }) => id), [...groups].map(({ id, members }) => [id, members])];
  }

  const tenant = { '/organization': [{ value: [{ id: 't', displayName: 'X', countryLetterCode: 'US' }] }] };
  const second = (path: string) => ({ '@odata.nextLink': `${path}?$skiptoken=2` });

  it('is read whole where its pages overlap', async () => {
    const read = await readOf({
      ...tenant,
      '/users': [{ ...second('/users'), value: [person('ann'), person('bob')] }],
      '/users?2': [{ value: [person('bob'), person('cho')] }],
      '/groups': [{ ...second('/groups'), value: [group('hr')] }],
      '/groups?2': [{ value: [group('hr'), group('it')] }],
      '/groups/hr/members': [{ ...second('/groups/hr/members'), value: [user('ann')] }],
      '/groups/hr/members?2': [{ value: [user('ann'), user('cho')] }],
    });
    expect(read).toEqual([
      ['ann', 'bob', 'cho'],
      [
        ['hr', ['ann', 'cho']],
        ['it', []],
      ],
    ]);
  });

  it('is read without a group that is deleted meanwhile', async () => {
    const read = await readOf({
      ...tenant,
      '/groups': [{ value: [group('hr'), group('it')] }, { value: [group('hr')] }],
      '/groups/it/members': [gone],
    });
    expect(read).toEqual([[], [['hr', []]]]);
  });

  it.each([
    ['null', [null], 'item 1 of its list is no object'],
    ['a member without an id', [user('ann'), { displayName: 'Bob' }], 'item 2 of its list has no id'],
  ])('is not read where Graph lists %s among the members of a group', async (_, value, problem) => {
    const reading = readOf({ ...tenant, '/groups': [{ value: [group('hr')] }], '/groups/hr/members': [{ value }] });
    await expect(reading).rejects.toThrow(problem);
    await expect(reading).rejects.toThrow('GET /groups/hr/members');
  });

  it('is not read where Graph lists a group and denies it', async () => {
    const read = readOf({ ...tenant, '/groups': [{ value: [group('hr')] }], '/groups/hr/members': [gone] });
    await expect(read).rejects.toMatchObject({ code: 'Unreachable' });
  });
});
