import { type Day, dayNumber, isDay, plusDays, plusMonths, weekdayOf } from './civil.ts';
import type { Speaking } from './moment.ts';
import { DAY_WORDS, indexOf, LAST, MONTHS, NEXT, THIS, unitOf, WEEKDAYS } from './words.ts';

/** `to` is the first day after; without it, one day. */
export interface Days {
  readonly from: Day;
  readonly to?: Day;
}

/** Which day, week, month or year is meant; undefined for what is none. `today` is the day where it is said. */
export function readDays(said: string, today: Day, speaking: Speaking): Days | undefined {
  const end = /^(?:the )?(?:end|einde?) (?:of |van )?(?:the |de |het )?(.+)$/.exec(said)?.[1];
  if (end !== undefined) {
    const unit = unitOf(end);
    const whole = unit === undefined ? readPeriod(end, today, speaking) : period(unit, 0, today);
    return whole?.to && { from: whole.to };
  }
  const bare = said.replace(/^(?:on|op|the|de|from|van|vanaf|per|until|tot) /, '');
  const shift = DAY_WORDS[bare];
  if (shift !== undefined) return { from: plusDays(today, shift) };
  return readDate(bare, today, speaking) ?? readWeekday(bare, today, speaking) ?? readPeriod(bare, today, speaking);
}

/** "next week", "vorige maand", "May", "this year". */
function readPeriod(said: string, today: Day, { side }: Speaking): Days | undefined {
  const [first = '', second, ...rest] = said.split(' ');
  const month = indexOf(MONTHS, first);
  if (month !== undefined && second === undefined) {
    const from = onSide(side, today, (year) => ({ year, month, day: 1 }));
    return { from, to: plusMonths(from, 1) };
  }
  const unit = unitOf(second);
  if (unit === undefined || rest.length > 0) return undefined;
  if (NEXT.test(first)) return period(unit, 1, today);
  if (LAST.test(first)) return period(unit, -1, today);
  return THIS.test(first) ? period(unit, 0, today) : undefined;
}

function period(unit: string, shift: number, today: Day): Days | undefined {
  switch (unit) {
    case 'day':
      return { from: plusDays(today, shift), to: plusDays(today, shift + 1) };
    case 'week': {
      const from = plusDays(today, 1 - weekdayOf(today) + 7 * shift);
      return { from, to: plusDays(from, 7) };
    }
    case 'month':
    case 'quarter':
    case 'year': {
      const months = { month: 1, quarter: 3, year: 12 }[unit];
      const first = { ...today, month: today.month - ((today.month - 1) % months), day: 1 };
      const from = plusMonths(first, months * shift);
      return { from, to: plusMonths(from, months) };
    }
    default:
      return undefined;
  }
}

/** "Monday": today where it is one, else the next or the last, by the side. "next Monday" is after today, "last Monday" before. */
function readWeekday(said: string, today: Day, { side }: Speaking): Days | undefined {
  const [first = '', second] = said.split(' ');
  const weekday = indexOf(WEEKDAYS, second ?? first);
  if (weekday === undefined || said.split(' ').length > 2) return undefined;
  const ahead = (weekday - weekdayOf(today) + 7) % 7;
  if (second === undefined || THIS.test(first)) {
    return { from: plusDays(today, ahead === 0 ? 0 : side === 'future' ? ahead : ahead - 7) };
  }
  if (NEXT.test(first)) return { from: plusDays(today, ahead === 0 ? 7 : ahead) };
  return LAST.test(first) ? { from: plusDays(today, ahead === 0 ? -7 : ahead - 7) } : undefined;
}

/** "1 May", "May 1st 2027", "Friday 1 May", "2026-12-31", "31-12-2026". */
function readDate(said: string, today: Day, speaking: Speaking): Days | undefined {
  const iso = /^(\d{4})-(\d{2})-(\d{2})$/.exec(said);
  if (iso !== null) return existing({ year: Number(iso[1]), month: Number(iso[2]), day: Number(iso[3]) });
  const numbers = /^(\d{1,2})([/.-])(\d{1,2})(?:\2(\d{4}))?$/.exec(said);
  if (numbers !== null) return readNumbers(numbers, today, speaking);
  const words = said.split(' ').filter((word, index) => !(index === 0 && indexOf(WEEKDAYS, word)) && word !== 'of');
  const [first, second, third, ...rest] = words.filter((word) => !/^(?:st|nd|rd|th|e|ste|de|the)$/.test(word));
  if (first === undefined || second === undefined || rest.length > 0) return undefined;
  const [dayWord, monthWord] = indexOf(MONTHS, first) === undefined ? [first, second] : [second, first];
  const day = /^(\d{1,2})(?:st|nd|rd|th|e|ste|de)?$/.exec(dayWord)?.[1];
  const month = indexOf(MONTHS, monthWord);
  if (day === undefined || month === undefined || (third !== undefined && !/^\d{4}$/.test(third))) return undefined;
  return dated({ month, day: Number(day) }, third === undefined ? undefined : Number(third), today, speaking);
}

/** Day and month as Dutch has them; in English only where no month could be meant by the first. */
function readNumbers([, a, mark, b, year]: RegExpExecArray, today: Day, speaking: Speaking): Days | undefined {
  const [first, second] = [Number(a), Number(b)];
  const monthFirst = second > 12;
  if (mark === '/' && speaking.language === 'en' && first <= 12 && second <= 12 && first !== second) return undefined;
  const date = monthFirst ? { month: first, day: second } : { month: second, day: first };
  return dated(date, year === undefined ? undefined : Number(year), today, speaking);
}

function dated(
  date: { readonly month: number; readonly day: number },
  year: number | undefined,
  today: Day,
  { side }: Speaking,
): Days | undefined {
  return existing(year === undefined ? onSide(side, today, (of) => ({ ...date, year: of })) : { ...date, year });
}

/** The nearest one on the side that is meant; today is on both. */
function onSide(side: Speaking['side'], today: Day, inYear: (year: number) => Day): Day {
  const [thisYear, now] = [dayNumber(inYear(today.year)), dayNumber(today)];
  if (side === 'future') return inYear(thisYear < now ? today.year + 1 : today.year);
  return inYear(thisYear > now ? today.year - 1 : today.year);
}

function existing(day: Day): Days | undefined {
  return isDay(day) ? { from: day } : undefined;
}
