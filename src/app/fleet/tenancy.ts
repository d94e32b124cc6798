import type { Chat } from '../../chat/chat.ts';
import type { Config } from '../../config/config.ts';
import { StartFault } from '../../config/start-fault.ts';
import { withTables } from '../../directory/embedded/open-store.ts';
import type { Clock } from '../../engine/clock.ts';
import { within } from '../../engine/within.ts';
import { isSameId } from '../../graph/ids.ts';
import type { Events } from '../../observe/events.ts';
import { type Logger, logWith } from '../../observe/log.ts';
import type { PostgresStore } from '../../store/postgres/open-store.ts';
import { NOTIFICATIONS_PATH } from '../../teams/notification-route.ts';
import type { Answering } from '../../teams/server.ts';
import { type Bot, beginChecks, beginWork, connectBot, isQuiet } from '../bot.ts';
import { elsewhere } from '../elsewhere.ts';
import { type Opened, type OpenOptions, openDirectory } from '../open-directory.ts';
import { type Closing, endAll } from '../set-going.ts';
import { keepSmall } from './keep-small.ts';

/** Whoever was asked before it ends is waited for so long. */
const ANSWERED_WITHIN_MS = 3_000;

/** A tenant that this process has: all of its bot but the door. */
export interface Tenancy {
  readonly bot: Bot;
  readonly notified: Opened['notified'];
  /** Aborted when another process has taken it. */
  readonly lost: AbortSignal;
  /** For one activity, which is `done` when it is answered. */
  answering(): Answering;
  /** Nobody has spoken to it for so long, nothing is under way, and nothing is to come by itself. */
  isAsleep(ms: number): Promise<boolean>;
  /** Ends what it does, and gives its claim free. */
  close(): Promise<void>;
}

export interface TenancyParts {
  readonly tenant: string;
  readonly store: PostgresStore;
  readonly clock: Clock;
  readonly chat: Chat;
  readonly events: Events;
  readonly log: Logger;
  readonly writesOfApp: NonNullable<OpenOptions['writesOfApp']>;
}

/** @throws StartFault, DirectoryError, SnapshotFault or StoreFault when there is no such tenant; its claim is free then */
export async function openTenancy(config: Config, parts: TenancyParts): Promise<Tenancy> {
  const { tenant, clock } = parts;
  const log = logWith(parts.log, { tenant });
  const events = parts.events.in(log);
  const store = await withTables(parts.store);
  const { lost, silence } = parts.store;
  const released = new AbortController();
  const closing: Closing = [];
  let [open, askedMs, letGo] = [0, clock.elapsedMs(), new AbortController()];
  let answered = Promise.withResolvers<void>();

  async function end(): Promise<void> {
    await endAll(closing, { clock, onFault: (error) => log.error('not closed well', { error: String(error) }) });
    released.abort();
    await store.close();
  }

  try {
    const quiet = () => isQuiet(bot);
    const notificationsPath = `${NOTIFICATIONS_PATH}/${tenant}`;
    const how = {
      store,
      log,
      clock,
      progress: () => {},
      isQuiet: quiet,
      notificationsPath,
      writesOfApp: parts.writesOfApp,
    };
    const opened = await openDirectory(config, how);
    const { id } = opened.directory.tenant.organization;
    if (!isSameId(id, tenant)) throw new StartFault(`ALLOWED_TENANTS: the directory of ${tenant} is that of ${id}.`);
    const bot = connectBot(config, opened, { store, log, clock, events, chat: parts.chat });
    silence.onLasting(() => {
      letGo.abort();
      letGo = new AbortController();
    });
    await beginWork(bot, log, closing);
    closing.push(keepSmall(bot, beginChecks(bot, log, closing), log));
    const isLost = elsewhere(store, released.signal);
    return {
      bot,
      lost,
      notified: opened.notified,
      answering() {
        open += 1;
        askedMs = clock.elapsedMs();
        return {
          conversations: bot.conversations,
          events,
          lost: isLost,
          letGo: letGo.signal,
          done() {
            open -= 1;
            if (open === 0) answered.resolve();
          },
        };
      },
      async isAsleep(ms) {
        if (open > 0 || clock.elapsedMs() - askedMs < ms) return false;
        return isQuiet(bot) && (await hasNothingToCome(bot));
      },
      async close() {
        if (open > 0) {
          answered = Promise.withResolvers();
          await within(ANSWERED_WITHIN_MS, answered.promise, clock);
        }
        await end();
      },
    };
  } catch (error) {
    await end();
    throw error;
  }
}

/** Else somebody has to have it, whether it is spoken to or not. A tenant of Graph changes by itself: whoever asked to be told of that is. */
async function hasNothingToCome({ services, going }: Bot): Promise<boolean> {
  const { store, news, digests } = services;
  const awaited = await store.changes.inState('waiting', 'scheduled', 'queued', 'running', 'cancelling');
  if (awaited.length > 0 || (await store.changes.toCome()).length > 0 || (await news.owes())) return false;
  if ((await digests.all()).length > 0 || (await store.kv('doubts').keys()).length > 0) return false;
  return going === undefined || (await store.kv('watches').keys()).length === 0;
}
