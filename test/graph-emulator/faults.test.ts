import { describe, expect, it } from 'vitest';
import {
  FAULT_KINDS,
  type FaultKind,
  type Faults,
  type InjectedFault,
  seededFaults,
} from '../../src/graph-emulator/faults.ts';
import { GraphError } from '../../src/graph-emulator/graph-error.ts';
import { E3, smallTenant } from '../directory/small-tenant.ts';
import { openGraph } from './graph.ts';

/** These faults, one after the other, and then none. */
function scripted(...script: readonly InjectedFault[]): Faults & { readonly left: readonly InjectedFault[] } {
  const left = [...script];
  return { left, next: () => left.shift(), nextOfPart: () => undefined };
}

const GIVE_E3 = { addLicenses: [{ skuId: E3 }], removeLicenses: [] };
const unavailable = new GraphError(503, 'ServiceUnavailable', 'Later.', { headers: { 'Retry-After': '2' } });

describe('faults', () => {
  const kindsFrom = (faults: Faults, count: number): (string | undefined)[] =>
    Array.from({ length: count }, () => {
      const fault = faults.next();
      return fault?.kind === 'refused' ? String(fault.error.status) : fault?.kind;
    });

  it('are as many as asked for, of every kind, and the same for the same seed', () => {
    const kinds = kindsFrom(seededFaults({ percent: 30, seed: 5 }), 10_000);
    const share = kinds.filter((kind) => kind !== undefined).length / kinds.length;
    expect(share).toBeGreaterThan(0.28);
    expect(share).toBeLessThan(0.32);
    expect(new Set(kinds.filter(Boolean))).toEqual(new Set(FAULT_KINDS));
    expect(kindsFrom(seededFaults({ percent: 30, seed: 5 }), 100)).toEqual(kinds.slice(0, 100));
    expect(kindsFrom(seededFaults({ percent: 30, seed: 6 }), 100)).not.toEqual(kinds.slice(0, 100));
  });

  it('are of some kinds alone, if asked for', () => {
    const kinds: FaultKind[] = ['torn', '503'];
    expect(new Set(kindsFrom(seededFaults({ percent: 100, kinds }), 200))).toEqual(new Set(kinds));
  });

  it('say how long to wait as services do: whole, broken, or not at all', () => {
    const faults = seededFaults({ percent: 100, kinds: ['429', '503'] });
    const waits = Array.from({ length: 200 }, () => faults.next()).flatMap((fault) =>
      fault?.kind === 'refused' ? [`${fault.error.status} ${fault.error.headers['Retry-After']}`] : [],
    );
    expect(waits).toContainEqual(expect.stringMatching(/^429 \d\.\d+$/));
    expect(waits).toContainEqual(expect.stringMatching(/^429 \d$/));
    expect(waits).toContainEqual(expect.stringMatching(/^503 \d$/));
    expect(waits).toContainEqual('503 undefined');
    expect(waits).not.toContainEqual('429 undefined');
  });

  it('hit some parts of a batch and not the others', async () => {
    const faults = seededFaults({ percent: 50, kinds: ['429', '500'] });
    const { post } = await openGraph({ snapshot: smallTenant(), faults: { ...faults, next: () => undefined } });
    const requests = Array.from({ length: 20 }, (_, id) => ({ id: String(id), method: 'GET', url: '/users/megan' }));
    const { body } = await post('/$batch', { requests });
    const statuses = new Set(body.responses.map(({ status }: { status: number }) => status));
    expect(statuses).toEqual(new Set([200, 429, 500]));
  });
});

describe('what a client sees', () => {
  it('of a refusal: nothing is done', async () => {
    const faults = scripted({ kind: 'refused', error: unavailable });
    const { post, get } = await openGraph({ snapshot: smallTenant(), faults });
    const { status, headers, body } = await post('/users/megan/assignLicense', GIVE_E3);
    expect([status, headers.get('retry-after'), body.error.code]).toEqual([503, '2', 'ServiceUnavailable']);
    expect((await get('/users/megan?$select=assignedLicenses')).body.assignedLicenses).toEqual([]);
  });

  it('of a connection that is closed: nothing is done, and nothing recorded', async () => {
    const { post, get, exchanges } = await openGraph({ snapshot: smallTenant(), faults: scripted({ kind: 'reset' }) });
    await expect(post('/users/megan/assignLicense', GIVE_E3)).rejects.toThrow();
    expect(exchanges).toEqual([]);
    expect((await get('/users/megan?$select=assignedLicenses')).body.assignedLicenses).toEqual([]);
  });

  it('of an answer that breaks off: it is done all the same', async () => {
    const { post, get, exchanges } = await openGraph({ snapshot: smallTenant(), faults: scripted({ kind: 'torn' }) });
    await expect(post('/users/megan/assignLicense', GIVE_E3)).rejects.toThrow();
    expect(exchanges).toHaveLength(1);
    expect((await get('/users/megan?$select=assignedLicenses')).body.assignedLicenses).toHaveLength(1);
  });

  it.each([
    ['silent', 0],
    ['late', 1],
  ] as const)('of an answer that is %s: nothing, until time has passed', async (kind, licenses) => {
    const faults = scripted({ kind });
    const { post, get, clock } = await openGraph({ snapshot: smallTenant(), faults, holdMs: 5_000 });
    const answer = post('/users/megan/assignLicense', GIVE_E3).then(
      ({ status }) => status,
      () => 'closed',
    );
    await expect.poll(() => faults.left).toEqual([]);
    const { body } = await get('/users/megan?$select=assignedLicenses');
    expect(body.assignedLicenses).toHaveLength(licenses);
    await clock.advance(5_000);
    expect(await answer).toBe(kind === 'late' ? 200 : 'closed');
  });
});
