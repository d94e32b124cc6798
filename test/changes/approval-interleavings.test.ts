import { describe, expect, it } from 'vitest';
import { type ApprovalEvent, type Request, rule } from '../../src/changes/approval.ts';
import type { OutcomeSummary } from '../../src/changes/change-record.ts';

/**
 * Every order in which four people, the clock, a tenant that changes and crashes can meet at one request, over the same
 * rule as the product. A model of the store: one record, changed by compare-and-set. Each person first looks (reads the
 * record, their own roles, the outcome), then decides on what they saw: between the two anything may happen.
 */

const NAMES = ['requester', 'first', 'second', 'global'] as const;
type Name = (typeof NAMES)[number];

/** The Global Administrator is nobody's named approver: emergency access is all they have. */
const STANDING = { requester: 'approver', first: 'approver', second: 'approver', global: 'breakGlass' } as const;

interface World {
  readonly record: Request;
  readonly outcome: 'as shown' | 'other';
  readonly now: 'in time' | 'too late';
  /** What each process-local decision under way has seen; lost in a crash. */
  readonly seen: Readonly<Partial<Record<Name, { readonly version: number; readonly reads: Request }>>>;
  /** The process is gone; nothing happens but its start. */
  readonly down: boolean;
  readonly acted: readonly Name[];
  readonly crashes: number;
  /** Effective changes of the tenant, with what the record said then. */
  readonly executions: readonly {
    readonly approvedBy: string | undefined;
    readonly reason: string | undefined;
    readonly breakGlass: boolean;
    readonly fingerprint: string;
    readonly outcome: string;
  }[];
  /** Outcome at the moment when the approval was stored. */
  readonly approvedAt?: { readonly now: World['now']; readonly outcome: World['outcome'] };
}

interface Move {
  readonly name: string;
  readonly to: World;
}

const person = (name: Name) => ({ userId: name, displayName: name });
const summary = { people: 1 } as OutcomeSummary;
const TIMES = { 'in time': '2026-11-24T08:00:00.000Z', 'too late': '2026-11-25T08:00:00.000Z' };
const EXPIRES_AT = TIMES['too late'];
const agreed = (outcome: World['outcome']) => ({
  fingerprint: outcome,
  simulated: summary,
  losing: 40,
  digest: outcome,
});

function start(): World {
  const previewed: Request = {
    state: 'previewed',
    version: 1,
    requestedBy: person('requester'),
    changes: [],
    fingerprint: 'as shown',
    simulated: summary,
  };
  const event: ApprovalEvent = {
    kind: 'ask',
    by: person('requester'),
    changes: [],
    outcome: agreed('as shown'),
    expiresAt: EXPIRES_AT,
  };
  const record = stored(previewed, previewed, event, TIMES['in time']);
  if (record === undefined) throw new Error('it was not asked');
  return { record, outcome: 'as shown', now: 'in time', seen: {}, down: false, acted: [], crashes: 0, executions: [] };
}

/** The store's compare-and-set of what the rule says; undefined when it refuses or somebody was faster. */
function stored(current: Request, read: Request, event: ApprovalEvent, now: string): Request | undefined {
  const ruling = rule(read, event, now);
  if (ruling.kind === 'refused' || read.version !== current.version) return undefined;
  return { ...current, ...ruling.patch, version: current.version + 1 };
}

function movesOf(world: World): readonly Move[] {
  if (world.down) return [{ name: 'start', to: started({ ...world, down: false }) }];
  const moves: Move[] = [];
  for (const name of NAMES) {
    const seen = world.seen[name];
    if (seen === undefined && !world.acted.includes(name)) {
      const looked = { version: world.record.version, reads: world.record };
      moves.push({ name: `${name} looks`, to: { ...world, seen: { ...world.seen, [name]: looked } } });
    }
    if (seen !== undefined) {
      moves.push({ name: `${name} approves`, to: decide(world, name, 'approve') });
      if (name === 'global') {
        moves.push({ name: `${name} approves because`, to: decide(world, name, 'approve', 'it burns') });
      }
      moves.push({ name: `${name} rejects`, to: decide(world, name, 'reject') });
    }
  }
  if (world.record.state === 'queued') moves.push({ name: 'execute', to: executed(world) });
  if (world.now === 'in time') moves.push({ name: 'time passes', to: { ...world, now: 'too late' } });
  if (world.outcome === 'as shown') moves.push({ name: 'tenant changes', to: { ...world, outcome: 'other' } });
  const expired = stored(world.record, world.record, { kind: 'expire' }, TIMES[world.now]);
  if (expired !== undefined) moves.push({ name: 'timer', to: { ...world, record: expired } });
  if (world.crashes < 2)
    moves.push({ name: 'crash', to: { ...world, down: true, seen: {}, crashes: world.crashes + 1 } });
  return moves;
}

/** What somebody saw is of then; roles, outcome and time are of the moment of the decision, as the desk reads them. */
function decide(world: World, name: Name, kind: 'approve' | 'reject', reason?: string): World {
  const { [name]: seen, ...others } = world.seen;
  if (seen === undefined) return world;
  const because = reason === undefined ? {} : { reason };
  const base = { by: person(name), version: seen.version, standing: STANDING[name], ...because };
  const event: ApprovalEvent =
    kind === 'reject'
      ? { kind, ...base }
      : { kind, ...base, requesterMay: true, frozen: false, outcome: agreed(world.outcome) };
  const decided = { ...world, seen: others, acted: [...world.acted, name] };
  const record = stored(world.record, seen.reads, event, TIMES[world.now]);
  if (record === undefined) return decided;
  const approved = record.state === 'queued' ? { approvedAt: { now: world.now, outcome: world.outcome } } : {};
  return { ...decided, record, ...approved };
}

/** Desired state changes once, whoever begins it: what is so already is refused. Then the record runs on. */
function executed(world: World): World {
  const { record, outcome } = world;
  const { by, reason, breakGlass = false } = record.approval?.decision ?? {};
  const execution = {
    approvedBy: by?.userId,
    reason,
    breakGlass,
    fingerprint: record.fingerprint,
    outcome: world.approvedAt?.outcome ?? outcome,
  };
  return {
    ...world,
    executions: [...world.executions, execution],
    record: { ...record, state: 'running', version: record.version + 1 },
  };
}

/** A start takes up what was stored as approved and not begun, and ends what is overdue. */
function started(world: World): World {
  if (world.record.state === 'queued') return executed(world);
  const expired = stored(world.record, world.record, { kind: 'expire' }, TIMES[world.now]);
  return expired === undefined ? world : { ...world, record: expired };
}

/** Far more than there are: a request that goes round in circles is found, and does not go on for ever. */
const MOST_WORLDS = 50_000;

/** Every world that can be reached, each once, by one of the shortest paths. */
function reachable(): readonly { readonly world: World; readonly path: string; readonly ends: boolean }[] {
  const known = new Set<string>();
  const found: { world: World; path: string; ends: boolean }[] = [];
  const meet = (world: World, path: string) => {
    const key = JSON.stringify(world);
    if (known.has(key)) return;
    if (found.length === MOST_WORLDS) throw new Error(`more and more worlds: ${path}`);
    known.add(key);
    found.push({ world, path, ends: movesOf(world).length === 0 });
  };
  meet(start(), 'asked');
  // It grows while it is gone through.
  for (const { world, path } of found) for (const { name, to } of movesOf(world)) meet(to, `${path}, ${name}`);
  return found;
}

describe('four people, one request, expiry, a changing tenant, and crashes anywhere', () => {
  const worlds = reachable();

  it('meet in every order', () => {
    expect(worlds.length).toBeGreaterThan(1_000);
    const states = new Set(worlds.map(({ world }) => world.record.state));
    expect(states).toEqual(new Set(['waiting', 'queued', 'running', 'rejected', 'expired']));
    expect(worlds.some(({ world }) => world.record.approval?.shownBefore !== undefined)).toBe(true);
    expect(worlds.some(({ world }) => world.crashes === 2 && world.executions.length === 1)).toBe(true);
  });

  it('give one execution at most', () => {
    expect(worlds.filter(({ world }) => world.executions.length > 1).map(({ path }) => path)).toEqual([]);
  });

  it('give none without an approval by somebody else, in time, for the outcome that was shown', () => {
    const invalid = worlds.filter(({ world }) =>
      world.executions.some(
        ({ approvedBy, fingerprint, outcome }) =>
          !['first', 'second', 'global'].includes(approvedBy ?? '') ||
          fingerprint !== outcome ||
          world.approvedAt?.now !== 'in time',
      ),
    );
    expect(invalid.map(({ path }) => path)).toEqual([]);
  });

  it('give none with emergency access without its reason, and mark it, and no other', () => {
    const executions = worlds.flatMap(({ world, path }) =>
      world.executions.map((execution) => ({ ...execution, path })),
    );
    const emergencies = executions.filter(({ breakGlass }) => breakGlass);
    expect(emergencies.length).toBeGreaterThan(0);
    const invalid = executions.filter(
      ({ approvedBy, reason, breakGlass }) =>
        breakGlass !== (approvedBy === 'global') || (breakGlass && reason !== 'it burns'),
    );
    expect(invalid.map(({ path }) => path)).toEqual([]);
    const rejectedBy = worlds.map(({ world }) => world.record).filter(({ state }) => state === 'rejected');
    expect(new Set(rejectedBy.map(({ approval }) => approval?.decision?.by.userId))).toEqual(
      new Set(['first', 'second']),
    );
  });

  it('leave no request without an end', () => {
    const ended = new Set(['running', 'rejected', 'expired']);
    const open = worlds.filter(({ world, ends }) => ends && !ended.has(world.record.state));
    expect(open.map(({ path }) => path)).toEqual([]);
  });

  it('never take an end back', () => {
    const backwards = worlds.flatMap(({ world, path }) =>
      ['rejected', 'expired'].includes(world.record.state)
        ? movesOf(world)
            .filter(({ to }) => to.record.state !== world.record.state)
            .map(({ name }) => `${path}, ${name}`)
        : [],
    );
    expect(backwards).toEqual([]);
  });
});
