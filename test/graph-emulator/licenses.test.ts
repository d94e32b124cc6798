import { describe, expect, it } from 'vitest';
import { planId } from '../../src/catalogue/products.ts';
import { demoTenant } from '../../src/directory/demo/demo-tenant.ts';
import { applyChange } from '../../src/licensing/model/apply-change.ts';
import { loadTenant } from '../../src/licensing/model/load-tenant.ts';
import { reconcile } from '../../src/licensing/reconcile/reconcile.ts';
import { E1, E3, EMS, smallTenant } from '../directory/small-tenant.ts';
import { type Graph, type Json, openGraph } from './graph.ts';

const HR = 'bbbbbbbb-0000-4000-8000-000000000001';
const KIOSK = 'bbbbbbbb-0000-4000-8000-000000000002';
const ADELE = 'aaaaaaaa-0000-4000-8000-000000000004';

const license = (skuId: string, ...disabledPlans: string[]) => ({ skuId, disabledPlans });
const give = (...addLicenses: Json[]) => ({ addLicenses, removeLicenses: [] });
const take = (...removeLicenses: string[]) => ({ addLicenses: [], removeLicenses });

const stateOf = async ({ get }: Graph, group: string) =>
  (await get(`/groups/${group}?$select=licenseProcessingState`)).body.licenseProcessingState?.state;

const rowsOf = async ({ get }: Graph, user: string): Promise<Json[]> =>
  (await get(`/users/${user}?$select=licenseAssignmentStates`)).body.licenseAssignmentStates;

describe('a license on a group', () => {
  it('is accepted at once, processed in the background, and fails for exactly the ten', async () => {
    const graph = await openGraph();
    const { get, post, all, clock } = graph;
    const { status, headers, body } = await post(`/groups/${HR}/assignLicense`, give(license(E3), license(EMS)));
    expect(status).toBe(202);
    expect(headers.get('location')).toBe(`${graph.emulator.url}/groups/${HR}`);
    expect(body.id).toBe(HR);
    expect(await stateOf(graph, HR)).toBe('QueuedForProcessing');
    expect(await rowsOf(graph, ADELE)).not.toContainEqual(expect.objectContaining({ assignedByGroup: HR }));

    await clock.advance(600);
    expect(await stateOf(graph, HR)).toBe('ProcessingInProgress');
    await clock.advance(2_000);
    expect(await stateOf(graph, HR)).toBe('ProcessingComplete');

    const failing = await all(`/groups/${HR}/membersWithLicenseErrors?$select=id,licenseAssignmentStates`);
    expect(failing).toHaveLength(10);
    const errors = failing[0].licenseAssignmentStates.filter((row: Json) => row.assignedByGroup === HR);
    expect(errors.map(({ skuId, state, error }: Json) => [skuId, state, error])).toEqual([
      [E3, 'Error', 'MutuallyExclusiveViolation'],
      [EMS, 'Error', 'Other'],
    ]);
    expect((await rowsOf(graph, ADELE)).filter((row) => row.assignedByGroup === HR)).toHaveLength(2);
    const { body: sku } = await get(`/subscribedSkus?$select=skuId,consumedUnits`);
    expect(sku.value.find(({ skuId }: Json) => skuId === EMS).consumedUnits).toBeGreaterThanOrEqual(990);
  });

  it('comes to what one reconciliation comes to, for everybody', async () => {
    const graph = await openGraph();
    await graph.post(`/groups/${HR}/assignLicense`, give(license(E3, planId('YAMMER_ENTERPRISE')), license(EMS)));
    await graph.settle();

    const tenant = loadTenant(demoTenant());
    const licenses = give(license(E3, planId('YAMMER_ENTERPRISE')), license(EMS));
    applyChange(tenant, { kind: 'assignGroupLicense', groupId: HR, ...licenses });
    reconcile(tenant, { users: 'everyone', now: '2026-11-24T08:00:00Z' });
    for (const { id, licenseAssignmentStates } of await graph.all(
      '/users?$select=id,licenseAssignmentStates&$top=999',
    )) {
      const expected = tenant.read(tenant.rows(tenant.findUser(id) as number));
      const told = (rows: readonly Json[]) =>
        rows.map(
          (row) => `${row.skuId} ${row.assignedByGroup} ${row.state} ${row.error ?? 'None'} ${row.disabledPlans}`,
        );
      expect(told(licenseAssignmentStates).sort(), id).toEqual(told(expected).sort());
    }
  });

  it('is given to who joins, and taken from who leaves the group in its way', async () => {
    const graph = await openGraph();
    const { post, remove, all } = graph;
    await post(`/groups/${HR}/assignLicense`, give(license(E3), license(EMS)));
    await graph.settle();
    const [blocked] = await all(`/groups/${HR}/membersWithLicenseErrors?$select=id`);
    expect((await remove(`/groups/${KIOSK}/members/${blocked.id}/$ref`)).status).toBe(204);
    expect(await stateOf(graph, KIOSK)).toBe('QueuedForProcessing');
    await graph.settle();
    const rows = (await rowsOf(graph, blocked.id)).filter(({ assignedByGroup }) =>
      [HR, KIOSK].includes(assignedByGroup),
    );
    expect(rows).toMatchObject([
      { skuId: E3, assignedByGroup: HR, state: 'Active' },
      { skuId: EMS, assignedByGroup: HR, state: 'Active' },
    ]);
    expect(await all(`/groups/${HR}/membersWithLicenseErrors?$select=id`)).toHaveLength(9);
  });

  it('goes on with a change that comes in the middle', async () => {
    const graph = await openGraph({ peoplePerSecond: 100 });
    const { post, all, clock } = graph;
    await post(`/groups/${HR}/assignLicense`, give(license(EMS)));
    await clock.advance(3_000);
    expect(await stateOf(graph, HR)).toBe('ProcessingInProgress');
    await post(`/groups/${HR}/assignLicense`, give(license(E3)));
    await graph.settle();
    expect(await stateOf(graph, HR)).toBe('ProcessingComplete');
    const members = await all(`/groups/${HR}/members?$select=id,licenseAssignmentStates&$top=999`);
    const having = members.filter((member) =>
      [E3, EMS].every((sku) =>
        member.licenseAssignmentStates.some(
          (row: Json) => row.skuId === sku && row.assignedByGroup === HR && row.state === 'Active',
        ),
      ),
    );
    expect(having).toHaveLength(990);
  });

  it('is refused without Entra ID P1, and what groups gave before goes on with who joins and leaves', async () => {
    const graph = await openGraph({ p1: false });
    const { refused, post, remove, all } = graph;
    const { status, body } = await refused.post(`/groups/${HR}/assignLicense`, give(license(E3)));
    expect(status).toBe(400);
    expect(body.error).toMatchObject({ code: 'Request_BadRequest', message: expect.stringContaining('Entra ID P1') });
    const before = await rowsOf(graph, ADELE);
    const link = `https://graph.microsoft.com/v1.0/directoryObjects/${ADELE}`;
    await post(`/groups/${KIOSK}/members/$ref`, { '@odata.id': link });
    await graph.settle();
    expect(await rowsOf(graph, ADELE)).toMatchObject([...before, { assignedByGroup: KIOSK, state: 'Active' }]);
    expect(await all(`/groups/${KIOSK}/members?$select=id`)).toHaveLength(41);
    await remove(`/groups/${KIOSK}/members/${ADELE}/$ref`);
    await graph.settle();
    expect(await rowsOf(graph, ADELE)).toEqual(before);
  });

  it('a tenant that is not at rest is brought there after the start', async () => {
    const snapshot = smallTenant({ people: 3 });
    const graph = await openGraph({ snapshot });
    expect(await stateOf(graph, 'kiosk')).toBe('QueuedForProcessing');
    expect(await rowsOf(graph, 'kiosk-only')).toEqual([]);
    await graph.settle();
    expect(await stateOf(graph, 'kiosk')).toBe('ProcessingComplete');
    expect((await rowsOf(graph, 'kiosk-only')).map(({ skuId }) => skuId)).toEqual([E1]);
  });

  it('is told in the audit log, from the change to the result', async () => {
    const graph = await openGraph();
    await graph.post(`/groups/${HR}/assignLicense`, give(license(E3), license(EMS)), {
      headers: { 'client-request-id': '0b8d5f0f-0000-4000-8000-000000000001' },
    });
    await graph.settle();
    const records = await graph.all('/auditLogs/directoryAudits?$top=500');
    const ofGroup = records.filter(({ targetResources: [target] }) => target.id === HR).reverse();
    expect(ofGroup.map(({ activityDisplayName }) => activityDisplayName)).toEqual([
      'Set group license',
      'Start applying group based license to users',
      'Finish applying group based license to users',
    ]);
    expect(ofGroup[0].correlationId).toBe('0b8d5f0f-0000-4000-8000-000000000001');
    expect(ofGroup[2].targetResources[0].modifiedProperties[0].newValue).toBe(
      '[Users successfully assigned licenses: 990, Users for whom license assignment failed: 10.]',
    );
    expect(records.filter(({ activityDisplayName }) => activityDisplayName === 'Change user license')).toHaveLength(
      1_000,
    );
  });
});

describe('a license on a person', () => {
  it('is there at once, and gone at once', async () => {
    const graph = await openGraph({ snapshot: smallTenant() });
    const { status, body } = await graph.post('/users/person-2/assignLicense', give(license(E3)));
    expect(status).toBe(200);
    expect(body.id).toBe('person-2');
    expect(await rowsOf(graph, 'person-2')).toMatchObject([{ skuId: E3, assignedByGroup: null, state: 'Active' }]);
    expect((await graph.get('/users/person-2/licenseDetails')).body.value).toMatchObject([
      { skuPartNumber: 'ENTERPRISEPACK' },
    ]);
    await graph.post('/users/person-2/assignLicense', take(E3));
    expect(await rowsOf(graph, 'person-2')).toEqual([]);
  });

  it('replaces the plans that are off with those that are sent', async () => {
    const graph = await openGraph({ snapshot: smallTenant() });
    const yammer = planId('YAMMER_ENTERPRISE');
    const sway = planId('SWAY');
    await graph.post('/users/person-2/assignLicense', give(license(E3, yammer)));
    await graph.post('/users/person-2/assignLicense', give(license(E3, sway)));
    const [row] = await rowsOf(graph, 'person-2');
    expect(row.disabledPlans).toEqual([sway]);
    const { body } = await graph.get('/users/person-2/licenseDetails');
    const status = new Map(
      body.value[0].servicePlans.map((plan: Json) => [plan.servicePlanId, plan.provisioningStatus]),
    );
    expect([status.get(yammer), status.get(sway)]).toEqual(['Success', 'Disabled']);
  });

  it('does not give a seat that is not there, and does not count one twice', async () => {
    const graph = await openGraph({ snapshot: smallTenant({ people: 3, seats: 1 }) });
    await graph.post('/users/person-2/assignLicense', give(license(E3)));
    const { status, body } = await graph.refused.post('/users/person-3/assignLicense', give(license(E3)));
    expect(status).toBe(400);
    expect(body.error.message).toBe(`Subscription with SKU ${E3} does not have any available licenses.`);
  });

  it.each([
    ['a list is missing', { addLicenses: [license(E3)] }, 'The missing parameters are: removeLicenses.'],
    ['both lists are missing', {}, 'The missing parameters are: addLicenses, removeLicenses.'],
    [
      'a part number is no id',
      give(license('ENTERPRISEPACK')),
      "Cannot convert a primitive value to the expected type 'Edm.Guid'",
    ],
    ['a product is given and taken', { addLicenses: [license(E3)], removeLicenses: [E3] }, 'more than once'],
    [
      'the product is not ours',
      give(license('11111111-2222-4333-8444-555555555555')),
      'License 11111111-2222-4333-8444-555555555555 does not correspond to a valid company License.',
    ],
    ['it is not there', take(EMS), 'User does not have a corresponding license.'],
    ['a plan is not of the product', give(license(E3, planId('EXCHANGE_S_STANDARD'))), 'is not part of the license'],
  ])('is refused where %s', async (_, body, message) => {
    const { refused } = await openGraph({ snapshot: smallTenant() });
    const { status, body: answer } = await refused.post('/users/person-2/assignLicense', body);
    expect(status).toBe(400);
    expect(answer.error.code).toBe('Request_BadRequest');
    expect(answer.error.message).toContain(message);
  });

  it('names the plans that exclude each other', async () => {
    const graph = await openGraph({ snapshot: smallTenant() });
    await graph.post('/users/person-2/assignLicense', give(license(E1)));
    const { body } = await graph.refused.post('/users/person-2/assignLicense', give(license(E3)));
    expect(body.error.message).toMatch(/^License assignment failed because service plans .* are mutually exclusive$/);
    expect(body.error.message).toContain(planId('EXCHANGE_S_STANDARD'));
    expect(body.error.message).toContain(planId('EXCHANGE_S_ENTERPRISE'));
    const swap = { addLicenses: [license(E3)], removeLicenses: [E1] };
    expect((await graph.post('/users/person-2/assignLicense', swap)).status).toBe(200);
  });

  it('names the plan that is missing', async () => {
    const graph = await openGraph();
    const { get, refused } = graph;
    const { body } = await get('/subscribedSkus?$select=skuId,skuPartNumber');
    const phone = body.value.find((sku: Json) => sku.skuPartNumber === 'MCOEV').skuId;
    const { body: answer } = await refused.post(`/users/${ADELE}/assignLicense`, give(license(phone)));
    expect(answer.error.message).toMatch(
      /^License assignment failed because service plan [0-9a-f-]{36} depends on the service plan\(s\) [0-9a-f-]{36}/,
    );
  });

  it('that comes through a group cannot be taken from the person', async () => {
    const graph = await openGraph();
    const [member] = await graph.all(`/groups/${KIOSK}/members?$select=id`);
    const { body } = await graph.refused.post(`/users/${member.id}/assignLicense`, take(E1));
    expect(body.error.message).toBe(
      'User license is inherited from a group membership and it cannot be removed directly from the user.',
    );
  });

  it('needs a usage location, which is changed without a look at licenses', async () => {
    const graph = await openGraph({ snapshot: smallTenant() });
    await graph.patch('/users/person-2', { usageLocation: null });
    const { body } = await graph.refused.post('/users/person-2/assignLicense', give(license(E3)));
    expect(body.error.message).toBe('License assignment cannot be done for user with invalid usage location.');
    expect((await graph.refused.patch('/users/person-2', { usageLocation: 'Netherlands' })).status).toBe(400);
    expect((await graph.patch('/users/person-2', { usageLocation: 'NL' })).status).toBe(204);
    expect((await graph.get('/users/person-2?$select=usageLocation')).body.usageLocation).toBe('NL');
  });
});

describe('looking again', () => {
  it('tells what is in the way, and gives what is possible since', async () => {
    const graph = await openGraph({ snapshot: smallTenant() });
    await graph.settle();
    await graph.post('/groups/hr/assignLicense', give(license(E3)));
    await graph.settle();
    const { status, body } = await graph.refused.post('/users/person-1/reprocessLicenseAssignment');
    expect(status).toBe(400);
    expect(body.error.message).toContain('are mutually exclusive');

    await graph.remove('/groups/kiosk/members/person-1/$ref');
    await graph.settle();
    expect((await graph.post('/users/person-1/reprocessLicenseAssignment')).status).toBe(200);
    expect(await rowsOf(graph, 'person-1')).toMatchObject([{ skuId: E3, assignedByGroup: 'hr', state: 'Active' }]);
  });

  it('is needed after a direct license that was in the way is gone', async () => {
    const graph = await openGraph({ snapshot: smallTenant() });
    await graph.post('/users/person-2/assignLicense', give(license(E1)));
    await graph.post('/groups/hr/assignLicense', give(license(E3)));
    await graph.settle();
    await graph.post('/users/person-2/assignLicense', take(E1));
    await graph.settle();
    expect(await rowsOf(graph, 'person-2')).toMatchObject([{ skuId: E3, state: 'Error' }]);
    await graph.post('/users/person-2/reprocessLicenseAssignment');
    expect(await rowsOf(graph, 'person-2')).toMatchObject([{ skuId: E3, state: 'Active' }]);
  });
});

describe('members', () => {
  const link = (id: string) => ({ '@odata.id': `https://graph.microsoft.com/v1.0/directoryObjects/${id}` });

  it('come once, and go once', async () => {
    const { all, post, remove, refused } = await openGraph({ snapshot: smallTenant() });
    expect((await post('/groups/kiosk/members/$ref', link('megan'))).status).toBe(204);
    const { status, body } = await refused.post('/groups/kiosk/members/$ref', link('megan'));
    expect(status).toBe(400);
    expect(body.error.message).toBe(
      "One or more added object references already exist for the following modified properties: 'members'.",
    );
    expect((await all('/groups/kiosk/members?$select=id')).map(({ id }) => id)).toContain('megan');
    expect((await remove('/groups/kiosk/members/megan/$ref')).status).toBe(204);
    expect((await refused.remove('/groups/kiosk/members/megan/$ref')).status).toBe(404);
  });

  it('come by up to twenty in one request, all of them or none', async () => {
    const { all, patch, refused } = await openGraph({ snapshot: smallTenant() });
    const bind = (...ids: string[]) => ({
      'members@odata.bind': ids.map((id) => `https://graph.microsoft.com/v1.0/directoryObjects/${id}`),
    });
    expect((await refused.patch('/groups/kiosk', bind('megan', 'person-1'))).status).toBe(400);
    expect(await all('/groups/kiosk/members')).toHaveLength(2);
    expect((await patch('/groups/kiosk', bind('megan', 'person-2'))).status).toBe(204);
    expect(await all('/groups/kiosk/members')).toHaveLength(4);
    expect((await refused.patch('/groups/kiosk', bind(...Array(21).fill('megan')))).status).toBe(400);
  });

  it('nobody is deleted by a path without $ref', async () => {
    const { remove, get } = await openGraph({ snapshot: smallTenant(), isDescribed: false });
    const { status, body } = await remove('/groups/kiosk/members/person-1');
    expect(status).toBe(403);
    expect(body.error.code).toBe('Authorization_RequestDenied');
    expect((await get('/users/person-1')).status).toBe(200);
  });

  it('of a dynamic group are nobody else’s to change, and unknown ones are not found', async () => {
    const { all, refused } = await openGraph();
    const groups = await all('/groups?$select=id,groupTypes');
    const dynamic = groups.find(({ groupTypes }) => groupTypes.includes('DynamicMembership'));
    expect((await refused.post(`/groups/${dynamic.id}/members/$ref`, link(ADELE))).status).toBe(403);
    expect((await refused.post(`/groups/${HR}/members/$ref`, link('nobody'))).status).toBe(404);
    expect((await refused.post('/groups/nothing/members/$ref', link(ADELE))).status).toBe(404);
  });
});
