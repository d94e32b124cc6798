import { describe, expect, it } from 'vitest';
import type { GraphCall } from '../../../src/directory/graph/answer.ts';
import { type GraphClient, graphClient } from '../../../src/directory/graph/client.ts';
import { graphPath, quoted, withQuery } from '../../../src/directory/graph/path.ts';
import { tokensFrom } from '../../../src/directory/graph/tokens.ts';
import { FAULT_KINDS, seededFaults } from '../../../src/graph-emulator/faults.ts';
import { E3, smallTenant } from '../small-tenant.ts';
import { clientOf, json, service } from './answering.ts';
import { clock, connected } from './connected.ts';

const PEOPLE = 40;
const SEEDS = [1, 2, 3, 4, 5];
/** An answer that does not come is not waited for any longer. */
const WITHIN_MS = 5_000;

function give(userId: string): GraphCall {
  const body = { addLicenses: [{ skuId: E3, disabledPlans: [] }], removeLicenses: [] };
  return { method: 'POST', path: graphPath`/users/${userId}/assignLicense`, body, isRepeatable: true };
}

describe('a directory that fails three times in ten', () => {
  const bad = (seed: number) =>
    connected({
      snapshot: smallTenant({ people: PEOPLE }),
      faults: seededFaults({ percent: 30, seed }),
      // So that no group gives anybody anything meanwhile.
      p1: false,
      holdMs: WITHIN_MS * 2,
      withinMs: WITHIN_MS,
    });

  it.each(SEEDS)('is read as if it did not: seed %i', async (seed) => {
    const { client } = await bad(seed);
    const ids: unknown[] = [];
    for await (const page of client.pages(withQuery('/users', { select: ['id'], top: 7 }))) {
      ids.push(...page.map(({ id }) => id));
    }
    expect(new Set(ids).size).toBe(PEOPLE + 2);
    expect(ids).toHaveLength(PEOPLE + 2);
    expect((await client.get('/organization'))['value']).toHaveLength(1);
  });

  it.each(SEEDS)('gives everybody their license, one by one: seed %i', async (seed) => {
    const { client, emulator } = await bad(seed);
    for (let person = 1; person <= PEOPLE; person++) {
      expect(await client.send(give(`person-${person}`))).toMatchObject({ kind: 'done', status: 200 });
    }
    expect(emulator.world.tenant.consumed(1)).toBe(PEOPLE);
  });

  it.each(SEEDS)('gives everybody their license, in batches: seed %i', async (seed) => {
    const { client, emulator } = await bad(seed);
    const calls = Array.from({ length: PEOPLE }, (_, index) => give(`person-${index + 1}`));
    const answers = await client.batch(calls);
    expect(answers.map(({ kind }) => kind)).toEqual(calls.map(() => 'done'));
    expect(answers.map((answer) => answer.kind === 'done' && answer.body)).toMatchObject(
      calls.map((_, index) => ({ id: `person-${index + 1}` })),
    );
    expect(emulator.world.tenant.consumed(1)).toBe(PEOPLE);
  });

  it('does not do twice what may not be done twice, and says that it does not know', async () => {
    const kinds = FAULT_KINDS.filter((kind) => !['429', '503'].includes(kind));
    const faults = seededFaults({ percent: 100, kinds });
    const { client, exchanges } = await connected({ faults, holdMs: WITHIN_MS * 2, withinMs: WITHIN_MS });
    for (let time = 0; time < kinds.length; time++) {
      const call: GraphCall = { ...give('person-1'), isRepeatable: false };
      await expect(client.send(call)).rejects.toMatchObject({ name: 'DirectoryError', code: 'Unreachable' });
    }
    expect(exchanges.length).toBeLessThanOrEqual(kinds.length);
  });
});

describe('what Graph refuses', () => {
  it('is a value, in its own words', async () => {
    const { client } = await connected();
    const answer = await client.send({ ...give('person-1'), path: graphPath`/users/${'nobody'}/assignLicense` });
    expect(answer).toEqual({
      kind: 'refused',
      refusal: {
        status: 404,
        code: 'Request_ResourceNotFound',
        message: expect.stringContaining("Resource 'nobody' does not exist"),
        requestId: expect.stringMatching(/^[0-9a-f-]{36}$/),
      },
    });
    await expect(client.get('/users/nobody')).rejects.toMatchObject({ code: 'NotFound' });
  });

  it('to the app is a fault, and that of a part is its own', async () => {
    const { client } = await connected({ permissions: ['LicenseAssignment.Read.All'] });
    await expect(client.get('/users')).rejects.toMatchObject({ code: 'Forbidden' });
    await expect(client.send(give('person-1'))).rejects.toMatchObject({ code: 'Forbidden' });
    const answers = await client.batch([
      { method: 'GET', path: '/subscribedSkus' },
      { method: 'GET', path: '/users' },
    ]);
    expect(answers).toMatchObject([{ kind: 'done' }, { kind: 'failed', error: { code: 'Forbidden' } }]);
  });

  it('for being too much is waited out, where another process of the app has asked as well', async () => {
    const { client, again, exchanges } = await connected();
    const refused = () => exchanges.filter((exchange) => exchange.endsWith('429'));
    const askedBy = async (one: typeof client) => {
      for (let asked = 0; asked < 5; asked++) await one.get('/auditLogs/directoryAudits');
    };
    // A window of the limit takes 5 of both and may end in between: then the next one is full soon.
    for (let time = 0; time < 4 && refused().length === 0; time++) await askedBy(time % 2 === 0 ? client : again());
    expect(refused()).not.toEqual([]);
  });

  // On a clock thirty times as fast, a busy machine holds a request back for as long as a limit takes to fill.
  it('for being too much does not happen to who is alone', { retry: 3 }, async () => {
    const { client, exchanges } = await connected();
    for (let asked = 0; asked < 8; asked++) await client.get('/auditLogs/directoryAudits');
    expect(exchanges.filter((exchange) => exchange.endsWith('429'))).toEqual([]);
  });
});

describe('changes', () => {
  it('are told by a round, and the next round goes on from there', async () => {
    const { client } = await connected();
    const start = await client.delta(withQuery('/groups/delta', { select: ['id', 'members'] }));
    expect(start?.items.map(({ id }) => id)).toEqual(['kiosk', 'hr', 'everyone']);
    await client.send({ method: 'DELETE', path: graphPath`/groups/${'hr'}/members/${'person-2'}/$ref` });
    const next = await client.delta(start?.deltaLink ?? '');
    expect(next?.items).toEqual([
      {
        id: 'hr',
        'members@delta': [
          { '@odata.type': '#microsoft.graph.user', id: 'person-2', '@removed': { reason: 'deleted' } },
        ],
      },
    ]);
  });

  it('that are too old to be told are read anew', async () => {
    const { client } = await connected({ deltaTokenLifeMs: 1 });
    const start = await client.delta('/users/delta?$select=id');
    await clock.sleep(1_000);
    expect(await client.delta(start?.deltaLink ?? '')).toBeUndefined();
  });
});

describe('an answer that cannot be trusted', () => {
  const readAll = async (origin: string) => {
    for await (const _ of clientOf(origin).pages('/users'));
  };

  it('a link or a redirect that leads elsewhere is not followed, and takes no token there', async () => {
    const heard: (string | undefined)[] = [];
    const elsewhere = await service((request, response) => {
      heard.push(request.headers.authorization);
      response.end('{"value":[]}');
    });
    const linking = await service(json({ value: [], '@odata.nextLink': `${elsewhere}/v1.0/users` }));
    await expect(readAll(linking)).rejects.toMatchObject({ code: 'Unreachable' });
    const redirecting = await service((_, response) => {
      response.writeHead(302, { Location: `${elsewhere}/v1.0/users` }).end();
    });
    await expect(clientOf(redirecting).get('/users')).rejects.toMatchObject({ code: 'Unreachable' });
    expect(heard).toEqual([]);
  });

  it('redirects without end have one', async () => {
    const circling = await service((_, response) => response.writeHead(302, { location: '/v1.0/users' }).end());
    await expect(clientOf(circling).get('/users')).rejects.toMatchObject({ code: 'Unreachable' });
  });

  it('a redirect within the same place is followed', async () => {
    const origin = await service((request, response) => {
      if (request.url === '/v1.0/users') response.writeHead(307, { Location: '/v1.0/people' }).end();
      else response.end('{"value":[{"id":"ann"}]}');
    });
    expect(await clientOf(origin).get('/users')).toEqual({ value: [{ id: 'ann' }] });
  });

  /** The ways in which lists are read. */
  const LISTS = {
    pages: async (client: GraphClient, path: string) => void (await Array.fromAsync(client.pages(path))),
    lines: async (client: GraphClient, path: string) => void (await Array.fromAsync(client.lines(path))),
    ids: async (client: GraphClient, path: string) => void (await Array.fromAsync(client.ids(path))),
    delta: async (client: GraphClient, path: string) => void (await client.delta(path)),
  };
  const ann = { id: 'ann' };

  describe.each(Object.entries(LISTS))('read as %s', (_, read) => {
    it.each([
      ['a page without a list', { '@odata.context': 'x' }, 'a page that has no list'],
      ['a list that is an object', { value: {} }, 'a page that has no list'],
      ['a list that is null', { value: null }, 'a page that has no list'],
      ['a text', 'all is well', /no object|has no list/],
      ['null', null, /no object|has no list/],
      ['a list', [ann], 'a page that has no list'],
      ['null in the list', { value: [null] }, 'item 1 of its list is no object'],
      ['a text in the list', { value: [ann, 'bob'] }, 'item 2 of its list is no object'],
      ['a list in the list', { value: [ann, [ann]] }, 'item 2 of its list is no object'],
      ['an object without an id', { value: [ann, { displayName: 'Bob' }] }, 'item 2 of its list has no id'],
      ['an id that is a number', { value: [ann, { id: 7 }] }, 'item 2 of its list has no id'],
      ['an empty id', { value: [{ id: '' }, ann] }, 'item 1 of its list has no id'],
      ['a link that is none', { value: [ann], '@odata.nextLink': 7 }, '@odata.nextLink is none'],
    ])('%s is a fault that names the request', async (_, body, problem) => {
      const reading = read(clientOf(await service(json(body))), '/users?$top=9');
      const fault = await reading.then(
        () => undefined,
        (error: unknown) => error,
      );
      expect(fault).toMatchObject({ name: 'DirectoryError', code: 'Unreachable' });
      expect(String(fault)).toContain('GET /users?$top=9');
      expect(String(fault)).toMatch(problem);
    });
  });

  it('an answer without parts, or with a part that is none, answers no call', async () => {
    const answered = async (responses: unknown) =>
      clientOf(await service(json({ responses }))).batch([{ method: 'GET', path: '/users/ann' }]);
    const unanswered = [{ kind: 'failed', error: { code: 'Unreachable' } }];
    expect(await answered([null, 'done', { id: '0' }])).toMatchObject(unanswered);
    expect(await answered({ id: '0', status: 200 })).toMatchObject(unanswered);
    expect(await answered([null, { id: '0', status: 200, body: ann }])).toMatchObject([{ kind: 'done', body: ann }]);
  });

  it('pages that lead in a circle end', async () => {
    const origin = await service((request, response) => {
      const link = `http://${request.headers.host}/v1.0/users?$skiptoken=1`;
      response.end(JSON.stringify({ value: [], '@odata.nextLink': link }));
    });
    await expect(readAll(origin)).rejects.toThrow('in a circle');
  });

  it('a token that Graph refuses is replaced once, with the claims that it asks for', async () => {
    const asked: (string | undefined)[] = [];
    const origin = await service((request, response) => {
      if (request.headers.authorization === 'Bearer 2') response.end('{}');
      else {
        const claims = Buffer.from('{"access_token":{}}').toString('base64');
        response
          .writeHead(401, { 'WWW-Authenticate': `Bearer error="insufficient_claims", claims="${claims}"` })
          .end('{"error":{"code":"InvalidAuthenticationToken","message":"Continuous access evaluation."}}');
      }
    });
    let given = 0;
    const getToken = async (_: string, options: { readonly claims?: string } = {}) => {
      asked.push(options.claims);
      return { token: String(++given), expiresOnTimestamp: clock.now().getTime() + 3_600_000 };
    };
    const tokens = tokensFrom({ credential: { getToken }, scope: 'x', clock });
    const client = graphClient({ baseUrl: `${origin}/v1.0`, tokens, clock, random: Math.random });
    expect(await client.get('/me')).toEqual({});
    expect(asked).toEqual([undefined, '{"access_token":{}}']);
    tokens.refused('2');
    await expect(client.get('/me')).rejects.toMatchObject({ code: 'Forbidden' });
    expect(asked).toHaveLength(4);
  });
});

describe('a part of a batch', () => {
  const claims = Buffer.from('{"access_token":{}}').toString('base64');
  const challenge = { 'WWW-Authenticate': `Bearer error="insufficient_claims", claims="${claims}"` };
  const error = { error: { code: 'InvalidAuthenticationToken', message: 'Continuous access evaluation.' } };

  async function answeringWith(isGood: (token: string | undefined) => boolean) {
    const asked: (string | undefined)[] = [];
    const sent: string[][] = [];
    const origin = await service(async (request, response) => {
      const { requests } = JSON.parse(Buffer.concat(await request.toArray()).toString());
      sent.push(requests.map(({ url }: { readonly url: string }) => url));
      const isRefused = (url: string) => url === '/users/bob' && !isGood(request.headers.authorization);
      const responses = requests.map(({ id, url }: Record<'id' | 'url', string>) =>
        isRefused(url) ? { id, status: 401, headers: challenge, body: error } : { id, status: 200, body: { id: url } },
      );
      response.end(JSON.stringify({ responses }));
    });
    let given = 0;
    const getToken = async (_: string, options: { readonly claims?: string } = {}) => {
      asked.push(options.claims);
      return { token: String(++given), expiresOnTimestamp: clock.now().getTime() + 3_600_000 };
    };
    const tokens = tokensFrom({ credential: { getToken }, scope: 'x', clock });
    const client = graphClient({ baseUrl: `${origin}/v1.0`, tokens, clock, random: Math.random });
    const answers = await client.batch(
      ['/users/ann', '/users/bob'].map((path) => ({ method: 'POST', path, isRepeatable: false })),
    );
    return { answers, asked, sent };
  }

  it('whose token is refused is sent again with another one, alone, with the claims that are asked for', async () => {
    const { answers, asked, sent } = await answeringWith((token) => token === 'Bearer 2');
    expect(answers).toMatchObject([{ kind: 'done' }, { kind: 'done', body: { id: '/users/bob' } }]);
    expect(asked).toEqual([undefined, '{"access_token":{}}']);
    expect(sent).toEqual([['/users/ann', '/users/bob'], ['/users/bob']]);
  });

  it('whose every token is refused is its own fault', async () => {
    const { answers, sent } = await answeringWith(() => false);
    expect(answers).toMatchObject([{ kind: 'done' }, { kind: 'failed', error: { code: 'Forbidden' } }]);
    expect(sent).toHaveLength(2);
  });
});

describe('paths', () => {
  it('encode ids and values, and leave names readable', () => {
    expect(graphPath`/users/${'ann#EXT#@contoso.com'}/assignLicense`).toBe(
      '/users/ann%23EXT%23%40contoso.com/assignLicense',
    );
    expect(
      withQuery('/groups', { select: ['id', 'displayName'], filter: `displayName eq ${quoted("R&D + O'Hara")}` }),
    ).toBe("/groups?$select=id,displayName&$filter=displayName%20eq%20'R%26D%20%2B%20O''Hara'");
    expect(withQuery('/groups', {})).toBe('/groups');
  });

  it('find a group by any name', async () => {
    const snapshot = smallTenant();
    const name = "R&D + O'Hara 100% #1";
    const groups = [...snapshot.groups].map((group) => (group.id === 'hr' ? { ...group, displayName: name } : group));
    const { client } = await connected({ snapshot: { ...snapshot, groups } });
    const path = withQuery('/groups', { select: ['id'], filter: `displayName eq ${quoted(name)}` });
    expect((await client.get(path))['value']).toEqual([{ id: 'hr' }]);
  });
});
