import type { Reading, Slots } from '../command.ts';
import { ask, command, type Draft } from '../draft.ts';
import { lastCountry } from '../frames/location.ts';
import { says } from '../items.ts';
import type { Sentence } from '../sentence.ts';
import { fold } from '../text.ts';
import { type Conversation, changeMeant } from './conversation.ts';

const TURNED_OVER =
  /^(?:(?:no|nee|i mean|ik bedoel)[ ,]+)*(?:the )?(?:other way (?:round|around)|vice versa|andersom|omgekeerd|reverse)$/;
const ENDLESS =
  /^(?:(?:no|nee|but|maar|oh|and|en)[ ,]+)*(?:(?:no|without|geen|zonder) (?:an )?(?:end|end date|einde|einddatum|time limit)|forever|permanent|permanently|make it permanent|make that permanent|indefinitely|for good|voor altijd|leave it that way|forget (?:back|end|back again|end date)|blijvend|definitief|permanent maken|maak het permanent)$/;
const AT_ONCE =
  /^(?:(?:no|nee|but|maar|oh|and|en|actually|eigenlijk|just|do it|make it|make that|doe het|doe|liever|rather|toch)[ ,]+)*(?:right away|right now|now|immediately|at once|straight away|asap|directly|meteen|direct|nu|nu meteen|nu direct|gelijk|per direct)(?: then| dan| please| graag| maar| toch)*$/;
const PASSED =
  /^(?:no|nee|wait|wacht|sorry|oops|i mean|i meant|ik bedoel|make|it|that|maak|er|het|dat|van|actually|eigenlijk|rather|liever|instead|should be|be|is|moet|zijn|to|in|naar|and|en|but|maar|only|just|then|dan|toch|of|,)$/;

/** "no, Belgium", "make it 10", "the other way round": the last reading with one value of it another. */
export function readOtherValue(sentence: Sentence, conversation: Conversation): Draft | undefined {
  const { reading, previewed, pending } = conversation;
  const last = changeMeant(conversation);
  if (last === undefined || sentence.names.length > 0) return undefined;
  if (TURNED_OVER.test(sentence.plain)) return turnedOver(last);
  if (ENDLESS.test(sentence.plain) && pending !== undefined) return endless(last);
  // Only of what was to begin later: else "now" is no correction.
  if (last.slots.start !== undefined && AT_ONCE.test(sentence.skeleton)) {
    const { start: _start, ...kept } = last.slots;
    return { ...command(last.intent, kept), corrects: true };
  }
  for (const one of [reading, previewed]) {
    const other = one && (inCountry(sentence, one) ?? numbered(sentence, one));
    if (other !== undefined) return { ...other, ...(pending === undefined ? {} : { corrects: true }) };
  }
  return undefined;
}

/** "no end date": it stays. */
function endless({ intent, slots }: Reading): Draft {
  const { until, duration, ...kept } = slots;
  return until === undefined && duration === undefined
    ? command('status', { ref: '@pending', question: 'count' })
    : { ...command(intent, kept), corrects: true };
}

function turnedOver({ intent, slots }: Reading): Draft | undefined {
  if (intent === 'compare_products') return undefined;
  if (intent !== 'swap_license' || typeof slots.from !== 'string' || slots.to === undefined) return ask('unclear');
  const { off: _off, ...kept } = slots;
  return { ...command(intent, { ...kept, from: slots.to, to: slots.from }), corrects: true };
}

function inCountry({ text, items }: Sentence, { intent, slots }: Reading) {
  if (slots.country === undefined) return undefined;
  const country = lastCountry(text, items);
  const rest = items.filter(({ start }) => country === undefined || start < country.start || start >= country.end);
  return country === undefined || !rest.every(isPassed)
    ? undefined
    : command(intent, { ...slots, country: country.code });
}

/** The one number of the last reading: how many, for how long, or at what hour. */
function numbered({ items }: Sentence, { intent, slots }: Reading) {
  const [number, ...others] = items.filter((item) => item.kind === 'number');
  const bare = items.every((item) => item === number || item.kind === 'break');
  if (number === undefined || others.length > 0 || bare || !items.every((item) => item === number || isPassed(item)))
    return undefined;
  const { value } = number;
  const said: readonly Slots[] = [
    ...(slots.limit === undefined ? [] : [{ limit: value }]),
    ...(slots.days === undefined ? [] : [{ days: value }]),
    ...(typeof slots.count === 'number' ? [{ count: value }] : []),
    ...(['duration', 'start', 'until'] as const).flatMap((slot) => {
      const time = slots[slot]?.replace(COUNTED[slot], String(value));
      return time === undefined || time === slots[slot] ? [] : [{ [slot]: time }];
    }),
  ];
  const [only, ...more] = said;
  return only === undefined || more.length > 0 ? undefined : command(intent, { ...slots, ...only });
}

const HOUR = /(?<=\b(?:at|om) )\d{1,2}(?:[:.]\d\d)?/i;
const COUNTED = { duration: /\d+/, start: HOUR, until: HOUR } as const;

function isPassed(item: Sentence['items'][number]): boolean {
  return (
    item.kind === 'break' || PASSED.test(fold(item.text)) || (says(item, 'polite', 'filler') && !says(item, 'not'))
  );
}
