import { isChange, type OfferedReading, type Reading } from '../command.ts';
import { ask } from '../draft.ts';
import { lex } from '../lex.ts';
import type { Names } from '../names/build-names.ts';
import { askedBack, isLost, readText, same } from '../read-text.ts';
import { sentenceOf } from '../sentence.ts';
import { completions, optionsNamed, saidOn } from './answer.ts';
import { saysToSchedule } from './confirmed.ts';
import { type Conversation, idsIn } from './conversation.ts';
import { descriptionIn } from './described.ts';
import { chosenOf, saysOther, whichIn } from './which.ts';
import { saysYes } from './yes-and-no.ts';

/** What was said completes what the bot asked about. */
export function readAnswer(
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
  const isOne = options.length === 1 && conversation.pending === undefined;
  if (instead === true && !isOne && saysYes(plain)) return undefined;
  // "both", of one change and the same with more: that.
  const widest = BOTH_OF_THEM.test(plain) ? widestOf(options.map(({ text }) => reread(text))) : undefined;
  if (widest !== undefined) return conversation.pending === undefined ? widest : { ...widest, corrects: true };
  const isChoice = conversation.pending === undefined || options.every(({ choice }) => choice !== undefined);
  if (options.length > 1 && isChoice && (saysYes(plain) || saysToSchedule(plain)))
    return { ...askedBack(names, ask('whichOfThese'), conversation), options, ...(gap === undefined ? {} : { gap }) };
  const supposed = IF_DONE.test(plain)
    ? options
        .map(({ text }) => reread(text))
        .find(({ intent, slots }) => intent === 'what_if' || slots.dry_run === true)
    : undefined;
  if (supposed !== undefined) return supposed;
  // "the end, I mean", of what begins or ends then.
  const end = WHICH_END.exec(plain);
  const ends = end === null ? [] : options.map(({ text }) => reread(text));
  const slot = end?.[1] === undefined ? 'until' : 'start';
  const old = (conversation.previewed ?? conversation.reading)?.slots[slot];
  const [altered, ...others] = ends.filter(({ slots }) => slots[slot] !== undefined && slots[slot] !== old);
  if (altered !== undefined && others.length === 0) return altered;
  const described = readDescribed(names, said, conversation, reread);
  if (described !== undefined) return described;
  const texts = completions(said, question, (text) => lex(text, names));
  const readings = texts.map((text) => readText(names, text, open, reread));
  const understood = readings.find((reading) => !isLost(reading));
  if (understood !== undefined) return understood;
  // "the HR one", where two are called so: which of them.
  const { candidates } = question;
  const narrower = readings.find(({ slots }) => slots.candidates !== undefined && !same(slots.candidates, candidates));
  if (narrower !== undefined && candidates === undefined) return narrower;
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

const WHICH_END =
  /^(?:(?:no|nee|i mean|ik bedoel|when it|wanneer het|the|het|de|,) ?)*(?:(start|starts|beginning|begin|begins|begint)|end|ends|ending|eind|einde|eindigt)(?: (?:date|datum|i mean|bedoel ik|of it|please|graag|,))*$/;

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
  const mayBePeople = candidates.some((choice) =>
    lex(choice, names).some((item) => item.kind === 'name' && item.refs.some(({ kind }) => kind === 'user')),
  );
  if (gap === undefined || fits === undefined || !mayBePeople) return undefined;
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
  if (meant === undefined || more.length > 0) return undefined;
  // "and Smith?", of what was only looked at.
  if (!isChange(meant.intent)) return isChange(last.intent) ? undefined : meant;
  return { ...meant, corrects: true };
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
