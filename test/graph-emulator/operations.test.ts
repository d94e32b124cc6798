import { describe, expect, it } from 'vitest';
import { demoTenant } from '../../src/directory/demo/demo-tenant.ts';
import { findRoute } from '../../src/graph-emulator/route.ts';
import { ROUTES } from '../../src/graph-emulator/routes/routes.ts';
import { E3, EMS } from '../directory/small-tenant.ts';
import { type Ask, EVENTUAL, type Json, openGraph } from './graph.ts';

/**
 * Every operation of the licensing part of Graph v1.0: how it is asked for, the status it answers with, and the shape of
 * what it answers: `collection`, `entity`, `count`, `delta` or nothing.
 */

const MEGAN = 'aaaaaaaa-0000-4000-8000-000000000001';
const ALEX = 'aaaaaaaa-0000-4000-8000-000000000002';
const ADELE = 'aaaaaaaa-0000-4000-8000-000000000004';
const HR = 'bbbbbbbb-0000-4000-8000-000000000001';
const IT = 'bbbbbbbb-0000-4000-8000-000000000003';
const TENANT = '11111111-1111-1111-1111-111111111111';
const CAST = '?$count=true&$top=5';
const CASTING = { headers: EVENTUAL };
const E3_ALONE = { addLicenses: [{ skuId: E3, disabledPlans: [] }], removeLicenses: [] };

type Shape = 'collection' | 'mixed' | 'entity' | 'count' | 'delta' | 'batch' | 'nothing';
type Row = readonly [operation: string, status: number, shape: Shape, ask?: Ask];

const OPERATIONS: readonly Row[] = [
  ['GET /subscribedSkus', 200, 'collection'],
  [`GET /subscribedSkus/${TENANT}_${E3}`, 200, 'entity'],
  ['GET /organization', 200, 'collection'],
  [`GET /organization/${TENANT}`, 200, 'entity'],
  ['GET /domains', 200, 'collection'],
  ['GET /users', 200, 'collection'],
  ['GET /users/$count', 200, 'count', CASTING],
  [`GET /users/${MEGAN}`, 200, 'entity'],
  [`PATCH /users/${MEGAN}`, 204, 'nothing', { body: { usageLocation: 'NL' } }],
  [`GET /users/${MEGAN}/licenseDetails`, 200, 'collection'],
  [`POST /users/${MEGAN}/assignLicense`, 200, 'entity', { body: { ...E3_ALONE, addLicenses: [{ skuId: EMS }] } }],
  [`POST /users/${ALEX}/reprocessLicenseAssignment`, 200, 'entity'],
  [`GET /users/${MEGAN}/memberOf`, 200, 'mixed'],
  [`GET /users/${MEGAN}/memberOf/microsoft.graph.group${CAST}`, 200, 'collection', CASTING],
  [`GET /users/${MEGAN}/transitiveMemberOf`, 200, 'mixed'],
  [`GET /users/${MEGAN}/transitiveMemberOf/microsoft.graph.group${CAST}`, 200, 'collection', CASTING],
  ['GET /users/delta', 200, 'delta'],
  ['GET /groups', 200, 'collection'],
  ['GET /groups/$count', 200, 'count', CASTING],
  [`GET /groups/${HR}`, 200, 'entity'],
  [
    `PATCH /groups/${HR}`,
    204,
    'nothing',
    { body: { 'members@odata.bind': [`https://graph.microsoft.com/v1.0/directoryObjects/${MEGAN}`] } },
  ],
  [`GET /groups/${HR}/members`, 200, 'mixed'],
  [`GET /groups/${HR}/members/microsoft.graph.user${CAST}`, 200, 'collection', CASTING],
  [`GET /groups/${HR}/members/$count`, 200, 'count', CASTING],
  [`GET /groups/${HR}/transitiveMembers`, 200, 'mixed'],
  [`GET /groups/${HR}/transitiveMembers/microsoft.graph.user${CAST}`, 200, 'collection', CASTING],
  [`GET /groups/${HR}/transitiveMembers/$count`, 200, 'count', CASTING],
  [`GET /groups/${HR}/owners`, 200, 'mixed'],
  [`GET /groups/${HR}/owners/$count`, 200, 'count', CASTING],
  [`GET /groups/${HR}/membersWithLicenseErrors`, 200, 'mixed'],
  [
    `POST /groups/${IT}/members/$ref`,
    204,
    'nothing',
    { body: { '@odata.id': `https://graph.microsoft.com/v1.0/directoryObjects/${ADELE}` } },
  ],
  [`DELETE /groups/${IT}/members/${MEGAN}/$ref`, 204, 'nothing'],
  [`POST /groups/${HR}/assignLicense`, 202, 'entity', { body: E3_ALONE }],
  ['GET /groups/delta', 200, 'delta'],
  ['POST /directoryObjects/getByIds', 200, 'mixed', { body: { ids: [MEGAN, HR], types: ['user', 'group'] } }],
  ['GET /auditLogs/directoryAudits', 200, 'collection'],
  ['GET /directoryRoles', 200, 'collection'],
  ['GET /roleManagement/directory/roleAssignments', 200, 'collection'],
  ['GET /roleManagement/directory/roleDefinitions', 200, 'collection'],
  ['GET /directory/subscriptions', 200, 'collection'],
  ['GET /subscriptions', 200, 'collection'],
  ['POST /$batch', 200, 'batch', { body: { requests: [{ id: '1', method: 'GET', url: '/subscribedSkus' }] } }],
];

describe('every operation', () => {
  it.each(OPERATIONS.map((row) => [row[0], row] as const))('%s', async (_, [operation, status, shape, ask = {}]) => {
    const graph = await openGraph();
    const [method = '', path = ''] = operation.split(' ');
    const answer = await request(graph, method, path, ask);
    expect(answer.status, JSON.stringify(answer.body)).toBe(status);
    expectShape(answer.body, shape);
    expect(answer.headers.get('request-id')).toMatch(/^[0-9a-f-]{36}$/);
    if (shape !== 'nothing' && shape !== 'count') {
      expect(answer.headers.get('content-type')).toBe(
        'application/json;odata.metadata=minimal;odata.streaming=true;IEEE754Compatible=false;charset=utf-8',
      );
    }
  });

  it('has a row here, or a test of its own', () => {
    const apart = [
      '/manager',
      '/directoryRoles/{id}/members',
      '/subscriptions',
      '/subscriptions/{id}',
      '/owners/{id}/$ref',
      'user/$count',
    ];
    const asked = OPERATIONS.map(([operation]) => {
      const [method = '', path] = operation.split(' ');
      return { method, url: new URL(`http://localhost/v1.0${path}`), headers: {}, body: undefined };
    }).filter(({ url }) => !url.pathname.endsWith('$batch'));
    const covered = new Set(asked.map((request) => findRoute(ROUTES, request).route));
    const others = ROUTES.filter((one) => !covered.has(one) && !apart.some((path) => one.path.endsWith(path)));
    // Without /$ref a person would be deleted: that is refused, and tested with the writes.
    expect(others.map(({ method, path }) => `${method} ${path}`)).toEqual(['DELETE /groups/{id}/members/{id}']);
  });

  it('a manager, where the snapshot says who it is', async () => {
    const { get, refused } = await openGraph({ snapshot: withManager() });
    expect((await get(`/users/${MEGAN}/manager`)).body).toMatchObject({
      '@odata.type': '#microsoft.graph.user',
      id: ALEX,
    });
    expect((await refused.get(`/users/${ALEX}/manager`)).status).toBe(404);
  });

  it('the members of a role', async () => {
    const { get } = await openGraph();
    const roles = (await get('/directoryRoles')).body.value;
    const role = roles.find((one: Json) => one.displayName === 'Global Administrator');
    const { body } = await get(`/directoryRoles/${role.id}/members?$select=id,displayName`);
    expect(body.value).toEqual([
      {
        '@odata.type': '#microsoft.graph.user',
        id: 'aaaaaaaa-0000-4000-8000-000000000003',
        displayName: 'Nestor Wilke',
      },
    ]);
  });

  it('an owner, from being named to being gone', async () => {
    const { all, get, patch, remove } = await openGraph({ isDescribed: false });
    const link = `https://graph.microsoft.com/v1.0/directoryObjects/${MEGAN}`;
    await patch(`/groups/${HR}`, { 'owners@odata.bind': [link] });
    expect((await all(`/groups/${HR}/owners?$select=id`)).map(({ id }) => id)).toEqual([MEGAN]);
    const { body } = await get(`/groups/${HR}/owners/$count?$filter=id eq '${MEGAN}'`, CASTING);
    expect(body).toBe(1);
    expect((await remove(`/groups/${HR}/owners/${MEGAN}/$ref`)).status).toBe(204);
    expect(await all(`/groups/${HR}/owners`)).toEqual([]);
  });
});

type Client = Awaited<ReturnType<typeof openGraph>>;

function request(
  graph: Client,
  method: string,
  path: string,
  ask: { headers?: Record<string, string>; body?: unknown },
) {
  switch (method) {
    case 'GET':
      return graph.get(path, ask);
    case 'POST':
      return graph.post(path, ask.body);
    case 'PATCH':
      return graph.patch(path, ask.body);
    default:
      return graph.remove(path);
  }
}

function expectShape(body: Json, shape: Shape): void {
  switch (shape) {
    case 'nothing':
      expect(body).toBeUndefined();
      return;
    case 'count':
      expect(body).toEqual(expect.any(Number));
      return;
    case 'entity':
      expect(body['@odata.context']).toMatch(/\$metadata#\w+\/\$entity$/);
      expect(body.id).toEqual(expect.any(String));
      return;
    case 'batch':
      expect(body.responses).toHaveLength(1);
      return;
    case 'delta':
      expect('@odata.nextLink' in body).not.toBe('@odata.deltaLink' in body);
      expect(body.value.every(({ id }: Json) => typeof id === 'string')).toBe(true);
      return;
    default:
      expect(body['@odata.context']).toContain('/v1.0/$metadata#');
      expect(body.value.every((item: Json) => '@odata.type' in item === (shape === 'mixed'))).toBe(true);
  }
}

function withManager() {
  const tenant = demoTenant();
  const users = [...tenant.users].map((user) => (user.id === MEGAN ? { ...user, manager: { id: ALEX } } : user));
  return { ...tenant, users };
}
