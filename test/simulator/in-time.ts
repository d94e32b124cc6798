import type { ChangeRecord, ChangeState } from '../../src/changes/change-record.ts';
import { nextOf } from '../../src/changes/schedule.ts';
import type { OutgoingActivity } from '../../src/teams/connector.ts';
import { atOnce } from '../store/at-once.ts';
import { PEOPLE } from './cast.ts';
import { isFrozen, TOLD } from './invariants.ts';
import type { Asked, People } from './people.ts';
import type { Bot, Process } from './process.ts';
import { cardIn, shownUnderWay } from './seen.ts';
import type { Teams } from './teams.ts';
import { expectThat } from './violation.ts';

/** A client waits so long for the answer to a press. */
const PRESS_WITHIN_MS = 10_000;
/** A message that is not answered by then is lost. */
const ANSWER_WITHIN_MS = 3 * 60_000;
const SERVES_WITHIN_MS = 60_000;
/** Where a Graph is asked first that may be silent. */
const READ_WITHIN_MS = 10 * 60_000;
const STOPS_WITHIN_MS = 9_000;
/** Whoever knows when something is due looks then; where that may have moved, a look comes at least once a minute. */
const DUE_WITHIN_MS = 15_000;
const LOOKED_WITHIN_MS = 80_000;
/** What a card says of a change that goes on is no older. */
const SHOWN_WITHIN_MS = 15_000;
/** A Graph that is silent is waited for a minute, and asked again. */
const SILENT_MS = 60_000;
const READ_SHOWN_WITHIN_MS = 3 * 60_000;
const LOOK_EVERY_MS = 5_000;
/** What a call that failed has held up is made up for by then. */
const MADE_UP_MS = 60_000;

/** What goes wrong in this seed, as far as somebody has to wait for it. */
export interface Waits {
  /** Every call is answered at once, and done, unless nobody is there or the conversation takes nothing. */
  readonly isAnswering: boolean;
  /** Nobody is asked to come again later. */
  readonly isNeverBusy: boolean;
  /** Anybody may be asked to, beside those whose conversation takes nothing. */
  readonly isBusySomewhere: boolean;
  /** By `askedKey`, who was sent the card of a request, whatever became of it. */
  readonly asked: ReadonlySet<string>;
  /** The tenant is read from Graph at each start. */
  readonly isRead: boolean;
  /** When a call to Graph began that nobody answers: whoever asks waits for it, and what they say next waits for them. */
  readonly silences: readonly number[];
  /** What is due moves: the clock is set, or changes were frozen. */
  readonly mayMove: () => boolean;
  /** How often the disk has not taken something. */
  readonly refused: () => number;
}

interface InTimeOptions {
  readonly teams: Teams;
  readonly people: People;
  /** Those that stand so on the disk. */
  readonly changes: (...states: ChangeState[]) => readonly ChangeRecord[];
  readonly mayDecide: (record: ChangeRecord, userId: string) => boolean;
  readonly waits: Waits;
}

/** What must be done in its time, whatever hangs beside it. */
export function inTime({ teams, people, changes, mayDecide, waits }: InTimeOptions) {
  const since = new Map<string, number>();
  /** How far each change was seen to come, and between which looks, in the process that runs. */
  const progress = new Map<number, readonly { readonly at: string; readonly afterMs: number; readonly ms: number }[]>();
  let progressMs = 0;
  /** Who might decide each request when it was made. */
  const ableAtFirst = new Map<number, ReadonlySet<string>>();
  let process: Process | undefined;
  let startedMs = 0;
  let lookedMs = 0;
  let refused = 0;

  /** Since when something holds without a break, in one process and with a disk that takes what is written. */
  function lasts(what: string, holds: boolean, nowMs: number): number {
    if (!holds) since.delete(what);
    else if (!since.has(what)) since.set(what, nowMs);
    return holds ? nowMs - (since.get(what) ?? nowMs) : 0;
  }

  function checkDue({ store: sqlite, services: { clock } }: Bot, nowMs: number): void {
    const store = atOnce(sqlite);
    const wall = clock.now().toISOString();
    const expectDue = (what: string, isDue: boolean) => {
      const lateMs = lasts(what, isDue, nowMs);
      const withinMs = waits.isRead ? READ_WITHIN_MS : waits.mayMove() ? LOOKED_WITHIN_MS : DUE_WITHIN_MS;
      expectThat(lateMs <= withinMs, 'what is due is done', () => `${what} since ${lateMs} ms`);
    };
    for (const { number, approval } of changes('waiting')) {
      expectDue(`#${number} is to expire`, (approval?.expiresAt ?? '') <= wall);
    }
    for (const record of changes('scheduled', 'finished')) {
      const isDue = (nextOf(record)?.at ?? '9') <= wall;
      expectDue(`#${record.number} is due`, isDue && !isFrozen(store));
    }
  }

  /** While a change goes on its cards say how far it is. */
  function checkShown({ services: { runs } }: Bot, nowMs: number): void {
    const withinMs = waits.isRead ? READ_SHOWN_WITHIN_MS : SHOWN_WITHIN_MS;
    for (const record of changes('running', 'cancelling')) {
      const { number, state } = record;
      const { processed, putBack } = runs.progressOf(record);
      const at = `${state} ${putBack?.done ?? processed}`;
      const moves = progress.get(number) ?? [];
      if (moves.at(-1)?.at !== at) progress.set(number, [...moves, { at, afterMs: progressMs, ms: nowMs }]);
      for (const message of teams.messages) {
        const last = message.states.at(-1);
        const isReached = !teams.gone.has(message.conversationId) && !teams.wereBlocked.has(message.conversationId);
        if (message.toldAtMs === undefined || !isReached || shownUnderWay(cardIn(last)) !== number) continue;
        const missed = moves.slice(1).find(({ afterMs }) => afterMs > message.changedAtMs);
        const isOld = missed !== undefined && nowMs - missed.ms > withinMs;
        expectThat(!isOld, 'progress is shown', () => `${message.id} does not show that #${number} is ${missed?.at}`);
      }
    }
    progressMs = nowMs;
  }

  /** Whoever may decide is asked, whatever the chats of others do. */
  async function checkAsked({ services: { places, approvals } }: Bot, nowMs: number): Promise<void> {
    // It was being sent when the process before this one ended: it is not sent again.
    const isPerhaps = async (number: number, conversationId: string) =>
      ((await approvals.asked(number))?.unsure ?? []).includes(conversationId);
    for (const record of changes('waiting')) {
      // Who comes to be allowed later is reminded with the others.
      const able =
        ableAtFirst.get(record.number) ?? new Set(PEOPLE.map(({ id }) => id).filter((id) => mayDecide(record, id)));
      ableAtFirst.set(record.number, able);
      for (const [userId, { conversationId }] of await places.everyPersonal()) {
        if (!able.has(userId)) continue;
        const key = askedKey(conversationId, record.number);
        const isDue =
          !waits.asked.has(key) && !teams.gone.has(conversationId) && !teams.wereBlocked.has(conversationId);
        const isApprover = isDue && mayDecide(record, userId) && !(await isPerhaps(record.number, conversationId));
        const lateMs = lasts(key, isApprover, nowMs);
        expectThat(lateMs <= ANSWER_WITHIN_MS, 'asked in time', () => `${key} not after ${lateMs} ms`);
      }
    }
  }

  /** News for somebody is told, whatever the chats of others do. */
  async function checkTold({ store, services: { places, liveCards } }: Bot, nowMs: number): Promise<void> {
    for (const { id, kind, about, recipient } of atOnce(store).outbox.of(...TOLD)) {
      const personal = await places.personal(recipient);
      // Whoever has no chat of their own is told where the change is spoken of.
      const spokenOf = (await liveCards.cardsOf(about)).map(({ place }) => place.conversationId);
      const where = personal === undefined ? [recipient, ...spokenOf] : [personal.conversationId];
      const isReached = where.every((id) => !teams.gone.has(id) && !teams.wereBlocked.has(id));
      const lateMs = lasts(`news ${id}`, isReached && recipient !== '', nowMs);
      expectThat(lateMs <= ANSWER_WITHIN_MS, 'told in time', () => `${kind} of #${about} not after ${lateMs} ms`);
    }
  }

  return async (current: Process, nowMs: number, stoppingSinceMs: number | undefined): Promise<void> => {
    if (current !== process || refused !== waits.refused()) {
      since.clear();
      progress.clear();
    }
    if (current !== process) startedMs = nowMs;
    process = current;
    refused = waits.refused();
    const bot = current.bot();
    const stoppedMs = nowMs - (stoppingSinceMs ?? nowMs);
    expectThat(
      !(current.isAlive() && stoppedMs > STOPS_WITHIN_MS),
      'stops in time',
      () => `${stoppedMs} ms after SIGTERM`,
    );
    const isStarting = current.isAlive() && bot === undefined && stoppingSinceMs === undefined;
    const startsMs = nowMs - startedMs;
    const withinMs = waits.isRead ? READ_WITHIN_MS : SERVES_WITHIN_MS;
    expectThat(!(isStarting && startsMs > withinMs), 'comes to serving', () => `not within ${startsMs} ms`);
    if (bot === undefined || nowMs - lookedMs < LOOK_EVERY_MS) return;
    lookedMs = nowMs;
    checkAnswered(people.presses.slice(-20), nowMs, PRESS_WITHIN_MS);
    const said = people.said.filter(({ isAgain }) => !isAgain);
    if (waits.isNeverBusy) checkAnswered(said.slice(-20), nowMs, ANSWER_WITHIN_MS, waits.silences);
    checkDue(bot, nowMs);
    if (!waits.isBusySomewhere) await checkAsked(bot, nowMs);
    if (nowMs - teams.wellSinceMs > MADE_UP_MS) checkShown(bot, nowMs);
    // What the disk did not take is tried later and later.
    if (waits.isAnswering && refused === 0) await checkTold(bot, nowMs);
  };
}

/** @param silences each of which may be waited for as well */
function checkAnswered(
  asked: readonly Asked[],
  nowMs: number,
  withinMs: number,
  silences: readonly number[] = [],
): void {
  for (const { what, atMs, process, isAnswered } of asked) {
    if (isAnswered || process.bot() === undefined) continue;
    const silentMs = silences.filter((ms) => ms > atMs - SILENT_MS).length * SILENT_MS;
    const isLate = nowMs - atMs > withinMs + silentMs;
    expectThat(!isLate, 'answered in time', () => `${what} not after ${nowMs - atMs} ms`);
  }
}

/** A message that was answered and comes again is not answered again; of an answer that is perhaps not there that may be said. */
export function expectFirstAnswer({ said, cause }: People, { text }: OutgoingActivity): void {
  const now = cause()?.delivered;
  if (now === undefined) return;
  const isDoubt = /^Teams did not say/.test(String(text));
  const isSame = (other: typeof now) =>
    other !== now && other.activityId === now.activityId && (isDoubt ? other.isTold : other.isAnswered);
  const before = said.find(
    (other) => isSame(other) && (other.isOver || (other.process === now.process && other.isTaken())),
  );
  expectThat(before === undefined, 'answered once', () => `${now.what} is answered again`);
}

export function askedKey(conversationId: string, number: number | undefined): string {
  return `#${number} in ${conversationId}`;
}
