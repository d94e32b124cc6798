import type { StagesAsked } from '../changes/schedule.ts';
import { clean, strangerIn } from './clean.ts';
import { isChange, type Reading } from './command.ts';
import { readAnswer } from './conversation/completed.ts';
import { type Conversation, changeMeant, idsIn } from './conversation/conversation.ts';
import { ask, command } from './draft.ts';
import {
  INTERJECTIONS,
  withoutAfterwards,
  withoutEdges,
  withoutStages,
  withoutTail,
  withoutThen,
  withoutTicket,
} from './edges.ts';
import { ASKING } from './frames/open-clause.ts';
import { askedIndirectly } from './indirect.ts';
import { type Item, type Ref, says } from './items.ts';
import { lex } from './lex.ts';
import type { Names } from './names/build-names.ts';
import { asksQuestion, TAKES_REASON } from './read-sentence.ts';
import { askedBack, isLost, LONGEST_TEXT, readText, same } from './read-text.ts';
import { plainText } from './reading/runs.ts';
import { sayBack } from './reading/say-back.ts';
import { toReading } from './reading/to-reading.ts';
import { sentenceOf } from './sentence.ts';

export interface UnderstandOptions {
  readonly names: Names;
  /** The bot's name, as mentions show it. */
  readonly botName?: string | undefined;
  /** What a follow-up may speak of. Without it, what would need a conversation is asked about. */
  readonly conversation?: Conversation | undefined;
}

/** What a typed sentence means in this tenant. Never throws; what is not understood is a question. */
export function understand(text: string, { names, botName, conversation = {} }: UnderstandOptions): Reading {
  const isName = (name: string) => lex(name, names).some((item) => item.kind === 'name' && item.end === name.length);
  const stranger = strangerIn(text, { botName, isName, isKnown: (id) => names.byId(id) !== undefined });
  if (stranger !== undefined) return askedBack(names, ask('stranger', { words: stranger }), conversation);
  const nameOf = (id: string) => {
    const named = names.byId(id);
    return named === undefined ? undefined : names.nameOf(named);
  };
  const isSignature = (line: string) => isOnlyName(lex(line, names));
  const cleaned = clean(text.slice(0, LONGEST_TEXT * 2), { botName, isName, nameOf, isSignature });
  const begun = INTERJECTIONS.exec(cleaned)?.[0] ?? '';
  const meant = lex(begun, names).some((item) => item.kind === 'name') ? cleaned : cleaned.slice(begun.length);
  const { told: whole, ticket } = withoutTicket(meant);
  const { told, stages } = withoutStages(withoutAfterwards(whole));
  const reread = (corrected: string) => readText(names, corrected, conversation);
  const spoken = withOffered(names, conversation);
  const bare = withoutEdges(names, told);
  const answer =
    readAnswer(names, told, conversation, reread) ??
    (bare === told || bare === '' ? undefined : readAnswer(names, bare, conversation, reread));
  const read = answer ?? readSaid(names, told, spoken, reread);
  const inTurn = stages === undefined ? undefined : lastInStages(names, told, stages, conversation);
  if (inTurn !== undefined) return inTurn;
  const reading =
    stages === undefined ? read : inStages(names, read, stages, () => readText(names, whole, conversation, reread));
  if (ticket === undefined || reading.slots.reason !== undefined || !TAKES_REASON.test(reading.intent)) return reading;
  return { ...reading, slots: { ...reading.slots, reason: ticket } };
}

/** What is said, else without what leads over to it or stands before it. */
function readSaid(names: Names, told: string, conversation: Conversation, reread: (text: string) => Reading): Reading {
  const first = readText(names, leavingOut(names, told, conversation), conversation, reread);
  if (!isLost(first)) return first;
  const asked = askedIndirectly(told);
  const answered = asked === undefined ? undefined : readText(names, asked, conversation, reread);
  // Whoever wonders asks for nothing to be done.
  if (answered !== undefined && !isLost(answered) && !isChange(answered.intent)) return answered;
  const then = withoutThen(withoutTail(names, told));
  const meant = then === told ? undefined : readText(names, then, conversation, reread);
  if (meant !== undefined && !isLost(meant)) return meant;
  // "ok so yes, give To Nguyen Visio", where nothing waits for a yes.
  const { pending, thread } = conversation;
  const consented = pending === undefined && thread === undefined ? told.replace(CONSENT, '') : told;
  const wanted = consented === told ? undefined : readText(names, consented, conversation, reread);
  if (wanted !== undefined && isChange(wanted.intent)) return wanted;
  return readBare(names, told, conversation, reread) ?? readLast(names, told, conversation, reread) ?? first;
}

const CONSENT = /^(?:(?:ok|okay|so|well|right|hm+|dus|nou)[\s,]+)*(?:yes|yep|yeah|yup|ja|jep|sure)[\s,.!:;]+(?=\S)/i;

/** "no to Sales", of one of those whom a preview is for, is "not Sales"; "no, to Sales" puts Sales in the place of others. */
function leavingOut(names: Names, told: string, conversation: Conversation): string {
  const [, no = '', whom] = /^(no|nee) (?:to|for|voor|aan|bij) ([^,]+)$/i.exec(told) ?? [];
  const change = conversation.pending === undefined ? undefined : changeMeant(conversation);
  if (whom === undefined || change === undefined) return told;
  const { groups = [], users = [] } = idsIn(change);
  const isFor = (ref: Ref) =>
    (ref.kind === 'group' && groups.includes(names.source.group(ref.index).id)) ||
    (ref.kind === 'user' && users.includes(names.source.user(ref.index).id));
  const isNamed = lex(whom, names).some((item) => item.kind === 'name' && item.refs.some(isFor));
  return isNamed ? `${/^nee$/i.test(no) ? 'niet' : 'not'} ${whom}` : told;
}

/** Only what gives something to many goes in stages; of anything else the number was said for something. */
function inStages(names: Names, reading: Reading, stages: StagesAsked, whole: () => Reading): Reading {
  if (!/^(?:assign_license|add_member)$/.test(reading.intent) || reading.slots.duration !== undefined) return whole();
  const { language } = reading;
  const slots = { ...reading.slots, stages };
  return { ...reading, slots, reading: plainText(sayBack(reading.intent, slots, names, language)) };
}

/** "in batches of 10 a day", alone: the change that was previewed goes so. */
function lastInStages(
  names: Names,
  told: string,
  stages: StagesAsked,
  { previewed, pending }: Conversation,
): Reading | undefined {
  if (previewed === undefined || pending === undefined || withoutEdges(names, told) !== '') return undefined;
  const staged = inStages(names, previewed, stages, () => previewed);
  return staged === previewed ? undefined : { ...staged, corrects: true };
}

/** Whom all that was offered is about is meant by "she" and "them", where nothing is open besides. */
function withOffered(names: Names, conversation: Conversation): Conversation {
  const { question, pending, refused } = conversation;
  if (question === undefined || question.instead === true) return conversation;
  if (pending !== undefined || refused === true) return conversation;
  const offers = question.options.map(({ text }) => readText(names, text, {}));
  const about = offers.map(idsIn).filter(({ groups, users }) => groups !== undefined || users !== undefined);
  const [first] = about;
  const alike = about.every(({ groups, users }) => same([groups, users], [first?.groups, first?.users]));
  const offer = offers.find(({ slots }) => slots.ids !== undefined && same(slots.ids, first));
  if (first === undefined || offer === undefined || !alike) return conversation;
  return { ...conversation, ...(first.users === undefined ? {} : { users: first.users }), reading: offer };
}

/** "E5 is too expensive, who doesn't use it?", "Friday is a holiday. make it Thursday": what is told before only says why, or what "it" is. */
function readLast(
  names: Names,
  told: string,
  conversation: Conversation,
  reread: (text: string) => Reading,
): Reading | undefined {
  // "not Alex he has it already": why, and nothing of what.
  const [, only = ''] = TOLD_WHY.exec(told) ?? [];
  const put =
    only === '' || conversation.pending === undefined ? undefined : readText(names, only, conversation, reread);
  if (put?.corrects === true) return put;
  const [, before = '', last = ''] = /^(.+?)(?:[,.;!?]|\s-)\s+([^,.;!]+)$/s.exec(told) ?? [];
  const items = lex(before, names);
  const open = conversation.pending !== undefined || conversation.refused === true;
  const altered = open ? readText(names, last, conversation, reread) : undefined;
  if (altered?.corrects === true) return altered;
  const opening = told.slice(0, -last.length).trim();
  // "take Ann out of Sales, she is away": what is only told after it may be why, or why not.
  const change = TELLS.test(last) ? readText(names, before, conversation) : undefined;
  if (change !== undefined && isChange(change.intent)) {
    const { intent, slots, language } = change;
    return toReading(names, ask('unclear', { readings: [command(intent, slots)] }), {
      language,
      text: told,
      items,
      reread,
    });
  }
  if (
    !INTERROGATIVE.test(last) ||
    asksQuestion(sentenceOf(opening, lex(opening, names))) ||
    items.some((item) => says(item, ...ASKING, 'not'))
  )
    return undefined;
  const about = items.find((item) => item.kind === 'name');
  const offer = about === undefined ? undefined : readText(names, `show ${about.text}`, {});
  const reading = readText(names, last, offer === undefined ? conversation : { reading: offer }, reread);
  return isLost(reading) || isChange(reading.intent) ? undefined : reading;
}

const TOLD_WHY =
  /^(.+?)[\s,.;-]+(?:(?:he|she|they|hij|zij|ze)(?: (?:is|are|has|have|had|already|does|do|doesn't|don't|got|needs?|heeft|hebben|zijn|kan|kunnen)|'s|'re|'ve) .+|(?:he|she|they|hij|zij|ze) (?:left|quit|moved|has it|have it|heeft het|hebben het))$/i;
const TELLS =
  /^(?:he|she|they|it|that|hij|zij|ze|het|dat)(?: is| are| was| were| has| have| had|'s|'re| heeft| hebben| zijn| waren) /i;
const INTERROGATIVE = /^(?:who|which|what|when|how|why|where|wie|welke|wat|wanneer|hoe|hoeveel|waarom|waar)\b/i;

/** "sure, assign Visio to R&D", "take it from Dmitri then": what only leads over says nothing. */
function readBare(
  names: Names,
  told: string,
  conversation: Conversation,
  reread: (text: string) => Reading,
): Reading | undefined {
  const bare = withoutEdges(names, told);
  if (bare === told || lex(bare, names).every((item) => item.kind === 'name' || item.kind === 'break'))
    return undefined;
  const reading = readText(names, bare, conversation, reread);
  // In a conversation "hmm, without Planner" puts right what was said, be it with a question.
  const answers = !isLost(reading) || (conversation.previewed !== undefined && reading.intent === 'clarify');
  return answers && reading.intent !== 'smalltalk' ? reading : undefined;
}

/** "Megan", "Ann Lee, IT": nothing in it asks for anything. */
function isOnlyName(items: readonly Item[]): boolean {
  const isName = (item: Item) =>
    item.kind === 'break' ||
    item.kind === 'unknown' ||
    // "Kees" is no misspelled word.
    (item.kind === 'word' && item.corrected) ||
    (item.kind === 'name' && item.refs.some((ref) => ref.kind === 'user'));
  return items.length <= LONGEST_SIGNATURE && items.every(isName);
}

const LONGEST_SIGNATURE = 4;
