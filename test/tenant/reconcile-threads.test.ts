import { describe, expect, it } from 'vitest';
import { loadTenant } from '../../src/licensing/model/load-tenant.ts';
import { reconcile } from '../../src/licensing/reconcile/reconcile.ts';
import { startReconcileThreads, startThreads } from '../../src/tenant/reconcile-threads.ts';
import { randomTenant } from '../licensing/random-tenant.ts';
import { rowsOf } from '../licensing/snapshot-of.ts';

const NOW = '2026-11-24T06:00:00Z';
const LONG_MS = 120_000;

describe('threads that help to reconcile', () => {
  it(
    'come to the rows that one thread comes to, one tenant after the other',
    async () => {
      await using threads = startThreads(2);
      for (let seed = 1; seed <= 10; seed++) {
        const [alone, helped] = [0, 1].map(() => loadTenant(randomTenant(seed, { users: 40 })));
        if (alone === undefined || helped === undefined) throw new Error('two tenants were made');
        const { changes, ...counts } = reconcile(helped, { users: 'everyone', now: NOW, helpers: threads.helpers });
        expect({ ...reconcile(alone, { users: 'everyone', now: NOW }), changes: [] }).toEqual({
          ...counts,
          changes: [],
        });
        expect(changes.length).toBeGreaterThan(0);
        expect(rowsOf(helped)).toEqual(rowsOf(alone));
      }
    },
    LONG_MS,
  );

  it('are not started for few people', () => {
    expect(startReconcileThreads(1_000).helpers).toEqual([]);
  });

  it(
    'tell what failed, and go on with the next reconciliation',
    async () => {
      await using threads = startThreads(1);
      const tenant = loadTenant(randomTenant(3, { users: 40 }));
      const [helper] = threads.helpers;
      expect(helper?.('begin', new Uint8Array(0))).toThrow('a helper begins with a survey');
      expect(reconcile(tenant, { users: 'everyone', now: NOW, helpers: threads.helpers }).changes).not.toEqual([]);
    },
    LONG_MS,
  );
});
