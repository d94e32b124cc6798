import { hash } from 'node:crypto';
import { existsSync, openSync } from 'node:fs';
import nodeProcess from 'node:process';
import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { ACTIVITY } from '../../src/changes/activities.ts';
import type { ChangeState } from '../../src/changes/change-record.ts';
import { loadLanguage } from '../../src/tenant/tenant-host.ts';
import { actionsOf } from '../chat/teams-client.ts';
import { atOnce } from '../store/at-once.ts';
import { checkAlerts } from './alerts-told.ts';
import { checkWentOn } from './cards-in-the-end.ts';
import { watchedCommits } from './commits.ts';
import { checkDamage } from './damage.ts';
import { memoryDisk } from './disk.ts';
import {
  type Aim,
  CALL_FATES,
  damagesOf,
  drawnWorld,
  FIRST_STARTS,
  isFlooded,
  isOfGraph,
  type Kind,
  metKey,
  NO_RATES,
  type Rates,
} from './drawn.ts';
import { checkEntra } from './entra.ts';
import { GRAPH_FATES, graphModel, type Membership } from './graph.ts';
import { askedKey, expectFirstAnswer, inTime } from './in-time.ts';
import {
  CONVERSATIONS,
  checkAsked,
  checkBegunTold,
  checkDisk,
  checkForetold,
  checkOnce,
  checkRecorded,
  checkRest,
  checkSeats,
  checkTold,
} from './invariants.ts';
import { pace } from './pace.ts';
import { type Deed, isDeed, people } from './people.ts';
import type { Drama, Elsewhere } from './plot.ts';
import { type Bot, type Process, startProcess, type World } from './process.ts';
import { randomOf } from './random.ts';
import { cardIn } from './seen.ts';
import { type Answering, type Fate, type Teams, teamsModel } from './teams.ts';
import {
  filledDisk,
  floodedTenant,
  LICENSE_ADMINISTRATOR,
  newcomers,
  roleHolders,
  simulatedTenant,
  USER_ADMINISTRATOR,
} from './tenant.ts';
import { virtualTime } from './time.ts';
import { expectThat, Violation } from './violation.ts';

/** What came of one seed. The same seed gives the same. */
export interface Simulated {
  readonly seed: number;
  readonly violation: Violation | undefined;
  readonly trace: readonly string[];
  readonly hash: string;
  /** How often each fault came. */
  readonly faults: ReadonlyMap<string, number>;
  /** Each fault with each state of a change in which it came. */
  readonly met: ReadonlySet<string>;
  /** What is there in the end, apart from times: what people have, and what became of what was asked for. */
  readonly left: string;
  /** The disk as it is then. */
  readonly image: Uint8Array;
}

const ACTS = 40;
const STORM_MS = 30 * 60_000;
/** Faults are over: until then everything has come to rest. */
const REST_MS = 45 * 60_000;
const UP_AGAIN_MS = 5_000;
/** Entra works on it, its readers show it, and we look: a minute each, and half a minute for ten people. */
const SEEN_IN_GRAPH_MS = 4 * 60_000;
const MOST_STEPS = 60_000;
const AN_HOUR_MS = 3_600_000;
/** A conversation that takes nothing does so for this time. */
const BLOCKED_MS = 15 * 60_000;
const FAILING_SHARE = 0.3;
/** A card is edited every two seconds at most. */
const LEAST_PAUSE_MS = 1_800;

let full: number | undefined;

/** A file that takes nothing; undefined where the system has none. */
function fullDisk(): number | undefined {
  full ??= existsSync('/dev/full') ? openSync('/dev/full', 'w') : undefined;
  return full;
}

/** When a change comes to the state in which most goes wrong, each kind that a seed has comes then with this chance. */
const STRIKES = 0.4;
const STRIKES_WITHIN_MS = 8_000;
/** What a seed aims with is tried at these times, until it has met the state. */
const AIMED_AFTER_MS = [0, 1_000, 3_000, 6_000];
/** They come with the next thing that the bot does. */
const COMMIT_FATES = ['full', 'broken', 'killedBefore', 'killedAfter'] as const;
const KILLS = ['killedBefore', 'killedAfter'] as const;
type Kill = (typeof KILLS)[number];
/** A press is cut short so often, at one of so many commits. */
const DOOMED = 0.3;
const MOST_COMMITS = 6;
const AWAITED = [...new Set([...CALL_FATES, ...COMMIT_FATES, ...GRAPH_FATES])];

const PORTAL = { userId: 'elsewhere', displayName: 'Portal' };

/** @param drama absent: what the seed draws */
export async function simulate(seed: number, drama?: Drama): Promise<Simulated> {
  // A program is loaded in real time, in which no virtual time may pass.
  await loadLanguage();
  const random = randomOf(seed);
  const time = virtualTime();
  const trace: string[] = [];
  const faults = new Map<string, number>();
  const met = new Set<string>();
  const note = (line: string) => void trace.push(`${time.nowMs()} ${line}`);
  const { story, rates, aim } =
    drama === undefined ? drawnWorld(random, seed) : { story: undefined, rates: NO_RATES, aim: undefined };
  const stormMs = drama?.lastsMs ?? story?.lastsMs ?? STORM_MS;
  let isStormy = true;
  let aheadMs = 0;

  function came(kind: Kind | Deed): void {
    faults.set(kind, (faults.get(kind) ?? 0) + 1);
    for (const state of commits.states(time.nowMs())) met.add(metKey(kind, state));
    note(`fault ${kind}`);
  }

  /** What the next call, request or commit meets. */
  const struck = new Set<keyof Rates>();

  /** Whether it comes now. */
  function comes(kind: keyof Rates): boolean {
    if (!isStormy || !(struck.delete(kind) || random.chance(rates[kind]))) return false;
    came(kind);
    return true;
  }
  const oneOf = <T extends keyof Rates>(kinds: readonly T[]): T | undefined => kinds.find((kind) => comes(kind));

  let violation: Violation | undefined;
  let left = '';
  /** What is found where the bot would hear of it. */
  const found = (error: unknown) => {
    violation ??= error instanceof Violation ? error : new Violation('nothing is thrown', String(error));
  };
  const check = (work: () => void) => {
    try {
      work();
    } catch (error) {
      found(error);
    }
  };
  const asked = new Set<string>();
  const graph =
    drama === undefined && isOfGraph(seed)
      ? graphModel({ time, random, snapshot: simulatedTenant(), note })
      : undefined;
  const seenAfterMs = graph === undefined ? 0 : SEEN_IN_GRAPH_MS;
  // Entra has only just been told what its groups give.
  const moves: number[] = graph === undefined ? [] : [0];
  const snapshot = drama === undefined && isFlooded(seed) ? floodedTenant : simulatedTenant;
  const isFirst = seed % FIRST_STARTS === 0 || graph !== undefined;
  const disk = memoryDisk(isFirst ? undefined : await filledDisk(snapshot));
  const strike = (state: ChangeState) => {
    if (!isStormy || story?.worstIn !== state) return;
    if (aim === undefined) time.at(random.below(STRIKES_WITHIN_MS), strikes);
    else for (const ms of AIMED_AFTER_MS) time.at(ms, () => strikesAt(aim));
  };
  const commits = watchedCommits(disk.connection, { found, came: strike, rolesOf: graph?.rolesOf });
  const isAnswering = CALL_FATES.every((kind) => rates[kind] === 0);
  const isTeamsWell = isAnswering && rates.gone === 0 && rates.blocked === 0;
  /** Presses for which a card was edited. */
  const shownFor = new Set<Answering>();
  const inPace = pace(check);
  const teams: Teams = teamsModel(time, random, {
    note,
    pace: inPace,
    moves: movesIn(disk.connection),
    tried: (conversationId, activity) => {
      for (const { verb, data } of actionsOf(cardIn(activity))) {
        if (verb === 'approve') asked.add(askedKey(conversationId, (data as { id?: number }).id));
      }
      inPace.posts(conversationId, activity, time.nowMs());
      check(() => expectFirstAnswer(crowd, activity));
      const { delivered, pressed } = crowd.cause() ?? {};
      if (delivered !== undefined) delivered.isAnswered = true;
      return delivered ?? pressed;
    },
    pressed: () => crowd.cause()?.pressed,
    edited: ({ id }, beforeMs, pressed) => {
      const pauseMs = time.nowMs() - (beforeMs ?? Number.NEGATIVE_INFINITY);
      // What a press that had to wait is answered with does not wait any longer.
      const isAnswer = pressed !== undefined && !shownFor.has(pressed);
      if (pressed !== undefined) shownFor.add(pressed);
      const isPaced = pauseMs >= LEAST_PAUSE_MS || isAnswer || stopping !== undefined || !isTeamsWell;
      check(() => expectThat(isPaced, 'paced', () => `${id} is edited again after ${pauseMs} ms`));
    },
  });
  const refused = () => (faults.get('full') ?? 0) + (faults.get('broken') ?? 0);
  const crowd = people({ time, random, teams, note, did: came, meant: dooms, process: () => process, refused });
  const silences: number[] = [];
  const world: World = {
    time,
    random,
    teams,
    note,
    disk,
    snapshot,
    logDisk: random.chance(0.1) ? fullDisk() : undefined,
    usersPerSecond: drama?.usersPerSecond ?? story?.usersPerSecond ?? random.pick([5, 0.4, 0.15, 0.05]),
    committed: (now) =>
      commits.committed({ ms: time.nowMs(), now: now.toISOString(), pressed: crowd.cause()?.pressed }),
    commit: () => drama?.commit() ?? doom() ?? oneOf(COMMIT_FATES) ?? 'well',
    fate: () => drama?.fate() ?? drawnFate(),
    graph,
    graphFate() {
      const fate = oneOf(GRAPH_FATES) ?? 'well';
      if (fate === 'graphSilent') silences.push(time.nowMs());
      return fate;
    },
    clockAheadMs: () => aheadMs,
  };
  /** Where there are kills, one comes amid what a press does. */
  function dooms(): void {
    const kinds = KILLS.filter((kind) => rates[kind] > 0);
    if (!isStormy || aim !== undefined || kinds.length === 0 || !random.chance(DOOMED)) return;
    doomed = { kind: random.pick(kinds), commits: 1 + random.below(MOST_COMMITS) };
  }
  function doom(): Kill | undefined {
    if (doomed === undefined) return undefined;
    const { kind, commits: left } = doomed;
    doomed = left > 1 ? { kind, commits: left - 1 } : undefined;
    if (doomed !== undefined || !isStormy) return undefined;
    came(kind);
    return kind;
  }
  /** A process is told to end where something hangs as well. */
  function drawnFate(): Fate {
    const fate = oneOf(CALL_FATES) ?? 'well';
    if (fate.startsWith('hangs') && rates.sigterm > 0 && random.chance(0.3)) time.at(500, stop);
    return fate;
  }
  let doomed: { readonly kind: Kill; readonly commits: number } | undefined;
  const isNeverBusy = rates.busy === 0 && rates.blocked === 0;
  const mayMove = () => rates.clock > 0 || faults.has('freeze');
  const waits = {
    mayMove,
    isRead: graph !== undefined,
    silences,
    isAnswering,
    isNeverBusy,
    isBusySomewhere: rates.busy > 0,
    asked,
    refused,
  };
  const checkInTime = inTime({ teams, people: crowd, changes: commits.underWay, mayDecide: commits.mayDecide, waits });
  let process: Process = startProcess(world);
  let stopping: { readonly sinceMs: number } | undefined;
  let steps = 0;

  let isAwaited = false;

  /** An end is noticed, and a new process starts. */
  function supervise(): void {
    if (process.isAlive() || isAwaited) return;
    isAwaited = true;
    stopping = undefined;
    time.at(UP_AGAIN_MS, () => {
      isAwaited = false;
      process = startProcess(world);
    });
  }

  function stop(): void {
    if (process.bot() === undefined) return;
    stopping = { sinceMs: time.nowMs() };
    void process.stop();
  }

  function happens(): void {
    if (!isStormy) return;
    time.at(random.below((2 * STORM_MS) / ACTS), happens);
    if (process.bot() === undefined) return;
    outside(comes);
    if (story === undefined) crowd.act();
  }

  function strikes(): void {
    if (!isStormy || process.bot() === undefined) return;
    if (random.chance(STRIKES)) crowd.misbehave();
    const strikesNow = (kind: keyof Rates) => rates[kind] > 0 && random.chance(STRIKES);
    for (const kind of AWAITED) if (strikesNow(kind)) struck.add(kind);
    outside((kind) => {
      if (!strikesNow(kind)) return false;
      came(kind);
      return true;
    });
  }

  function strikesAt({ kind, state }: Aim): void {
    if (!isStormy || process.bot() === undefined || met.has(metKey(kind, state))) return;
    if (isDeed(kind)) crowd.misbehave(kind);
    else if (AWAITED.some((awaited) => awaited === kind)) struck.add(kind);
    else
      outside((other) => {
        if (other === kind) came(kind);
        return other === kind;
      });
  }

  /** What nobody calls for and no commit brings. */
  function outside(comes: (kind: keyof Rates) => boolean): void {
    if (comes('sigterm')) stop();
    if (comes('clock')) aheadMs = random.pick([-AN_HOUR_MS, 0, AN_HOUR_MS].filter((ms) => ms !== aheadMs));
    if (comes('directory')) {
      const kind = random.pick(['addMember', 'removeMember'] as const);
      const change = { kind, groupId: random.pick(['hr', 'kiosk']), userId: `person-${1 + random.below(10)}` };
      note(`somebody else: ${JSON.stringify(change)}`);
      changeElsewhere(change);
    }
    if (comes('role')) {
      const userId = random.pick(roleHolders);
      const roles = random.chance(0.3) ? [] : [random.pick([USER_ADMINISTRATOR, LICENSE_ADMINISTRATOR])];
      setRoles(userId, roles);
    }
    if (comes('gone')) teams.gone.add(random.pick(CONVERSATIONS));
    if (comes('blocked')) {
      const untilMs = Math.min(time.nowMs() + BLOCKED_MS, STORM_MS);
      teams.blocked(random.pick(CONVERSATIONS), untilMs, random.chance(FAILING_SHARE) ? 'failing' : 'busy');
    }
  }

  function setRoles(userId: string, roles: readonly string[]): void {
    note(`roles of ${userId}: ${roles.length}`);
    const directory = process.bot()?.directory;
    if (directory === undefined || !('setDirectoryRoles' in directory)) return;
    void directory.setDirectoryRoles(userId, roles, PORTAL).catch(() => undefined);
  }

  function elsewhere(userId: string, what: Elsewhere): void {
    if (what === 'gets roles') setRoles(userId, [USER_ADMINISTRATOR, LICENSE_ADMINISTRATOR]);
    else if (what === 'loses roles') setRoles(userId, []);
    else if (what === 'lets all in' || what === 'lets all out') {
      note(`somebody ${what}`);
      const kind = what === 'lets all in' ? 'addMember' : 'removeMember';
      changeElsewhere(...newcomers.map((newcomer) => ({ kind, ...newcomer }) as const));
    } else {
      note(`${userId} ${what}`);
      const kind = what === 'joins kiosk' ? 'addMember' : 'removeMember';
      changeElsewhere({ kind, groupId: 'kiosk', userId });
    }
  }

  function changeElsewhere(...changes: readonly Membership[]): void {
    moves.push(time.nowMs());
    if (graph === undefined) void bringAbout(changes).catch(() => undefined);
    else for (const change of changes) graph.change(change);
  }

  async function bringAbout(changes: readonly Membership[]): Promise<void> {
    await process.bot()?.directory.change(changes, PORTAL);
  }

  async function run(untilMs: number): Promise<void> {
    while (time.nowMs() < untilMs) {
      const isDue = await time.step(untilMs);
      supervise();
      if (!isDue) return;
      steps += 1;
      if (steps > MOST_STEPS) throw new Violation('comes to rest', `${MOST_STEPS} steps by ${time.nowMs()} ms`);
      if (violation !== undefined) throw violation;
      await checkInTime(process, time.nowMs(), stopping?.sinceMs);
      const bot = process.bot();
      if (bot !== undefined && steps % 8 === 0) checkSeats(bot);
    }
  }

  /** What asks Graph is answered in virtual time. */
  async function whileTimeGoesOn(work: Promise<void>): Promise<void> {
    let isDone = false;
    const done = work.finally(() => {
      isDone = true;
    });
    done.catch(() => undefined);
    await Promise.resolve();
    while (!isDone) await time.step(Number.POSITIVE_INFINITY);
    await done;
  }

  nodeProcess.on('unhandledRejection', found).on('uncaughtException', found);
  try {
    const told = drama ?? story;
    if (told !== undefined) time.at(1_000, () => told.begin({ time, teams, people: crowd, elsewhere, seenAfterMs }));
    if (drama === undefined) time.at(1_000, happens);
    await run(stormMs);
    isStormy = false;
    aheadMs = 0;
    note('faults are over');
    await run(stormMs + REST_MS);
    const bot = process.bot();
    if (bot === undefined) throw new Violation('comes up again', 'nobody serves');
    left = leftBy(bot);
    checkRest(bot, teams, graph !== undefined);
    if (graph === undefined) checkDisk(bot);
    else checkEntra(bot, graph.tenant);
    checkWentOn(commits, teams);
    checkOnce(teams);
    await checkAsked(bot, teams, commits.mayDecide);
    await checkTold(bot, teams, (kind, number) =>
      trace.some(
        (line) => line.includes('message perhaps sent') && line.includes(`"kind":"${kind}","number":${number},`),
      ),
    );
    await whileTimeGoesOn(checkAlerts(bot, teams));
    checkRecorded(bot, snapshot(), graph !== undefined);
    checkForetold(bot, { spans: commits.spans, moves, seenAfterMs });
    const isKilled = rates.killedBefore > 0 || rates.killedAfter > 0 || drama !== undefined;
    if (isTeamsWell && !isKilled) checkBegunTold(bot, teams);
    const whole = disk.connection.serialize();
    for (const chance of drama === undefined && graph === undefined ? damagesOf(seed) : []) {
      const harm = await checkDamage(whole, chance);
      faults.set(harm, (faults.get(harm) ?? 0) + 1);
    }
  } catch (error) {
    if (!(error instanceof Violation)) throw error;
    violation ??= error;
  }
  process.kill();
  graph?.close();
  await Promise.resolve();
  const image = disk.connection.serialize();
  nodeProcess.off('unhandledRejection', found).off('uncaughtException', found);
  return { seed, violation, trace, hash: hash('sha256', trace.join('\n')), faults, met, left, image };
}

const MOVING = [ACTIVITY.setGroupLicense, ACTIVITY.changeUserLicense, ACTIVITY.addMember, ACTIVITY.removeMember];

const AUDIT_TABLE = "SELECT 1 FROM sqlite_schema WHERE name = 'audit'";

function movesIn(connection: DatabaseSync): () => number {
  const where = `activity IN (${MOVING.map(() => '?').join(', ')})`;
  let counting: StatementSync | undefined;
  return () => {
    if (counting === undefined && connection.prepare(AUDIT_TABLE).get() === undefined) return 0;
    counting ??= connection.prepare(`SELECT count(*) AS moves FROM audit WHERE ${where}`);
    return Number(counting.get(...MOVING)?.['moves']);
  };
}

function leftBy({ store, directory: { tenant } }: Bot): string {
  const people = Array.from({ length: tenant.userCount }, (_, user) =>
    tenant
      .read(tenant.rows(user))
      .map(({ skuId, assignedByGroup, state, error }) => [skuId, assignedByGroup, state, error]),
  );
  const groups = Array.from({ length: tenant.groupCount }, (_, group) => [
    tenant.group(group).id,
    tenant.assignedLicenses(group),
    tenant.members(group),
  ]);
  const begun = atOnce(store)
    .changes.latest(1_000)
    .filter(({ appliedAt, approval }) => appliedAt ?? approval);
  const changes = begun.map(({ command, state }) => `${command.reading}: ${state}`).toSorted();
  return JSON.stringify([people, groups.toSorted(), changes], undefined, 1);
}
