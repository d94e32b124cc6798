import type { StagesAsked } from '../schedule.ts';
import { clean, strangerIn } from './clean.ts';
import { isChange, type Reading } from './command.ts';
import { readAboutPreview } from './conversation/about-preview.ts';
import { readAltered } from './conversation/altered.ts';
import { readAmendment } from './conversation/amend.ts';
import { completions } from './conversation/answer.ts';
import { amongSpoken, lastTargets, withAntecedents, withMentioned } from './conversation/antecedents.ts';
import { askedLanguage } from './conversation/asked-language.ts';
import type { Conversation } from './conversation/conversation.ts';
import { readDecision } from './conversation/decide.ts';
import { readFilter } from './conversation/filter.ts';
import { readFollowUp } from './conversation/follow-up.ts';
import { isOfPeople, withListed } from './conversation/listed.ts';
import { readOtherValue } from './conversation/other-value.ts';
import { readBareQuestion, readBareWhy } from './conversation/why.ts';
import { ask, command, type Draft } from './draft.ts';
import { readLocation } from './frames/location.ts';
import { ASKING, TELLING } from './frames/open-clause.ts';
import { readChange, readFrames, withLikely } from './frames/read-frames.ts';
import type { FrameOptions } from './frames/read-one.ts';
import { splitReason } from './frames/reason.ts';
import { type Item, type NameItem, type Ref, says } from './items.ts';
import { lex } from './lex.ts';
import type { Concept } from './lexicon/concepts.ts';
import { guardedTopicWords, pattern } from './lexicon/topics.ts';
import { unlessNamed } from './names/also-named.ts';
import type { Names } from './names/build-names.ts';
import { longestName } from './names/match-name.ts';
import { Unclear } from './names/resolve.ts';
import { readComingsAndGoings } from './patterns/comings-and-goings.ts';
import { readDigest } from './patterns/digest.ts';
import { readEveryGroup } from './patterns/every-group.ts';
import { readSupposition } from './patterns/suppose.ts';
import { asksByWord } from './questions/read-by-frame.ts';
import { readOutOfScope, readQuestion, readRequest, readSmallTalk } from './questions/read-question.ts';
import { readTwoQuestions } from './questions/two-questions.ts';
import { plainText } from './reading/runs.ts';
import { sayBack } from './reading/say-back.ts';
import { toReading } from './reading/to-reading.ts';
import { languageOf, type Sentence, sentenceOf } from './sentence.ts';
import { withoutStages } from './stages.ts';
import { fold, nameKeys } from './text.ts';

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
  if (stranger !== undefined) return asked(names, ask('stranger', { words: stranger }), conversation);
  const nameOf = (id: string) => {
    const named = names.byId(id);
    return named === undefined ? undefined : names.nameOf(named);
  };
  const isSignature = (line: string) => isOnlyName(lex(line, names));
  const cleaned = clean(text.slice(0, LONGEST_TEXT * 2), { botName, isName, nameOf, isSignature });
  const begun = INTERJECTIONS.exec(cleaned)?.[0] ?? '';
  const meant = lex(begun, names).some((item) => item.kind === 'name') ? cleaned : cleaned.slice(begun.length);
  const { told: whole, ticket } = withoutTicket(meant);
  const { told, stages } = withoutStages(whole);
  const reread = (corrected: string) => readText(names, corrected, conversation);
  const first = readAnswer(names, told, conversation, reread) ?? readText(names, told, conversation, reread);
  const read = isLost(first) ? (readBare(names, told, conversation, reread) ?? first) : first;
  const reading =
    stages === undefined ? read : inStages(names, read, stages, () => readText(names, whole, conversation, reread));
  if (ticket === undefined || reading.slots.reason !== undefined || !TAKES_REASON.test(reading.intent)) return reading;
  return { ...reading, slots: { ...reading.slots, reason: ticket } };
}

/** "oh, and Alex too": said before anything is meant. */
const INTERJECTIONS = /^(?:(?:oh+|ah+|hm+|uh+m?|eh+m?|srr?y|oeps|oops)[\s,;:.!-]+)+(?=\S)/i;

/** Only what gives something to many goes in stages; of anything else the number was said for something. */
function inStages(names: Names, reading: Reading, stages: StagesAsked, whole: () => Reading): Reading {
  if (!/^(?:assign_license|add_member)$/.test(reading.intent) || reading.slots.duration !== undefined) return whole();
  const { language } = reading;
  const slots = { ...reading.slots, stages };
  return { ...reading, slots, reading: plainText(sayBack(reading.intent, slots, names, language)) };
}

const LEADING =
  /^(?:sure|great|right|fine|perfect|alright|all right|well|hm+|oh|ah|so|now|then|wait|wacht|oops|sorry|first(?: of all)?|good|cool|nice|goed|prima|mooi|nou|nu|dan|eerst|tja|ok|okay|oké|and|en|(?:(?:no|nee|nah)[, ]+)?(?:wait|wacht|never ?mind|nvm|forget (?:it|that)|scratch that|laat (?:het )?maar|vergeet het)|just(?= (?:give|assign|add|put|take|remove|turn|do)\b))(?:[\s,;:.!-]+|$)/i;
const TRAILING = /(?:[\s,]+(?:then|dan|again|weer|hoor|please|alsjeblieft|tnx|thx|cheers)|!)[.!]*$/i;

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

/** Without the words at either end that lead over: but a name may begin or end with one. */
function withoutEdges(names: Names, text: string): string {
  const [lead = ''] = LEADING.exec(text) ?? [];
  if (lead !== '' && longestName(names, nameKeys(text), 0) === 0) return withoutEdges(names, text.slice(lead.length));
  const [tail = ''] = TRAILING.exec(text) ?? [];
  const isNamed = longestName(names, nameKeys(tail), 0) > 0;
  return tail === '' || isNamed ? text : withoutEdges(names, text.slice(0, -tail.length));
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
  if (question === undefined) return undefined;
  const texts = completions(said, question, (text) => lex(text, names));
  for (const text of texts) {
    const reading = readText(names, text, open, reread);
    if (reading.intent !== 'clarify' && reading.intent !== 'out_of_scope') return reading;
  }
  // "I mean Marketing", "only until Friday": of the one change that was offered.
  const offer = offeredIn(names, conversation);
  if (offer === undefined || conversation.pending !== undefined) return undefined;
  const put = { ...open, reading: offer, previewed: offer, pending: NOT_YET };
  const { corrects, ...altered } = readText(names, said, put, reread);
  return corrects === true && isChange(altered.intent) ? altered : undefined;
}

/** The one change that the bot offered with its last question. */
function offeredIn(names: Names, { question }: Conversation): Reading | undefined {
  const read = question?.options.map(({ text }) => readText(names, text, {})) ?? [];
  const [offer, ...others] = read.filter(({ intent }) => isChange(intent));
  return others.length === 0 ? offer : undefined;
}

/** What is only offered has no number. */
const NOT_YET = -1;

/** Asked about the message as a whole, in the language of the exchange. */
function asked(names: Names, draft: Draft, { reading }: Conversation): Reading {
  const reread = (text: string) => readText(names, text, {});
  return toReading(names, draft, { language: reading?.language ?? 'en', text: '', items: [], reread });
}

/** "Megan", "Ann Lee, IT": nothing in it asks for anything. */
function isOnlyName(items: readonly Item[]): boolean {
  const isName = (item: Item) =>
    item.kind === 'break' ||
    item.kind === 'unknown' ||
    (item.kind === 'name' && item.refs.some((ref) => ref.kind === 'user'));
  return items.length <= LONGEST_SIGNATURE && items.every(isName);
}

const LONGEST_SIGNATURE = 4;

const TICKET =
  '(?:ticket|case|incident|inc|chg|ritm|jira|topdesk|zaak|melding) ?(?:nr|no|number|nummer)?[ .#-]*[a-z]*-?\\d{3,}';
const TICKET_BEFORE = new RegExp(
  `^(?:(?:as )?per |re |for |see |zie |volgens |conform )?(${TICKET}) *[:,-] *(?=\\S)`,
  'i',
);
const TICKET_AFTER = new RegExp(
  `(?: *[-,;(]| (?:per|for|see|re|zie|voor|i\\.v\\.m\\.|conform)) *(${TICKET})\\)?[ .!]*$`,
  'i',
);

/** "Ticket 4711: …" and "… - ticket 4711" say why, and nothing of what. */
function withoutTicket(text: string): { readonly told: string; readonly ticket?: string | undefined } {
  const found = TICKET_BEFORE.exec(text) ?? TICKET_AFTER.exec(text);
  if (found === null) return { told: text };
  return { told: text.replace(found[0], ''), ticket: found[1] };
}

/** Options of options are not read: without `reread` there are none. */
function readText(names: Names, text: string, conversation: Conversation, reread?: (text: string) => Reading): Reading {
  if (text.length > LONGEST_TEXT) return asked(names, ask('tooLong', { words: String(LONGEST_TEXT) }), conversation);
  const usual = conversation.reading?.language ?? 'en';
  const lexed = lex(text, names);
  const read = (items: readonly Item[]) => {
    const draftOf = (said: readonly Item[]) => {
      try {
        return readInConversation(names, text, said, conversation);
      } catch (fault) {
        if (fault instanceof Unclear) return fault.draft;
        throw fault;
      }
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
  return toReading(names, read(lexed), { language: languageOf(lexed, usual), text, items: lexed, reread });
}

function groupOrPerson(names: Names, ref: Ref): string {
  return ref.kind === 'group' || ref.kind === 'user' ? names.nameOf({ kind: ref.kind, index: ref.index }) : '';
}

function readInConversation(names: Names, text: string, said: readonly Item[], conversation: Conversation): Draft {
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
  const answered =
    readFilter(names, sentence, conversation) ??
    readOtherValue(sentence, conversation) ??
    readDecided(sentence, conversation) ??
    readAboutPreview(sentence, conversation) ??
    readAmendment(names, sentence, conversation) ??
    readAltered(names, sentence, conversation) ??
    readFollowUp(names, sentence, conversation) ??
    readBareQuestion(sentence, conversation) ??
    readBareWhy(names, sentence, conversation);
  if (answered !== undefined) return answered;
  const listed = withListed(names, items, conversation);
  if (listed !== undefined) {
    // "take it from them": what they have is of before, too.
    const draft = read(names, text, withAntecedents(names, listed, conversation) ?? listed);
    if (isOfPeople(draft)) return draft;
  }
  const together = withMentioned(names, items, conversation);
  if (together !== undefined) return read(names, text, together);
  const substituted = withAntecedents(names, items, conversation);
  if (substituted !== undefined) {
    const draft = read(names, text, substituted);
    if (isUnderstood(draft)) return draft;
  }
  const draft = aboutChanges(sentence, read(names, text, items));
  const targets = !isUnderstood(draft) && REPEATS.test(sentence.plain) ? lastTargets(names, conversation) : [];
  const completed = [...items.filter((item) => item.kind !== 'break'), ...targets];
  const again = targets.length === 1 ? read(names, text, completed) : draft;
  if (isUnderstood(again)) return again;
  const waits =
    conversation.pending !== undefined && draft.kind === 'question' && draft.question.kind === 'nothingPending';
  return waits ? command('status', { ref: '@pending', question: 'waits' }) : draft;
}

/** "undo 17 or 18" denies nothing: the word that looked like a denial asks for something, and of what is the question. */
function aboutChanges({ items, plain }: Sentence, draft: Draft): Draft {
  if (draft.kind === 'command' || !ACTS.test(plain)) return draft;
  const denials = items.filter((item) => says(item, 'not') && !ACT_WORDS.test(item.text));
  const numbered = items.some((item) => item.kind === 'number');
  return denials.length === 0 && numbered && VAGUE.has(draft.question.kind) ? ask('whichChange') : draft;
}

const ACT_WORDS = /^(?:undo|cancel|stop|annuleer)$/i;
const VAGUE: ReadonlySet<string> = new Set(['negation', 'unclear', 'notFound']);

const AMENDS =
  /^(?:change|edit|amend|correct|wijzig|verander|pas)(?: (?:request|change|verzoek|number|nummer))? #? ?(\d+)(?= )/;

function isUnderstood(draft: Draft): boolean {
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

/** Some of these words is in whatever is read as looking again at people. */
const MAY_RETRY = /process|try|run|evaluat|calculat|check|apply|verwerk|bereken|probeer|draai|opnieuw|again|go /;

function read(names: Names, text: string, items: readonly Item[]): Draft {
  const whole = sentenceOf(text, items);
  const retried = MAY_RETRY.test(whole.plain) ? readRequest(names, whole) : undefined;
  if (retried?.kind === 'command' && retried.intent === 'reprocess') return retried;
  const reasoned = splitReason(text, items);
  if ('kind' in reasoned) {
    return (asksQuestion(whole) ? readQuestion(names, whole) : undefined) ?? reasoned;
  }
  if (reasoned.reason === undefined) return readPlain(names, whole);
  const sentence = sentenceOf(text, reasoned.items);
  const draft = readPlain(names, asksQuestion(sentence) ? whole : sentence);
  if (draft.kind === 'question' || !TAKES_REASON.test(draft.intent)) return draft;
  return { ...draft, slots: { reason: reasoned.reason, ...draft.slots } };
}

const TAKES_REASON =
  /^(?:assign|set_|remove|swap|copy|add_|move|migrate|batch|approve|reject|undo|cancel|freeze|unfreeze|reprocess|release)/;

function readPlain(names: Names, sentence: Sentence): Draft {
  return (
    readOutOfScope(names, sentence) ??
    readDigest(sentence) ??
    readSupposition(names, sentence) ??
    readComingsAndGoings(names, sentence) ??
    readCommand(names, sentence) ??
    readSmallTalk(names, sentence) ??
    deniesChange(names, sentence) ??
    readMarked(names, sentence) ??
    readNamed(names, sentence) ??
    readTwoQuestions(sentence, (half) => readPlain(names, sentenceOf(sentence.text, half))) ??
    readAsked(names, sentence) ??
    misspelled(sentence.items) ??
    unknown(sentence.items)
  );
}

/** A question; what only names things may as well be a change that was not understood, which is then what is asked about. */
function readAsked(names: Names, sentence: Sentence): Draft | undefined {
  const draft = readQuestion(names, sentence);
  // "approve 42 for Marketing" does not ask who approved it.
  if (draft?.kind === 'command' && draft.intent === 'history' && ACTS.test(sentence.plain)) return ask('whichChange');
  if (draft?.kind === 'command' || asksQuestion(sentence) || asksByWord(sentence.items)) {
    return draft ?? readVerbless(names, sentence);
  }
  const change = readVerbless(names, sentence);
  const { readings, refs, spellings } = change?.kind === 'question' ? change.question : {};
  const likely = change?.kind === 'command' || [readings, refs, spellings].some((found) => found?.length);
  return likely ? change : (draft ?? change);
}

/** "stop assigning E3": neither a change nor a question. */
function deniesChange(names: Names, sentence: Sentence): Draft | undefined {
  const { items } = sentence;
  const named = items.some((item) => item.kind === 'name' || says(item, ...ASKING, ...TELLING));
  const denied = named && items.some((item) => says(item, 'not'));
  if (!denied || asksQuestion(sentence) || asksByWord(items) || OTHER_START.test(sentence.plain)) return undefined;
  const draft = readFrames(names, items);
  const readings = draft.kind === 'question' ? draft.question.readings : undefined;
  return ask('negation', readings === undefined ? {} : { readings });
}

/** "aprove 42": offered, not assumed. */
function misspelled(items: readonly Item[]): Draft | undefined {
  for (const item of items) {
    const spellings = item.kind === 'unknown' ? guardedTopicWords(fold(item.text)) : [];
    if (spellings.length > 0) return ask('notFound', { words: item.text, place: item, spellings });
  }
  return undefined;
}

function unknown(items: readonly Item[]): Draft {
  const meant =
    ACTS.test(sentenceOf('', items).plain) ||
    items.some((item) => item.kind === 'name' || says(item, ...ASKING, 'license', 'plan', 'not'));
  const answer = items.every((item) => item.kind === 'break' || ANSWERS.test(item.text));
  if (answer && items.some((item) => item.kind !== 'break')) return ask('nothingPending');
  return meant ? ask('unclear') : command('out_of_scope', { topic: 'none' });
}

/** Whoever says one of these wants something done, whatever the rest says. */
const ACTS = pattern('^(?:i |ik )?(?:{approve}|{reject}|{undo}|{cancel}|{reprocess}|{freeze}|{unfreeze}|{apply}) ');

const ANSWERS =
  /^(?:yes|no|y|n|yep|yeah|nope|nah|ok|okay|sure|ja|nee|go ahead|go|do|it|confirm|proceed|cancel|stop|approve|reject|approved|rejected|lgtm|akkoord|doe|maar|goed|apply|please|pls|graag|undo|that|this|ahead|ship|looks|good|right|correct|keur)$/i;

const ASKING_START = pattern(
  "^(?:and |but |so |en |dus )*(?:(?:is|are|has|have|does|did|was|were)n't|who|whom|what|which|why|when|where|how|is|are|does|did|do(?! not)|has|have|was|were|will|am|should|can|may|shall|could|would|wie|wat|welke|waarom|wanneer|waar|hoe|hoeveel|heeft|hebben|zijn|was|waren|moet|moeten|kan|kun|mag|wordt|worden|zal|zullen|krijgt|krijgen|heb|ben)(?![\\p{L}\\p{N}'])",
);

/** A question is never taken for a command, unless it is a polite one ("can you …?"). */
function asksQuestion({ plain, items }: Sentence): boolean {
  // "have Bob join Interns" wants it.
  if (says(items[0], 'ensure')) return false;
  if (ASKING_START.test(plain)) return true;
  const isPolite = items.some((item) => says(item, 'polite', 'noise') && POLITE_QUESTION.test(item.text));
  return !isPolite && items.some((item) => item.kind === 'break' && item.mark === '?');
}

const POLITE_QUESTION = /^(?:can|could|would|will|kun|kan|wil|zou|please|aub|may|mag|is het mogelijk|would it)/i;

/** "when HR is done, ping me": one request, however it is cut. */
const CONDITION =
  /^(?:when|once|as soon as|whenever|if|als|wanneer|zodra) .*, (?:ping|notify|alert|tell|let|warn|waarschuw|meld|laat)/;

/** Beginnings of what is no command to change licenses. */
const OTHER_START = pattern(
  '^(?:(?:check|verify|controleer|controleren|kijk|kijken|nagaan)(?: na)? (?:whether|if|of)|{show}|{fix}|{export}|{compare}|{history}|{status}|{notify}|{why}|{help}|{seats}|{last}|{reclaim}|stop paying) ',
);

function readCommand(names: Names, sentence: Sentence): Draft | undefined {
  const says_ = (...concepts: readonly Concept[]) => sentence.items.some((item) => says(item, ...concepts));
  const told = says_('ensure') && says_(...TELLING, 'on', 'off');
  const asks = told || says_(...ASKING, 'must') || (says_('make') && says_('member'));
  const requests = sentence.items.some((item) => item.kind === 'unknown' && REQUEST_VERB.test(item.text));
  if (asksQuestion(sentence) || CONDITION.test(sentence.plain) || (!asks && !requests))
    return readAlone(names, sentence);
  const everyGroup = readEveryGroup(names, sentence);
  if (everyGroup !== undefined) return everyGroup;
  const options: FrameOptions = {
    readRequest: (items, antecedents) =>
      readAlone(names, withAntecedent(sentenceOf(sentence.text, items), antecedents)),
  };
  const draft = readChange(names, sentence.items, options);
  if (draft.kind === 'command') return draft;
  const alone = readAlone(names, sentence);
  if (alone !== undefined || !asks || OTHER_START.test(sentence.plain)) return alone;
  return withLikely(names, sentence.items, draft, options);
}

/** "and tell me when it is done": it is what the clause before was about. */
function withAntecedent(sentence: Sentence, [antecedent, ...others]: readonly NameItem[]): Sentence {
  if (antecedent === undefined || others.length > 0 || sentence.names.length > 0) return sentence;
  const items = sentence.items.map((item) => (PRONOUN.test(item.text) ? antecedent : item));
  return sentenceOf(sentence.text, items);
}

const PRONOUN = /^(?:it|that|this|them|they|het|dat|dit|ze|zij)$/i;

const REQUEST_VERB =
  /^(?:reprocess|retry|rerun|undo|revert|cancel|approve|reject|freeze|unfreeze|notify|ping|tell|export|show|list|fix|verwerk|herverwerk|verwerken|annuleer|keur|toon|exporteer|bevries|waarschuw)$/i;

/** What changes no license by a frame: a request about changes, or a usage location. */
function readAlone(names: Names, sentence: Sentence): Draft | undefined {
  const request = readRequest(names, sentence);
  if (request !== undefined) return request;
  const other = OTHER_START.test(sentence.plain) && !says(sentence.items[0], 'location');
  if (asksQuestion(sentence) || other) return undefined;
  return readLocation(names, sentence.text, sentence.items);
}

/** "E1 -> E3 for Kiosk users", "E5 instead of E3 for HR": no verb, and no question either. */
function readMarked(names: Names, sentence: Sentence): Draft | undefined {
  const marked = sentence.items.some((item) => says(item, 'instead', 'arrow', 'backArrow', 'without'));
  const draft =
    marked && !asksQuestion(sentence) && !asksByWord(sentence.items) ? readChange(names, sentence.items) : undefined;
  return draft?.kind === 'command' ? draft : undefined;
}

/** "Visio for Interns": a command without a verb, where no word asks for anything. */
function readNamed(names: Names, sentence: Sentence): Draft | undefined {
  const { names: named, items } = sentence;
  const asks = asksQuestion(sentence) || asksByWord(items);
  const draft = named.length > 1 && !asks ? readChange(names, items) : undefined;
  return draft?.kind === 'command' ? draft : undefined;
}

function readVerbless(names: Names, sentence: Sentence): Draft | undefined {
  const { items } = sentence;
  if (!items.some((item) => item.kind === 'name')) return undefined;
  return asksQuestion(sentence) ? ask('unclear') : readFrames(names, items);
}
