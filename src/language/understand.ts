import type { StagesAsked } from '../changes/schedule.ts';
import { askedLanguage } from './asked-language.ts';
import { clean, strangerIn } from './clean.ts';
import { isChange, type OfferedReading, type Reading } from './command.ts';
import { completions, optionsNamed, saidOn, saysYes } from './conversation/answer.ts';
import { type Conversation, idsIn } from './conversation/conversation.ts';
import { descriptionIn } from './conversation/described.ts';
import { isUnderstood, readInConversation } from './conversation/read-in-conversation.ts';
import { chosenOf, saysOther, whichIn } from './conversation/which.ts';
import { ask, command, type Draft } from './draft.ts';
import { INTERJECTIONS, withoutAfterwards, withoutEdges, withoutStages, withoutTicket } from './edges.ts';
import { ASKING } from './frames/open-clause.ts';
import { askedIndirectly } from './indirect.ts';
import { type Item, nameKind, type Ref, says, wordOf } from './items.ts';
import { lex } from './lex.ts';
import { unlessNamed } from './names/also-named.ts';
import type { Names } from './names/build-names.ts';
import { orAsked } from './names/resolve.ts';
import { asksQuestion, TAKES_REASON } from './read-sentence.ts';
import { plainText } from './reading/runs.ts';
import { sayBack } from './reading/say-back.ts';
import { toReading } from './reading/to-reading.ts';
import { languageOf, sentenceOf } from './sentence.ts';

export interface UnderstandOptions {
  readonly names: Names;
  /** The bot's name, as mentions show it. */
  readonly botName?: string | undefined;
  /** What a follow-up may speak of. Without it, what would need a conversation is asked about. */
  readonly conversation?: Conversation | undefined;
}

const LONGEST_TEXT = 4_000;

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
  const first = readText(names, told, conversation, reread);
  if (!isLost(first)) return first;
  const asked = askedIndirectly(told);
  const answered = asked === undefined ? undefined : readText(names, asked, conversation, reread);
  // Whoever wonders asks for nothing to be done.
  if (answered !== undefined && !isLost(answered) && !isChange(answered.intent)) return answered;
  return readBare(names, told, conversation, reread) ?? readLast(names, told, conversation, reread) ?? first;
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

function same(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
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

function isLost({ intent }: Reading): boolean {
  return intent === 'clarify' || intent === 'out_of_scope';
}

/** What was said completes what the bot asked about. */
function readAnswer(
  names: Names,
  said: string,
  conversation: Conversation,
  reread: (text: string) => Reading,
): Reading | undefined {
  const { question, ...open } = conversation;
  if (question === undefined && conversation.answered === undefined) return undefined;
  const { plain } = sentenceOf(said, lex(said, names));
  if (question === undefined) {
    const again = { ...conversation, question: conversation.answered };
    const other = isChange(conversation.reading?.intent ?? 'help')
      ? readDescribed(names, said, again, reread)
      : undefined;
    if (other !== undefined) return isChange(other.intent) ? { ...other, corrects: true } : other;
    return readOther(plain, said, conversation, { names, read: (text) => readText(names, text, conversation) });
  }
  const { options, gap, instead } = question;
  // "the first one" is a fix that is shown rather than something else that could be asked.
  if (instead === true && conversation.suggestions !== undefined) return undefined;
  if (instead === true && conversation.pending !== undefined && saysYes(plain)) return undefined;
  // "both", of one change and the same with more: that.
  const widest = BOTH_OF_THEM.test(plain) ? widestOf(options.map(({ text }) => reread(text))) : undefined;
  if (widest !== undefined) return conversation.pending === undefined ? widest : { ...widest, corrects: true };
  const isChoice = conversation.pending === undefined || options.every(({ choice }) => choice !== undefined);
  if (options.length > 1 && isChoice && saysYes(plain))
    return { ...askedBack(names, ask('whichOfThese'), conversation), options, ...(gap === undefined ? {} : { gap }) };
  const supposed = IF_DONE.test(plain)
    ? options
        .map(({ text }) => reread(text))
        .find(({ intent, slots }) => intent === 'what_if' || slots.dry_run === true)
    : undefined;
  if (supposed !== undefined) return supposed;
  const described = readDescribed(names, said, conversation, reread);
  if (described !== undefined) return described;
  const texts = completions(said, question, (text) => lex(text, names));
  for (const text of texts) {
    const reading = readText(names, text, open, reread);
    if (reading.intent !== 'clarify' && reading.intent !== 'out_of_scope') return reading;
  }
  if (conversation.pending !== undefined) return undefined;
  // "I mean Marketing", "only until Friday": of the one change that was offered.
  const offer = offeredIn(names, conversation);
  if (offer !== undefined) {
    const put = { ...open, reading: offer, previewed: offer, pending: NOT_YET };
    const { corrects, ...altered } = readText(names, said, put, reread);
    if (corrects === true && isChange(altered.intent)) return altered;
  }
  return readOn(names, said, question, reread);
}

const BOTH_OF_THEM =
  /^(?:(?:sorry|no|nee|yes|ja|i mean|i meant|ik bedoel|ik bedoelde|oh|,) )*(?:both|both of them|beide|allebei)(?: (?:please|graag|then|dan|actually|eigenlijk))*$/;

/** Of several changes the one that is about all that the others are about. */
function widestOf(readings: readonly Reading[]): Reading | undefined {
  const all = (reading: Reading) => Object.values(idsIn(reading)).flat();
  const changes = readings.filter(({ intent }) => isChange(intent));
  const [wide, ...more] = changes.filter((one) =>
    changes.every((other) => all(other).every((id) => all(one).includes(id))),
  );
  return changes.length > 1 && more.length === 0 ? wide : undefined;
}

/** "interns", "without Sway", after a change that was not understood: the change with that, or the question again. */
function readOn(
  names: Names,
  said: string,
  { told }: NonNullable<Conversation['question']>,
  reread: (text: string) => Reading,
): Reading | undefined {
  const texts = told === undefined ? [] : saidOn(told, said, (text) => lex(text, names));
  const readings = texts.map((text) => readText(names, text, {}, reread));
  const isOffer = ({ intent, options = [], instead }: Reading) =>
    intent === 'clarify' && instead === undefined && options.length > 0;
  const [first] = readings;
  // "without Sway" says nothing by itself: what is asked is kept, with it.
  const kept = texts.length === 1 && first?.intent === 'clarify' && first.told !== undefined ? first : undefined;
  return readings.find(({ intent }) => isChange(intent)) ?? readings.find(isOffer) ?? kept;
}

/** "the one in Marketing", of several people who may be meant: the one, or the question again with those. */
function readDescribed(
  names: Names,
  said: string,
  conversation: Conversation,
  reread: (text: string) => Reading,
): Reading | undefined {
  const { gap, candidates = [] } = conversation.question ?? { options: [] };
  const fits = gap === undefined || candidates.length < 2 ? undefined : descriptionIn(names, lex(said, names));
  if (gap === undefined || fits === undefined) return undefined;
  const [before, after] = gap;
  const options = candidates.flatMap((choice): OfferedReading[] => {
    const [ref, ...more] = lex(choice, names).flatMap((item) => (item.kind === 'name' ? item.refs : []));
    if (ref?.kind !== 'user' || more.length > 0 || !fits(ref.index)) return [];
    const text = `${before}${choice}${after}`;
    return [{ title: reread(text).reading, text, choice }];
  });
  const [only, ...others] = options;
  const asked = askedBack(names, ask('whichOfThese'), conversation);
  const among = options.length === 0 ? candidates : options.flatMap(({ choice = '' }) => choice);
  const open = { ...asked, slots: { ...asked.slots, candidates: among }, gap };
  if (only === undefined) return { ...open, options: conversation.question?.options ?? [] };
  if (others.length === 0) return reread(only.text);
  return { ...open, options: options.slice(0, OFFERED_AGAIN) };
}

const OFFERED_AGAIN = 6;

/** "no, the other one": what else was offered with the question that the last sentence answered. */
function readOther(
  plain: string,
  said: string,
  { answered, fixes, previewed, reading }: Conversation,
  { names, read }: { readonly names: Names; readonly read: (text: string) => Reading },
): Reading | undefined {
  const last = previewed ?? reading;
  if (answered === undefined || fixes !== undefined || last === undefined) return undefined;
  const offered = answered.options.map(({ text }) => read(text));
  const others = offered.filter(({ slots }) => !same(slots.ids, last.slots.ids));
  const named = optionsNamed(answered.options, said).map((option) => read(option.text));
  const instead = named.length === 1 && !same(named[0]?.slots.ids, last.slots.ids) ? named : [];
  const items = lex(said, names);
  const placed = whichIn(items)?.picks === 'instead' ? chosenOf(offered, items) : undefined;
  const chosen = saysOther(plain) ? others : [placed ?? instead[0]];
  const [meant, ...more] = chosen;
  return meant === undefined || more.length > 0 || !isChange(meant.intent) ? undefined : { ...meant, corrects: true };
}

/** "what would happen if I did?", of what was asked about. */
const IF_DONE =
  /^(?:and |but |en |maar )*(?:what (?:would|will) happen|what happens|wat (?:zou er gebeuren|gebeurt er))(?: (?:if|when|als)(?: (?:i|we|you|ik|wij))?(?: (?:did|do|would|dat|doe|deed|doen|zou))+)?(?: (?:it|that|so))?(?: then| dan)?$/;

/** The one change that the bot offered with its last question. */
function offeredIn(names: Names, { question }: Conversation): Reading | undefined {
  if (question?.instead === true) return undefined;
  const read = question?.options.map(({ text }) => readText(names, text, {})) ?? [];
  const [offer, ...others] = read.filter(({ intent }) => isChange(intent));
  return others.length === 0 ? offer : undefined;
}

/** What is only offered has no number. */
const NOT_YET = -1;

/** Asked about the message as a whole, in the language of the exchange. */
export function askedBack(names: Names, draft: Draft, { reading }: Conversation): Reading {
  const reread = (text: string) => readText(names, text, {});
  return toReading(names, draft, { language: reading?.language ?? 'en', text: '', items: [], reread });
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

/** Options of options are not read: without `reread` there are none. */
function readText(names: Names, text: string, conversation: Conversation, reread?: (text: string) => Reading): Reading {
  if (text.length > LONGEST_TEXT)
    return askedBack(names, ask('tooLong', { words: String(LONGEST_TEXT) }), conversation);
  const usual = conversation.reading?.language ?? 'en';
  const about = conversation.reading === undefined ? {} : idsIn(conversation.reading);
  const lexed = asSpoken(lex(text, names));
  const read = (items: readonly Item[]) => {
    const draftOf = (said: readonly Item[]) => {
      return orAsked(() => readInConversation(names, text, said, conversation));
    };
    return unlessNamed(items, draftOf(items), draftOf, (ref) => groupOrPerson(names, ref));
  };
  const wanted = askedLanguage(lexed);
  if (wanted !== undefined) {
    const draft = wanted.rest.length === 0 ? command('help', {}) : read(wanted.rest);
    // Of a change every word counts: it may name what nobody knows.
    const isAnswered = draft.kind === 'command' && isUnderstood(draft) && !TAKES_REASON.test(draft.intent);
    if (isAnswered) return toReading(names, draft, { language: wanted.language, text, items: lexed, reread });
  }
  return toReading(names, read(lexed), { language: languageOf(lexed, usual), text, items: lexed, reread, about });
}

/** "add Patti 2 Interns", and "n Alex" alone: a digit or a letter for the word that sounds so, before whom it is about. Amid a sentence a letter may be what is left of any word. */
function asSpoken(items: readonly Item[]): readonly Item[] {
  const isWhose = (item: Item | undefined) => item?.kind === 'name' && /^(?:group|user)$/.test(nameKind(item));
  return items.map((item, at) => {
    const said = isWhose(items[at + 1]) ? SOUNDS[item.text.toLowerCase()] : undefined;
    const sounds = item.kind === 'unknown' ? at === 0 : item.kind === 'number' && items[at - 1]?.kind === 'name';
    return said === undefined || !sounds ? item : { ...said, text: said.text, start: item.start, end: item.end };
  });
}

const SOUNDS: Readonly<Record<string, Item>> = {
  2: wordOf('to', 'to'),
  4: wordOf('for', 'for'),
  n: wordOf('and', 'and'),
};

function groupOrPerson(names: Names, ref: Ref): string {
  return ref.kind === 'group' || ref.kind === 'user' ? names.nameOf({ kind: ref.kind, index: ref.index }) : '';
}
