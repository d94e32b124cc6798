import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { giveBackMemoryNow } from '../src/app/give-back-memory.ts';
import { generateTenant } from '../src/directory/snapshot/generate-tenant.ts';
import { readSnapshot } from '../src/directory/snapshot/read-snapshot.ts';
import { snapshotOf } from '../src/directory/snapshot/tenant-snapshot.ts';
import { writeSnapshot } from '../src/directory/snapshot/write-snapshot.ts';
import type { Change } from '../src/licensing/change.ts';
import { loadTenant } from '../src/licensing/model/load-tenant.ts';
import { memoryOf } from '../src/licensing/model/memory-tenant.ts';
import type { Tenant } from '../src/licensing/model/tenant.ts';
import { reconcile } from '../src/licensing/reconcile/reconcile.ts';
import { warm } from './json-files.ts';
import { LARGE_GROUP, largeCount, NOW, withReconciliation } from './large-tenant.ts';
import { better, type Line, line, type Measured, measure, medianMs, note, pair, ratio } from './measure.ts';

/** Enough that most of them run at full speed. */
const SOME_CHANGES = 2000;

/** The engine on the tenant in `folder`, from files to files as `seatkeeper reconcile` goes, and against itself and the least that could be done. */
export async function* benchEngine(folder: string, json: Measured<unknown>): AsyncGenerator<Line> {
  const loading = () => measure(async () => givingBack(loadTenant(await readSnapshot(folder))));
  const out = join(folder, 'written');
  const writing = () => measure(() => writeSnapshot(out, snapshotOf(tenant)));
  warm(folder);
  const firstLoad = await loading();
  const tenant = firstLoad.result;
  const people = tenant.userCount.toLocaleString('en-US');
  const once = await measure(() => reconcile(tenant, { users: 'everyone', now: NOW }));
  givingBack(tenant);
  const firstWrite = await writing();
  const peakMb = process.resourceUsage().maxRSS / 1024;
  rmSync(out, { recursive: true });
  const write = better(firstWrite, await writing());
  const load = better(firstLoad, await loading());
  yield note(`load ${people} people from files`, load);
  yield note('write them to files', write);
  const whole = {
    result: undefined,
    cpuMs: load.cpuMs + once.cpuMs + write.cpuMs,
    wallMs: load.wallMs + once.wallMs + write.wallMs,
  };
  yield line(
    'load, reconcile and write, against the same files as JSON',
    ratio(whole, json),
    { unit: 'times', bar: 1.2, aim: 0.8 },
    pair(whole, json),
  );
  yield line('peak memory, load and write included', peakMb, { unit: 'megabytes', bar: 900, aim: 700 });
  const wall = `wall ${once.wallMs.toFixed(0)} ms`;
  yield line(`reconcile ${people} people`, once.cpuMs, { unit: 'ms', bar: 1500, aim: 500 }, wall);
  const tenth = await firstOf(Math.ceil(tenant.userCount / 10));
  yield line('ten times the people', ratio(once, tenth), { unit: 'times', bar: 12, aim: 10 }, pair(once, tenth));
  const touch = await measure(() => touchOnly(tenant), 5);
  yield line(
    'against only reading memberships and writing rows',
    ratio(once, touch),
    { unit: 'times', bar: 20, aim: 5 },
    pair(once, touch),
  );
  const again = await measure(() => reconcile(tenant, { users: 'everyone', now: NOW }), 3);
  yield line('again, nothing to change', ratio(again, once), { unit: 'times', bar: 0.5, aim: 0.1 }, pair(again, once));
  yield line('one change', oneChange(tenant), { unit: 'ms', bar: 1, aim: 0.02 });
  const template = await measure(() => largeTemplate(tenant), 3);
  yield line(
    `a template of ${largeCount(tenant)} members`,
    template.cpuMs,
    { unit: 'ms', bar: 300, aim: 50 },
    `wall ${template.wallMs.toFixed(0)} ms`,
  );
}

/** Between its steps, as the command does. */
function givingBack(tenant: Tenant): Tenant {
  giveBackMemoryNow(tenant.userCount);
  return tenant;
}

/** A first reconciliation of so many people. */
async function firstOf(users: number): Promise<Measured<unknown>> {
  const tenant = loadTenant(generateTenant({ users, seed: 2 }));
  return measure(() => reconcile(tenant, { users: 'everyone', now: NOW }));
}

/**
 * Reads every membership and writes the rows that it asks for, deciding nothing: what no reconciliation in these columns
 * could do without.
 */
function touchOnly(tenant: Tenant): number {
  const { memberships, groups } = memoryOf(tenant);
  const joined = memberships.groups.data;
  const results = new Uint32Array(memberships.groups.length * 8);
  let written = 0;
  for (let user = 0; user < tenant.userCount; user++) {
    const start = memberships.start[user] ?? 0;
    const end = start + (memberships.count[user] ?? 0);
    const handle = written++;
    for (let index = start; index < end; index++) {
      const rows = groups.templates[joined[index] ?? 0]?.rows;
      if (rows === undefined) continue;
      for (let slot = 0; slot < rows.length; slot++) {
        results[written++] = rows[slot] ?? 0;
        results[written++] = 1;
      }
    }
    results[handle] = written - handle;
  }
  return written;
}

/** People joining and leaving a group, each with all that follows. */
function oneChange(tenant: Tenant): number {
  const groupId = tenant.group(0).id;
  return medianMs((step) => {
    const user = (step * 7919) % tenant.userCount;
    const kind = tenant.groupsOf(user).includes(0) ? 'removeMember' : 'addMember';
    withReconciliation(tenant, { kind, groupId, userId: tenant.user(user).id });
  }, SOME_CHANGES);
}

function largeTemplate(tenant: Tenant): void {
  const change: Change = {
    kind: 'assignGroupLicense',
    groupId: LARGE_GROUP,
    addLicenses: [{ skuId: tenant.skus[20]?.skuId ?? '', disabledPlans: [] }],
    removeLicenses: [],
  };
  tenant.attempt(() => withReconciliation(tenant, change), { discardRows: true });
}
