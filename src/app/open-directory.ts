import { resolve } from 'node:path';
import type { Config, DirectoryConfig } from '../config/config.ts';
import { StartFault } from '../config/start-fault.ts';
import { openEmbeddedDirectory } from '../directory/embedded/embedded-directory.ts';
import { embeddedOrganization } from '../directory/embedded/embedded-store.ts';
import { ownerInGraph } from '../directory/graph/belongs-to.ts';
import type { SharedLimit } from '../directory/graph/limiter.ts';
import type { GraphDirectory, GraphEvent } from '../directory/graph/open-graph-directory.ts';
import type { Actuator, Directory } from '../directory/port.ts';
import type { TellProgress } from '../directory/snapshot/counting.ts';
import type { Clock } from '../engine/clock.ts';
import type { Logger } from '../observe/log.ts';
import type { SqliteStore } from '../store/sqlite/open-store.ts';
import { NOTIFICATIONS_PATH } from '../teams/notification-route.ts';

/** Where the tenant is: the directory, and what of it goes on by itself. */
export interface Opened {
  readonly directory: Directory & Actuator;
  readonly going?: Pick<GraphDirectory, 'start' | 'stop'>;
  /** Hears what is posted to `NOTIFICATIONS_PATH`; undefined: nothing is expected there. */
  readonly notified?: GraphDirectory['notified'];
  /** What was set and is not used. */
  readonly notes?: readonly string[];
}

export interface OpenOptions {
  readonly store: SqliteStore;
  readonly log: Logger;
  /** Hears how far a long start is. */
  readonly progress: TellProgress;
  readonly clock: Clock;
  /** Done while the stored tenant begins to be read. */
  readonly meanwhile?: () => Promise<unknown>;
  /** Nobody has places of people or groups in hand. */
  readonly isQuiet: () => boolean;
  /** Below `PUBLIC_URL`, where Graph is to post of this tenant. */
  readonly notificationsPath?: string;
  /** Of an app that has other tenants, by its id. */
  readonly writesOfApp?: (appId: string) => SharedLimit;
}

/** @throws StartFault, DirectoryError or SnapshotFault when there is no such tenant */
export async function openDirectory(config: Config, options: OpenOptions): Promise<Opened> {
  const { directory: source } = config;
  return source.kind === 'embedded'
    ? openEmbedded(source, config.dataDir, options)
    : openGraph(source, resolve(config.dataDir), options);
}

async function openEmbedded(
  { tenantFolder, usersPerSecond }: Extract<DirectoryConfig, { readonly kind: 'embedded' }>,
  dataDir: string,
  { store, log, progress, clock, meanwhile }: OpenOptions,
): Promise<Opened> {
  const owner = await ownerInGraph(store);
  if (owner !== undefined) {
    throw new StartFault(
      `DATA_DIR: what is kept there is of ${owner.displayName} in Microsoft Graph. Set DIRECTORY=graph, or choose another DATA_DIR.`,
    );
  }
  let isFilled = true;
  const directory = await openEmbeddedDirectory(store, {
    clock,
    usersPerSecond,
    progress,
    ...(meanwhile && { meanwhile }),
    async snapshot() {
      isFilled = false;
      if (tenantFolder === undefined) return (await import('../directory/demo/demo-tenant.ts')).demoTenant();
      const { readSnapshot } = await import('../directory/snapshot/read-snapshot.ts');
      return readSnapshot(tenantFolder);
    },
    onRulesRenewed: (renewed) => log.info('rules renewed', { ...renewed }),
    onWarning: ({ file, line, reason, count }) =>
      log.warn('snapshot read with a warning', { file, line, reason, count }),
  });
  if (tenantFolder === undefined || !isFilled) return { directory };
  const { displayName } = directory.tenant.organization;
  return {
    directory,
    notes: [`TENANT is not read: ${dataDir} holds ${displayName} already. To start from it choose another DATA_DIR.`],
  };
}

async function openGraph(
  source: Extract<DirectoryConfig, { readonly kind: 'graph' }>,
  dataDir: string,
  { store, log, clock, isQuiet, notificationsPath = NOTIFICATIONS_PATH, writesOfApp }: OpenOptions,
): Promise<Opened> {
  const random = Math.random;
  const [{ connectGraph }, { openGraphDirectory }] = await Promise.all([
    import('../directory/graph/connect.ts'),
    import('../directory/graph/open-graph-directory.ts'),
  ]);
  const limit = writesOfApp?.(source.identity['AZURE_CLIENT_ID'] ?? '');
  const client = await connectGraph(source, { clock, random, writesOfApp: limit });
  const onEvent = (event: GraphEvent) => log.warn(`graph: ${event.kind}`, detailsOf(event));
  const { licensing, publicUrl } = source;
  const notificationUrl = publicUrl && `${publicUrl}${notificationsPath}`;
  const directory = await openGraphDirectory({
    embedded: embeddedOrganization(store),
    ...{ client, store, dataDir, clock, random, isQuiet, licensing, notificationUrl },
    onEvent,
  });
  return { directory, going: directory, ...(publicUrl && { notified: directory.notified }) };
}

function detailsOf({ kind: _, ...event }: GraphEvent): Readonly<Record<string, unknown>> {
  return 'error' in event ? { ...event, error: String(event.error) } : event;
}
