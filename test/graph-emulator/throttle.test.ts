import { describe, expect, it } from 'vitest';
import { costOf } from '../../src/directory/graph/published-limits.ts';
import { generateTenant } from '../../src/directory/snapshot/generate-tenant.ts';
import { GraphError } from '../../src/graph-emulator/graph-error.ts';
import { findRoute } from '../../src/graph-emulator/route.ts';
import { ROUTES } from '../../src/graph-emulator/routes/routes.ts';
import { throttle } from '../../src/graph-emulator/throttle.ts';
import { smallTenant } from '../directory/small-tenant.ts';
import { openGraph } from './graph.ts';

const WRITE = { resourceUnits: 1, writes: 1, audits: 0 };
const READ = { resourceUnits: 1, writes: 0, audits: 0 };
const BY_APP = 'app';

/** Microsoft's table of costs: resource units and writes. */
describe.each([
  ['GET /users', 2, 0],
  ['GET /users?$select=id', 1, 0],
  ['GET /users?$top=5', 1, 0],
  ['GET /users?$select=id&$top=5', 1, 0],
  ['GET /users/x', 1, 0],
  ['GET /users/x/licenseDetails', 2, 0],
  ['GET /users/x/transitiveMemberOf', 2, 0],
  ['GET /groups/x/members', 3, 0],
  ['GET /groups/x/members?$select=id&$top=999', 2, 0],
  ['GET /groups/x/transitiveMembers', 5, 0],
  ['GET /groups/x?$expand=members', 2, 0],
  ['GET /subscribedSkus', 3, 0],
  ['POST /directoryObjects/getByIds', 5, 0],
  ['POST /directoryObjects/getByIds?$select=id', 2, 0],
  ['POST /users/x/assignLicense', 1, 1],
  ['POST /groups/x/assignLicense', 1, 1],
  ['PATCH /users/x', 1, 1],
  ['DELETE /groups/x/members/y/$ref', 1, 1],
])('%s', (operation, resourceUnits, writes) => {
  it(`costs ${resourceUnits} units and ${writes} writes`, () => {
    const [method = '', path] = operation.split(' ');
    const url = new URL(`http://localhost/v1.0${path}`);
    const { route } = findRoute(ROUTES, { method, url, headers: {}, body: undefined });
    expect(costOf(method, route.path, url.searchParams)).toEqual(expect.objectContaining({ resourceUnits, writes }));
  });
});

describe('the limits', () => {
  const refusalOf = (work: () => unknown): GraphError => {
    try {
      work();
    } catch (error) {
      if (error instanceof GraphError) return error;
      throw error;
    }
    throw new Error('it was not refused');
  };

  it.each([
    [49, 3_500],
    [50, 5_000],
    [500, 8_000],
    [1_000_000, 8_000],
  ])('of a tenant with %i people are %i units in ten seconds', (users, units) => {
    const limits = throttle({ users, tenantId: 'tenant' });
    for (let taken = 0; taken < units; taken++) limits.take(READ, BY_APP, 0);
    const refusal = refusalOf(() => limits.take(READ, BY_APP, 0));
    expect(refusal).toMatchObject({ status: 429, code: 'TooManyRequests', message: 'Please retry again later.' });
    expect(refusal.headers).toMatchObject({
      'x-ms-throttle-scope': 'Tenant_Application/ReadWrite/app/tenant',
      'x-ms-throttle-information': 'ResourceUnitLimitExceeded',
    });
    expect(() => limits.take(READ, BY_APP, 10_000)).not.toThrow();
  });

  it('let a paced writer through in no more than the published time', () => {
    const limits = throttle({ users: 100_000, tenantId: 'tenant' });
    let nowMs = 0;
    for (let written = 0; written < 100_000; written++) {
      if (written >= 3_000) nowMs += 50;
      limits.take(WRITE, BY_APP, nowMs);
    }
    expect(nowMs / 1_000).toBe(4_850);
  });

  it('refuse the 3,001st write of a burst, and say until when', () => {
    const limits = throttle({ users: 1_000, tenantId: 'tenant' });
    for (let written = 0; written < 3_000; written++) limits.take(WRITE, BY_APP, 0);
    const refusal = refusalOf(() => limits.take(WRITE, BY_APP, 0));
    expect(refusal.headers['x-ms-throttle-information']).toBe('WriteLimitExceeded');
    const retryAfterMs = Number(refusal.headers['Retry-After']) * 1_000;
    expect(retryAfterMs).toBeGreaterThan(0);
    // The refused one counted as well.
    expect(() => limits.take(WRITE, BY_APP, retryAfterMs + 50)).not.toThrow();
  });

  it('warn before they are reached', () => {
    const limits = throttle({ users: 10, tenantId: 'tenant' });
    const told = Array.from({ length: 3_000 }, () => limits.take(READ, BY_APP, 0)['x-ms-throttle-limit-percentage']);
    expect(told[2_000]).toBeUndefined();
    expect(told[2_999]).toBe('0.86');
  });

  it('are of each app, but for the writes of all together', () => {
    const limits = throttle({ users: 1_000, tenantId: 'tenant' });
    for (let app = 0; app < 6; app++) {
      for (let written = 0; written < 3_000; written++) limits.take(WRITE, `app-${app}`, 0);
    }
    const refusal = refusalOf(() => limits.take(WRITE, 'app-7', 0));
    expect(refusal.headers['x-ms-throttle-scope']).toMatch(/^Tenant\/Write\//);
    expect(() => limits.take(READ, 'app-7', 0)).not.toThrow();
  });
});

describe('a client that asks for too much', () => {
  it('is refused by the audit log after five, and served again later', async () => {
    const { get, refused, clock } = await openGraph({ snapshot: smallTenant() });
    for (let time = 0; time < 5; time++) expect((await get('/auditLogs/directoryAudits')).status).toBe(200);
    const { status, headers, body } = await refused.get('/auditLogs/directoryAudits');
    expect(status).toBe(429);
    expect(Number(headers.get('retry-after'))).toBeGreaterThan(1.9);
    expect(body.error).toMatchObject({ code: 'TooManyRequests', innerError: { code: '429', status: '429' } });
    await clock.advance(10_000);
    expect((await get('/auditLogs/directoryAudits')).status).toBe(200);
  });

  it('is told inside a batch which parts to send again', async () => {
    const { post } = await openGraph({ snapshot: smallTenant() });
    const requests = Array.from({ length: 6 }, (_, id) => ({
      id: String(id),
      method: 'GET',
      url: '/auditLogs/directoryAudits',
    }));
    const { status, body } = await post('/$batch', { requests });
    expect(status).toBe(200);
    const parts: { status: number; headers: Record<string, string> }[] = body.responses;
    const [late, ...others] = parts.filter((part) => part.status === 429);
    expect(others).toEqual([]);
    expect(late?.headers['Retry-After']).toMatch(/^\d+(\.\d+)?$/);
  });

  it('reads a whole tenant for the published cost', async () => {
    const { all, exchanges } = await openGraph({ snapshot: generateTenant({ users: 5_000, seed: 1 }) });
    await all('/users?$select=id,licenseAssignmentStates&$top=999');
    const units = exchanges.map(({ responseHeaders }) => Number(responseHeaders['x-ms-resource-unit']));
    expect(units).toEqual([1, 1, 1, 1, 1, 1]);
  });

  it('may have no limits at all', async () => {
    const { get } = await openGraph({ snapshot: smallTenant(), throttling: false });
    for (let time = 0; time < 7; time++) expect((await get('/auditLogs/directoryAudits')).status).toBe(200);
  });
});
