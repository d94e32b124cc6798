import type { Stall } from '../../changes/change-record.ts';
import type { Clock } from '../../engine/clock.ts';
import { idKey } from '../../graph/ids.ts';
import type { LicenseAssignmentState } from '../../graph/types.ts';
import type { Observed } from '../../licensing/model/observed.ts';
import { areSameRows, rowKey } from '../../licensing/model/same-rows.ts';
import type { Tenant, UserIndex } from '../../licensing/model/tenant.ts';
import { type Actuator, DirectoryError, type RowsChange } from '../port.ts';
import { rowsDifference } from '../rows-difference.ts';
import type { BatchAnswer } from './batch.ts';
import type { GraphClient } from './client.ts';
import { readMemberRows, readRows } from './observer.ts';
import { type JsonObject, objectOf } from './pages.ts';
import { graphPath, withQuery } from './path.ts';

export interface NativeOptions {
  readonly client: GraphClient;
  readonly tenant: Tenant;
  readonly clock: Clock;
  /** Resolves when Graph has answered every change that was taken. */
  readonly answered: () => Promise<void>;
  /**
   * Asks Entra to look again at people whom it refuses what the rules would give them: their cause may be gone, and its answer may
   * teach a rule. Whether the tenant is to be decided on anew.
   */
  readonly lookAgain: (userIds: readonly string[]) => Promise<boolean>;
  /** What was seen of Graph, as the tenant has it; undefined: as it is. */
  readonly asTold?: (seen: Observed) => Observed;
  /** Hears of groups in which nothing moves though Entra has not ended; undefined: no longer. */
  readonly onStall: (stall: GroupStall | undefined) => void;
  /** Nothing moving for so long is worth telling, and for so long is not usual. */
  readonly patience?: Partial<typeof PATIENCE>;
}

export interface GroupStall extends Stall {
  readonly groupIds: readonly string[];
}

/** Entra calls it normal that a large group takes hours; that nothing moves for a quarter of one is not. */
const PATIENCE = { slowMs: 60_000, stuckMs: 15 * 60_000 };

/** Watches how Entra carries out what was decided, since it does so by itself. */
export interface NativeActuator extends Actuator {
  /** Whether this person is being watched: what Entra does to them is no news. */
  watches(userId: string): boolean;
}

const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 10_000;
/** At rest, who has not come out as foretold is looked at a little longer: readers may be a moment behind. */
const SETTLES_MS = 3_000;
/** Whom nothing happened to is waited for as long as readers of Graph are known to be behind. */
export const READERS_ARE_BEHIND_MS = 90_000;
/** Fewer people than this are asked for one by one. */
const FEW = 20;

/** Somebody whose rows are to change, in ids: places of rows are forgotten while Entra works. */
interface Owed {
  readonly user: UserIndex;
  readonly userId: string;
  readonly before: readonly LicenseAssignmentState[];
  readonly expected: ReadonlySet<string>;
  readonly isGain: boolean;
}

/** How far Entra is, at one look. */
interface Look {
  /** Groups that Entra is at work on. */
  readonly going: readonly string[];
  readonly rows: ReadonlyMap<string, readonly LicenseAssignmentState[]>;
}

/**
 * Group-based licensing of Entra itself. What was decided is only what the rules foretell: nothing is written, the rows that
 * Entra made are read, and they count, be they as foretold or not. A person is done whose rows are as foretold, or who came
 * to rest otherwise.
 */
export function nativeActuator(options: NativeOptions): NativeActuator {
  const { client, tenant, clock, answered, lookAgain, asTold = (one) => one } = options;
  const stalls = stallsOf(options);
  let watched = new Map<string, Owed>();
  /** People who were asked to be looked at again, and what they had then: asking twice about the same helps nobody. */
  const asked = new Map<string, string>();

  async function look(groupIds: readonly string[]): Promise<Look> {
    const going = await notAtRest(client, groupIds);
    const seen = await readWatched(client, tenant, {
      groupIds,
      userIds: [...watched.values()].map(({ userId }) => userId),
    });
    const rows = new Map<string, readonly LicenseAssignmentState[]>();
    for (const one of seen.map(asTold))
      if (one.kind === 'rows' && watched.has(idKey(one.userId))) rows.set(idKey(one.userId), one.rows);
    return { going, rows };
  }

  /** Those who are done: their rows are put into the tenant, and they are watched no more. */
  function finish(people: readonly Owed[], rows: Look['rows']): readonly RowsChange[] {
    return people.map(({ user, userId }) => {
      watched.delete(idKey(userId));
      const before = tenant.rows(user);
      const now = rows.get(idKey(userId));
      if (now !== undefined && !areSameRows(tenant.read(before), now)) tenant.setRows(user, tenant.intern(now));
      return { user, before, after: tenant.rows(user) };
    });
  }

  /** Of those who are refused what the rules would give them, whoever was not asked about as they are now. */
  function worthAsking(rows: Look['rows']): readonly string[] {
    const people = [...watched.values()].filter(({ userId, isGain }) => {
      const now = rows.get(idKey(userId)) ?? [];
      return isGain && now.some(({ error }) => error !== null) && asked.get(idKey(userId)) !== keysOf(now).join();
    });
    for (const { userId } of people) asked.set(idKey(userId), keysOf(rows.get(idKey(userId)) ?? []).join());
    return people.map(({ userId }) => userId);
  }

  async function apply(changes: readonly RowsChange[], { signal, onApplied }: Parameters<Actuator['apply']>[1]) {
    watched = new Map(changes.map((change) => owedOf(tenant, change)).map((owed) => [idKey(owed.userId), owed]));
    const groupIds = groupsOf(tenant, changes);
    let pauseMs = FIRST_PAUSE_MS;
    let applied = 0;
    let known: Look['rows'] = new Map([...watched].map(([key, { before }]) => [key, before]));
    const tell = (part: readonly RowsChange[]) => {
      if (part.length > 0) onApplied(part);
      applied += part.length;
    };
    await untilAborted(answered(), signal);
    let movedAtMs = clock.elapsedMs();
    // Since the first look at which it rested: between that and the one before, which may be long ago, it may have been at work.
    let restsSinceMs: number | undefined;
    while (watched.size > 0 && !signal.aborted) {
      const now = await look(groupIds);
      if (signal.aborted) return applied;
      const moved = [...now.rows].some(([key, rows]) => known.has(key) && !areSameRows(known.get(key) ?? [], rows));
      if (moved) movedAtMs = clock.elapsedMs();
      known = now.rows;
      restsSinceMs = now.going.length > 0 ? undefined : (restsSinceMs ?? clock.elapsedMs());
      const quietMs = clock.elapsedMs() - movedAtMs;
      // Readers are behind what Entra did last, not behind what it was asked for.
      const restMs = Math.min(quietMs, clock.elapsedMs() - (restsSinceMs ?? clock.elapsedMs()));
      tell(finish(doneOf(watched.values(), now, restMs), now.rows));
      if (watched.size === 0) break;
      if (now.going.length === 0 && restMs >= SETTLES_MS) {
        const again = worthAsking(now.rows);
        if (again.length > 0 && (await lookAgain(again))) return applied;
        if (again.length > 0) movedAtMs = clock.elapsedMs();
      }
      stalls.quiet(now.going, quietMs);
      pauseMs = moved ? FIRST_PAUSE_MS : Math.min(pauseMs * 1.5, LONGEST_PAUSE_MS);
      await clock.sleep(pauseMs, signal);
    }
    return applied;
  }

  return {
    watches: (userId) => watched.has(idKey(userId)),
    async apply(changes, how) {
      try {
        return await apply(changes, how);
      } finally {
        watched = new Map();
        stalls.quiet([], 0);
      }
    },
  };
}

/** Whose rows are as foretold; and at rest, whoever has moved and is refused, after a moment, and all others in the end. */
function doneOf(watched: Iterable<Owed>, { going, rows }: Look, restMs: number): readonly Owed[] {
  const atRest = going.length === 0;
  return [...watched].filter(({ userId, before, expected, isGain }) => {
    const now = rows.get(idKey(userId));
    // Who is gone is nobody's to wait for.
    if (now === undefined) return atRest;
    const keys = keysOf(now);
    if (keys.length === expected.size && keys.every((key) => expected.has(key))) return true;
    if (!atRest || restMs < SETTLES_MS) return false;
    const isRefused = now.some(({ error }) => error !== null);
    // A refusal that the rules do not know is worth asking about first.
    if (isRefused && isGain && !areSameRows(before, now)) return restMs >= SETTLES_MS * 2;
    return restMs >= READERS_ARE_BEHIND_MS;
  });
}

/** Tells of a stall when it begins, when it becomes unusual, and when it is over. */
function stallsOf({ clock, onStall, patience }: Pick<NativeOptions, 'clock' | 'onStall' | 'patience'>) {
  const { slowMs, stuckMs } = { ...PATIENCE, ...patience };
  let told: Stall['kind'] | undefined;
  return {
    quiet(groupIds: readonly string[], quietMs: number): void {
      const isStalled = groupIds.length > 0 && quietMs >= slowMs;
      const kind = isStalled ? (quietMs >= stuckMs ? 'stuck' : 'slow') : undefined;
      if (kind === told) return;
      told = kind;
      const since = new Date(clock.now().getTime() - quietMs).toISOString();
      onStall(kind === undefined ? undefined : { kind, since, groupIds });
    },
  };
}

function owedOf(tenant: Tenant, { user, before, after }: RowsChange): Owed {
  const [was, is] = [tenant.read(before), tenant.read(after)];
  const { gone, come } = rowsDifference(was, is);
  const isGain = come.some(({ error }) => error === null) || gone.some(({ error }) => error !== null);
  return { user, userId: tenant.user(user).id, before: was, expected: new Set(keysOf(is)), isGain };
}

/** Groups of which a row is to come or to go. */
function groupsOf(tenant: Tenant, changes: readonly RowsChange[]): readonly string[] {
  const groups = new Set<string>();
  for (const { before, after } of changes) {
    const { gone, come } = rowsDifference(tenant.read(before), tenant.read(after));
    for (const { assignedByGroup } of [...gone, ...come]) {
      if (assignedByGroup !== null && tenant.findGroup(assignedByGroup) !== undefined) groups.add(assignedByGroup);
    }
  }
  return [...groups];
}

function keysOf(rows: readonly LicenseAssignmentState[]): readonly string[] {
  return rows.map(rowKey).sort();
}

/** The set of states is open: whatever is not known to go on has ended. */
const GOING_ON: ReadonlySet<unknown> = new Set(['QueuedForProcessing', 'ProcessingInProgress']);

/** Of these groups, those that Entra is at work on. */
export async function notAtRest(client: GraphClient, groupIds: readonly string[]): Promise<readonly string[]> {
  const paths = groupIds.map((id) => withQuery(graphPath`/groups/${id}`, { select: ['id', 'licenseProcessingState'] }));
  const answers = await client.batch(paths.map((path) => ({ method: 'GET', path })));
  return groupIds.filter((_, place) => {
    const answer = answers[place] as BatchAnswer;
    if (answer.kind === 'failed') throw answer.error;
    if (answer.kind === 'refused') {
      if (answer.refusal.status === 404) return false;
      throw new DirectoryError('Unreachable', `Graph refuses to show a group: ${answer.refusal.message}`);
    }
    return isAtWork(objectOf(answer.body, paths[place] ?? ''));
  });
}

/** Whether Entra is at work on a group, of which `licenseProcessingState` was selected. */
export function isAtWork({ licenseProcessingState }: JsonObject): boolean {
  return GOING_ON.has((licenseProcessingState as { readonly state?: unknown } | null | undefined)?.state);
}

/** The rows of these people, in whichever way costs less: by the lists of their groups, or one by one. */
async function readWatched(
  client: GraphClient,
  tenant: Tenant,
  { groupIds, userIds }: { readonly groupIds: readonly string[]; readonly userIds: readonly string[] },
): Promise<readonly Observed[]> {
  if (userIds.length <= FEW) return readRows(client, tenant, userIds);
  const seen: Observed[] = [];
  for (const groupId of groupIds) seen.push(...(await readMemberRows(client, tenant, groupId)));
  const met = new Set(seen.map((one) => (one.kind === 'rows' ? idKey(one.userId) : '')));
  return [
    ...seen,
    ...(await readRows(
      client,
      tenant,
      userIds.filter((id) => !met.has(idKey(id))),
    )),
  ];
}

async function untilAborted(work: Promise<void>, signal: AbortSignal): Promise<void> {
  if (signal.aborted) return;
  await Promise.race([
    work,
    new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve(), { once: true })),
  ]);
}
