import { strangerCard } from '../cards/change/refusal.ts';
import type { Verb } from '../cards/verbs.ts';
import type { Intent } from '../language/command.ts';
import { noteCutShort } from '../notices/send-once.ts';
import { texts } from '../words/catalogue.ts';
import { answerText, keepExchange, post } from './answer.ts';
import { answered } from './answered.ts';
import type {
  Conversations,
  IncomingFile,
  IncomingMessage,
  IncomingPress,
  Message,
  Person,
  Place,
  PressAnswer,
} from './chat.ts';
import type { PressResult } from './decision.ts';
import { greetingMessage } from './handlers/smalltalk.ts';
import { below } from './presses/look.ts';
import { numberIn } from './presses/press.ts';
import { PRESSES } from './presses/presses.ts';
import type { Services } from './services.ts';
import { serving } from './serving.ts';
import { shownAs } from './shown-cards.ts';
import { toldToWait } from './still-looking.ts';
import { cardMessage, type Turn, turnOf, viewContext } from './turn.ts';

/** A message that is delivered again within this time is the same one. */
const REMEMBERED_MESSAGES = 1_000;
/** Teams announces an installation twice: as an update of the installation and of the conversation. */
const ONE_GREETING_MS = 5_000;

/** What the bot does with what arrives. One conversation is served in the order in which it speaks. */
export function conversations(services: Services): Conversations {
  const served = serving(services);
  const heard = new Map<string, Promise<unknown>>();
  const answeredBefore = answered(services);
  const greetedAtMs = new Map<string, number>();

  /** Does the work at the first delivery of a message. Whoever delivers it again waits for that, and hears of no fault of it. */
  function once({ place, messageId }: IncomingMessage, work: () => Promise<unknown>): Promise<unknown> {
    if (messageId === undefined) return work();
    const key = `${place.conversationId} ${messageId}`;
    const first = heard.get(key);
    if (first !== undefined) return first.catch(() => undefined);
    const done = work();
    heard.set(key, done);
    for (const oldest of heard.keys()) {
      if (heard.size <= REMEMBERED_MESSAGES) break;
      heard.delete(oldest);
    }
    return done;
  }

  return {
    async onMessage(incoming) {
      await services.places.heard(incoming.place, incoming.person);
      if (!incoming.addressed) return services.unsure.heard(incoming.place);
      const answer = async () => {
        const before = await answeredBefore.how(incoming);
        // Delivered again, nobody has said anything since.
        if (before === undefined) services.unsure.heard(incoming.place);
        if (before === 'perhaps') await sayPerhaps(services, incoming);
        else if (before === undefined) await answerMessage(services, incoming, () => answeredBefore.begin(incoming));
        if (before !== 'answered') await answeredBefore.keep(incoming);
      };
      await once(incoming, () => served.serve(incoming, answer));
    },
    async onEdited(incoming) {
      const { messageId = '', text, addressed } = incoming;
      if (!addressed) return;
      const answer = async () => {
        if (await takenBack(services, incoming)) await answerMessage(services, incoming, async () => undefined);
      };
      await once({ ...incoming, messageId: `${messageId} ${text}` }, () => served.serve(incoming, answer));
    },
    async onDeleted(incoming) {
      await served.serve(incoming, () => takenBack(services, incoming));
    },
    async onPress(press) {
      services.unsure.heard(press.place);
      await services.places.heard(press.place, press.person);
      return served.press(
        press,
        () => answerPress(services, press),
        (answer) => showLater(services, press, answer),
      );
    },
    async onSubmit(press) {
      services.unsure.heard(press.place);
      await services.places.heard(press.place, press.person);
      await served.serve(press, async () => {
        const answer = await answerPress(services, press);
        await post(services, press.place, [answer.kind === 'card' ? answer.message : { text: answer.text }]);
      });
    },
    async onFile(incoming) {
      await served.serve(incoming, () => answerFile(services, incoming));
    },
    async onInstalled(place, person) {
      await services.places.heard(place, person);
      const nowMs = services.clock.elapsedMs();
      if (nowMs - (greetedAtMs.get(place.conversationId) ?? Number.NEGATIVE_INFINITY) < ONE_GREETING_MS) return;
      greetedAtMs.set(place.conversationId, nowMs);
      await post(services, place, [await greeting(services, place, person)]);
      if (place.conversationType === 'personal' && person.userId !== undefined) {
        await services.approvals.met(person.userId, place);
      }
    },
    async onRemoved(place) {
      await services.liveCards.forget(place.conversationId);
      await services.watching.forget(place);
      await services.digests.stop(place);
      await services.places.forget(place);
      greetedAtMs.delete(place.conversationId);
    },
  };
}

/** Ends the preview of what a message said before; false: it says the same still, or nobody may say it. */
async function takenBack(services: Services, { place, person, messageId, text }: IncomingMessage): Promise<boolean> {
  const turn = await authorised(services, place, person);
  const last = turn && (await services.listener.lastOf(turn));
  if (turn === undefined || (last?.messageId === messageId && last?.text === text)) return false;
  const record = last?.pending === undefined ? undefined : await services.store.changes.get(last.pending);
  if (record === undefined || last?.messageId !== messageId) return true;
  await services.desk.dismiss({ number: record.number, version: record.version }, turn.by, 'superseded');
  services.liveCards.moved(record.number);
  return true;
}

/** A text that says nothing without what came with it. */
const NEEDS_MORE: ReadonlySet<Intent> = new Set(['clarify', 'out_of_scope', 'smalltalk']);

/** @param begin stands on disk before anything of the answer is sent */
async function answerMessage(services: Services, incoming: IncomingMessage, begin: () => Promise<void>): Promise<void> {
  const { place, person, text, messageId, brings = false } = incoming;
  const turn = await authorised(services, place, person);
  if (turn === undefined) {
    await begin();
    await post(services, place, [stranger(services, person)]);
    return;
  }
  try {
    const answering = answerText(services, turn, text);
    const held = await toldToWait(services, turn, answering);
    const { messages, exchange } = await answering;
    await services.places.speaks(place, exchange.reading.language);
    await begin();
    const answers = brings && NEEDS_MORE.has(exchange.reading.intent) ? [] : messages;
    const unread = brings ? [{ text: texts[exchange.reading.language].answers.unread }] : [];
    const said = exchange.pending === undefined || messageId === undefined ? exchange : { ...exchange, messageId };
    if (await post(services, place, [...answers, ...unread], held)) await keepExchange(services, turn, said);
  } finally {
    // Whom no answer reaches can be written to all the same.
    if (place.conversationType === 'personal') await services.approvals.met(turn.by.userId, place);
  }
}

/** A process ended while it answered. Whoever got the answer goes on; whoever did not is told how to have it. */
async function sayPerhaps(services: Services, { place }: IncomingMessage): Promise<void> {
  noteCutShort(services, { kind: 'answer' });
  await services.unsure.answer(place, { text: '' }, (await services.places.languageIn(place)) ?? 'en');
}

async function answerPress(services: Services, press: IncomingPress): Promise<PressAnswer> {
  const newest = await services.store.changes.newest();
  try {
    return await answerWhole(services, press, newest);
  } catch (error) {
    // What a fault cuts short may have begun all the same.
    const { place, cardMessageId: messageId } = press;
    const about = numberIn(press, 'id');
    if (about !== undefined && messageId !== undefined) {
      services.liveCards.broken(about, { place, messageId, pressedAfter: newest });
    }
    throw error;
  }
}

async function answerWhole(services: Services, press: IncomingPress, newest: number): Promise<PressAnswer> {
  const turn = await authorised(services, press.place, press.person);
  if (turn === undefined) {
    const { text } = stranger(services, press.person);
    return { kind: 'problem', code: 'NotAllowed', text };
  }
  const act = Object.hasOwn(PRESSES, press.verb) ? PRESSES[press.verb as keyof typeof PRESSES] : undefined;
  if (act === undefined)
    return { kind: 'problem', code: 'UnknownAction', text: texts[turn.language].answers.unknownButton };
  const { place, cardMessageId } = press;
  await services.approvals.passedOver(place);
  const about = numberIn(press, 'id');
  const alert = cardMessageId === undefined ? undefined : await services.watching.alertOn(place, cardMessageId, about);
  if (about !== undefined && cardMessageId !== undefined) {
    const { state } = (await services.store.changes.get(about)) ?? {};
    const isPreview = alert === undefined && ON_PREVIEWS.has(press.verb) && state === 'previewed';
    const card = { place, messageId: cardMessageId, pressedAfter: newest };
    await services.liveCards.pressed(about, card, isPreview);
    await services.approvals.pressed(about, { place, messageId: cardMessageId });
  }
  const result = await act(services, turn, press);
  const { answer, messages = [] } = alert === undefined ? result : await besideAlert(services, turn, result);
  const message = answer.kind === 'card' ? answer.message : undefined;
  if (alert === undefined && message?.shows !== undefined && cardMessageId !== undefined) {
    await services.liveCards.shown(message.shows, shownAs(message, place, cardMessageId), about ?? message.shows);
  }
  // Delivered again, a press finds what it did; what was said of it is said, or perhaps.
  const before = answered(services);
  const isSaid = messages.length > 0 && (await before.how(press)) !== undefined;
  if (messages.length > 0 && !isSaid) await before.begin(press);
  const shown = isSaid || (await post(services, press.place, messages));
  if (shown && result.exchange !== undefined) await keepExchange(services, turn, result.exchange);
  else if (about !== undefined) await speaksOf(services, turn, about);
  return answer;
}

/** Buttons that no other card has than that of the change itself, as long as it is previewed. */
const ON_PREVIEWS: ReadonlySet<string> = new Set<Verb>(['apply', 'ask-approval']);

/** Whoever presses a button of their own change speaks of it, where what they said before is not known: a process ended as it answered. */
async function speaksOf(services: Services, turn: Turn, number: number): Promise<void> {
  if ((await services.listener.lastOf(turn)) !== undefined) return;
  const record = await services.store.changes.get(number);
  if (record?.requestedBy.userId !== turn.by.userId) return;
  await keepExchange(services, turn, { reading: record.command, text: record.command.reading, pending: number });
}

/** The press was answered before it was done: what came of it takes the card's place all the same. */
async function showLater(services: Services, { place, cardMessageId }: IncomingPress, answer: PressAnswer) {
  if (answer.kind !== 'card') return void (await post(services, place, [{ text: answer.text }]));
  const { message } = answer;
  if (cardMessageId === undefined) return void (await post(services, place, [message]));
  if (message.shows !== undefined) return services.liveCards.moved(message.shows, true);
  const { asks } = message;
  const as = asks && (await services.approvals.asksOn(asks.number, place, cardMessageId));
  if (asks !== undefined && as === asks.as) return services.approvals.moved(asks.number);
  await services.chat.update(place, cardMessageId, message);
}

/** The offer itself says what became of it, so that nobody decides it twice. */
async function answerFile(services: Services, incoming: IncomingFile): Promise<void> {
  const { place, person, offerMessageId } = incoming;
  const turn = await authorised(services, place, person);
  if (turn === undefined) return void (await post(services, place, [stranger(services, person)]));
  const decided = await services.files?.decided(turn, incoming);
  const gone = { text: texts[turn.language].record.reportGone };
  const isEdited = decided !== undefined && offerMessageId !== undefined;
  if (isEdited) await services.chat.update(place, offerMessageId, { text: decided.text });
  if (!isEdited || decided.file !== undefined) await post(services, place, [decided ?? gone]);
}

const BEGUN: ReadonlySet<string | undefined> = new Set(['waiting', 'queued', 'running']);

/** An alert stays the message of its cause: a change that was begun on it and takes long has its card below. */
async function besideAlert(services: Services, turn: Turn, result: PressResult): Promise<PressResult> {
  const { answer } = result;
  const shows = answer.kind === 'card' ? answer.message.shows : undefined;
  const record = shows === undefined ? undefined : await services.store.changes.get(shows);
  if (answer.kind !== 'card' || !BEGUN.has(record?.state)) return result;
  return below(turn, answer.message);
}

/** The turn of somebody who may at least look; nobody else learns anything. */
async function authorised(services: Services, place: Place, person: Person): Promise<Turn | undefined> {
  const language = await services.listener.languageOf(place, person);
  const turn = await turnOf(services, place, person, language);
  if (turn?.permissions.has('see')) return turn;
  services.events.refused({ status: 'role', reason: 'no role that counts here', who: person.userId });
  return undefined;
}

async function greeting(services: Services, place: Place, person: Person): Promise<Message> {
  const turn = await authorised(services, place, person);
  return turn === undefined ? stranger(services, person) : greetingMessage(services, turn);
}

function stranger(services: Services, { language = 'en' }: Person): Message {
  return cardMessage(strangerCard(viewContext(services, language)));
}
