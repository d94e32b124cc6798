import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { DEFLATED } from '../src/app/fleet/keep-small.ts';
import { readConfig } from '../src/config/config.ts';
import { generateTenant } from '../src/directory/snapshot/generate-tenant.ts';
import { loadTenant } from '../src/licensing/model/load-tenant.ts';
import { memoryOf } from '../src/licensing/model/memory-tenant.ts';
import type { Tenant } from '../src/licensing/model/tenant.ts';
import { reconcile } from '../src/licensing/reconcile/reconcile.ts';
import { finish } from '../src/licensing/steps.ts';
import { namesNow } from '../src/tenant/names-now.ts';
import { tenantIds } from '../test/failover/fleet-tenants.ts';
import { NOW } from './large-tenant.ts';
import { type Line, line } from './measure.ts';

const MB = 1024 ** 2;
const TENANTS = 20;
/** Before anything is measured: what all tenants have in common is there then, and what is only compiled once. */
const FIRST_TENANTS = 2;
const COLD = 50_000;

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

/** What is reachable: objects, and columns with those that threads can share. */
function heldBytes(): number {
  for (let times = 0; times < 4; times++) collect();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}

/** A tenant as one of many is had: looked at as a whole, and that look taken back. */
function hot(people: number, seed: number) {
  const tenant = loadTenant(generateTenant({ users: people, seed }));
  tenant.attempt(() => reconcile(tenant, { users: 'everyone', now: NOW }), { discardRows: true });
  finish(memoryOf(tenant).packing(DEFLATED));
  return tenant;
}

function named(tenant: Tenant) {
  const names = namesNow(tenant);
  names.now();
  return names;
}

/** What one of many tenants in a process takes of memory while it is had, and while it is not. */
export function* benchManyTenants(people: number): Generator<Line> {
  const kept: unknown[] = [];
  for (let seed = 0; seed < FIRST_TENANTS; seed++) kept.push(named(hot(people, 1_000 + seed)));
  const before = heldBytes();
  const tenants = Array.from({ length: TENANTS }, (_, seed) => hot(people, seed));
  const after = heldBytes();
  yield line(
    `memory of the model of one of ${TENANTS} tenants, ${people} people each`,
    (after - before) / TENANTS / MB,
    { unit: 'megabytes', bar: 4 },
  );
  kept.push(tenants.map(named));
  yield line('… and with its names, which reading a sentence takes', (heldBytes() - before) / TENANTS / MB, {
    unit: 'megabytes',
    bar: 6,
  });
  const few = heldBytes();
  const env = { DATABASE_URL: 'postgres://user@host/name', TENANT: 'all' };
  kept.push(readConfig({ ...env, ALLOWED_TENANTS: tenantIds(COLD).join(',') }));
  yield line(`memory of a tenant that nobody has in memory (${kept.length})`, (heldBytes() - few) / COLD, {
    unit: 'bytes',
    bar: 2_000,
  });
}
