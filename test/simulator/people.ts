import { AsyncLocalStorage } from 'node:async_hooks';
import { deliver } from '../../src/teams/deliver.ts';
import type { Admitted } from '../../src/teams/gate.ts';
import { actionsOf, type CardElement } from '../chat/teams-client.ts';
import { MEGAN, PEOPLE, SENTENCES, type Somebody } from './cast.ts';
import type { Process } from './process.ts';
import type { Random } from './random.ts';
import { buttonsOf, cardIn } from './seen.ts';
import type { Answering, Posted, Teams } from './teams.ts';
import type { Time } from './time.ts';

/** What is still to be answered, so that it can be seen that it is. */
export interface Asked {
  readonly what: string;
  readonly conversationId: string;
  readonly atMs: number;
  readonly process: Process;
  isAnswered: boolean;
}

/** One delivery of what somebody says: Teams may deliver it again. */
export interface Delivered extends Asked, Answering {
  readonly activityId: string;
  readonly isAgain: boolean;
  /** The disk has taken everything since. */
  readonly isTaken: () => boolean;
  /** The turn is over, and the disk took all of it. */
  isOver: boolean;
}

/** What somebody presses, while what follows from it is done. */
export interface Pressed extends Answering {
  readonly verb: string;
  readonly number: number | undefined;
  readonly version: number | undefined;
  readonly message: Posted;
  /** What it said then. */
  readonly seen: Posted['states'][number] | undefined;
  /** Nobody was offered that. */
  readonly isForged: boolean;
}

/** What is done now is done because of this. */
export interface Cause {
  readonly pressed?: Pressed;
  readonly delivered?: Delivered;
}

export interface People {
  /** Somebody says or presses something. */
  act(): void;
  /** Somebody does this, now, or another thing that nobody has to expect. */
  misbehave(deed?: Deed): void;
  /** Somebody says this. */
  say(who: Somebody, text: string): void;
  /** Somebody presses this button of a card. `as`: what they send says another one. */
  press(who: Somebody, on: { readonly message: Posted; readonly button: CardElement }, as?: string): void;
  readonly presses: readonly Asked[];
  readonly said: readonly Delivered[];
  /** Why the bot does what it does at this moment, as far as somebody's words or press are behind it. */
  cause(): Cause | undefined;
}

/** Buttons that do more than show something. */
const DECIDING = new Set([
  'apply',
  'apply-fix',
  'ask-approval',
  'approve',
  'reject',
  'cancel',
  'dismiss',
  'undo',
  'change',
  'notify-off',
  'reprocess',
]);

const STOPPING = new Set(['cancel', 'dismiss', 'undo']);
const MEANT = new Set(['apply', 'ask-approval', 'apply-fix']);
const DECIDED = new Set(['approve', 'reject']);

const TEXTS = { reason: 'because', text: 'only EMS', query: 'person' };

/** What people do that is as bad as a fault. */
export const DEEDS = ['message again', 'two presses', 'old card', 'forged press', 'freeze', 'cancel'] as const;
export type Deed = (typeof DEEDS)[number];

export function isDeed(kind: string): kind is Deed {
  return DEEDS.some((deed) => deed === kind);
}

const FROZEN_MS = 60_000;
const FORGED = 0.05;

export interface PeopleOptions {
  readonly time: Time;
  readonly random: Random;
  readonly teams: Pick<Teams, 'messages'>;
  readonly note: (line: string) => void;
  /** Somebody does what nobody has to expect. */
  readonly did: (what: Deed) => void;
  /** The one that runs, or ran last. */
  readonly process: () => Process;
  /** Somebody means to change something by a press. */
  readonly meant: () => void;
  /** How often the disk has not taken something. */
  readonly refused: () => number;
}

const causes = new AsyncLocalStorage<Cause>();

export function people({ time, random, teams, note, did, meant, process: current, refused }: PeopleOptions): People {
  const presses: Asked[] = [];
  const said: Delivered[] = [];
  const share = random.pick([0.1, 0.25, 1]);
  const some = SENTENCES.filter(() => random.chance(share));
  const sentences = some.length > 0 ? some : SENTENCES;
  /** How much people do about what they see, rather than something else. */
  const attention = random.pick([0.3, 0.55, 0.8]);
  let sent = 0;

  function activityOf({ id, conversationId, conversationType }: Somebody, more: object): Admitted {
    return {
      id: `a${++sent}`,
      channelId: 'msteams',
      serviceUrl: 'http://127.0.0.1/',
      conversation: { id: conversationId, conversationType, tenantId: 'contoso' },
      from: { id: `29:${id}`, name: id, aadObjectId: id },
      recipient: { id: '28:bot', name: 'Seatkeeper' },
      ...more,
    } as unknown as Admitted;
  }

  function give(activity: Admitted, cause: Cause): Promise<unknown> | undefined {
    const bot = current().bot();
    if (bot === undefined) return undefined;
    const { chat, events, log } = bot.services;
    const delivery = { conversations: bot.conversations, chat, events, log, lost: new AbortController().signal };
    return causes.run(cause, () => deliver(activity, delivery));
  }

  function tells(activity: Admitted): void {
    const process = current();
    const { id: conversationId } = activity.conversation;
    const activityId = activity.id ?? '';
    const refusedBefore = refused();
    const isTaken = () => refused() === refusedBefore;
    const delivered: Delivered = {
      what: `${activityId} in ${conversationId}`,
      activityId,
      isAgain: said.some((other) => other.activityId === activityId),
      isTaken,
      conversationId,
      atMs: time.nowMs(),
      process,
      isAnswered: false,
      isOver: false,
      isTold: false,
    };
    const turn = give(activity, { delivered });
    if (turn === undefined) return;
    said.push(delivered);
    void turn.then(() => {
      delivered.isOver = process.isAlive() && isTaken();
    });
  }

  function say(who: Somebody, text: string): Admitted {
    const mention = { type: 'mention', text: '<at>Seatkeeper</at>', mentioned: { id: '28:bot' } };
    const activity = activityOf(who, { type: 'message', text: `<at>Seatkeeper</at> ${text}`, entities: [mention] });
    note(`${who.id} says in ${who.conversationId}: ${text}`);
    if (text.startsWith('freeze')) did('freeze');
    if (text === 'cancel' || text === 'undo') did('cancel');
    tells(activity);
    return activity;
  }

  /** Whoever says something mostly means it, and is mostly answered by others. */
  function goesOn(who: Somebody): void {
    if (random.chance(attention)) time.at(3_000 + random.below(30_000), () => pressesNewest(who, MEANT));
    if (random.chance(attention / 2)) {
      const other = random.pick(PEOPLE);
      const ms = 40_000 + random.below(60_000);
      time.at(ms, () => pressesNewest(other, DECIDED));
      // Two decide at once, or one changes their mind about the rest.
      if (random.chance(0.3)) time.at(ms + random.below(500), () => pressesNewest(random.pick(PEOPLE), DECIDED));
    }
    if (random.chance(0.1)) time.at(random.below(60_000), () => pressesNewest(who, STOPPING));
  }

  function pressesNewest(who: Somebody, verbs: ReadonlySet<string>): boolean {
    for (const message of teams.messages.slice(-12).toReversed()) {
      if (message.conversationId !== who.conversationId) continue;
      const button = actionsOf(cardIn(message.states.at(-1))).find(({ verb }) => verbs.has(String(verb)));
      if (button === undefined) continue;
      press(who, { message, button });
      return true;
    }
    return false;
  }

  function says(): void {
    const who = random.pick(PEOPLE);
    const activity = say(who, random.pick(sentences));
    goesOn(who);
    if (random.chance(0.1)) again(activity);
    if (random.chance(0.15)) time.at(random.below(60_000), () => again(activity));
  }

  function again(activity: Admitted): void {
    did('message again');
    tells(activity);
  }

  function pressesOne(isOld = random.chance(0.15), isTwice = random.chance(0.1)): void {
    const recent = teams.messages.slice(-30).filter(({ states }) => buttonsOf(states.at(-1)).length > 0);
    if (recent.length === 0) {
      says();
      return;
    }
    const message = random.pick(recent);
    if (isOld) did('old card');
    const state = isOld ? random.pick(message.states) : message.states.at(-1);
    const buttons = buttonsOf(state);
    if (buttons.length === 0) return;
    const deciding = buttons.filter(({ verb }) => DECIDING.has(String(verb)));
    const button = random.pick(deciding.length > 0 && random.chance(0.8) ? deciding : buttons);
    const there = PEOPLE.filter(({ conversationId }) => conversationId === message.conversationId);
    if (there.length === 0) return;
    press(random.pick(there), { message, button });
    if (!isTwice) return;
    did('two presses');
    press(random.pick(there), { message, button });
  }

  /** Whoever stops everything thinks better of it. */
  function freezes(): void {
    say(MEGAN, 'freeze all changes');
    time.at(FROZEN_MS, () => void say(MEGAN, 'unfreeze'));
  }

  const deeds: Readonly<Record<Deed, () => void>> = {
    'message again': () => again(say(random.pick(PEOPLE), random.pick(sentences))),
    'two presses': () => pressesOne(false, true),
    'old card': () => pressesOne(true),
    'forged press': forges,
    freeze: freezes,
    cancel: () => {
      const who = random.pick(PEOPLE);
      if (!pressesNewest(who, STOPPING)) say(who, 'cancel');
    },
  };

  /** What is pressed says what nobody was offered: another button, of another change perhaps, of any version. */
  function forges(): void {
    const recent = teams.messages.slice(-30).filter(({ states }) => buttonsOf(states.at(-1)).length > 0);
    if (recent.length === 0) return;
    const message = random.pick(recent);
    const there = PEOPLE.filter(({ conversationId }) => conversationId === message.conversationId);
    const about = random.pick(buttonsOf(random.pick(recent).states.at(-1)));
    if (there.length === 0 || about === undefined) return;
    did('forged press');
    const data = {
      ...(about['data'] as object | undefined),
      ...(random.chance(0.5) ? { v: 1 + random.below(3) } : {}),
    };
    press(random.pick(there), { message, button: { ...about, data } }, random.pick([...DECIDING]));
  }

  function press(
    who: Somebody,
    { message, button }: { readonly message: Posted; readonly button: CardElement },
    as?: string,
  ): void {
    const process = current();
    const verb = as ?? String(button['verb']);
    const data = { ...(button['data'] as object | undefined), ...TEXTS };
    const activity = activityOf(who, {
      type: 'invoke',
      name: 'adaptiveCard/action',
      replyToId: message.id,
      value: { action: { type: 'Action.Execute', verb, data } },
    });
    if (STOPPING.has(verb)) did('cancel');
    if (DECIDING.has(verb)) meant();
    note(`${who.id} presses ${verb} ${JSON.stringify(button['data'])} on ${message.id}`);
    const { conversationId } = message;
    const what = `${who.id} ${verb} on ${message.id}`;
    const asked: Asked = { what, conversationId, atMs: time.nowMs(), process, isAnswered: false };
    const { id: number, v: version } = data as { id?: number; v?: number };
    const isForged = as !== undefined;
    const pressed = { verb, number, version, message, seen: message.states.at(-1), isTold: false, isForged };
    const answer = give(activity, { pressed });
    if (answer === undefined) return;
    presses.push(asked);
    void answer.then((body) => {
      asked.isAnswered = true;
      if (!process.isAlive()) return;
      const { type, value } = body as { type: string; value: unknown };
      note(`answered ${verb}: ${type.split('.').at(-1)} ${textIn(value)}`);
      // The client shows a card in the place of the one that was pressed.
      if (type === 'application/vnd.microsoft.card.adaptive') {
        const attachments = [{ contentType: type, content: value }];
        message.states.push({ type: 'message', attachments, byAnswer: true });
        message.changedAtMs = time.nowMs();
      }
    });
  }

  return {
    presses,
    said,
    cause: () => causes.getStore(),
    say: (who, text) => void say(who, text),
    press,
    act: () => (random.chance(0.45) ? says() : random.chance(FORGED) ? forges() : pressesOne()),
    misbehave: (deed = random.pick(DEEDS)) => deeds[deed](),
  };
}

function textIn(value: unknown): string {
  return typeof value === 'string' ? value : ((value as { message?: string }).message ?? '');
}
