import { describe, expect, it } from 'vitest';
import { EVENTUAL, openGraph } from './graph.ts';

const MEGAN = 'aaaaaaaa-0000-4000-8000-000000000001';
const HR = 'bbbbbbbb-0000-4000-8000-000000000001';
const KIOSK = 'bbbbbbbb-0000-4000-8000-000000000002';
const E1 = '18181a46-0d4e-45cd-891e-60aabd171b4e';

describe('what is shown', () => {
  it('a person without $select has eleven properties', async () => {
    const { get } = await openGraph();
    const { body } = await get(`/users/${MEGAN}`);
    expect(Object.keys(body).filter((name) => !name.startsWith('@'))).toEqual([
      'id',
      'businessPhones',
      'displayName',
      'givenName',
      'jobTitle',
      'mail',
      'mobilePhone',
      'officeLocation',
      'preferredLanguage',
      'surname',
      'userPrincipalName',
    ]);
  });

  it('a group without $select has neither licenses nor their state', async () => {
    const { get } = await openGraph();
    const { body } = await get(`/groups/${KIOSK}`);
    expect(body).toMatchObject({ displayName: 'Kiosk users', securityEnabled: true, groupTypes: [] });
    expect(body).not.toHaveProperty('assignedLicenses');
    expect(body).not.toHaveProperty('licenseProcessingState');
  });

  it('what is selected and not there is null, or an empty list', async () => {
    const { get } = await openGraph();
    const { body } = await get(`/users/${MEGAN}?$select=department,otherMails`);
    expect(body).toEqual({
      '@odata.context': expect.stringContaining('$metadata#users(department,otherMails)/$entity'),
      department: null,
      otherMails: [],
    });
  });

  it('a license row says through which group it came, and that it has no error', async () => {
    const { get } = await openGraph();
    const { body } = await get(`/groups/${KIOSK}/members?$select=id,licenseAssignmentStates,assignedLicenses&$top=1`);
    expect(body.value[0].licenseAssignmentStates).toContainEqual({
      skuId: E1,
      disabledPlans: [],
      assignedByGroup: KIOSK,
      state: 'Active',
      error: 'None',
      lastUpdatedDateTime: expect.any(String),
    });
    expect(body.value[0].assignedLicenses).toContainEqual({ skuId: E1, disabledPlans: [] });
  });

  it('seats that are used are counted, and a product has its id with the tenant', async () => {
    const { all } = await openGraph();
    const skus = await all('/subscribedSkus');
    expect(skus.find(({ skuId }) => skuId === E1)).toMatchObject({
      id: `11111111-1111-1111-1111-111111111111_${E1}`,
      consumedUnits: 40,
      prepaidUnits: { enabled: 50, suspended: 0, warning: 0, lockedOut: 0 },
    });
  });

  it('a person is found by name as well as by id, in any letter case and encoded', async () => {
    const { get, refused } = await openGraph();
    for (const name of ['MeganB@contoso.com', 'meganb%40contoso.com', MEGAN.toUpperCase()]) {
      expect((await get(`/users/${name}`)).body.id).toBe(MEGAN);
    }
    expect((await get(`/users('${MEGAN}')`)).body.id).toBe(MEGAN);
    const { status, body } = await refused.get('/users/nobody@contoso.com');
    expect(status).toBe(404);
    expect(body.error).toMatchObject({
      code: 'Request_ResourceNotFound',
      message:
        "Resource 'nobody@contoso.com' does not exist or one of its queried reference-property objects are not present.",
    });
  });

  it('who wants no metadata gets neither context nor types, and links all the same', async () => {
    const { get } = await openGraph({ isDescribed: false });
    const bare = { headers: { Accept: 'application/json;odata.metadata=none' } };
    const { body, headers } = await get(`/groups/${HR}/members?$select=id&$top=2`, bare);
    expect(Object.keys(body)).toEqual(['@odata.nextLink', 'value']);
    expect(Object.keys(body.value[0])).toEqual(['id']);
    expect(headers.get('content-type')).toContain('odata.metadata=none');
    // The last page has nothing beside its list.
    expect((await get(`/groups?$select=displayName&$top=999`, bare)).body).toEqual({ value: expect.any(Array) });
    const { value } = (await get(`/groups?$top=1&$expand=members($select=id)`, bare)).body;
    expect(Object.keys(value[0].members[0])).toEqual(['id']);
  });

  it('somebody on a page of many as they are alone, whatever is asked for in whichever order', async () => {
    const { get } = await openGraph();
    for (const select of [
      'id,displayName,usageLocation',
      'userType,department,id,licenseAssignmentStates,accountEnabled',
    ]) {
      const { value } = (await get(`/users?$top=999&$select=${select}`)).body;
      const { '@odata.context': _, ...alone } = (await get(`/users/${MEGAN}?$select=${select}`)).body;
      expect(value[0]).toEqual(alone);
      expect(Object.keys(value[0])).toEqual(select.split(','));
    }
  });

  it('the ids of a request come back', async () => {
    const { get } = await openGraph();
    const own = '0b8d5f0f-0000-4000-8000-000000000001';
    const { headers } = await get('/organization', { headers: { 'client-request-id': own } });
    expect(headers.get('client-request-id')).toBe(own);
    expect(headers.get('odata-version')).toBe('4.0');
  });
});

describe('what clients write in their own way', () => {
  it.each([
    ['properties', "/users?$select=DisplayName,ID&$filter=UserPrincipalName eq 'meganb@contoso.com'"],
    ['options', "/users?$Select=displayName,id&$FILTER=userPrincipalName eq 'meganb@contoso.com'"],
    ['the order', `/users?$select=displayName,id&$orderby=UserPrincipalName desc&$top=1&%24Filter=id eq '${MEGAN}'`],
  ])('%s in any letter case', async (_, path) => {
    const { get } = await openGraph({ isDescribed: false });
    const { body } = await get(`${path}&$count=true`, { headers: EVENTUAL });
    expect(body.value).toEqual([{ displayName: 'Megan Bowen', id: MEGAN }]);
  });

  it('operations with the name of their schema', async () => {
    const { get } = await openGraph({ isDescribed: false });
    const told = await get('/users/microsoft.graph.delta()?$select=id&$deltaToken=latest');
    expect(told.body).toMatchObject({ value: [], '@odata.deltaLink': expect.any(String) });
    expect((await get(`/groups/${HR}/graph.members?$select=id`)).body.value).toHaveLength(100);
  });

  it('a $select of nothing, which is none', async () => {
    const { get } = await openGraph();
    expect((await get('/groups?$select=&$top=1')).body.value[0]).toHaveProperty('displayName');
  });

  it('/me, which an app is not', async () => {
    const { refused } = await openGraph({ isDescribed: false });
    for (const path of ['/me', '/me/licenseDetails']) {
      const { status, body } = await refused.get(path);
      expect([status, body.error.code]).toEqual([400, 'BadRequest']);
      expect(body.error.message).toBe('/me request is only valid with delegated authentication flow.');
    }
  });
});

describe('pages', () => {
  it('hold a hundred by default, and lead to the end', async () => {
    const { get, all } = await openGraph();
    expect((await get('/users?$select=id')).body.value).toHaveLength(100);
    const everybody = await all('/users?$select=id&$top=999');
    expect(new Set(everybody.map(({ id }) => id)).size).toBe(1_200);
    expect(await all(`/groups/${HR}/members?$select=id&$top=300`)).toHaveLength(1_000);
  });

  it('stay whole while members come and go', async () => {
    const { get, all, remove } = await openGraph();
    const { body: first } = await get(`/groups/${HR}/members?$select=id&$top=400`);
    await remove(`/groups/${HR}/members/${first.value[3].id}/$ref`);
    const rest = await all(first['@odata.nextLink']);
    expect(new Set([...first.value, ...rest].map(({ id }) => id)).size).toBe(1_000);
  });

  it('a token that nobody handed out is refused', async () => {
    const { get, refused } = await openGraph();
    const { body } = await get('/users?$top=2');
    const link = `${body['@odata.nextLink']}x`;
    expect((await refused.get(link)).body.error.code).toBe('Directory_ExpiredPageToken');
    expect((await refused.get('/users?$skiptoken=made-up')).status).toBe(400);
  });

  it('links have the scheme and host of the request', async () => {
    const { get, emulator } = await openGraph();
    const { body } = await get(`http://localhost:${emulator.port}/v1.0/users?$top=2`);
    expect(body['@odata.nextLink']).toMatch(`http://localhost:${emulator.port}/v1.0/users?$top=2&$skiptoken=`);
  });
});

describe('query options', () => {
  const names = async (path: string, eventual = false) => {
    const { all } = await openGraph();
    const found = await all(path, eventual ? { headers: EVENTUAL } : {});
    return found.map(({ displayName }) => displayName);
  };

  it('$filter finds by name, by license and by failure', async () => {
    expect(await names("/groups?$filter=displayName eq 'kiosk USERS'")).toEqual(['Kiosk users']);
    expect(await names("/users?$filter=startswith(displayName,'Megan B')")).toEqual(['Megan Bowen']);
    expect(await names(`/users?$filter=id in ('${MEGAN}','nobody')`)).toEqual(['Megan Bowen']);
    const failing = await names('/groups?$filter=hasMembersWithLicenseErrors eq true');
    expect(failing).toContain('Sales');
    expect(failing).not.toContain('HR Department');
  });

  it('$count counts what is meant, on the first page only and only with the header', async () => {
    const { get } = await openGraph();
    const path = "/users?$filter=startswith(displayName,'A')&$count=true&$top=5&$select=id";
    const { body } = await get(path, { headers: EVENTUAL });
    expect(body['@odata.count']).toBeGreaterThan(5);
    const { body: second } = await get(body['@odata.nextLink'], { headers: EVENTUAL });
    expect(second).not.toHaveProperty('@odata.count');
    expect((await get(path)).body).not.toHaveProperty('@odata.count');
  });

  it('$search finds the beginnings of words', async () => {
    expect(await names('/groups?$search="displayName:kio"', true)).toEqual(['Kiosk users']);
    expect(await names('/groups?$search="displayName:users" AND "displayName:kiosk"', true)).toEqual(['Kiosk users']);
    expect(await names('/groups?$search="displayName:kiosk" OR "displayName:HR"', true)).toEqual([
      'HR Department',
      'Kiosk users',
    ]);
  });

  it('$orderby orders, over all pages', async () => {
    const { all } = await openGraph();
    const ordered = await all('/users?$orderby=displayName desc&$select=displayName&$top=500');
    const found = ordered.map(({ displayName }) => displayName.toLowerCase());
    expect(found).toHaveLength(1_200);
    expect(found).toEqual([...found].sort((one, other) => other.localeCompare(one, 'en')));
  });

  it('$expand stops at twenty', async () => {
    const { get } = await openGraph();
    const { body } = await get(`/groups/${HR}?$expand=members($select=id)&$select=displayName`);
    expect(body.members).toHaveLength(20);
    expect(body.members[0]).toEqual({ '@odata.type': '#microsoft.graph.user', id: expect.any(String) });
  });

  it('advanced queries do what simple ones cannot', async () => {
    const { get } = await openGraph({ isDescribed: false });
    const { body } = await get("/groups?$filter=endsWith(displayName,'users')&$count=true&$orderby=displayName", {
      headers: EVENTUAL,
    });
    expect(body.value.map(({ displayName }: { displayName: string }) => displayName)).toContain('Kiosk users');
    const { body: count } = await get(`/groups/${HR}/transitiveMembers/microsoft.graph.user/$count`, {
      headers: EVENTUAL,
    });
    expect(count).toBe(1_000);
  });

  it.each([
    ['/users?$top=1000', 'Request_UnsupportedQuery', "Invalid page size specified: '1000'. Must be between 1 and 999"],
    ['/users?$top=0', 'Request_UnsupportedQuery', 'Invalid page size'],
    ['/users?$skip=10', 'Request_BadRequest', "'$skip' is not supported by the service."],
    ['/users?$select=licences', 'BadRequest', "Could not find a property named 'licences'"],
    ["/users?$filter=licences eq 'x'", 'BadRequest', "Could not find a property named 'licences'"],
    ["/users?$filter=displayName eq 'x", 'BadRequest', 'Syntax error'],
    ["/users?$filter=contains(displayName,'x')", 'Request_UnsupportedQuery', 'contains'],
    ["/users?$filter=displayName ne 'x'", 'Request_UnsupportedQuery', 'ConsistencyLevel'],
    ["/users?$filter=not startswith(displayName,'x')", 'Request_UnsupportedQuery', 'ConsistencyLevel'],
    ["/users?$filter=startswith(displayName,'x')&$orderby=displayName", 'Request_UnsupportedQuery', '$count=true'],
    ['/users?$search="displayName:x"', 'Request_UnsupportedQuery', 'special request header'],
    ['/users/$count', 'Request_BadRequest', '$count is not currently supported.'],
    [`/groups/${HR}/members/microsoft.graph.user`, 'Request_UnsupportedQuery', 'ConsistencyLevel'],
    ["/subscribedSkus?$filter=skuPartNumber eq 'x'", 'Request_UnsupportedQuery', '$filter'],
    ['/users?$expand=messages', 'Request_UnsupportedQuery', 'messages'],
    ['/users/delta?$top=5', 'Request_UnsupportedQuery', '$top'],
    ["/groups/delta?$filter=displayName eq 'x'", 'Request_UnsupportedQuery', 'id'],
  ])('%s is refused', async (path, code, message) => {
    const { refused } = await openGraph();
    const { status, body } = await refused.get(path);
    expect(status).toBe(400);
    expect(body.error.code).toBe(code);
    expect(body.error.message).toContain(message);
    expect(body.error.innerError).toMatchObject({ date: '2026-11-24T08:00:00', 'request-id': expect.any(String) });
  });

  it('what is not kept in the directory is not implemented, and another method not allowed', async () => {
    const { remove, get } = await openGraph({ isDescribed: false });
    expect((await get('/users?$select=skills')).status).toBe(501);
    expect((await remove(`/users/${MEGAN}`)).status).toBe(405);
    const { status, body } = await get('/drives');
    expect([status, body.error.code]).toEqual([400, 'BadRequest']);
  });
});
