import { describe, expect, it } from 'vitest';
import { E1, E3, smallTenant } from '../directory/small-tenant.ts';
import { type Graph, type Json, openGraph } from './graph.ts';

const HR = 'bbbbbbbb-0000-4000-8000-000000000001';
const DAY_MS = 24 * 60 * 60 * 1_000;

interface Round {
  readonly items: readonly Json[];
  readonly pages: number;
  readonly deltaLink: string;
}

/** All pages of one round, and where the next one begins. */
async function round({ get }: Graph, path: string, headers: Record<string, string> = {}): Promise<Round> {
  const items: Json[] = [];
  let pages = 0;
  for (let next = path; ; ) {
    const { body } = await get(next, { headers });
    items.push(...body.value);
    pages++;
    if (body['@odata.deltaLink'] !== undefined) return { items, pages, deltaLink: body['@odata.deltaLink'] };
    next = body['@odata.nextLink'];
  }
}

const link = (id: string) => ({ '@odata.id': `https://graph.microsoft.com/v1.0/directoryObjects/${id}` });

describe('groups/delta', () => {
  it('tells everything once, a large group over several pages', async () => {
    const graph = await openGraph();
    const { items, pages } = await round(graph, '/groups/delta?$select=displayName,members');
    expect(pages).toBeGreaterThan(1);
    expect(new Set(items.map(({ id }) => id)).size).toBe(26);
    const ofHr = items.filter(({ id }) => id === HR).flatMap((item) => item['members@delta'] ?? []);
    expect(new Set(ofHr.map(({ id }) => id)).size).toBe(1_000);
    expect(ofHr).toHaveLength(1_000);
    expect(ofHr[0]).toEqual({ '@odata.type': '#microsoft.graph.user', id: expect.any(String) });
  });

  it('tells afterwards who came and who went, and nothing twice', async () => {
    const graph = await openGraph({ snapshot: smallTenant() });
    const start = await round(graph, '/groups/delta?$select=displayName,members');
    await graph.post('/groups/kiosk/members/$ref', link('megan'));
    await graph.remove('/groups/kiosk/members/person-1/$ref');
    const next = await round(graph, start.deltaLink);
    expect(next.items).toEqual([
      {
        id: 'kiosk',
        displayName: 'Kiosk users',
        'members@delta': [
          { '@odata.type': '#microsoft.graph.user', id: 'megan' },
          { '@odata.type': '#microsoft.graph.user', id: 'person-1', '@removed': { reason: 'deleted' } },
        ],
      },
    ]);
    expect((await round(graph, next.deltaLink)).items).toEqual([]);
    expect((await round(graph, start.deltaLink)).items).toEqual(next.items);
  });

  it('what changes while pages are read is told afterwards', async () => {
    const graph = await openGraph();
    const { body: first } = await graph.get('/groups/delta?$select=members');
    await graph.remove(`/groups/${HR}/members/${first.value[0]['members@delta'][0].id}/$ref`);
    const rest = await round(graph, first['@odata.nextLink']);
    const { items } = await round(graph, rest.deltaLink);
    expect(items).toHaveLength(1);
    expect(items[0]['members@delta']).toMatchObject([{ '@removed': { reason: 'deleted' } }]);
  });

  it('can begin with now, and keep to some groups and properties', async () => {
    const graph = await openGraph({ snapshot: smallTenant() });
    await graph.settle();
    const { items, deltaLink } = await round(
      graph,
      "/groups/delta?$select=assignedLicenses&$filter=id eq 'hr' or id eq 'everyone'&$deltatoken=latest",
    );
    expect(items).toEqual([]);
    await graph.post('/groups/kiosk/members/$ref', link('megan'));
    await graph.post('/groups/hr/members/$ref', link('megan'));
    await graph.post('/groups/kiosk/assignLicense', { addLicenses: [], removeLicenses: [E1] });
    expect((await round(graph, deltaLink)).items).toEqual([]);
    await graph.post('/groups/hr/assignLicense', { addLicenses: [{ skuId: E3 }], removeLicenses: [] });
    expect((await round(graph, deltaLink)).items).toEqual([
      { id: 'hr', assignedLicenses: [{ skuId: E3, disabledPlans: [] }] },
    ]);
  });
});

describe('users/delta', () => {
  it('tells of products and locations, and of license states alone nothing', async () => {
    const graph = await openGraph({ snapshot: smallTenant() });
    await graph.settle();
    const start = await round(graph, '/users/delta?$select=displayName,usageLocation,assignedLicenses');
    expect(start.items).toHaveLength(12);
    await graph.patch('/users/person-3', { usageLocation: 'NL' });
    await graph.post('/groups/hr/assignLicense', { addLicenses: [{ skuId: E3 }], removeLicenses: [] });
    await graph.settle();
    const { items } = await round(graph, start.deltaLink);
    expect(items.find(({ id }) => id === 'person-3')).toEqual({
      id: 'person-3',
      displayName: 'person-3',
      usageLocation: 'NL',
      assignedLicenses: [{ skuId: E3, disabledPlans: [] }],
    });
    // Of the ten the first is refused for her E1: her rows changed, what she has did not.
    expect(items).toHaveLength(9);
  });

  it('tells only what changed, to who prefers that', async () => {
    const graph = await openGraph({ snapshot: smallTenant() });
    const minimal = { Prefer: 'return=minimal' };
    const { deltaLink } = await round(graph, '/users/delta?$select=displayName,usageLocation&$deltatoken=latest');
    await graph.patch('/users/person-3', { usageLocation: 'NL' });
    expect((await round(graph, deltaLink, minimal)).items).toEqual([{ id: 'person-3', usageLocation: 'NL' }]);
  });

  it('takes pages as large as asked for', async () => {
    const graph = await openGraph({ snapshot: smallTenant() });
    const { pages } = await round(graph, '/users/delta?$select=id', { Prefer: 'odata.maxpagesize=5' });
    expect(pages).toBe(3);
  });

  it('a token is good for a week, and then leads back to the beginning', async () => {
    const graph = await openGraph({ snapshot: smallTenant() });
    const { deltaLink } = await round(graph, '/users/delta?$select=id');
    await graph.clock.advance(6 * DAY_MS);
    expect((await graph.get(deltaLink)).status).toBe(200);
    await graph.clock.advance(2 * DAY_MS);
    const { status, headers, body } = await graph.refused.get(deltaLink);
    expect(status).toBe(410);
    expect(body.error.code).toBe('resyncRequired');
    expect(headers.get('location')).toBe(`${graph.emulator.url}/users/delta?$deltatoken=`);
    expect((await graph.refused.get('/users/delta?$deltatoken=made-up')).status).toBe(410);
  });
});

describe('a directory whose replicas lag', () => {
  it('shows a change to readers later, and to the one who made it at once', async () => {
    const graph = await openGraph({ snapshot: smallTenant(), replicationDelayMs: 5_000 });
    await graph.settle();
    const { deltaLink } = await round(graph, '/groups/delta?$select=members&$deltatoken=latest');
    const { body } = await graph.post('/users/person-2/assignLicense', {
      addLicenses: [{ skuId: E3 }],
      removeLicenses: [],
    });
    expect(body.id).toBe('person-2');
    await graph.post('/groups/kiosk/members/$ref', link('megan'));
    const seen = async () => {
      const { body: person } = await graph.get('/users/person-2?$select=assignedLicenses');
      const members = await graph.all('/groups/kiosk/members?$select=id');
      const { items } = await round(graph, deltaLink);
      return [person.assignedLicenses.length, members.length, items.length];
    };
    await graph.clock.advance(4_900);
    expect(await seen()).toEqual([0, 2, 0]);
    expect((await graph.refused.post('/groups/kiosk/members/$ref', link('megan'))).status).toBe(400);
    await graph.clock.advance(200);
    expect(await seen()).toEqual([1, 3, 1]);
  });
});
