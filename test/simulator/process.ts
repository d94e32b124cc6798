import { assemble } from '../../src/app/assemble.ts';
import { type Closing, endAll, setGoing } from '../../src/app/set-going.ts';
import type { Conversations } from '../../src/chat/chat.ts';
import { conversations } from '../../src/chat/conversation.ts';
import type { Services } from '../../src/chat/services.ts';
import { type EmbeddedDirectory, openEmbeddedDirectory } from '../../src/directory/embedded/embedded-directory.ts';
import type { GraphDirectory } from '../../src/directory/graph/open-graph-directory.ts';
import type { Snapshot } from '../../src/graph/snapshot-text.ts';
import { LivingTenant } from '../../src/licensing/model/living-tenant.ts';
import { events } from '../../src/observe/events.ts';
import { logger } from '../../src/observe/log.ts';
import { logFile } from '../../src/observe/log-file.ts';
import type { SqliteStore } from '../../src/store/sqlite/open-store.ts';
import { connectorChat } from '../../src/teams/connector.ts';
import type { Commit, Disk } from './disk.ts';
import type { Graph, GraphFate } from './graph.ts';
import type { Random } from './random.ts';
import type { Fate, Teams } from './teams.ts';
import { clockOf, type Time } from './time.ts';

/** One life of the bot: from a start to a kill or a stop. */
export interface Process {
  readonly isAlive: () => boolean;
  /** Undefined until it serves. */
  readonly bot: () => Bot | undefined;
  kill(): void;
  /** As SIGTERM does; resolves when the process has ended. */
  stop(): Promise<void>;
}

export interface Bot {
  readonly services: Services;
  readonly store: SqliteStore;
  readonly directory: EmbeddedDirectory | GraphDirectory;
  readonly conversations: Conversations;
}

export interface World {
  readonly time: Time;
  readonly random: Random;
  readonly disk: Disk;
  readonly teams: Teams;
  readonly snapshot: () => Snapshot;
  /** Where the tenant is; undefined: in the store. */
  readonly graph: Graph | undefined;
  readonly graphFate: () => GraphFate;
  readonly note: (line: string) => void;
  /** What the world does to the next commit and the next call. */
  readonly commit: () => Commit;
  readonly fate: () => Fate;
  /** Hears of each commit, with the time that its process sees. */
  readonly committed: (now: Date) => void;
  /** The open file that the log is written to as well; undefined: none is. */
  readonly logDisk: number | undefined;
  /** How fast people's licenses are written. */
  readonly usersPerSecond: number;
  /** How far the wall clock is off. */
  readonly clockAheadMs: () => number;
}

export const POLICY = { threshold: 1, lifetimeMs: 8 * 60_000, always: [] };

export function startProcess(world: World): Process {
  let alive = true;
  let bot: Bot | undefined;
  const stopping = new AbortController();
  const closing: Closing = [];
  const isAlive = () => alive;
  const kill = () => {
    if (alive) {
      world.note('killed');
      world.teams.forgotten();
    }
    alive = false;
    bot = undefined;
  };
  const clock = clockOf(world.time, isAlive, world.clockAheadMs);
  const commit = () => {
    const fate = world.commit();
    if (fate.startsWith('killed')) kill();
    return fate;
  };
  const lines = world.logDisk === undefined ? undefined : logFile(world.logDisk, () => '');
  const log = logger(
    'info',
    (line) => {
      lines?.write(line);
      const { time: _time, trace_id: _trace, ms: _ms, ...said } = JSON.parse(line);
      if (alive) world.note(`log ${JSON.stringify(said)}`);
    },
    clock.now,
  );

  let isQuiet = () => true;

  async function opened(store: SqliteStore) {
    const { snapshot, usersPerSecond, graph, graphFate: fate } = world;
    if (graph === undefined)
      return { directory: await openEmbeddedDirectory(store, { clock, snapshot, usersPerSecond }) };
    const directory = await graph.open({ store, clock, isAlive, kill, fate, isQuiet: () => isQuiet() });
    return { directory, going: directory };
  }

  async function start(): Promise<void> {
    const store = world.disk.open({
      now: clock.now,
      isAlive,
      commit,
      committed: () => world.committed(clock.now()),
    });
    const { directory, going } = await opened(store);
    const seen = events(log);
    const connector = world.teams.connector({ isAlive, fate: world.fate, kill });
    const chat = connectorChat({
      connector: async () => connector,
      allows: () => true,
      allowsUpload: () => false,
      now: clock.now,
      elapsedMs: clock.elapsedMs,
      sleep: (ms) => clock.sleep(ms, stopping.signal),
      stopping: stopping.signal,
      random: world.random.next,
    });
    const reports = { write: () => 'report', read: () => Buffer.alloc(0) };
    const assembled = assemble({
      directory,
      store,
      clock,
      clientClock: clock,
      random: world.random.next,
      policy: POLICY,
      effortMs: world.time.nowMs,
      chat,
      reports,
      files: undefined,
      events: seen,
      log,
    });
    const { services, reconciler } = assembled;
    if (directory.tenant instanceof LivingTenant) directory.tenant.onBecome(services.runs.carry);
    isQuiet = () => !reconciler.owes && services.runs.isQuiet;
    const talks = conversations(services);
    closing.push(() => services.liveCards.close());
    closing.push(() => services.unsure.close());
    going?.start();
    closing.push(() => going?.stop());
    await setGoing(assembled, log, closing);
    if (!alive) return;
    bot = { services, store, directory, conversations: talks };
    world.note('serving');
  }

  const started = start().catch((error) => {
    // A disk that takes nothing at the start: a supervisor starts it again.
    if (alive) world.note(`not started: ${error}`);
    kill();
  });

  return {
    isAlive,
    bot: () => bot,
    kill,
    async stop() {
      world.note('stopping');
      await started;
      stopping.abort();
      bot = undefined;
      await endAll(closing, { clock, onFault: () => undefined });
      kill();
    },
  };
}
