import { join, resolve } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { FIRST_CARDS, templateOf } from '../cards/render.ts';
import { takingLines } from '../cli/takings-text.ts';
import type { Config } from '../config/config.ts';
import { StartFault } from '../config/start-fault.ts';
import type { TellProgress } from '../directory/snapshot/counting.ts';
import { type Clock, systemClock } from '../engine/clock.ts';
import type { Tenant } from '../licensing/model/tenant.ts';
import { peopleIn, takingsHeldBack } from '../licensing/outcome/takings.ts';
import { events } from '../observe/events.ts';
import type { Logger } from '../observe/log.ts';
import type { LogFile } from '../observe/log-file.ts';
import { metricsText } from '../observe/metrics.ts';
import { playersOf } from '../playground/players.ts';
import { startPlayground } from '../playground/playground.ts';
import type { SqliteStore } from '../store/sqlite/open-store.ts';
import type { Store } from '../store/store.ts';
import { NOTIFICATIONS_PATH, notificationRoute } from '../teams/notification-route.ts';
import { loadConnector, openServer } from '../teams/open-server.ts';
import { loadLanguage } from '../tenant/tenant-host.ts';
import { counted } from '../words/counted.ts';
import { type Elsewhere, elsewhere } from './elsewhere.ts';
import { openFace } from './face.ts';
import { GONE, handOver } from './hand-over.ts';
import { keepMemorySmall } from './keep-memory-small.ts';
import { listening } from './listening.ts';
import { openDirectory } from './open-directory.ts';
import { addressOf, openInTurn } from './open-in-turn.ts';
import { openLog } from './open-log.ts';
import type { Hearers, Running } from './running.ts';
import { type Closing, endAll } from './set-going.ts';

export type { Hearers, Running } from './running.ts';

const STARTING = ['it is starting'];
const STOPPING = ['it is stopping'];
const NEVER = new AbortController().signal;
/** By then whoever waits for the start has asked once more, and been answered. */
const HEARD_MS = 60;

/** A third of the program: loaded while the stored tenant begins to be read. */
const loadBot = () => import('./bot.ts');

/**
 * Wires everything and serves until `close`.
 * @param clock what all of it waits by
 * @throws StartFault, StoreFault or SnapshotFault when it cannot start like this
 */
export async function serve(
  config: Config,
  clock: Clock = systemClock,
  { begun = () => {}, progress = () => {}, standing = () => {}, stopped = NEVER }: Hearers = {},
): Promise<Running> {
  if (config.tenants !== undefined) {
    const { serveFleet } = await import('./fleet/serve-fleet.ts');
    return serveFleet(config, config.tenants, { clock, begun, stopped });
  }
  const { lines, log } = openLog(config, clock);
  const opened = await openInTurn(config, {
    clock,
    stopped,
    standing(port, owner) {
      standing(port, owner);
      // What is missing is said when it is needed.
      warmUp(config).catch(() => undefined);
      log.info('standing by', { port, owner });
    },
    onMigrating(done) {
      progress(
        `Bringing the store up to date … ${counted(done.people, 'people')} of ${done.of.toLocaleString('en-US')}`,
      );
      log.info('store brought up to date', done);
    },
  });
  const { store } = opened;
  let face = opened.waited?.face;
  const stopping = new AbortController();
  const released = new AbortController();
  const closing: Closing = [];
  const end = async () => {
    stopping.abort();
    await endAll(closing, { clock, onFault: (error) => log.error('not closed well', { error: String(error) }) });
    released.abort();
    await store.close();
  };
  const close = async () => {
    if (store.shared !== undefined && face !== undefined)
      return handOver({ config, clock, face, shared: store.shared, end });
    await end();
    await face?.close();
  };
  let isServing = false;
  try {
    const unready = async () => (stopping.signal.aborted ? STOPPING : isServing ? missing(store) : STARTING);
    const bot = await wire(config, {
      store,
      log,
      progress,
      lines,
      clock,
      unready,
      stopping: stopping.signal,
      lost: elsewhere(store, released.signal),
    });
    if (face === undefined) face = await listening(openFace(config, bot.listener, clock), config.port);
    else void face.turnTo(bot.listener).then(opened.waited?.close);
    const { port, turnTo, letGo } = face;
    store.shared?.silence.onLasting(letGo);
    if (store.shared === undefined) closing.push(() => turnTo(GONE));
    const { beginChecks, beginWork } = await loadBot();
    await beginWork(bot, log, closing);
    const chat = await openChat(config, port, bot.services.directory.tenant);
    if (chat.stop !== undefined) closing.push(chat.stop);
    isServing = true;
    // Whoever waits for it asks again and again, and hears that before anything else is worked out.
    await Promise.all([setTimeout(HEARD_MS), store.shared?.servesAt(addressOf(config.host, port))]);
    const kept = keptIn(bot.services.directory.tenant);
    const running = { port, chatUrl: chat.url, notes: [...bot.notes, ...kept.notes, ...chat.notes] };
    begun(running);
    log.info('serving', { port, chat: chat.url });
    kept.tell(log);
    void loadForFirstAnswer(clock);
    closing.push(keepMemorySmall());
    void beginChecks(bot, log, closing);
    return { ...running, lost: store.shared?.lost ?? NEVER, close };
  } catch (error) {
    await close();
    throw error;
  }
}

interface Surroundings {
  readonly store: SqliteStore;
  readonly log: Logger;
  readonly progress: TellProgress;
  readonly lines: LogFile;
  readonly clock: Clock;
  /** Why it is not ready; nothing when it is. */
  readonly unready: () => Promise<readonly string[]>;
  readonly stopping: AbortSignal;
  readonly lost: Elsewhere;
}

/** The parts of the bot, connected and not yet started. */
async function wire(config: Config, { store, log, progress, lines, clock, unready, stopping, lost }: Surroundings) {
  const isAtRest = () => isQuiet(bot);
  const opened = await openDirectory(config, { store, log, progress, clock, isQuiet: isAtRest, meanwhile: loadBot });
  const { connectBot, isQuiet } = await loadBot();
  const { directory, notified, notes = [] } = opened;
  const seen = events(log);
  const server = await openServer(config, {
    organizationId: directory.tenant.organization.id,
    readiness: unready,
    routes: notified === undefined ? {} : { [NOTIFICATIONS_PATH]: notificationRoute(notified) },
    metrics: async () =>
      `${await metricsText([bot.services], { logLinesLost: lines.lost, owns: true })}${seen.metrics()}`,
    events: seen,
    log: log.warn,
    clock,
    stopping,
    lost,
    random: Math.random,
  });
  const bot = connectBot(config, opened, { store, log, clock, chat: server.chat, events: seen });
  return { ...bot, listener: server.listener(bot.conversations), notes };
}

/** Begins, behind whoever asks already, to load the third of the program that a start does without. */
async function loadForFirstAnswer(clock: Pick<Clock, 'breathe'>): Promise<void> {
  await clock.breathe();
  // What cannot be loaded is said when it is needed.
  await loadBot()
    .then(({ loadConversations }) => loadConversations())
    .then(loadLanguage)
    .catch(() => undefined);
}

/** Loads what the first answer needs, while another process answers. */
async function warmUp({ botFramework }: Config): Promise<void> {
  const { loadConversations } = await loadBot();
  await loadConversations();
  await loadLanguage();
  await loadConnector(botFramework.sdk);
  for (const card of FIRST_CARDS) templateOf(card);
}

/** What people have and nothing gives them is kept: whoever starts the bot hears of it, and how to go on. */
function keptIn(tenant: Tenant): { readonly notes: readonly string[]; readonly tell: (log: Logger) => void } {
  const kept = takingsHeldBack(tenant);
  if (kept.length === 0) return { notes: [], tell: () => {} };
  const people = peopleIn(kept);
  const groupIds = [...new Set(kept.map(({ groupId }) => groupId))];
  const unknownGroups = groupIds.filter((id) => tenant.findGroup(id) === undefined).length;
  return {
    notes: [
      `Licenses that nothing gives are kept: people ${people}, groups ${groupIds.length}. Say “what was kept” in a chat.`,
      ...takingLines(tenant, kept),
    ],
    tell: (log) => log.warn('licenses kept that nothing gives', { people, groups: groupIds.length, unknownGroups }),
  };
}

async function missing(store: Pick<Store, 'check'>): Promise<readonly string[]> {
  try {
    await store.check();
    return [];
  } catch (error) {
    return [`the store does not answer: ${error instanceof Error ? error.message : String(error)}`];
  }
}

async function openChat(
  config: Config,
  port: number,
  tenant: Tenant,
): Promise<{ readonly url?: string; readonly notes: readonly string[]; readonly stop?: () => Promise<void> }> {
  if (config.chat === undefined) return { notes: [] };
  const playground = await startPlayground({
    port: config.chat.port,
    botEndpoint: `http://127.0.0.1:${port}/api/messages`,
    tenantId: tenant.organization.id,
    folder: join(resolve(config.dataDir), 'chat'),
    players: playersOf(tenant),
  });
  switch (playground.kind) {
    case 'running':
      return { url: playground.url, notes: [], stop: () => playground.stop() };
    case 'notInstalled':
      return { notes: ['There is no chat in the browser: it comes with the development tools (npm ci).'] };
    case 'portTaken':
      throw new StartFault(
        `CHAT_PORT: ${config.chat.port} is taken by another program. Stop it, or choose another CHAT_PORT.`,
      );
  }
}
