import { describe, expect, it } from 'vitest';
import { planId } from '../../../src/catalogue/products.ts';
import type { GraphAnswer, GraphCall } from '../../../src/directory/graph/answer.ts';
import type { GraphClient } from '../../../src/directory/graph/client.ts';
import { meaningOf, type RefusalMeaning } from '../../../src/directory/graph/meaning.ts';
import { graphPath } from '../../../src/directory/graph/path.ts';
import { E1, E3, EMS, smallTenant } from '../small-tenant.ts';
import { connected } from './connected.ts';

const DATE = '2026-11-24';

function license(userId: string, add: readonly string[], remove: readonly string[] = []): GraphCall {
  const addLicenses = add.map((skuId) => ({ skuId, disabledPlans: [] }));
  const path = graphPath`/users/${userId}/assignLicense`;
  return { method: 'POST', path, body: { addLicenses, removeLicenses: remove }, isRepeatable: true };
}

function member(userId: string): GraphCall {
  const body = { '@odata.id': `https://graph.microsoft.com/v1.0/directoryObjects/${userId}` };
  return { method: 'POST', path: graphPath`/groups/${'kiosk'}/members/$ref`, body };
}

/** What the last of these calls is refused for. */
async function refusedFor(client: GraphClient, ...calls: readonly GraphCall[]): Promise<RefusalMeaning> {
  let answer: GraphAnswer | undefined;
  for (const call of calls) answer = await client.send(call);
  if (answer?.kind !== 'refused') throw new Error('it was not refused');
  return meaningOf(answer.refusal, DATE);
}

describe('a refusal means', () => {
  it('that two plans exclude each other, which is learnt', async () => {
    const { client } = await connected({ p1: false });
    const meaning = await refusedFor(client, license('person-2', [E1]), license('person-2', [E3]));
    expect(meaning).toMatchObject({
      kind: 'licensing',
      error: 'MutuallyExclusiveViolation',
      learnt: { kind: 'exclusive', date: DATE, plans: expect.arrayContaining([planId('EXCHANGE_S_STANDARD')]) },
    });
  });

  it('that there are no seats, and of which product', async () => {
    const { client } = await connected({ p1: false, snapshot: smallTenant({ people: 3, seats: 1 }) });
    const meaning = await refusedFor(client, license('person-2', [E3]), license('person-3', [E3]));
    expect(meaning).toEqual({ kind: 'licensing', error: 'CountViolation', skuId: E3 });
  });

  it.each([
    ['unknownProduct', license('person-2', ['11111111-2222-4333-8444-555555555555'])],
    ['notDirect', license('person-2', [], [EMS])],
    ['notFound', license('nobody', [E3])],
    ['alreadyMember', member('kiosk-only')],
    ['notFound', member('nobody')],
  ])('%s', async (kind, call) => {
    const { client } = await connected({ p1: false });
    expect((await refusedFor(client, call)).kind).toBe(kind);
  });

  it('that the usage location is missing', async () => {
    const { client } = await connected({ p1: false });
    const body = { usageLocation: null };
    await client.send({ method: 'PATCH', path: graphPath`/users/${'person-2'}`, body });
    expect(await refusedFor(client, license('person-2', [E3]))).toEqual({ kind: 'noUsageLocation' });
  });

  /** Texts that were seen of Graph, or stand in its documents. */
  it.each([
    [
      'License assignment failed because service plan 8a256a2b-b617-496d-b51b-e76466e88db0 depends on the service plan(s) 57ff2da0-773e-42df-b2af-ffb7a2317929',
      { kind: 'licensing', error: 'DependencyViolation' },
    ],
    [
      'LicenseQuotaExceededException : Subscription with Account x and SKU 6fd2c87f-b296-42f0-b197-1e91e994b900 does not have any available licenses left.',
      { kind: 'licensing', error: 'CountViolation' },
    ],
    [
      'User license is inherited from a group membership and it cannot be removed directly from the user.',
      { kind: 'inherited' },
    ],
    [
      'License operation failed. Make sure that the group has necessary services before adding or removing a dependent service.',
      { kind: 'templateLacksPrerequisite' },
    ],
    ['The moon is full.', { kind: 'unknown' }],
    ['', { kind: 'unknown' }],
  ])('“%s”', (message, meaning) => {
    const refusal = { status: 400, code: 'Request_BadRequest', message, requestId: undefined };
    expect(meaningOf(refusal, DATE)).toMatchObject(meaning);
  });
});
