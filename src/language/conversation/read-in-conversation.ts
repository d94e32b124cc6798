import { isChange } from '../command.ts';
import { ask, type Command, command, type Draft } from '../draft.ts';
import { isPronoun } from '../frames/marks.ts';
import { splitReason } from '../frames/reason.ts';
import { type Item, says } from '../items.ts';
import { pattern } from '../lexicon/topics.ts';
import type { Names } from '../names/build-names.ts';
import { orAsked, slotsOf } from '../names/resolve.ts';
import { ACTS, read } from '../read-sentence.ts';
import { type Sentence, sentenceOf } from '../sentence.ts';
import { readAboutChange } from './about-change.ts';
import { readAboutList, readBareWhy } from './about-list.ts';
import { readAfresh, readDeniedAfresh } from './afresh.ts';
import { amongSpoken, withAntecedents, withMentioned } from './antecedents.ts';
import type { Conversation } from './conversation.ts';
import { readDecision } from './decide.ts';
import { discourseOf, targetsIn } from './discourse.ts';
import { readFilter } from './filter.ts';
import { isOfPeople, readPart, readSome, withListed, withPart } from './listed.ts';
import { readTurned } from './other-values.ts';
import { offeredAmendments, readLine } from './resolve-line.ts';

export function readInConversation(
  names: Names,
  text: string,
  said: readonly Item[],
  conversation: Conversation,
): Draft {
  const items = amongSpoken(names, said, conversation);
  const sentence = sentenceOf(text, items);
  const amended = AMENDS.exec(sentence.plain);
  const number = items.findIndex((item) => item.kind === 'number');
  // "change 1002 to without Sway": that one put right.
  if (amended !== null && Number(amended[1]) === conversation.asked && conversation.reading !== undefined) {
    const rest = items.slice(number + 1);
    const said = /^(?:to|into|naar|in)$/i.test(rest[0]?.text ?? '') ? rest.slice(1) : rest;
    const { reading, asked: pending, ...open } = conversation;
    return readInConversation(names, text, said, { ...open, reading, previewed: reading, pending });
  }
  // "ask again, only for Ann": what was ended undone, put right.
  const asks = ASKS_AGAIN.exec(text);
  if (asks !== null && conversation.dropped !== undefined) {
    const { dropped, ...open } = conversation;
    const rest = items.filter(({ start }) => start >= asks[0].length);
    const draft = readInConversation(names, text, rest, { ...open, reading: dropped, previewed: dropped, pending: -1 });
    if (draft.kind === 'command' && draft.corrects === true) return command(draft.intent, draft.slots);
  }
  const answered =
    readPart(names, sentence, conversation) ??
    readSome(names, sentence, conversation) ??
    readFilter(names, sentence, conversation) ??
    readTurned(sentence, conversation) ??
    readDecided(sentence, conversation) ??
    readAboutChange(sentence, conversation) ??
    readDeniedAfresh(names, sentence, conversation) ??
    readLine(names, named(names, withPart(names, sentence, conversation), conversation), conversation) ??
    readAboutList(sentence, conversation) ??
    readBareWhy(names, sentence, conversation);
  if (answered !== undefined) return answered;
  const listed = withListed(names, items, conversation);
  if (listed !== undefined) {
    // "take it from them": what they have is of before, too.
    const draft = read(names, text, withAntecedents(names, listed, conversation) ?? listed);
    if (isOfPeople(draft)) return besides(sentence, conversation, draft);
  }
  const together = withMentioned(names, items, conversation);
  if (together !== undefined) return read(names, text, together);
  const afresh = readAfresh(names, sentence, conversation);
  if (afresh !== undefined) return afresh;
  const substituted = withAntecedents(names, items, conversation);
  if (substituted !== undefined) {
    const draft = orAsked(() => read(names, text, substituted));
    if (isUnderstood(draft)) return besides(sentence, conversation, draft);
    // "take it from Ruben": which one, and no word of what was not understood.
    if (draft.kind === 'question' && draft.question.kind === 'whichOne' && draft.question.place !== undefined)
      return draft;
  }
  const draft = ofSpoken(names, sentence, conversation, aboutChanges(sentence, read(names, text, items)));
  // "except the guests", beside a preview, asks nothing: it would be put right by it.
  const [first] = items.filter((item) => !says(item, 'polite', 'noise'));
  const alters = conversation.pending !== undefined && says(first, 'except', 'without', 'not');
  if (alters && draft.kind === 'command' && LOOKS.test(draft.intent)) return ask('unclear', { readings: [draft] });
  const targets =
    !isUnderstood(draft) && REPEATS.test(sentence.plain) ? targetsIn(discourseOf(names, conversation)) : [];
  const completed = [...items.filter((item) => item.kind !== 'break'), ...targets];
  const again = targets.length === 1 ? read(names, text, completed) : draft;
  if (isUnderstood(again)) return again;
  const waits =
    conversation.pending !== undefined && draft.kind === 'question' && draft.question.kind === 'nothingPending';
  if (waits) return command('status', { ref: '@pending', question: 'waits' });
  if (draft.kind === 'command') return draft;
  // "no Visio", beside a preview, asks nothing either.
  const denies = /^(?:no|geen)$/i.test(first?.text ?? '');
  if (draft.question.readings !== undefined && !denies) return draft;
  const readings = offeredAmendments(names, sentence, conversation);
  return readings.length === 0 ? draft : ask('unclear', { readings });
}

/** "and take them out of Interns as well": beside the change that waits. */
function besides({ items, plain }: Sentence, { pending, previewed }: Conversation, draft: Draft): Draft {
  const isMore = /^(?:and|en|also|ook) /.test(plain) || items.some(({ text }) => TOO.test(text));
  if (draft.kind !== 'command' || pending === undefined || previewed === undefined || !isMore) return draft;
  if (![draft.intent, previewed.intent].every(isChange)) return draft;
  const stepsOf = ({ intent, slots }: Pick<Command, 'intent' | 'slots'>) => slots.steps ?? [{ intent, slots }];
  return { ...command('batch', { steps: [...stepsOf(previewed), ...stepsOf(draft)] }), corrects: true };
}

const TOO = /^(?:as well|too|also|ook)$/i;

/** "not her, Alex": of whom it is said. */
function named(names: Names, { text, items, ...sentence }: Sentence, conversation: Conversation): Sentence {
  const denied = items.some((item, at) => says(item, 'not') && isPronoun(items[at + 1]));
  const meant = denied ? withAntecedents(names, items, conversation) : undefined;
  return meant === undefined ? { text, items, ...sentence } : sentenceOf(text, meant);
}

/** What leaves out of what it is: "how many are free?", after a change, of its products; "any failures?", of the group that was shown. */
function ofSpoken(names: Names, sentence: Sentence, conversation: Conversation, draft: Draft): Draft {
  const { plain, text, items } = sentence;
  const { products, product } = discourseOf(names, conversation);
  if (draft.kind === 'question') {
    // "how many would we need?", of the one product that was spoken of; nothing is changed by it.
    const [meant, ...more] = products.length > 0 ? products : product;
    if (draft.question.kind !== 'whichProduct' || meant === undefined || more.length > 0) return draft;
    const asked = orAsked(() => read(names, text, [...items.filter(({ kind }) => kind !== 'break'), meant]));
    return asked.kind === 'command' && !isChange(asked.intent) ? asked : draft;
  }
  const { intent, slots } = draft;
  if (intent === 'seats') {
    const skus = products.flatMap(({ refs: [ref] }) => (ref?.kind === 'sku' ? ref.index : []));
    const isOfThem = slots.products === 'all' && skus.length > 0 && COUNTS.test(plain);
    return isOfThem ? command('seats', slotsOf(names, { skus })) : draft;
  }
  const { scope: _scope, ...what } = slots;
  const { groups, ids: { groups: ids = [] } = {} } = conversation.reading?.slots ?? {};
  if (groups === undefined || !staysThere(draft, plain, conversation)) return draft;
  return command(intent, { ...what, groups, ids: { ...slots.ids, groups: ids } });
}

/** It names no group of its own, and is said of the last one: "retry the failed ones", "and who has no E3?", "history?" */
function staysThere({ intent, slots }: Command, plain: string, { reading }: Conversation): boolean {
  const { groups, users, products, outside, through, scope } = slots;
  if ([groups, outside, through].some((said) => said !== undefined)) return false;
  if (intent === 'reprocess') return scope === 'all' && !EVERY.test(plain);
  const isList = reading !== undefined && /^(?:find_users|show_group|list_failures)$/.test(reading.intent);
  if (intent === 'find_users') return scope === undefined && isList && GOES_ON.test(plain);
  return /^(?:list_failures|history|drift)$/.test(intent) && (users ?? products) === undefined && OF_THERE.test(plain);
}

const OF_THERE =
  /^(?:and |en |but |maar |also |ook )*(?:any |are there |is there |zijn er |is er |some |more )?(?:failures?|errors?|problems?|issues?|fouten|problemen|history|changes|geschiedenis|wijzigingen)(?: there| daar| in it)?(?: \?)?$/;

const EVERY = /\b(?:all|every\w*|tenant|organi[sz]ation|alle|alles|iedereen|overal|organisatie)\b/;

const GOES_ON = /^(?:ok |so |dus )?(?:and|en) /;

const COUNTS =
  /^(?:(?:hm+|ok|and|but|so|en|maar|dus|,) )*(?:how many|how much|hoeveel|(?:are|is) there|zijn er|is er) /;

const LOOKS = /^(?:find_|list_|show_|seats|explain_|history)/;

/** "undo 17 or 18" denies nothing: the word that looked like a denial asks for something, and of what is the question. */
function aboutChanges({ items, plain }: Sentence, draft: Draft): Draft {
  if (draft.kind === 'command' || !ACTS.test(plain)) return draft;
  const denials = items.filter((item) => says(item, 'not') && !ACT_WORDS.test(item.text));
  const numbered = items.some((item) => item.kind === 'number');
  return denials.length === 0 && numbered && VAGUE.has(draft.question.kind) ? ask('whichChange') : draft;
}

const ACT_WORDS = /^(?:undo|cancel|stop|annuleer)$/i;
const VAGUE: ReadonlySet<string> = new Set(['negation', 'unclear', 'notFound']);

const ASKS_AGAIN =
  /^(?:(?:ok|please|then|dan|so|dus),? )*(?:ask|request|try|propose|vraag|probeer|stel)(?: (?:it|that|het|dat))?(?: (?:then|dan|maar))*(?: (?:again|anew|once more|opnieuw|nog eens|nog een keer))(?: (?:then|dan))?[ ,:;-]+(?=\S)/i;

const AMENDS =
  /^(?:change|edit|amend|correct|wijzig|verander|pas)(?: (?:request|change|verzoek|number|nummer))? #? ?(\d+)(?= )/;

export function isUnderstood(draft: Draft): boolean {
  return draft.kind === 'command' && draft.intent !== 'out_of_scope';
}

/** An answer may give its reason: "reject, because it costs too much". */
function readDecided(sentence: Sentence, conversation: Conversation): Draft | undefined {
  const whole = readDecision(sentence, conversation);
  if (whole !== undefined) return whole;
  const { text, items } = sentence;
  const reasoned = splitReason(text, items);
  if ('kind' in reasoned || reasoned.reason === undefined) return undefined;
  const draft = readDecision(sentenceOf(text, reasoned.items), conversation);
  return draft?.kind === 'command' ? { ...draft, slots: { ...draft.slots, reason: reasoned.reason } } : draft;
}

/** Requests that may leave out whom they are about, after something was said of them. */
const REPEATS = pattern(
  '^(?:{reprocess}|try again|process again|again|{fix}|fix|verwerk opnieuw|probeer opnieuw|opnieuw|who failed|wie is er mislukt|status|{status})(?: it| them| that| again| now)?(?: \\?)?$',
);
