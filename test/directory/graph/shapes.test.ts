import { describe, expect, it } from 'vitest';
import { notAtRest } from '../../../src/directory/graph/native.ts';
import { readGroupNow, readPeopleNow, readRows } from '../../../src/directory/graph/observer.ts';
import { withActors } from '../../../src/directory/graph/outside.ts';
import { wireOf } from '../../../src/directory/graph/wire.ts';
import { loadTenant } from '../../../src/licensing/model/load-tenant.ts';
import { smallTenant } from '../small-tenant.ts';
import { clientOf, json, service } from './answering.ts';

const tenant = loadTenant(smallTenant());
const group = { id: 'hr', displayName: 'HR' };

/** The answer to a call, and to each part of a batch. */
const graph = async (body: unknown) =>
  clientOf(await service(json({ ...Object(body), responses: [{ id: '0', status: 200, body }] })));

describe.each([
  ['null', null],
  ['a text', 'all is well'],
  ['a list', [group]],
  ['an object without an id', { displayName: 'HR' }],
])('%s in the place of an object', (_, body) => {
  it('is no group that Entra is done with', async () => {
    await expect(notAtRest(await graph(body), ['hr'])).rejects.toThrow('GET /groups/hr');
  });

  it('is nobody without licenses', async () => {
    await expect(readRows(await graph(body), tenant, ['ann'])).rejects.toThrow('GET /users/ann');
  });

  it('is no group and no person that is gone', async () => {
    const client = await graph(body);
    await expect(readGroupNow(client, tenant, 'hr')).rejects.toThrow('GET /groups/hr');
    await expect(readPeopleNow(client, tenant, ['ann'])).rejects.toThrow('GET /users/ann');
  });
});

it.each([
  ['null', null],
  ['no list', {}],
  ['null in the list', [null]],
  ['a member without an id', [{ '@odata.type': '#microsoft.graph.user' }]],
])('members of a group are never told of as %s', (_, members) => {
  const read = () => wireOf(tenant.skus).group({ ...group, 'members@delta': members });
  expect(read).toThrow(expect.objectContaining({ name: 'DirectoryError', code: 'Unreachable' }));
});

it.each([
  ['no object', null],
  ['no list', { value: {} }],
  ['null in the list', { value: [null] }],
  [
    'targets that are none',
    { value: [{ id: '1', activityDisplayName: 'Set group license', targetResources: [null] }] },
  ],
  [
    'nobody who did it',
    { value: [{ id: '1', activityDisplayName: 'Set group license', targetResources: [group], initiatedBy: 7 }] },
  ],
])('an audit log with %s names nobody, and what was done is told', async (_, body) => {
  const record = { activity: 'Set group license', target: 'hr', details: {} };
  const [entry] = await withActors(clientOf(await service(json(body))), [record], new Date(0));
  expect(entry).toMatchObject({
    activity: 'Set group license',
    actor: { displayName: 'somebody outside of Seatkeeper' },
  });
});
