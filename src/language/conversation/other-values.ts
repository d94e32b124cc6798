import { countOf } from '../../time/words.ts';
import type { Reading, Slots } from '../command.ts';
import { ask, type Command, command, type Draft } from '../draft.ts';
import { timesOf } from '../frames/moments.ts';
import { type Item, says } from '../items.ts';
import type { Sentence } from '../sentence.ts';
import { fold } from '../text.ts';
import { type Conversation, changeMeant } from './conversation.ts';
import { AFTER_THAT } from './line.ts';

const TURNED_OVER =
  /^(?:(?:no|nee|i mean|ik bedoel)[ ,]+)*(?:the )?(?:other way (?:round|around)|vice versa|andersom|omgekeerd|reverse)$/;
const ENDLESS =
  /^(?:(?:no|nee|but|maar|oh|and|en)[ ,]+)*(?:(?:no|without|geen|zonder) (?:an )?(?:end|end date|einde|einddatum|time limit)|forever|permanent|permanently|make it permanent|make that permanent|indefinitely|for good|voor altijd|leave it that way|forget (?:back|end|back again|end date)|blijvend|definitief|permanent maken|maak het permanent)$/;
const AT_ONCE =
  /^(?:(?:no|nee|but|maar|oh|and|en|actually|eigenlijk|just|do it|make it|make that|doe het|doe|liever|rather|toch|of|or|dan)[ ,]+)*(?:right away|right now|now|immediately|at once|straight away|asap|directly|meteen|direct|nu|nu meteen|nu direct|gelijk|per direct)(?: then| dan| please| graag| maar| toch)*$/;
/** "the other way round", "no end date", "right away": the change with one value of it turned over or gone. */
export function readTurned({ plain, skeleton, names }: Sentence, conversation: Conversation): Draft | undefined {
  const last = changeMeant(conversation);
  if (last === undefined || names.length > 0) return undefined;
  if (TURNED_OVER.test(plain)) return turnedOver(last);
  if (ENDLESS.test(plain) && conversation.pending !== undefined) return endless(last);
  // Only of what was to begin later: else "now" is no correction.
  if (last.slots.start === undefined || !AT_ONCE.test(skeleton)) return undefined;
  const { start: _start, ...kept } = last.slots;
  return { ...command(last.intent, kept), corrects: true };
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

/** The one number of the last reading: how many, for how long, or at what hour. */
export function withNumber({ intent, slots }: Reading, value: number): Draft | undefined {
  const said: readonly Slots[] = [
    ...(slots.limit === undefined ? [] : [{ limit: value }]),
    ...(slots.days === undefined ? [] : [{ days: value }]),
    ...(typeof slots.count === 'number' ? [{ count: value }] : []),
    ...(['duration', 'start', 'until'] as const).flatMap((slot) => {
      const time = slots[slot]?.replace(COUNTED[slot], (said) => (isCount(said) ? String(value) : said));
      return time === undefined || time === slots[slot] ? [] : [{ [slot]: time }];
    }),
  ];
  const [only, ...more] = said;
  return only === undefined || more.length > 0 ? undefined : command(intent, { ...slots, ...only });
}

/** "two" of "two weeks", "9:30". */
function isCount(said: string): boolean {
  return /\d/.test(said) || countOf(said.toLowerCase()) !== undefined;
}

const HOUR = /(?<=\b(?:at|om) )\d{1,2}(?:[:.]\d\d)?/i;
const COUNTED = { duration: /^[\p{L}\d]+/u, start: HOUR, until: HOUR } as const;

/** "make that 60 days", "starting next Monday", "until Friday". */
export function atTimes(last: Reading, items: readonly Item[], before?: Reading): Draft {
  const { intent, slots } = last;
  const shifted = shiftedTo(last, items);
  if (shifted !== undefined) return command(intent, { ...slots, ...shifted });
  if (items.includes(AFTER_THAT)) {
    const [day, ...more] = items.filter((item) => item.kind === 'time');
    const link = last.language === 'nl' ? 'na' : 'after';
    return day === undefined || more.length > 0 || slots.start === undefined
      ? ask('unclear')
      : command(intent, { ...slots, start: `${day.text.replace(/^(?:the|de) /i, '')} ${link} ${slots.start}` });
  }
  const atHour = atOtherHour(slots, items, before?.slots);
  if (atHour !== undefined) return command(intent, { ...slots, ...atHour });
  const saysStart = items.some(
    (item) => says(item, 'starting', 'from', 'since') || /^(?:on|op|at|om|starts?|begins?|begint)$/i.test(item.text),
  );
  const moments = items.flatMap((item, at) => {
    if (item.kind !== 'time') return [];
    const before = items.slice(0, at).findLast((other) => !says(other, 'filler'));
    const word = fold(before?.text ?? '');
    const role =
      says(before, 'until') ||
      items.slice(0, at).some(({ text }) => /^(?:ends?|ending|eindigen|eindigt)$/i.test(text)) ||
      items.slice(0, at).some(({ text }) => /^(?:back|terug)$/i.test(text))
        ? ('until' as const)
        : item.span === 'duration'
          ? ('during' as const)
          : slots.until !== undefined &&
              (/^(?:make|it|that|er|dat|het)$/.test(word) || (slots.start === undefined && !saysStart))
            ? ('until' as const)
            : ('starting' as const);
    return [{ role, text: item.text, span: item.span, start: item.start }];
  });
  const times = moments.some(({ span }) => span === 'recurring') ? undefined : timesOf(moments, false);
  if (times === undefined) return ask('twoDates');
  const { until, duration, ...kept } = slots;
  const put = (said: Slots): Command => {
    const ends = said.until !== undefined || said.duration !== undefined;
    return command(intent, { ...kept, ...said, ...(ends ? {} : { until, duration }) });
  };
  const [only, ...more] = moments;
  if (only === undefined || more.length > 0 || only.span === 'duration') return put(times);
  // "make it Thursday", of what has a beginning and an end; "by Friday", which may be now as well.
  const begins = put({ start: withHourOf(slots.start, only.text) });
  if (isBy(items)) return ask('byThen', { readings: [command(intent, slots), begins] });
  const isPlain = !items.some((item) => !NOT.test(item.text) && says(item, 'until', 'starting', 'since', 'from'));
  const both = slots.start !== undefined && until !== undefined && isPlain;
  if (!both && isPlain && times.start !== undefined) return begins;
  return both ? ask('whichTime', { readings: [begins, put({ until: only.text })] }) : put(times);
}

/** "a day later", "postpone it by a week": of what begins then, else of what ends then; else that long from now. */
function shiftedTo({ slots: { start, until }, language }: Reading, items: readonly Item[]): Slots | undefined {
  const [time, ...more] = items.filter((item) => item.kind === 'time');
  if (time === undefined || more.length > 0) return undefined;
  const [, said = time.text, side = ''] = SHIFTED.exec(time.text) ?? [];
  const delays = time.span === 'duration' && items.some(({ text }) => DELAYS.test(text));
  if (side === '' && !delays) return undefined;
  const [later, link] =
    language === 'nl' ? ['over', EARLIER.test(side) ? 'voor' : 'na'] : ['in', EARLIER.test(side) ? 'before' : 'after'];
  if (start !== undefined) return { start: `${said} ${link} ${start}` };
  if (until !== undefined) return { until: `${said} ${link} ${until}` };
  return EARLIER.test(side) ? undefined : { start: `${later} ${said}` };
}

const SHIFTED = /^(.+) (later|earlier|eerder|vroeger)$/i;
const EARLIER = /^(?:earlier|eerder|vroeger)$/i;
const DELAYS = /^(?:postpone|delay|push|verzet|verschuif|uitstellen)$/i;

/** "no, 10 uur", of what begins or ends at an hour: that hour, and no duration; of what begins on a day, at that hour of it. */
function atOtherHour(slots: Slots, items: readonly Item[], before: Slots = slots): Slots | undefined {
  const [time, ...more] = items.filter((item) => item.kind === 'time');
  const lasts = items.some((item) => says(item, 'during', 'for', 'until') || /^(?:lang|lasting)$/i.test(item.text));
  const said = (time?.text ?? '').replace(/^(?:at|om) /i, '');
  if (time === undefined || more.length > 0 || lasts || !CLOCK.test(said)) return undefined;
  const hour = said.replace(/ (?:hours?|h|uur)$/i, '');
  // "and back on Monday morning", "8am": of what was said last.
  const isEnd = slots.until !== undefined && before.until !== slots.until && before.start === slots.start;
  if (isEnd && !CLOCK.test(slots.until)) {
    const day = slots.until.replace(AT_HOUR, '').replace(PART_OF_DAY, '').trim();
    return { until: `${day} at ${hour}` };
  }
  const [slot, ...others] = (['start', 'until'] as const).filter((each) => AT_HOUR.test(slots[each] ?? ''));
  if (others.length > 0) return undefined;
  if (slot !== undefined) return { [slot]: slots[slot]?.replace(AT_HOUR, (_, before: string) => `${before}${hour}`) };
  const isOnDay =
    slots.start !== undefined && (time.span !== 'duration' || / uur$/i.test(said)) && !CLOCK.test(slots.start);
  return isOnDay ? { start: `${slots.start} at ${hour}` } : undefined;
}

const CLOCK =
  /^(?:\d{1,2}(?:[:.]\d\d)?(?: ?(?:am|pm|uur|u|h|hours?|o'clock))?(?: in the (?:morning|afternoon|evening)| 's (?:ochtends|morgens|middags|avonds))?|half (?:past )?[a-z]+|kwart (?:over|voor) [a-z]+|quarter (?:past|to) [a-z]+|noon|midday|midnight)$/i;
const PART_OF_DAY = / (?:morning|afternoon|evening|ochtend|morgen|middag|avond)$/i;
const AT_HOUR = /\b((?:at|om) )(?!the |het |de )[^,]*$/i;

/** "make it Monday", of what begins on Friday at 9: at that hour of it. */
function withHourOf(old: string | undefined, day: string): string {
  const hour = HOUR_OF_DAY.exec(old ?? '')?.[1];
  return hour === undefined || !WHOLE_DAY.test(day) ? day : `${day}${hour}`;
}

const HOUR_OF_DAY =
  /^(?!to?night|vanavond|vannacht).*?( (?:(?:at|om) \d{1,2}(?:[:.]\d\d)?(?: ?(?:am|pm|uur|u|h))?|\d{1,2}(?:[:.]\d\d)? ?(?:am|pm|uur|u)|\d{1,2}:\d\d))$/i;

const WHOLE_DAY =
  /^(?:(?:next |this |coming |on |op |volgende |komende |aanstaande )*(?:mon|tues|wednes|thurs|fri|satur|sun)day|(?:volgende |komende |aanstaande |op )*(?:maandag|dinsdag|woensdag|donderdag|vrijdag|zaterdag|zondag)|tomorrow|morgen|overmorgen)$/i;

/** "not before Monday": whatever else its words say. */
const NOT = /^(?:but |maar )?(?:not|niet|no)\b/i;

function isBy(items: readonly Item[]): boolean {
  return items.some(({ text }) => /^(?:by|before|voor|uiterlijk|no later than|at the latest)$/i.test(text));
}
