import { join, resolve } from 'node:path';
import { approvalPolicyOf } from './approval-policy-of.ts';
import { announceEnd } from './bot/announce-end.ts';
import { openApprovals } from './bot/approvals/open-approvals.ts';
import type { Chat, Message } from './bot/chat.ts';
import { conversations } from './bot/conversation.ts';
import { events } from './bot/events.ts';
import { listener } from './bot/listener.ts';
import { liveCards } from './bot/live-cards.ts';
import { metricsText } from './bot/metrics.ts';
import { openSchedule } from './bot/open-schedule.ts';
import { places } from './bot/places.ts';
import { playersOf } from './bot/playground/players.ts';
import { startPlayground } from './bot/playground/playground.ts';
import { recordMessage, SHOWS_END_ONLY_MS } from './bot/record-card.ts';
import { fileOffers } from './bot/reports/file-offers.ts';
import { reportFiles } from './bot/reports/report-files.ts';
import type { Services } from './bot/services.ts';
import { openServer } from './bot/teams/open-server.ts';
import { openWatching } from './bot/watch/open-watching.ts';
import { takingLines } from './cli/takings-text.ts';
import type { Config } from './config.ts';
import { catalogue } from './core/catalogue/catalogue.ts';
import { buildNames, namesOf } from './core/language/index.ts';
import { peopleIn, takingsHeldBack } from './core/licensing/takings.ts';
import type { Tenant } from './core/licensing/tenant.ts';
import { demoTenant } from './directory/demo/demo-tenant.ts';
import { openEmbeddedDirectory } from './directory/embedded/embedded-directory.ts';
import { readSnapshot } from './directory/snapshot/read-snapshot.ts';
import { ChangeDesk } from './engine/change-desk.ts';
import { ChangeRuns } from './engine/change-runs.ts';
import { checkAudit } from './engine/check-audit.ts';
import { systemClock } from './engine/clock.ts';
import { type Controller, controller } from './engine/controller.ts';
import { within } from './engine/within.ts';
import { type Logger, logger, logLine } from './log.ts';
import { type LogFile, logStandardOutput } from './log-file.ts';
import { StartFault } from './start-fault.ts';
import { openStore, type Store } from './store/store.ts';
import { foresight } from './tenant/foresight.ts';
import { labelsOf } from './tenant/labels.ts';
import { tenantHost } from './tenant/tenant-host.ts';

/** Whatever hangs: a supervisor waits longer than this before it kills. */
const LONGEST_CLOSING_MS = 7_000;

const STARTING = ['it is starting'];
const STOPPING = ['it is stopping'];

/** A started bot. */
export interface Running {
  readonly port: number;
  /** Where to chat in a browser; undefined when that is off or not installed. */
  readonly chatUrl: string | undefined;
  /** What could not be started and is not needed to serve. */
  readonly notes: readonly string[];
  close(): Promise<void>;
}

/**
 * Wires everything and serves until `close`.
 * @throws StartFault, StoreFault or SnapshotFault when it cannot start like this
 */
export async function serve(config: Config): Promise<Running> {
  refuseWhatComesLater(config);
  const now = () => systemClock.now();
  const lines = logStandardOutput((lost) =>
    logLine({ at: now(), level: 'warn', event: 'log lines lost', details: { lost } }),
  );
  const log = logger(config.logLevel, lines.write, now);
  const store = openStore(resolve(config.dataDir), { clock: systemClock });
  const stopping = new AbortController();
  const closing: (() => Promise<void> | void)[] = [];
  const close = async () => {
    stopping.abort();
    const untilMs = performance.now() + LONGEST_CLOSING_MS;
    for (const step of closing.splice(0).reverse()) {
      const closed = Promise.resolve(step()).catch((error) => log.error('not closed well', { error: String(error) }));
      await within(Math.max(0, untilMs - performance.now()), closed, systemClock);
    }
    store.close();
  };
  let isServing = false;
  try {
    const unready = () => (stopping.signal.aborted ? STOPPING : isServing ? missing(store) : STARTING);
    const bot = await wire(config, { store, log, lines, unready, stopping: stopping.signal });
    closing.push(() => bot.services.liveCards.close());
    const port = await listening(bot.server.listen(conversations(bot.services)), config.port);
    closing.push(() => bot.server.close());
    await bot.services.runs.resume();
    bot.reconciler.start();
    closing.push(() => bot.reconciler.stop());
    closing.push(checkingAudit(store, log));
    const schedule = openSchedule(bot.services);
    schedule.start();
    closing.push(() => schedule.close());
    await bot.services.approvals.start();
    showWhatMovedMeanwhile(bot.services, log);
    closing.push(() => bot.services.approvals.close());
    closing.push(() => bot.services.watching.close());
    const chat = await openChat(config, port, bot.services.directory.tenant);
    if (chat.stop !== undefined) closing.push(chat.stop);
    isServing = true;
    log.info('serving', { port, chat: chat.url });
    const kept = tellKept(bot.services.directory.tenant, log);
    return { port, chatUrl: chat.url, notes: [...kept, ...chat.notes], close };
  } catch (error) {
    await close();
    throw error;
  }
}

function refuseWhatComesLater({ directory }: Config): void {
  if (directory.kind === 'graph') {
    throw new StartFault('DIRECTORY=graph is not supported yet. Leave it out for the embedded tenant.');
  }
}

interface Surroundings {
  readonly store: Store;
  readonly log: Logger;
  readonly lines: LogFile;
  /** Why it is not ready; nothing when it is. */
  readonly unready: () => readonly string[];
  readonly stopping: AbortSignal;
}

/** The parts of the bot, connected and not yet started. */
async function wire(config: Config, { store, log, lines, unready, stopping }: Surroundings) {
  const clock = systemClock;
  const directory = await openTenant(config, store, log);
  const { tenant } = directory;
  const policy = approvalPolicyOf(config.approval, tenant);
  const reconciler = controller({ directory, actuator: directory, clock, random: Math.random });
  const ahead = foresight({ tenant, controller: reconciler, clock });
  const runs = new ChangeRuns({
    directory,
    store,
    controller: reconciler,
    foresight: ahead,
    clock,
    onFault: (change, error) => log.error('end of a change not stored', { change, error: String(error) }),
  });
  const seen = events(log);
  const server = openServer(config, {
    organizationId: directory.tenant.organization.id,
    readiness: unready,
    metrics: () => `${metricsText({ directory, store, foresight: ahead, logLinesLost: lines.lost })}${seen.metrics()}`,
    events: seen,
    log: log.warn,
    clock,
    stopping,
    random: Math.random,
  });
  const host = tenantHost({ tenant, names: buildNames(namesOf(tenant, catalogue)) });
  const services: Services = {
    directory,
    store,
    runs,
    foresight: ahead,
    host,
    labels: labelsOf(tenant),
    desk: new ChangeDesk({ directory, store, runs, foresight: ahead, clock, policy }),
    chat: server.chat,
    listener: listener({
      host,
      exchanges: store.kv('exchanges'),
      changes: store.changes,
      threadOf: (place) => services.approvals.threadOf(place),
    }),
    ...reporting(config, store, server.chat),
    offers: store.kv('offers'),
    lists: store.kv('lists'),
    catalogue,
    clock,
    events: seen,
    log: log.error,
    liveCards: liveCards({
      chat: server.chat,
      cards: store.kv('cards'),
      latest: (place) => services.places.latest(place),
      clock,
      onFault: (change, error) => log.error('card not updated', { change, error: String(error) }),
      render: (number) => renderLive(services, number),
      versionOf: (number) => store.changes.get(number)?.version,
      begunOn: (number, since) => begunOn(store, number, since),
    }),
    approvals: openApprovals(() => services, {
      chat: server.chat,
      store,
      clock,
      onFault: (change, error) => log.error('request not told', { change, error: String(error) }),
      warn: log.warn,
    }),
    places: placesIn(store),
    watching: openWatching({
      services: () => services,
      watches: store.kv('watches'),
      silent: store.kv('known-failures'),
      onFault: (channel, error) => log.error('news not told', { channel, error: String(error) }),
    }),
  };
  passOn(services, reconciler, log);
  return { services, server, reconciler };
}

function placesIn(store: Store): Services['places'] {
  return places({
    places: store.kv('places'),
    personalChats: store.kv('personal-chats'),
    languages: store.kv('languages'),
  });
}

/** Reports as files: of the chat where Teams takes them, else of this machine. */
function reporting(config: Config, store: Store, chat: Chat): Pick<Services, 'reports' | 'files'> {
  const reports = reportFiles(config.dataDir);
  return {
    reports,
    files: config.credentials && fileOffers({ reports, offers: store.kv('file-offers'), chat }),
  };
}

/** What happens in the engine is shown and told. */
function passOn(services: Services, reconciler: Controller, log: Logger): void {
  services.runs.onMove((number) => services.liveCards.moved(number));
  services.runs.onEnd((record) => {
    services.events.ended(record);
    services.watching
      .ended(record)
      .then((told) => announceEnd(services, record, told))
      .catch((error) => log.error('end not announced', { change: record.number, error: String(error) }));
  });
  services.directory.onChange(() => services.watching.changing());
  reconciler.onEvent((event) => {
    services.watching.heard(event);
    if (event.type !== 'faulted') return;
    log.error('reconciling failed', { error: String(event.error), retryAfterMs: event.retryAfterMs });
  });
}

function openTenant({ directory: source }: Config, store: Store, log: Logger) {
  const { tenantFolder, usersPerSecond } = source.kind === 'embedded' ? source : {};
  return openEmbeddedDirectory(store, {
    clock: systemClock,
    usersPerSecond,
    snapshot: () => (tenantFolder === undefined ? demoTenant() : readSnapshot(tenantFolder)),
    onRulesRenewed: (renewed) => log.info('rules renewed', { ...renewed }),
    onWarning: ({ file, line, reason, count }) =>
      log.warn('snapshot read with a warning', { file, line, reason, count }),
  });
}

/** What people have and nothing gives them is kept: whoever starts the bot hears of it, and how to go on. */
function tellKept(tenant: Tenant, log: Logger): readonly string[] {
  const kept = takingsHeldBack(tenant);
  if (kept.length === 0) return [];
  const people = peopleIn(kept);
  const groupIds = [...new Set(kept.map(({ groupId }) => groupId))];
  const unknownGroups = groupIds.filter((id) => tenant.findGroup(id) === undefined).length;
  log.warn('licenses kept that nothing gives', { people, groups: groupIds.length, unknownGroups });
  return [
    `Licenses that nothing gives are kept: people ${people}, groups ${groupIds.length}. Say “what was kept” in a chat.`,
    ...takingLines(tenant, kept),
  ];
}

/** Begins to check the audit log; what comes of it is logged, with the head that a later check can be held against. */
function checkingAudit(store: Store, log: Logger): () => Promise<void> {
  const stopping = new AbortController();
  const checked = checkAudit(store, systemClock, stopping.signal)
    .then((verdict) => {
      if (verdict === undefined) return;
      if (verdict.broken === undefined) log.info('audit log checked', { ...verdict });
      else log.error('audit log broken', { ...verdict.broken, intact: verdict.intact, head: verdict.head });
    })
    .catch((error) => log.error('audit log not checked', { error: String(error) }));
  return () => {
    stopping.abort();
    return checked;
  };
}

/** Edits the cards that a process before this one left as they were, however long ago. */
function showWhatMovedMeanwhile({ liveCards: cards, approvals }: Services, log: Logger): void {
  for (const catchUp of [cards.catchUp, approvals.catchUp]) {
    catchUp().catch((error) => log.error('cards not looked after', { error: String(error) }));
  }
}

/** The newest change that fixes, undoes or corrects this one and was asked for since then. */
function begunOn(store: Store, number: number, since: string): number | undefined {
  return store.changes
    .latest(CHANGES_LOOKED_THROUGH)
    .find((record) => record.createdAt >= since && (record.fixes === number || record.undoes === number))?.number;
}

const CHANGES_LOOKED_THROUGH = 200;

/** What its cards should show; nothing new while a change has only just begun. */
async function renderLive(services: Services, number: number): Promise<Message | undefined> {
  const record = services.store.changes.get(number);
  if (record === undefined) return undefined;
  const isRunning = record.state === 'queued' || record.state === 'running';
  return isRunning && services.runs.ageMs(number) < SHOWS_END_ONLY_MS ? undefined : recordMessage(services, record);
}

function missing(store: { check(): void }): readonly string[] {
  try {
    store.check();
    return [];
  } catch (error) {
    return [`the store does not answer: ${error instanceof Error ? error.message : String(error)}`];
  }
}

async function listening(start: Promise<number>, port: number): Promise<number> {
  try {
    return await start;
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === 'EADDRINUSE')
      throw new StartFault(`PORT: ${port} is taken by another program. Stop it, or choose another PORT.`);
    if (code === 'EACCES')
      throw new StartFault(`PORT: ${port} needs rights that this user does not have. Choose one above 1023.`);
    throw error;
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
