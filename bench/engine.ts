import type { Snapshot } from '../src/core/graph.ts';
import { affectedBy } from '../src/core/licensing/affected.ts';
import { applyChange } from '../src/core/licensing/apply-change.ts';
import type { Change } from '../src/core/licensing/change.ts';
import { loadTenant } from '../src/core/licensing/load-tenant.ts';
import { memoryOf } from '../src/core/licensing/memory/memory-tenant.ts';
import { reconcile } from '../src/core/licensing/reconcile.ts';
import type { Tenant, UserIndex } from '../src/core/licensing/tenant.ts';
import { generateTenant } from '../src/directory/snapshot/generate-tenant.ts';
import { reconcileLiterally } from '../test/core/licensing/literal.ts';
import { type Line, measure, ms, times } from './measure.ts';

const NOW = '2026-11-24T06:00:00Z';
const LARGE_GROUP = 'everybody-of-the-first';
const LARGE = 100_000;
/** Enough that most of them run at full speed. */
const SOME_CHANGES = 2000;

/** The engine against its definition, against the least that could be done, and against itself. */
export function* benchEngine(users: number): Generator<Line> {
  yield* againstDefinition(Math.min(users, 100_000));
  const tenth = first(Math.ceil(users / 10));
  const load = measure(() => loadTenant(withLargeGroup(users)));
  const tenant = load.result;
  yield { what: `make and load ${users} people`, value: ms(load.wallMs), asked: '' };
  const once = measure(() => reconcile(tenant, { users: 'everyone', now: NOW }));
  yield {
    what: `reconcile ${users} people`,
    value: ms(once.wallMs),
    against: `CPU ${ms(once.cpuMs)}`,
    asked: '≤ 1.5 s, aim 0.5 s',
  };
  yield { what: 'ten times the people', value: times(once.wallMs / tenth), against: ms(tenth), asked: '≤ 12 x' };
  const touch = measure(() => touchOnly(tenant), 3);
  yield {
    what: 'against only touching it',
    value: times(once.wallMs / touch.wallMs),
    against: ms(touch.wallMs),
    asked: '≤ 20 x, aim 5 x',
  };
  const again = measure(() => reconcile(tenant, { users: 'everyone', now: NOW }), 3);
  yield {
    what: 'again, nothing to change',
    value: times(again.wallMs / once.wallMs),
    against: ms(again.wallMs),
    asked: '≤ 0.5 x, aim 0.1 x',
  };
  yield { what: 'one change', value: ms(oneChange(tenant)), asked: '≤ 1 ms, aim 20 µs' };
  const template = measure(() => largeTemplate(tenant), 3);
  yield { what: `a template of ${LARGE} members`, value: ms(template.wallMs), asked: '≤ 300 ms, aim 50 ms' };
  const peakMb = process.resourceUsage().maxRSS / 1024;
  yield { what: 'peak memory', value: `${Math.round(peakMb)} MB`, asked: '≤ 2 GB, aim 1 GB' };
}

function* againstDefinition(users: number): Generator<Line> {
  const snapshot = generateTenant({ users, seed: 1 });
  const plain: Snapshot = { ...snapshot, users: [...snapshot.users], groups: [...snapshot.groups] };
  const literal = measure(() => reconcileLiterally(plain, NOW));
  const tenant = loadTenant(plain);
  const ours = measure(() => tenant.attempt(() => reconcile(tenant, { users: 'everyone', now: NOW })), 5);
  yield {
    what: `${users} people, against the definition read literally`,
    value: times(literal.wallMs / ours.wallMs),
    against: `${ms(literal.wallMs)} : ${ms(ours.wallMs)}`,
    asked: '≥ 100 x, aim 200 x',
  };
}

/** The time of a first reconciliation. */
function first(users: number): number {
  const tenant = loadTenant(generateTenant({ users, seed: 2 }));
  return measure(() => reconcile(tenant, { users: 'everyone', now: NOW })).wallMs;
}

function withLargeGroup(users: number): Snapshot {
  const snapshot = generateTenant({ users, seed: 1 });
  const groups = function* () {
    yield* snapshot.groups;
    const members: string[] = [];
    for (const { id } of snapshot.users) {
      if (members.length === LARGE) break;
      members.push(id);
    }
    yield { id: LARGE_GROUP, displayName: LARGE_GROUP, securityEnabled: true, members };
  };
  return { ...snapshot, groups: { [Symbol.iterator]: groups } };
}

/** Reads every membership and writes as many words as rows take: what no reconciliation could do without. */
function touchOnly(tenant: Tenant): number {
  const { memberships, handles, store } = memoryOf(tenant);
  const groups = memberships.groups.data;
  const results = new Uint32Array(store.words.length);
  let written = 0;
  for (let user = 0; user < tenant.userCount; user++) {
    const start = memberships.start[user] ?? 0;
    const end = start + (memberships.count[user] ?? 0);
    let sum = handles[user] ?? 0;
    for (let index = start; index < end; index++) {
      sum += groups[index] ?? 0;
      results[written++] = sum;
    }
  }
  return written;
}

/** Median of people joining and leaving a group, each with all that follows. */
function oneChange(tenant: Tenant): number {
  const group = tenant.group(0).id;
  const durations: number[] = [];
  for (let step = 0; step < SOME_CHANGES; step++) {
    const user: UserIndex = (step * 7919) % tenant.userCount;
    const kind = tenant.groupsOf(user).includes(0) ? 'removeMember' : 'addMember';
    const change: Change = { kind, groupId: group, userId: tenant.user(user).id };
    durations.push(measure(() => withReconciliation(tenant, change)).wallMs);
  }
  return durations.sort((a, b) => a - b)[SOME_CHANGES / 2] ?? 0;
}

function largeTemplate(tenant: Tenant): void {
  const skuId = tenant.skus[20]?.skuId ?? '';
  const change: Change = {
    kind: 'assignGroupLicense',
    groupId: LARGE_GROUP,
    addLicenses: [{ skuId, disabledPlans: [] }],
    removeLicenses: [],
  };
  tenant.attempt(() => withReconciliation(tenant, change), { discardRows: true });
}

function withReconciliation(tenant: Tenant, change: Change): void {
  const users = affectedBy(tenant, change);
  const refusals = applyChange(tenant, change, NOW);
  if (refusals.length > 0) throw new Error(JSON.stringify(refusals));
  reconcile(tenant, { users, now: NOW });
}
