import {
  ActivityTypes,
  CardFactory,
  type CloudAdapter,
  type ConversationReference,
  MessageFactory,
  type TurnContext,
} from 'botbuilder';
import type { Chat, Message, Place } from '../chat.ts';
import { oneAtATime } from '../one-at-a-time.ts';

/** Attempts for one message before its failure is somebody else's to handle. */
const ATTEMPTS = 6;
const FIRST_DELAY_MS = 500;
const LONGEST_DELAY_MS = 30_000;

/**
 * Teams answers these when it is busy or when two edits meet; it asks to try again with growing pauses
 * (https://learn.microsoft.com/microsoftteams/platform/bots/how-to/rate-limit).
 */
const WORTH_RETRYING = new Set([408, 412, 429, 500, 502, 503, 504]);
/** The bot was removed or blocked, or the conversation or message is gone: nobody is there. */
const NOBODY_THERE = new Set([403, 404]);

export interface ConnectorOptions {
  readonly adapter: CloudAdapter;
  /** The bot's own id; empty where Teams is not asked for a token. */
  readonly appId: string;
  readonly sleep: (ms: number) => Promise<void>;
  /** Aborted when the bot stops: nothing is tried again then. The next start shows what did not arrive. */
  readonly stopping: AbortSignal;
  /** From 0 to 1. */
  readonly random: () => number;
}

/**
 * Writes to Teams through the Bot Connector. Messages of one conversation go out one after another in the order they
 * were handed over, each tried again where that can help, so that a slow conversation never reorders or stops another.
 * One that moved to another address does not wait for what is still tried at the old one.
 */
export function connectorChat(options: ConnectorOptions): Chat {
  const inOrder = oneAtATime();

  function write<T>(place: Place, act: (context: TurnContext) => Promise<T>): Promise<T | 'gone'> {
    return inOrder(`${place.serviceUrl} ${place.conversationId}`, async () => {
      for (let attempt = 1; ; attempt += 1) {
        try {
          return await writeOnce(place, act);
        } catch (error) {
          const status = statusOf(error);
          if (status !== undefined && NOBODY_THERE.has(status)) return 'gone';
          const retry = status === undefined ? isConnectionFault(error) : WORTH_RETRYING.has(status);
          if (!retry || attempt === ATTEMPTS || options.stopping.aborted) throw error;
          await options.sleep(retryAfterMs(error) ?? backoffMs(attempt, options.random()));
        }
      }
    });
  }

  /** The adapter keeps a handler's error to itself, so it is carried out by hand. */
  async function writeOnce<T>(place: Place, act: (context: TurnContext) => Promise<T>): Promise<T> {
    const done: { value?: T; error?: unknown } = { error: new Error('the adapter ran no turn') };
    await options.adapter.continueConversationAsync(options.appId, referenceOf(place), async (context) => {
      try {
        withoutOwnRetries(context);
        done.value = await act(context);
        delete done.error;
      } catch (error) {
        done.error = error;
      }
    });
    if ('error' in done) throw done.error;
    return done.value as T;
  }

  return {
    async send(place, message) {
      return write(place, async (context) => (await context.sendActivity(activityOf(message)))?.id ?? '');
    },
    async update(place, messageId, message) {
      return write(place, async (context) => {
        await context.updateActivity({ ...activityOf(message), id: messageId });
        return 'updated' as const;
      });
    },
  };
}

/**
 * The SDK's client tries again by itself, unseen: not where Teams asks for it (412, 429 without a pause) and with up to
 * four copies of a message where a gateway failed. Trying again is decided here alone.
 */
function withoutOwnRetries(context: TurnContext): void {
  const key = (context.adapter as CloudAdapter).ConnectorClientKey;
  const connector = context.turnState.get<{
    client?: { pipeline?: { removePolicy(options: { name: string }): void } };
  }>(key);
  connector?.client?.pipeline?.removePolicy({ name: 'defaultRetryPolicy' });
}

function activityOf(message: Message) {
  if (message.card === undefined) return { ...MessageFactory.text(message.text), textFormat: 'plain' };
  const activity = MessageFactory.attachment(CardFactory.adaptiveCard(message.card));
  return { ...activity, type: ActivityTypes.Message, summary: message.text };
}

function referenceOf(place: Place): Partial<ConversationReference> {
  return {
    channelId: place.channelId,
    serviceUrl: place.serviceUrl,
    bot: { id: place.bot.id, name: place.bot.name },
    conversation: {
      id: place.conversationId,
      conversationType: place.conversationType,
      isGroup: place.conversationType !== 'personal',
      name: '',
      ...(place.tenantId === undefined ? {} : { tenantId: place.tenantId }),
    },
  };
}

export function statusOf(error: unknown): number | undefined {
  const status = (error as { statusCode?: unknown } | undefined)?.statusCode;
  return typeof status === 'number' ? status : undefined;
}

function isConnectionFault(error: unknown): boolean {
  const code = (error as { code?: unknown } | undefined)?.code;
  return typeof code === 'string' && /^(ECONN|ETIMEDOUT|EPIPE|EAI_AGAIN|ENOTFOUND|REQUEST_SEND_ERROR)/.test(code);
}

/** What the service asked for, in milliseconds; it knows better than any formula. */
function retryAfterMs(error: unknown): number | undefined {
  const headers = (error as { response?: { headers?: { get?: (name: string) => unknown } } } | undefined)?.response
    ?.headers;
  const seconds = Number(headers?.get?.('retry-after'));
  return Number.isFinite(seconds) && seconds > 0 ? Math.min(seconds * 1000, LONGEST_DELAY_MS) : undefined;
}

/** Doubles from half a second, with as much chance again, so that many bots do not return together. */
export function backoffMs(attempt: number, jitter: number): number {
  return Math.min(FIRST_DELAY_MS * 2 ** (attempt - 1) * (1 + jitter), LONGEST_DELAY_MS);
}
