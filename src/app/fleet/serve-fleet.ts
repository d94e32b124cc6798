import { join } from 'node:path';
import type { Config } from '../../config/config.ts';
import type { TenantConfig, TenantsConfig } from '../../config/tenants.ts';
import { WRITES_OF_APP } from '../../directory/graph/published-limits.ts';
import type { Clock } from '../../engine/clock.ts';
import { within } from '../../engine/within.ts';
import { events } from '../../observe/events.ts';
import { metricsText } from '../../observe/metrics.ts';
import { PORTION_KEPT_MS, type SharedBucket, sharedBucket } from '../../store/postgres/buckets.ts';
import { type Fleet, openFleet } from '../../store/postgres/fleet.ts';
import type { MethodHandlers } from '../../teams/http.ts';
import { NOTIFICATIONS_PATH, notificationRoute } from '../../teams/notification-route.ts';
import { loadConnector, openServer } from '../../teams/open-server.ts';
import { loadLanguage } from '../../tenant/tenant-host.ts';
import { loadConversations } from '../bot.ts';
import { openFace } from '../face.ts';
import { GONE } from '../hand-over.ts';
import { keepMemorySmall } from '../keep-memory-small.ts';
import { listening } from '../listening.ts';
import { addressOf } from '../open-in-turn.ts';
import { openLog } from '../open-log.ts';
import type { Hearers, Running } from '../running.ts';
import { answeredByTenant, passOn } from './routes.ts';
import { openTenancy } from './tenancy.ts';
import { ASLEEP_AFTER_MS, type Tenants, tenants as tenantsOf } from './tenants.ts';

const NEVER = new AbortController().signal;
/** Whoever still sends to a process that stops has heard by then that it is not ready. */
const LEAVING_MS = 3_000;
const LONGEST_LEAVING_MS = 9_000;
/** A database that does not answer in this time is not there. */
const READY_WITHIN_MS = 2_000;

/** As if there were no other. */
function ofOne(config: Config, own: TenantConfig, tenant: string): Config {
  return {
    ...config,
    ...own,
    dataDir: join(config.dataDir, 'tenants', tenant),
    tenants: undefined,
    allowedTenants: [tenant],
  };
}

interface Surroundings extends Required<Pick<Hearers, 'begun' | 'stopped'>> {
  readonly clock: Clock;
}

/**
 * Serves several tenants as one of any number of equal processes on a database. Each tenant is one's that has it in memory; the others pass on
 * to it what is said to it. Who is first to hear of a tenant that nobody has takes it.
 */
export async function serveFleet(
  config: Config,
  { ids, of }: TenantsConfig,
  { clock, begun }: Surroundings,
): Promise<Running> {
  const { lines, log } = openLog(config, clock);
  const fleet = await openFleet(config.databaseUrl ?? '', clock);
  const stopping = new AbortController();
  const seen = events(log);
  const allowed = new Set(ids);
  const address = () => addressOf(config.host, face.port);

  const writesOfApp = appLimits(fleet, clock);
  const tenants = tenantsOf({
    fleet,
    clock,
    log,
    isOurs: (tenant) => allowed.has(tenant),
    address,
    random: Math.random,
    asleepAfterMs: ASLEEP_AFTER_MS,
    async open(tenant, abandoned) {
      const store = await fleet.open(tenant, abandoned);
      const opened = await openTenancy(ofOne(config, of(tenant), tenant), {
        tenant,
        store,
        clock,
        log,
        events: seen,
        chat: server.chat,
        writesOfApp,
      });
      await store.servesAt(address()).catch(async (error) => {
        await opened.close();
        throw error;
      });
      return opened;
    },
  });

  const server = await openServer(config, {
    organizationId: '',
    readiness: async () => (stopping.signal.aborted ? ['it is stopping'] : missing(fleet, clock)),
    routes: notificationRoutes(ids, tenants),
    metrics: async () => {
      const bots = tenants.here().map(({ bot }) => bot.services);
      return `${await metricsText(bots, { logLinesLost: lines.lost, owns: true })}${seen.metrics()}`;
    },
    events: seen,
    log: log.warn,
    clock,
    stopping: stopping.signal,
    lost: NEVER,
    random: Math.random,
  });
  const listener = server.listenerBy(answeredByTenant({ tenants, clock, own: { events: seen } }));
  const face = await listening(openFace(config, listener, clock), config.port).catch(async (error) => {
    await fleet.close();
    throw error;
  });
  tenants.start();
  const stopMemory = keepMemorySmall();
  const running = { port: face.port, chatUrl: undefined, notes: [] };
  begun(running);
  log.info('serving', { port: face.port, tenants: ids.length });
  void warmUp(config);

  async function close(): Promise<void> {
    stopping.abort();
    const left = clock.sleep(LEAVING_MS);
    await within(LONGEST_LEAVING_MS, tenants.leave(), clock);
    await left;
    await within(LEAVING_MS, face.turnTo(GONE), clock);
    await face.close();
    await stopMemory();
    await within(LEAVING_MS, fleet.close(), clock);
  }
  return { ...running, lost: NEVER, close };
}

async function missing({ database }: Fleet, clock: Clock): Promise<readonly string[]> {
  const asked = database.any.selectFrom('tenants').select('tenant').limit(1).execute();
  const answered = asked.then(() => true).catch(() => false);
  const isThere = await Promise.race([answered, clock.sleep(READY_WITHIN_MS).then(() => false)]);
  return isThere ? [] : ['the store does not answer'];
}

/** What Graph posts is a hint: whoever has the tenant is told, and nobody else needs it. */
function notificationRoutes(ids: readonly string[], tenants: Tenants): Readonly<Record<string, MethodHandlers>> {
  const tell = async (tenant: string, body: unknown) => {
    const found = await tenants.find(tenant);
    if (found?.kind === 'here') found.tenancy.notified?.(body);
    if (found?.kind !== 'there' || found.owner.address === undefined) return;
    const asked = { method: 'POST', url: `${NOTIFICATIONS_PATH}/${tenant}`, headers: JSON_BODY, body };
    await passOn(found.owner.address, asked, LEAVING_MS);
  };
  const route = (tenant: string) => notificationRoute((body) => void tell(tenant, body).catch(() => undefined));
  return Object.fromEntries(ids.map((tenant) => [`${NOTIFICATIONS_PATH}/${tenant}`, route(tenant)]));
}

const JSON_BODY = { 'content-type': 'application/json' };

/** Loads what the first answer needs. What cannot be loaded is said when it is needed. */
async function warmUp({ botFramework }: Config): Promise<void> {
  const loaded = loadConversations().then(loadLanguage);
  await loaded.then(() => loadConnector(botFramework.sdk)).catch(() => undefined);
}

/**
 * The published limit of one app in all tenants, whichever process has them. What is there at once, what comes in five minutes and what a
 * process may still have in hand are together no more than that.
 */
function appLimits({ database }: Fleet, clock: Clock): (appId: string) => SharedBucket {
  const { amount, seconds } = WRITES_OF_APP;
  const perSecond = 100;
  const atOnce = amount - perSecond * (seconds + PORTION_KEPT_MS / 1_000);
  const limits = new Map<string, SharedBucket>();
  return (appId) => {
    const known = limits.get(appId) ?? sharedBucket(database, { name: `writes of ${appId}`, atOnce, perSecond }, clock);
    limits.set(appId, known);
    return known;
  };
}
