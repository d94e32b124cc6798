import { type Chat, type Message, PerhapsSent, type Place } from '../chat/chat.ts';
import { oneAtATime } from '../chat/one-at-a-time.ts';
import { spanned } from '../observe/trace.ts';
import { call } from './outgoing.ts';
import { pace } from './pace.ts';

/** Attempts for one message before its failure is somebody else's to handle. */
const ATTEMPTS = 6;
const FIRST_DELAY_MS = 500;
const LONGEST_DELAY_MS = 30_000;
/** What the connector asks for is done, but nobody is kept waiting for longer than this. */
const LONGEST_ASKED_DELAY_MS = 600_000;

/**
 * Teams answers these when it is busy or when two edits meet; it asks to try again with growing pauses
 * (https://learn.microsoft.com/microsoftteams/platform/bots/how-to/rate-limit).
 */
const WORTH_RETRYING = new Set([408, 412, 429, 500, 502, 503, 504]);
/** What of these says that nothing was done. Behind the others the message may have arrived. */
const NOT_DONE = new Set([412, 429, 503]);
/** Nobody was reached. */
const NOT_REACHED =
  /^(?:ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|EHOSTDOWN|UND_ERR_CONNECT_TIMEOUT|ERR_TLS_.*|CERT_.*|.*_CERT(?:_.*)?)$/;
/** The bot was removed or blocked, or the conversation or message is gone: nobody is there. */
const NOBODY_THERE = new Set([403, 404]);

/** The client of the Bot Connector that an SDK brings: one call and one attempt each, which ends in time. */
export interface Connector {
  /** Resolves with the message's id. @throws ConnectorFault */
  send(place: Place, activity: OutgoingActivity): Promise<string>;
  /** @throws ConnectorFault */
  update(place: Place, messageId: string, activity: OutgoingActivity): Promise<void>;
  /** The object id of a member of the conversation, by their id in Teams. @throws ConnectorFault */
  objectIdOf(place: Place, memberId: string): Promise<string | undefined>;
}

/** A member of a conversation as Teams tells of one; `objectId` is its own word for what activities call `aadObjectId`. */
export function objectIdIn(member: unknown): string | undefined {
  const { aadObjectId, objectId } = (member ?? {}) as { readonly aadObjectId?: unknown; readonly objectId?: unknown };
  return [aadObjectId, objectId].find((id) => typeof id === 'string');
}

/** What an SDK's client is made with. */
export interface ConnectorOptions {
  /** For calls out; undefined where Teams is not asked for a token. */
  readonly token: (() => Promise<string>) | undefined;
  /** Makes one call, and aborts it when nobody answers for long. */
  readonly inTime: <T>(call: (late: AbortSignal) => Promise<T>) => Promise<T>;
}

export interface OutgoingActivity {
  readonly type: 'message';
  readonly [property: string]: unknown;
}

/** The call was not made. */
export const NOT_ASKED = 'NOT_ASKED';

/** The connector did not take it, or did not say so. Without a status nobody answered. */
export class ConnectorFault extends Error {
  readonly status: number | undefined;
  /** As the connector wrote it: seconds, or a date. */
  readonly retryAfter: string | undefined;
  /** What was asked for may be done all the same. */
  readonly mayBeDone: boolean;

  /** @param options.code of the error where nobody answered; `NOT_ASKED`: it did not come to asking */
  constructor(
    message: string,
    options: { status?: number; retryAfter?: string; code?: string | undefined; cause?: unknown } = {},
  ) {
    super(message, { cause: options.cause });
    const { status, code = '' } = options;
    this.name = 'ConnectorFault';
    this.status = status;
    this.retryAfter = options.retryAfter;
    this.mayBeDone =
      status === undefined ? code !== NOT_ASKED && !NOT_REACHED.test(code) : status >= 500 && !NOT_DONE.has(status);
  }
}

interface ConnectorChatOptions {
  /** Loaded when the first message goes out. */
  readonly connector: () => Promise<Connector>;
  /** Whether anything may be written there; a place that was kept may be of another time. */
  readonly allows: (serviceUrl: string) => boolean;
  /** Whether a file may be put there. */
  readonly allowsUpload: (url: string) => boolean;
  readonly now: () => Date;
  /** Never goes back. */
  readonly elapsedMs: () => number;
  readonly sleep: (ms: number) => Promise<void>;
  /** Aborted when the bot stops: nothing is tried again then. The next start shows what did not arrive. */
  readonly stopping: AbortSignal;
  /** From 0 to 1. */
  readonly random: () => number;
}

/**
 * Writes to Teams through the Bot Connector. Messages of one conversation go out one after another in the order they
 * were handed over, each tried again where that can help, so that a slow conversation never reorders or stops another.
 * No more go out than Teams takes.
 * One that moved to another address does not wait for what is still tried at the old one.
 */
export function connectorChat(options: ConnectorChatOptions): Chat {
  const inOrder = oneAtATime();
  const itsTurn = pace(options);

  /** @param isSameAgain done twice it is as if it was done once */
  function write<T>(
    place: Place,
    isSameAgain: boolean,
    act: (connector: Connector) => Promise<T>,
  ): Promise<T | 'gone'> {
    return inOrder(`${place.serviceUrl} ${place.conversationId}`, async () => {
      for (let attempt = 1; ; attempt += 1) {
        if (!options.allows(place.serviceUrl)) {
          throw new ConnectorFault('serviceUrl is not allowed', { code: NOT_ASKED });
        }
        await itsTurn({ conversation: place.conversationId, tenant: place.tenantId ?? '', isEdit: isSameAgain });
        try {
          return await spanned(`seatkeeper ${isSameAgain ? 'edit' : 'post'}`, { attempt }, async () =>
            act(await options.connector()),
          );
        } catch (error) {
          if (!(error instanceof ConnectorFault)) throw error;
          if (error.status !== undefined && NOBODY_THERE.has(error.status)) return 'gone';
          if (error.mayBeDone && !isSameAgain) throw new PerhapsSent(error);
          const retry = error.status === undefined || WORTH_RETRYING.has(error.status) || isFirst401(error, attempt);
          if (!retry || attempt === ATTEMPTS || options.stopping.aborted) throw error;
          await options.sleep(retryAfterMs(error, options.now()) ?? sendBackoffMs(attempt, options.random()));
        }
      }
    });
  }

  return {
    send: (place, message) => write(place, false, (connector) => connector.send(place, activityOf(place, message))),
    update: (place, messageId, message) =>
      write(place, true, async (connector) => {
        await connector.update(place, messageId, { ...activityOf(place, message), id: messageId });
        return 'updated' as const;
      }),
    async upload(url, content) {
      if (!options.allowsUpload(url)) return false;
      const headers = {
        'Content-Type': 'application/octet-stream',
        'Content-Range': `bytes 0-${content.length - 1}/${content.length}`,
      };
      const response = await call(url, { method: 'PUT', headers, body: new Uint8Array(content) }).catch(
        () => undefined,
      );
      return response?.ok === true;
    },
  };
}

/** A token that was good until now, or an answer of a moment: asked once more. */
function isFirst401({ status }: ConnectorFault, attempt: number): boolean {
  return status === 401 && attempt === 1;
}

/** A message of its own: no reply to anything. */
function activityOf({ channelId, conversationId, bot }: Place, message: Message): OutgoingActivity {
  return {
    type: 'message',
    channelId,
    from: { id: bot.id, ...(bot.name === '' ? {} : { name: bot.name }) },
    conversation: { id: conversationId },
    ...contentOf(message),
  };
}

/** https://learn.microsoft.com/microsoftteams/platform/bots/how-to/bots-filesv4 for files. */
function contentOf({ text, card, offers, file }: Message): object {
  if (card !== undefined) {
    return { summary: text, attachments: [{ contentType: 'application/vnd.microsoft.card.adaptive', content: card }] };
  }
  if (offers !== undefined) {
    const { id, name, description, bytes } = offers;
    const context = { file: id };
    const content = { description, sizeInBytes: bytes, acceptContext: context, declineContext: context };
    return {
      summary: text,
      attachments: [{ contentType: 'application/vnd.microsoft.teams.card.file.consent', name, content }],
    };
  }
  if (file === undefined) return { text, textFormat: 'plain' };
  const { contentUrl, name, uniqueId, fileType } = file;
  const contentType = 'application/vnd.microsoft.teams.card.file.info';
  return { summary: text, attachments: [{ contentType, contentUrl, name, content: { uniqueId, fileType } }] };
}

/** What the service asked for, in milliseconds; it knows better than any formula. */
function retryAfterMs({ retryAfter }: ConnectorFault, now: Date): number | undefined {
  if (retryAfter === undefined) return undefined;
  const seconds = Number(retryAfter);
  const ms = Number.isNaN(seconds) ? Date.parse(retryAfter) - now.getTime() : seconds * 1_000;
  return ms > 0 ? Math.min(ms, LONGEST_ASKED_DELAY_MS) : undefined;
}

/** Doubles from half a second, with as much chance again, so that many bots do not return together. */
function sendBackoffMs(attempt: number, jitter: number): number {
  return Math.min(FIRST_DELAY_MS * 2 ** (attempt - 1) * (1 + jitter), LONGEST_DELAY_MS);
}
