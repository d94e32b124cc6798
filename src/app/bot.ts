import type { Chat, Conversations } from '../chat/chat.ts';
import type { Services } from '../chat/services.ts';
import type { Config } from '../config/config.ts';
import { type Clock, effortMs, systemClock } from '../engine/clock.ts';
import { LivingTenant } from '../licensing/model/living-tenant.ts';
import type { Events } from '../observe/events.ts';
import type { Logger } from '../observe/log.ts';
import { fileOffers } from '../reports/file-offers.ts';
import { reportFiles } from '../reports/report-files.ts';
import type { SqliteStore } from '../store/sqlite/open-store.ts';
import { approvalPolicyOf } from './approval-policy-of.ts';
import { type Assembled, assemble } from './assemble.ts';
import { editedByOwner } from './hand-over.ts';
import { loadedLater } from './loaded-later.ts';
import type { Opened } from './open-directory.ts';
import { type Closing, checkingAudit, checkingHistory, learningNames, setGoing } from './set-going.ts';

export interface BotParts {
  readonly store: SqliteStore;
  readonly log: Logger;
  readonly clock: Clock;
  readonly chat: Chat;
  readonly events: Events;
}

/** The bot of one tenant. */
export interface Bot extends Assembled {
  readonly conversations: Conversations;
  readonly going: Opened['going'];
}

/** Its parts, connected and not yet started. */
export function connectBot(config: Config, { directory, going }: Opened, parts: BotParts): Bot {
  const { store } = parts;
  const chat = store.shared === undefined ? parts.chat : editedByOwner(parts.chat, store);
  const bot = assemble({
    ...parts,
    directory,
    effortMs,
    clientClock: systemClock,
    random: Math.random,
    policy: approvalPolicyOf(config.approval, directory.tenant),
    chat,
    ...reporting(config, store, chat),
  });
  if (directory.tenant instanceof LivingTenant) directory.tenant.onBecome(bot.services.runs.carry);
  const conversations = loadedLater(async () => (await loadConversations()).conversations(bot.services));
  return { ...bot, conversations, going };
}

export const loadConversations = () => import('../chat/conversation.ts');

/** Begins the work that nobody asks for. */
export async function beginWork(bot: Bot, log: Logger, closing: Closing): Promise<void> {
  closing.push(() => bot.services.liveCards.close());
  closing.push(() => bot.services.unsure.close());
  bot.going?.start();
  closing.push(() => bot.going?.stop());
  await setGoing(bot, log, closing);
}

/** Begins what can wait until whoever asks is answered. Resolves once the tenant was looked at. */
export function beginChecks(bot: Bot, log: Logger, closing: Closing): Promise<void> {
  const { store } = bot.services;
  const { learnt, stop } = learningNames(bot, log);
  closing.push(stop);
  closing.push(checkingHistory(store as SqliteStore, bot, log));
  closing.push(checkingAudit(bot.services, log));
  return learnt;
}

/** Nobody has places of people or groups in hand: no change runs, and nothing is owed. */
export function isQuiet({ services, reconciler }: Assembled): boolean {
  return !reconciler.owes && services.runs.isQuiet;
}

/** Reports as files: of the chat where Teams takes them, else of this machine. */
function reporting(config: Config, store: SqliteStore, chat: Chat): Pick<Services, 'reports' | 'files'> {
  const reports = reportFiles(config.dataDir);
  return {
    reports,
    files: config.credentials && fileOffers({ reports, offers: store.kv('file-offers'), chat }),
  };
}
