import type { Place } from '../../src/chat/chat.ts';
import { type Connector, ConnectorFault, type OutgoingActivity } from '../../src/teams/connector.ts';
import type { Pace } from './pace.ts';
import type { Random } from './random.ts';
import type { Time } from './time.ts';

/** What becomes of one call: it is refused, its answer is lost, nobody answers, or the process ends around it. */
export type Fate =
  | 'well'
  | 'busy'
  | 'failsNotDone'
  | 'failsDone'
  | 'tornDone'
  | 'hangsDone'
  | 'hangsNotDone'
  | 'killedBefore'
  | 'killedAfter';

export interface Posted {
  readonly id: string;
  readonly conversationId: string;
  readonly atMs: number;
  /** How often anything that somebody has, or is to have, had changed. */
  readonly moves: number;
  /** Every state that it had, the oldest first. */
  readonly states: OutgoingActivity[];
  /** When it came to be as it is. */
  changedAtMs: number;
  /** When the bot was told that it was taken, and lived on. */
  toldAtMs: number | undefined;
  /** Somebody had said something that it answers. */
  readonly isAnswer: boolean;
}

export interface Answering {
  /** The bot knows that something that it said is there. */
  isTold: boolean;
}

/** Teams as the Bot Connector shows it, over all processes of the bot. */
export interface Teams {
  readonly messages: readonly Posted[];
  /** Nobody is there any more. */
  readonly gone: Set<string>;
  /** Takes nothing for so long: it is too busy, and what it asks to wait is long, too; or each call fails. */
  blocked(conversationId: string, untilMs: number, how: 'busy' | 'failing'): void;
  /** Since when every call was answered at once, and done. */
  readonly wellSinceMs: number;
  /** Those that ever were. */
  readonly wereBlocked: ReadonlySet<string>;
  /** The bot ends at this moment: what it was told just now it does not know any more. */
  forgotten(): void;
  connector(options: {
    readonly isAlive: () => boolean;
    readonly fate: () => Fate;
    readonly kill: () => void;
  }): Connector;
}

const ANSWER_WITHIN_MS = 10_000;
const LONG_BUSY_S = 600;

export interface TeamsWorld {
  readonly note: (line: string) => void;
  /** How often anything that somebody has, or is to have, has changed. */
  readonly moves: () => number;
  readonly pace: Pace;
  /** A post is tried, whatever becomes of it. Answers what it is an answer to, if it is one. */
  readonly tried: (conversationId: string, activity: OutgoingActivity) => Answering | undefined;
  /** The press for which the bot does what it does now, if there is one. */
  readonly pressed: () => Answering | undefined;
  /** A card is edited for this press, when it was edited before. */
  readonly edited: (message: Posted, beforeMs: number | undefined, pressed: Answering | undefined) => void;
}

export function teamsModel(time: Time, random: Random, world: TeamsWorld): Teams {
  const messages: Posted[] = [];
  const gone = new Set<string>();
  const blocked = new Map<string, { readonly untilMs: number; readonly how: 'busy' | 'failing' }>();
  let wellSinceMs = 0;

  return {
    messages,
    gone,
    blocked: (conversationId, untilMs, how) => void blocked.set(conversationId, { untilMs, how }),
    get wellSinceMs() {
      return wellSinceMs;
    },
    get wereBlocked() {
      return new Set(blocked.keys());
    },
    forgotten() {
      for (const message of messages.slice(-20)) if (message.toldAtMs === time.nowMs()) message.toldAtMs = undefined;
    },
    connector({ isAlive, fate, kill }) {
      const editedAtMs = new Map<string, number>();
      /** One call: on its way there, done or not, and on its way back. */
      function call<T>(place: Place, what: string, act: () => T, told: (done: T) => void): Promise<T> {
        const { conversationId } = place;
        return new Promise((resolve, reject) => {
          const back = (settle: () => void) => time.at(10 + random.below(200), () => isAlive() && settle());
          const fail = (fault: ConnectorFault, ms = 0) => {
            wellSinceMs = time.nowMs() + ms;
            time.at(ms, () => isAlive() && reject(fault));
          };
          time.at(10 + random.below(100), () => {
            if (!isAlive()) return;
            const drawn = fate();
            if (drawn === 'killedBefore') return kill();
            if (gone.has(conversationId)) return fail(new ConnectorFault('gone', { status: 404 }));
            const { untilMs = 0, how } = blocked.get(conversationId) ?? {};
            if (time.nowMs() < untilMs) {
              if (how === 'failing') return fail(new ConnectorFault('failed', { status: 502 }));
              return fail(new ConnectorFault('busy', { status: 429, retryAfter: String(LONG_BUSY_S) }));
            }
            if (world.pace.called(conversationId, time.nowMs()) || drawn === 'busy') {
              return fail(new ConnectorFault('busy', { status: 429, retryAfter: String(1 + random.below(20)) }));
            }
            const isDone = drawn !== 'failsNotDone' && drawn !== 'hangsNotDone';
            world.note(`${what} ${conversationId} ${drawn}`);
            if (!isDone) {
              if (drawn === 'hangsNotDone') return fail(new ConnectorFault('silent'), ANSWER_WITHIN_MS);
              return fail(new ConnectorFault('failed', { status: 502 }));
            }
            const done = act();
            switch (drawn) {
              case 'killedAfter':
                return kill();
              case 'failsDone':
                return fail(new ConnectorFault('failed', { status: 502 }));
              case 'tornDone':
                return fail(new ConnectorFault('torn', { code: 'ECONNRESET' }));
              case 'hangsDone':
                return fail(new ConnectorFault('silent'), ANSWER_WITHIN_MS);
              default:
                return back(() => {
                  told(done);
                  resolve(done);
                });
            }
          });
        });
      }

      return {
        send: async (place, activity) => {
          const answers = world.tried(place.conversationId, activity);
          const posted = await call(
            place,
            'post',
            () => {
              const { conversationId } = place;
              const message: Posted = {
                id: `m${messages.length + 1}`,
                conversationId,
                atMs: time.nowMs(),
                moves: world.moves(),
                states: [activity],
                changedAtMs: time.nowMs(),
                toldAtMs: undefined,
                isAnswer: answers !== undefined,
              };
              messages.push(message);
              return message;
            },
            (message) => {
              message.toldAtMs = time.nowMs();
              if (answers !== undefined) answers.isTold = true;
            },
          );
          return posted.id;
        },
        update: (place, messageId, activity) => {
          const pressed = world.pressed();
          return call(
            place,
            'edit',
            () => {
              const message = messages.find(({ id }) => id === messageId);
              if (message === undefined) throw new ConnectorFault('no such message', { status: 404 });
              message.states.push(activity);
              message.changedAtMs = time.nowMs();
              world.edited(message, editedAtMs.get(messageId), pressed);
              editedAtMs.set(messageId, time.nowMs());
            },
            () => undefined,
          );
        },
        objectIdOf: async () => undefined,
      };
    },
  };
}
