import type { ChangeRecord } from '../changes/change-record.ts';
import type { Intent, Reading } from '../language/command.ts';
import { withoutMarkup } from '../language/markup.ts';
import { subjectOf } from '../language/reading/subject.ts';
import { sendOnce } from '../notices/send-once.ts';
import { texts } from '../words/catalogue.ts';
import { amended, isOpen, makeWay } from './amended.ts';
import type { Message, Place } from './chat.ts';
import type { Answer } from './handlers/handler.ts';
import { HANDLERS } from './handlers/handlers.ts';
import { type Exchange, spokenOf } from './listener.ts';
import type { Services } from './services.ts';
import { shownAs } from './shown-cards.ts';
import { answeredThere } from './still-looking.ts';
import type { Turn } from './turn.ts';

/** An answer, and what follow-ups speak of once it has arrived. */
interface Said {
  readonly messages: readonly Message[];
  readonly exchange: Exchange & { readonly replaces?: number };
}

/** Understands a text and answers it. */
export async function answerText(services: Services, turn: Turn, text: string): Promise<Said> {
  const correction = await amended(services, turn, text);
  const reading = correction?.reading ?? (await services.listener.understand(turn, text));
  if (!DECIDES_REQUEST.has(reading.intent)) await services.approvals.passedOver(turn.place);
  const planned = correction?.record ?? (await plannedBefore(services, turn, reading));
  const answer = await handle(services, { ...turn, language: reading.language }, reading, text, planned);
  const replaces = correction === undefined ? {} : { replaces: correction.record.number };
  return { messages: answer.messages, exchange: { ...exchangeOf(reading, text, answer), ...replaces } };
}

const DECIDES_REQUEST: ReadonlySet<Intent> = new Set(['approve', 'reject']);

export function exchangeOf(reading: Reading, text: string, { remember }: Answer): Exchange {
  const { gap, told, options = [], instead, slots } = reading;
  const asks = gap !== undefined || options.length > 0;
  return {
    reading,
    text,
    ...(asks ? { question: { gap, told, options, instead, candidates: slots.candidates } } : {}),
    ...remember,
  };
}

/**
 * To be called when the answer has been shown: what nobody saw, nobody can mean by "yes". A disk that does not take it is no
 * fault of the turn: the answer is there.
 */
export async function keepExchange(services: Services, turn: Turn, exchange: Said['exchange']): Promise<void> {
  try {
    const { replaces, ...later } = exchange;
    const old = replaces === undefined ? undefined : await services.store.changes.get(replaces);
    if (old === undefined) await supersede(services, turn, await services.listener.lastOf(turn), later);
    else if (later.pending !== undefined && isOpen(old) && old.state !== 'scheduled')
      await makeWay(services, turn, old);
    await services.listener.remember(turn, later);
  } catch (error) {
    services.log('exchange not kept', { error: String(error) });
  }
}

/**
 * A correction takes the place of the undecided preview that it puts right, and so does the same thing said again of the
 * same target. Two commands of their own are two previews.
 */
async function supersede(
  services: Services,
  turn: Turn,
  earlier: Exchange | undefined,
  later: Exchange,
): Promise<void> {
  const { store } = services;
  if (earlier?.pending === undefined || later.pending === undefined || earlier.pending === later.pending) return;
  const [old, next] = [await store.changes.get(earlier.pending), await store.changes.get(later.pending)];
  if (old === undefined || next === undefined) return;
  const again = saysAgain(old, next);
  const corrects = later.reading.corrects === true && isOpen(old);
  // What was asked for already gives way to a correction of itself alone; what is planned, once that is decided.
  const ofItself = again || isSame(earlier.reading, old.command);
  const gives = old.state === 'previewed' ? corrects || again : corrects && ofItself && old.state !== 'scheduled';
  if (gives) await makeWay(services, turn, old);
}

/** What is put right: the preview that waits, and what is planned by "make it Monday" right after, or of the same thing and target. */
async function plannedBefore(services: Services, turn: Turn, reading: Reading): Promise<ChangeRecord | undefined> {
  const last = reading.corrects === true ? await services.listener.lastOf(turn) : undefined;
  const old = await spokenOf(services.store.changes, last?.pending);
  if (last === undefined || old === undefined || !isOpen(old)) return undefined;
  if (old.state === 'previewed') return old;
  const { groups = [], users = [] } = reading.slots.ids ?? {};
  const again = saysAgain(old, { command: reading, targetGroupIds: groups, targetUserIds: users });
  return again || isSame(last.reading, old.command) ? old : undefined;
}

function isSame(one: Reading, other: Reading): boolean {
  return one.intent === other.intent && JSON.stringify(one.slots) === JSON.stringify(other.slots);
}

/** The same said again, perhaps otherwise ("without Sway"), of one target at least that both have. */
function saysAgain(
  old: ChangeRecord,
  next: Pick<ChangeRecord, 'command' | 'targetGroupIds' | 'targetUserIds'>,
): boolean {
  const targets = new Set([...next.targetGroupIds, ...next.targetUserIds]);
  const shared = [...old.targetGroupIds, ...old.targetUserIds].some((id) => targets.has(id));
  return shared && subjectOf(old.command) === subjectOf(next.command);
}

/** Has the intent's handler answer; a fault is said, never silence. @param puts the change that it puts right */
export async function handle(
  services: Services,
  turn: Turn,
  reading: Reading,
  text: string,
  puts?: ChangeRecord,
): Promise<Answer> {
  const replaces = puts?.state === 'scheduled' ? puts.number : puts?.replaces;
  try {
    return await HANDLERS[reading.intent](services, turn, { ...reading, said: withoutMarkup(text).trim(), replaces });
  } catch (error) {
    services.log('handler failed', { intent: reading.intent, error: String(error) });
    return { messages: [{ text: texts[turn.language].answers.fault }] };
  }
}

/**
 * Sends answers in their order; those that picture a change are kept true from then on. False: nobody is there.
 * @param held the message whose place the first of them takes
 */
export async function post(
  services: Services,
  place: Place,
  messages: readonly Message[],
  held?: string,
): Promise<boolean> {
  for (const [index, message] of messages.entries()) {
    const messageId = await (held === undefined || index > 0
      ? sendAnswer(services, place, message)
      : putThere(services, place, message, held));
    if (messageId === 'gone') {
      await services.liveCards.forget(place.conversationId);
      return false;
    }
    if (messageId === '') continue;
    const { shows, asks } = message;
    const card = shownAs(message, place, messageId);
    if (shows !== undefined) await services.liveCards.shown(shows, card);
    if (asks !== undefined) await services.approvals.shown(asks, card);
  }
  return true;
}

/** Nothing of what is there is lost when somebody has deleted it: then it is a message of its own. */
async function putThere(services: Services, place: Place, message: Message, held: string): Promise<string | 'gone'> {
  const isThere = (await services.chat.update(place, held, message)) === 'updated';
  await answeredThere(services, place, held);
  return isThere ? held : sendAnswer(services, place, message);
}

/** Answers the message's id; nothing when it is perhaps there, and then whoever asked hears of that. */
async function sendAnswer(services: Services, place: Place, message: Message): Promise<string | 'gone'> {
  const { shows } = message;
  const messageId = await sendOnce(services, place, message, { kind: 'answer', number: shows });
  if (messageId !== 'perhaps') return messageId;
  const record = shows === undefined ? undefined : await services.store.changes.get(shows);
  await services.unsure.answer(place, message, record?.language ?? (await services.places.languageIn(place)) ?? 'en');
  return '';
}
