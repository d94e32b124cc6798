import { isChange } from './command.ts';
import { ask, type Command, command, type Draft } from './draft.ts';
import { readEnded } from './frames/ended.ts';
import { readLocation } from './frames/location.ts';
import { ASKING, TELLING } from './frames/open-clause.ts';
import { readChange, readFrames, withLikely } from './frames/read-frames.ts';
import type { FrameOptions } from './frames/read-one.ts';
import { splitReason } from './frames/reason.ts';
import { readToldFirst } from './frames/told-first.ts';
import { type Item, type NameItem, nameKind, says, wordOf } from './items.ts';
import { lex } from './lex.ts';
import type { Concept } from './lexicon/concepts.ts';
import { guardedTopicWords, pattern } from './lexicon/topics.ts';
import type { Names } from './names/build-names.ts';
import { readComingsAndGoings } from './patterns/comings-and-goings.ts';
import { readDigest } from './patterns/digest.ts';
import { readEveryGroup } from './patterns/every-group.ts';
import { readSupposition } from './patterns/suppose.ts';
import { asksByWord } from './questions/read-by-frame.ts';
import { readOutOfScope, readQuestion, readRequest, readSmallTalk } from './questions/read-question.ts';
import { readTwoQuestions } from './questions/two-questions.ts';
import { type Sentence, sentenceOf } from './sentence.ts';
import { fold } from './text.ts';

/** Some of these words is in whatever is read as looking again at people. */
const MAY_RETRY = /process|try|run|evaluat|calculat|check|apply|verwerk|bereken|probeer|draai|opnieuw|again|go /;

export function read(names: Names, text: string, items: readonly Item[]): Draft {
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
  if (draft.kind === 'question') return draft;
  // "list whose assignment failed because of location": which failures, rather than why it is asked.
  if (!TAKES_REASON.test(draft.intent)) {
    const meant = readPlain(names, whole);
    return meant.kind === 'command' ? meant : draft;
  }
  return { ...draft, slots: { reason: reasoned.reason, ...draft.slots } };
}

export const TAKES_REASON =
  /^(?:assign|set_|remove|swap|copy|add_|move|migrate|batch|approve|reject|undo|cancel|freeze|unfreeze|reprocess|release)/;

function readPlain(names: Names, sentence: Sentence): Draft {
  return (
    readOutOfScope(names, sentence) ??
    readDigest(sentence) ??
    readSupposition(names, sentence) ??
    readComingsAndGoings(names, sentence) ??
    readChanged(names, sentence) ??
    readSmallTalk(names, sentence) ??
    deniesChange(names, sentence) ??
    readNamed(names, sentence) ??
    readTwoQuestions(sentence, (half) => readPlain(names, sentenceOf(sentence.text, half))) ??
    readAsked(names, sentence) ??
    readReported(names, sentence) ??
    misspelled(sentence.items) ??
    unknown(sentence)
  );
}

/** A question; what only names things may as well be a change that was not understood, which is then what is asked about. */
function readAsked(names: Names, sentence: Sentence): Draft | undefined {
  const draft = readQuestion(names, sentence);
  // "approve 42 for Marketing" does not ask who approved it.
  if (draft?.kind === 'command' && draft.intent === 'history' && ACTS.test(sentence.plain)) return ask('whichChange');
  if (draft?.kind === 'command' || asks(sentence)) {
    return draft ?? readVerbless(names, sentence);
  }
  const change = readVerbless(names, sentence);
  const { readings, refs, spellings } = change?.kind === 'question' ? change.question : {};
  const likely = change?.kind === 'command' || [readings, refs, spellings].some((found) => found?.length);
  return likely ? change : (draft ?? change);
}

function asks(sentence: Sentence): boolean {
  return asksQuestion(sentence) || asksByWord(sentence.items);
}

/** What is to be done, else what is said to be so no more. */
function readChanged(names: Names, sentence: Sentence): Draft | undefined {
  const draft = readCommand(names, sentence);
  if (draft?.kind !== 'command') return (asks(sentence) ? undefined : readEnded(names, sentence)) ?? draft;
  return isChange(draft.intent) && SUPPOSED.test(sentence.plain) ? ask('unclear', { readings: [draft] }) : draft;
}

/** "Bob had E3 moeten krijgen", "Bob would get E3": what was meant to be tells, and asks for nothing yet. */
const SUPPOSED =
  /\b(?:had|hadden)\b.* (?:moeten|kunnen|mogen|zullen|willen)\b|\b(?:had|needed) to (?:be|get|have|go|lose|give|receive|join|leave)\b|^(?:<[gups]>|er|we|wij|ik|ze|hij|zij) (?:moest(?:en)?\b(?!.*\?)|(?:had|hadden|was|waren)\b.* ?nodig\b)|\b(?:should|could|would|might|must)(?:n't| not)? (?:<[gu]> )?have (?:had|got|gotten|been|gone|lost|kept)\b|^<[gu]> (?:may (?:leave|lose)\b|could(?! do with| really use| use)|might|would(?:n't)? (?:get|lose|have|receive|join|leave)|zou(?:den)?\b(?!.*\b(?:moeten|graag|willen|kunnen|mogen)\b))/;

/** "stop assigning E3": neither a change nor a question. */
function deniesChange(names: Names, sentence: Sentence): Draft | undefined {
  const { items } = sentence;
  const named = items.some((item) => item.kind === 'name' || says(item, ...ASKING, ...TELLING));
  const denied = named && items.some((item) => says(item, 'not'));
  if (!denied || asks(sentence) || OTHER_START.test(sentence.plain)) return undefined;
  const draft = readFrames(names, items);
  const readings = draft.kind === 'question' ? draft.question.readings : undefined;
  return ask('negation', readings === undefined ? {} : { readings });
}

/** "give everyone in Marketing who doesn't have E3 an E3": whom it is about, as a question. */
function peopleDescribed(names: Names, { text, items }: Sentence): Command | undefined {
  const from = items.findIndex((item) => says(item, 'everyone') || /^(?:people|those|mensen)$/i.test(item.text));
  const who = items.findIndex((item, at) => at > from && /^(?:who|that|die)$/i.test(item.text));
  const named = items.flatMap((item, at) => (item.kind === 'name' ? [at] : []));
  if (
    from === -1 ||
    who === -1 ||
    !says(
      items.find((item) => says(item, ...ASKING)),
      'give',
    )
  )
    return undefined;
  const ends = named.filter((at) => at > who).map((at) => at + 1);
  const drafts = ends.map((end) =>
    readQuestion(names, sentenceOf(text, [WHO, ...items.slice(from + 1, who), ...items.slice(who + 1, end)])),
  );
  return drafts.find((draft) => draft?.kind === 'command' && draft.intent === 'find_users') as Command | undefined;
}

const WHO: Item = { kind: 'unknown', text: 'who', start: 0, end: 0, near: [], spellings: [] };

/** He said "give Bob E3": what stands in quotation marks is offered. */
function readReported(names: Names, { items }: Sentence): Draft | undefined {
  const [quoted, ...others] = items.filter((item) => item.kind === 'unknown' && /\s/.test(item.text));
  if (quoted === undefined || others.length > 0) return undefined;
  const inside = lex(quoted.text, names);
  const draft = inside.length > 1 ? read(names, quoted.text, inside) : undefined;
  return draft?.kind === 'command' && draft.intent !== 'out_of_scope'
    ? ask('unclear', { readings: [draft] })
    : ask('unclear');
}

/** "aprove 42": offered, not assumed. */
function misspelled(items: readonly Item[]): Draft | undefined {
  for (const item of items) {
    const spellings = item.kind === 'unknown' ? guardedTopicWords(fold(item.text)) : [];
    if (spellings.length > 0) return ask('notFound', { words: item.text, place: item, spellings });
  }
  return undefined;
}

export function unknown({ text, items }: Sentence): Draft {
  const meant =
    ACTS.test(sentenceOf('', items).plain) ||
    items.some((item) => item.kind === 'name' || says(item, ...ASKING, 'license', 'plan', 'not'));
  const answer = items.every((item) => item.kind === 'break' || ANSWERS.test(item.text));
  if (answer && items.some((item) => item.kind !== 'break')) return ask('nothingPending');
  // "frobnicate #88": what there is to do with a change.
  const [ref, ...others] = items.flatMap((item) =>
    item.kind === 'number' && text[item.start - 1] === '#' ? [item.text] : [],
  );
  if (ref !== undefined && others.length === 0)
    return ask('unclear', {
      readings: (['status', 'undo', 'cancel'] as const).map((intent) => command(intent, { ref })),
    });
  return meant ? ask('unclear') : command('out_of_scope', { topic: 'none' });
}

/** Whoever says one of these wants something done, whatever the rest says. */
export const ACTS = pattern(
  '^(?:i |ik )?(?:{approve}|{reject}|{undo}|{cancel}|{reprocess}|{freeze}|{unfreeze}|{apply}) ',
);

const ANSWERS =
  /^(?:yes|no|y|n|yep|yeah|nope|nah|ok|okay|sure|ja|nee|go ahead|go|do|it|confirm|proceed|cancel|stop|approve|reject|approved|rejected|lgtm|akkoord|doe|maar|goed|apply|please|pls|graag|undo|that|this|ahead|ship|looks|good|right|correct|keur)$/i;

const ASKING_START = pattern(
  "^(?:and |but |so |en |dus )*(?:(?:is|are|has|have|does|did|was|were)n't|(?:through|via|by|from|in|to|for|door|uit|aan|voor|bij) (?:which|what|whom|welke|wie)|who|whom|what|which|why|when|where|how|is|are|does|did|do(?! not)|has|have|was|were|will|am|should|can|may|shall|could|would|wie|wat|welke|waarom|wanneer|waar|hoe|hoeveel|heeft|hebben|zijn|was|waren|moet|moeten|kan|kun|mag|wordt|worden|zal|zullen|krijgt|krijgen|heb|ben)(?![\\p{L}\\p{N}'])",
);

/** A question is never taken for a command, unless it is a polite one ("can you …?"). */
export function asksQuestion({ plain, items }: Sentence): boolean {
  // "have Bob join Interns" and "have Yammer disabled for HR" want it.
  if (
    says(items[0], 'ensure') ||
    (HAVE_DONE.test(plain) && !items.some((item) => item.kind === 'break' && item.mark === '?'))
  )
    return false;
  // "can Bob have Visio please?", "mag Sway uit bij HR": wanted, and shown before anything is done.
  if (MAY_START.test(plain) && (WANTED.test(plain) || items.some(({ text }) => PLEASE.test(text)))) return false;
  if (ASKING_START.test(plain)) return true;
  const isPolite = items.some((item) => says(item, 'polite', 'noise') && POLITE_QUESTION.test(item.text));
  return !isPolite && items.some((item) => item.kind === 'break' && item.mark === '?');
}

const HAVE_DONE =
  /^have <[ps]> (?:removed|assigned|disabled|enabled|turned|switched|taken|added|given|granted|revoked|activated|deactivated|rolled|deployed|provisioned|allocated|issued) /;
/** "can I have the errors of Marketing": whoever names no license wants to see something. */
const TO_SEE = /^(?:(?:can|could|may) (?:i|we) (?:have|get|see)|(?:mag|kan|mogen|kunnen) (?:ik|we|wij)) /i;
const MAY_START = /^(?:can|could|may|kan|kun|kunnen|mag|mogen|zou|zouden) /;
/** Who can see or use something, or could lose it or do without it, is asked. */
const WANTED =
  /^\w+ (?:er )?(?:(?:voor|aan|bij) )?<[gups]> (?!(?:zonder|without)\b|have (?:had|got|gotten)\b|.*\b(?:lose|verliezen|kwijtraken|kwijt|missen|spare|fail|mislukken|use|see|access|view|open|gebruiken|zien|openen|nog|still|also|live|do without)\b)/;
const PLEASE = /^(?:please|pls|plz|aub|a\.u\.b\.?|alsjeblieft|alstublieft|svp)$/i;

const POLITE_QUESTION = /^(?:can|could|would|will|kun|kan|wil|zou|please|aub|may|mag|is het mogelijk|would it|regel)/i;

/** "when HR is done, ping me": one request, however it is cut. */
const CONDITION =
  /^(?:when|once|as soon as|whenever|if|als|wanneer|zodra) .*, (?:ping|notify|alert|tell|let|warn|waarschuw|meld|laat)/;

/** Beginnings of what is no command to change licenses. */
const OTHER_START = pattern(
  '^(?:(?:check|verify|controleer|controleren|kijk|kijken|nagaan)(?: na)? (?:whether|if|of)|{show}|{fix}|{export}|{compare}|{history}|{status}|{notify}|{why}|{help}|{seats}|{last}|{reclaim}|stop paying|(?:will|would|do) (?:i |we )?(?:run out|have enough)) ',
);

function readCommand(names: Names, sentence: Sentence): Draft | undefined {
  const says_ = (...concepts: readonly Concept[]) => sentence.items.some((item) => says(item, ...concepts));
  const told = (says_('ensure') || HAVE_DONE.test(sentence.plain)) && says_(...TELLING, 'on', 'off');
  const asks = told || says_(...ASKING, 'must', 'arrow') || (says_('make') && says_('member'));
  const requests = sentence.items.some((item) => item.kind === 'unknown' && REQUEST_VERB.test(item.text));
  if (asksQuestion(sentence) || CONDITION.test(sentence.plain) || (!asks && !requests))
    return readAlone(names, sentence);
  const everyGroup = readEveryGroup(names, sentence);
  if (everyGroup !== undefined) return everyGroup;
  const options: FrameOptions = {
    readRequest: (items, antecedents) =>
      readAlone(names, withAntecedent(sentenceOf(sentence.text, items), antecedents)),
  };
  const [have, ...done] = sentence.items;
  const wanted =
    have !== undefined && HAVE_DONE.test(sentence.plain)
      ? [{ ...wordOf(have.text, 'must'), start: have.start, end: have.end }, ...done]
      : sentence.items;
  const draft = readChange(names, wanted, options);
  if (draft.kind === 'command') return draft;
  if (TO_SEE.test(sentence.text) && !sentence.items.some((item) => item.kind === 'name' && nameKind(item) !== 'group'))
    return undefined;
  const alone = readAlone(names, sentence);
  if (alone !== undefined || !asks || OTHER_START.test(sentence.plain)) return alone;
  const toldFirst = readToldFirst(names, sentence.text, sentence.items, options);
  if (toldFirst !== undefined) return toldFirst;
  const described = peopleDescribed(names, sentence);
  if (described !== undefined) return ask('listFirst', { readings: [described] });
  return withLikely(names, sentence.items, draft, options);
}

/** "and tell me when it is done": it is what the clause before was about. */
function withAntecedent(sentence: Sentence, [antecedent, ...others]: readonly NameItem[]): Sentence {
  if (antecedent === undefined || others.length > 0 || sentence.names.length > 0) return sentence;
  const items = sentence.items.map((item) => (PRONOUN.test(item.text) ? antecedent : item));
  return sentenceOf(sentence.text, items);
}

const PRONOUN = /^(?:it|that|this|them|they|there|him|her|het|dat|dit|ze|zij|daar|hem|haar|hen|hun|his|their|zijn)$/i;

const REQUEST_VERB =
  /^(?:reprocess|retry|rerun|undo|revert|cancel|approve|reject|freeze|unfreeze|notify|ping|tell|export|show|list|fix|verwerk|herverwerk|verwerken|annuleer|keur|toon|exporteer|bevries|waarschuw)$/i;

/** What changes no license by a frame: a request about changes, or a usage location. */
function readAlone(names: Names, sentence: Sentence): Draft | undefined {
  const request = readRequest(names, sentence);
  if (request !== undefined) return request;
  // "fix Bob's location to BE" sets it.
  const located =
    says(sentence.items[0], 'location') ||
    (/^(?:fix|correct) /.test(sentence.plain) && sentence.items.some((item) => says(item, 'location')));
  const other = OTHER_START.test(sentence.plain) && !located;
  if (asksQuestion(sentence) || other) return undefined;
  return readLocation(names, sentence.text, sentence.items);
}

/** "Visio for Interns", "E1 -> E3 for Kiosk users": a command without a verb, where no word asks for anything. */
function readNamed(names: Names, sentence: Sentence): Draft | undefined {
  const { names: named, items } = sentence;
  const marked = items.some((item) => says(item, 'instead', 'arrow', 'backArrow', 'without'));
  if ((!marked && named.length < 2) || asks(sentence)) return undefined;
  const draft = readChange(names, items);
  return draft.kind === 'command' ? draft : undefined;
}

function readVerbless(names: Names, sentence: Sentence): Draft | undefined {
  const { items } = sentence;
  if (!items.some((item) => item.kind === 'name')) return undefined;
  return asksQuestion(sentence) ? ask('unclear') : readFrames(names, items);
}
