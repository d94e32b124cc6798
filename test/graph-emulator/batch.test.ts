import { describe, expect, it } from 'vitest';
import { E3, smallTenant } from '../directory/small-tenant.ts';
import { type Json, openGraph } from './graph.ts';

const JSON_HEADERS = { 'Content-Type': 'application/json' };
const read = (id: string, dependsOn?: readonly string[]) => ({
  id,
  method: 'GET',
  url: '/users/megan?$select=id',
  ...(dependsOn === undefined ? {} : { dependsOn }),
});

const byId = (body: Json) => new Map<string, Json>(body.responses.map((part: Json) => [part.id, part]));

describe('a batch', () => {
  it('answers each part on its own, in any order', async () => {
    const { post } = await openGraph({ snapshot: smallTenant() });
    const requests = [
      ...Array.from({ length: 17 }, (_, index) => read(String(index))),
      { id: 'nobody', method: 'GET', url: 'users/nobody' },
      {
        id: 'license',
        method: 'POST',
        url: '/users/megan/assignLicense',
        headers: JSON_HEADERS,
        body: { addLicenses: [{ skuId: E3 }], removeLicenses: [] },
      },
      { id: 'gone', method: 'DELETE', url: '/groups/kiosk/members/person-1/$ref' },
    ];
    const { status, body } = await post('/$batch', { requests });
    expect(status).toBe(200);
    const parts = byId(body);
    expect(parts.size).toBe(20);
    expect(body.responses.map(({ id }: Json) => id)).not.toEqual(requests.map(({ id }) => id));
    expect(parts.get('3')).toMatchObject({
      status: 200,
      headers: { 'Content-Type': 'application/json' },
      body: { id: 'megan' },
    });
    expect(parts.get('nobody')).toMatchObject({ status: 404, body: { error: { code: 'Request_ResourceNotFound' } } });
    expect(parts.get('license')).toMatchObject({ status: 200, body: { id: 'megan' } });
    expect(parts.get('gone')).toMatchObject({ status: 204 });
    expect(parts.get('gone')).not.toHaveProperty('body');
  });

  it('takes numbers as ids and gives them back as texts, as some clients have it', async () => {
    const { post } = await openGraph({ snapshot: smallTenant(), isDescribed: false });
    const { body } = await post('/$batch', { requests: [{ ...read('x'), id: 1 }] });
    expect(body.responses).toMatchObject([{ id: '1', status: 200 }]);
  });

  it('a part fails with what it depends on', async () => {
    const { post } = await openGraph({ snapshot: smallTenant() });
    const requests = [{ id: '1', method: 'GET', url: '/users/nobody' }, read('2', ['1']), read('3', ['2']), read('4')];
    const parts = byId((await post('/$batch', { requests })).body);
    expect(['1', '2', '3', '4'].map((id) => parts.get(id).status)).toEqual([404, 424, 424, 200]);
  });

  it('pages of a part go on outside of it', async () => {
    const { post, all } = await openGraph({ snapshot: smallTenant() });
    const { body } = await post('/$batch', { requests: [{ id: '1', method: 'GET', url: '/users?$select=id&$top=5' }] });
    const [{ body: page }] = body.responses;
    expect([...page.value, ...(await all(page['@odata.nextLink']))]).toHaveLength(12);
  });

  it.each([
    ['no requests', { requests: [] }, 'missing or empty'],
    ['21 requests', { requests: Array.from({ length: 21 }, (_, index) => read(String(index))) }, 'maximum value of 20'],
    ['an id twice', { requests: [read('a'), read('A')] }, 'not unique'],
    ['no id', { requests: [{ method: 'GET', url: '/users' }] }, "needs an 'id'"],
    [
      'a whole address',
      { requests: [{ id: '1', method: 'GET', url: 'https://example.com/users' }] },
      'below the version',
    ],
    [
      'a body without a type',
      { requests: [{ id: '1', method: 'POST', url: '/users/megan/assignLicense', body: {} }] },
      'no Content-Type header',
    ],
    ['a part that depends on nothing', { requests: [read('1', ['2'])] }, 'not before it'],
    ['no object', [], 'StartObject'],
  ])('with %s is refused as a whole', async (_, body, message) => {
    const { refused } = await openGraph({ snapshot: smallTenant() });
    const { status, body: answer } = await refused.post('/$batch', body);
    expect(status).toBe(400);
    expect(answer.error.message).toContain(message);
  });
});
