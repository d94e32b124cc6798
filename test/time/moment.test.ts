import { describe, expect, test } from 'vitest';
import { plus, readDuration } from '../../src/time/duration.ts';
import type { Speaking } from '../../src/time/expression.ts';
import { readEnds, readMoment, readMoments } from '../../src/time/moment.ts';
import { instantOf } from '../../src/time/zone.ts';

/** Tuesday 24 November 2026, 09:30 in Amsterdam. */
const NOW = Date.parse('2026-11-24T08:30:00Z');
const AMSTERDAM = 'Europe/Amsterdam';

function read(text: string, how: Partial<Speaking> = {}) {
  const span = readMoment(text, { nowMs: NOW, zone: AMSTERDAM, language: 'en', side: 'future', ...how });
  return span && { from: new Date(span.fromMs).toISOString(), to: new Date(span.toMs).toISOString() };
}

describe('a time to come', () => {
  test.each([
    ['tomorrow', '2026-11-24T23:00:00.000Z'],
    ['tomorrow at 9', '2026-11-25T08:00:00.000Z'],
    ['morgen om 9 uur', '2026-11-25T08:00:00.000Z'],
    ['tomorrow 9:30 pm', '2026-11-25T20:30:00.000Z'],
    ['at 9', '2026-11-25T08:00:00.000Z'],
    ['at 10', '2026-11-24T09:00:00.000Z'],
    ['1 May', '2027-04-30T22:00:00.000Z'],
    ['May 1st', '2027-04-30T22:00:00.000Z'],
    ['1 mei 2028', '2028-04-30T22:00:00.000Z'],
    ['Friday 1 January', '2026-12-31T23:00:00.000Z'],
    ['24 November', '2026-11-23T23:00:00.000Z'],
    ['2026-12-31', '2026-12-30T23:00:00.000Z'],
    ['2026-12-31T08:00', '2026-12-31T07:00:00.000Z'],
    ['31/12', '2026-12-30T23:00:00.000Z'],
    ['31-12-2027', '2027-12-30T23:00:00.000Z'],
    ['Friday', '2026-11-26T23:00:00.000Z'],
    ['next Tuesday', '2026-11-30T23:00:00.000Z'],
    ['volgende maandag', '2026-11-29T23:00:00.000Z'],
    ['next month', '2026-11-30T23:00:00.000Z'],
    ['end of the month', '2026-11-30T23:00:00.000Z'],
    ['end of next month', '2026-12-31T23:00:00.000Z'],
    ['end of May', '2027-05-31T22:00:00.000Z'],
    ['eind december', '2026-12-31T23:00:00.000Z'],
    ['in two weeks', '2026-12-08T08:30:00.000Z'],
    ['a day after tomorrow at 9', '2026-11-26T08:00:00.000Z'],
    ['2 weeks before 1 May', '2027-04-16T22:00:00.000Z'],
    ['een week na volgende maandag', '2026-12-06T23:00:00.000Z'],
    ['last Friday of the month', '2026-11-26T23:00:00.000Z'],
    ['the first Monday of April', '2027-04-04T22:00:00.000Z'],
    ['eerste maandag van volgende maand', '2026-12-06T23:00:00.000Z'],
    ['laatste vrijdag van december', '2026-12-24T23:00:00.000Z'],
    ['a week from Friday', '2026-12-03T23:00:00.000Z'],
    ['as of 1 April', '2027-03-31T22:00:00.000Z'],
    ['30 minutes after a day after tomorrow at 9', '2026-11-26T08:30:00.000Z'],
  ])('%s', (text, from) => {
    expect(read(text)?.from).toBe(from);
  });

  test.each([
    '31 February',
    'soon',
    'at 25',
    '2026-13-01',
    'next week at 9',
    '30 days',
    'a day later',
    'fifth Friday of February',
    '',
  ])('"%s" is not a time that everybody reads alike', (text) => {
    expect(read(text)).toBeUndefined();
  });

  test('days before months in Dutch', () => {
    expect(read('1/5', { language: 'nl' })?.from).toBe('2027-04-30T22:00:00.000Z');
  });
});

describe('a time gone by', () => {
  test.each([
    ['yesterday', '2026-11-22T23:00:00.000Z', '2026-11-23T23:00:00.000Z'],
    ['gisteren', '2026-11-22T23:00:00.000Z', '2026-11-23T23:00:00.000Z'],
    ['Monday', '2026-11-22T23:00:00.000Z', '2026-11-23T23:00:00.000Z'],
    ['last Tuesday', '2026-11-16T23:00:00.000Z', '2026-11-17T23:00:00.000Z'],
    ['last week', '2026-11-15T23:00:00.000Z', '2026-11-22T23:00:00.000Z'],
    ['vorige maand', '2026-09-30T22:00:00.000Z', '2026-10-31T23:00:00.000Z'],
    ['1 December', '2025-11-30T23:00:00.000Z', '2025-12-01T23:00:00.000Z'],
    ['3 days ago', '2026-11-21T08:30:00.000Z', '2026-11-21T08:31:00.000Z'],
  ])('%s', (text, from, to) => {
    expect(read(text, { side: 'past' })).toEqual({ from, to });
  });
});

describe('a duration', () => {
  test('keeps the time of day over a change of the clock', () => {
    const before = Date.parse('2027-03-27T08:00:00Z');
    expect(new Date(plus(before, { count: 1, unit: 'day' }, AMSTERDAM)).toISOString()).toBe('2027-03-28T07:00:00.000Z');
    expect(new Date(plus(before, { count: 24, unit: 'hour' }, AMSTERDAM)).toISOString()).toBe(
      '2027-03-28T08:00:00.000Z',
    );
  });

  test('of months ends on the last day where there is no such day', () => {
    const ended = plus(Date.parse('2027-01-31T12:00:00Z'), { count: 1, unit: 'month' }, 'UTC');
    expect(new Date(ended).toISOString()).toBe('2027-02-28T12:00:00.000Z');
  });

  test.each([
    ['30 days', { count: 30, unit: 'day' }],
    ['two weeks', { count: 2, unit: 'week' }],
    ['a month', { count: 1, unit: 'month' }],
    ['the next 3 months', { count: 3, unit: 'month' }],
    ['drie maanden', { count: 3, unit: 'month' }],
  ])('%s', (text, duration) => {
    expect(readDuration(text)).toEqual(duration);
  });

  test.each(['30', 'days', '0 days', '30 days or so', 'a while'])('"%s" is none', (text) => {
    expect(readDuration(text)).toBeUndefined();
  });
});

describe('a clock that jumps', () => {
  test('shows a time twice: the first is meant', () => {
    const twice = instantOf({ year: 2026, month: 10, day: 25, hour: 2, minute: 30 }, AMSTERDAM);
    expect(new Date(twice).toISOString()).toBe('2026-10-25T00:30:00.000Z');
  });

  test('leaves a time out: as much later is meant', () => {
    const never = instantOf({ year: 2027, month: 3, day: 28, hour: 2, minute: 30 }, AMSTERDAM);
    expect(new Date(never).toISOString()).toBe('2027-03-28T01:30:00.000Z');
  });

  test('agrees with the calendar of the machine on every day of a leap cycle', () => {
    for (let day = 0; day < 1461; day += 1) {
      const ms = Date.parse('2027-01-01T00:00:00Z') + day * 86_400_000;
      const date = new Date(ms);
      const civil = { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() };
      expect(instantOf({ ...civil, hour: 0, minute: 0 }, 'UTC')).toBe(ms);
    }
  });
});

/** Wednesday 29 April 2026, 10:00 in Amsterdam. */
const WEDNESDAY = { nowMs: Date.parse('2026-04-29T08:00:00Z'), zone: AMSTERDAM } as const;

function local(ms: number): string {
  return new Intl.DateTimeFormat('sv-SE', { timeZone: AMSTERDAM, dateStyle: 'short', timeStyle: 'short' }).format(ms);
}

function readings(text: string, language: Speaking['language']): readonly string[] {
  return readMoments(text, { ...WEDNESDAY, language, side: 'future' }).map(({ fromMs }) => local(fromMs));
}

describe('what people write', () => {
  test.each([
    ['Friday next week', '2026-05-08 00:00'],
    ['next week Friday', '2026-05-08 00:00'],
    ['Friday in two weeks', '2026-05-15 00:00'],
    ['May 2027', '2027-05-01 00:00'],
    ['tomorrow 9.30', '2026-04-30 09:30'],
    ['9.30', '2026-04-30 09:30'],
    ['10.30', '2026-04-29 10:30'],
    ['at 5pm', '2026-04-29 17:00'],
    ["9 o'clock", '2026-04-30 09:00'],
    ['half past nine', '2026-04-30 09:30'],
    ['quarter to nine', '2026-04-30 08:45'],
    ['noon', '2026-04-29 12:00'],
    ['EOD', '2026-04-30 00:00'],
    ['the end of April', '2026-05-01 00:00'],
    ['the end of Friday', '2026-05-02 00:00'],
    ['the last day of April', '2026-04-30 00:00'],
    ['last day of the month', '2026-04-30 00:00'],
    ['the last day of next month at 5pm', '2026-05-31 17:00'],
    ['the last day of February', '2027-02-28 00:00'],
    ['the first day of June', '2026-06-01 00:00'],
    ['the 15th of next month', '2026-05-15 00:00'],
    ['the first of the month', '2026-05-01 00:00'],
    ['EOD Friday', '2026-05-02 00:00'],
    ['tonight', '2026-04-29 18:00'],
    ['tomorrow morning', '2026-04-30 09:00'],
    ['Fri 15 May', '2026-05-15 00:00'],
    ['Friday, 15 May 2026', '2026-05-15 00:00'],
    ['the first of May', '2026-05-01 00:00'],
    ['the 15th', '2026-05-15 00:00'],
    ['2026-5-15', '2026-05-15 00:00'],
    ['29 February', '2028-02-29 00:00'],
    ['1.5', '2026-05-01 00:00'],
    ['31.12.2026', '2026-12-31 00:00'],
    ['week 23', '2026-06-01 00:00'],
    ['Q3', '2026-07-01 00:00'],
    ['this weekend', '2026-05-02 00:00'],
    ['coming Friday', '2026-05-01 00:00'],
    ['2 weeks from now', '2026-05-13 10:00'],
    ['one and a half years from now', '2027-10-29 10:00'],
  ])('English: %s', (text, time) => {
    expect(readings(text, 'en')).toEqual([time]);
  });

  test.each([
    ['volgend jaar', '2027-01-01 00:00'],
    ['eind volgend kwartaal', '2026-10-01 00:00'],
    ['de laatste dag van maart', '2027-03-31 00:00'],
    ['laatste dag van het kwartaal', '2026-06-30 00:00'],
    ['de eerste dag van volgende maand', '2026-05-01 00:00'],
    ['de 31e van volgende maand', '2026-05-31 00:00'],
    ['komend jaar', '2027-01-01 00:00'],
    ['mei 2027', '2027-05-01 00:00'],
    ['9.30 uur', '2026-04-30 09:30'],
    ['vrijdag 9.30 uur', '2026-05-01 09:30'],
    ['15.00 uur', '2026-04-29 15:00'],
    ['17u30', '2026-04-29 17:30'],
    ['half negen', '2026-04-30 08:30'],
    ["kwart over acht 's avonds", '2026-04-29 20:15'],
    ['om 9 uur', '2026-04-30 09:00'],
    ['eerste mei', '2026-05-01 00:00'],
    ['vijftiende mei', '2026-05-15 00:00'],
    ['15e mei', '2026-05-15 00:00'],
    ['ma 4 mei', '2026-05-04 00:00'],
    ['vr 1 mei', '2026-05-01 00:00'],
    ['vanavond', '2026-04-29 18:00'],
    ['morgenochtend', '2026-04-30 09:00'],
    ['vrijdagmiddag', '2026-05-01 12:00'],
    ['volgende week vrijdag', '2026-05-08 00:00'],
    ['vrijdag over twee weken', '2026-05-15 00:00'],
    ['aanstaande vrijdag', '2026-05-01 00:00'],
    ['het tweede kwartaal van 2027', '2027-04-01 00:00'],
    ['over vijfentwintig dagen', '2026-05-24 10:00'],
    ['1/5', '2026-05-01 00:00'],
  ])('Dutch: %s', (text, time) => {
    expect(readings(text, 'nl')).toEqual([time]);
  });

  test.each([
    ['next Friday', 'en', ['2026-05-01 00:00', '2026-05-08 00:00']],
    ['volgende vrijdag', 'nl', ['2026-05-01 00:00', '2026-05-08 00:00']],
    ['9.10', 'en', ['2026-04-30 09:10', '2026-10-09 00:00']],
    ['1/5', 'en', ['2026-05-01 00:00', '2027-01-05 00:00']],
  ] as const)('"%s" is two times to two readers', (text, language, times) => {
    expect(readings(text, language)).toEqual(times);
  });

  test.each(['half nine', 'every Monday', 'a few weeks', 'soon', '45.99', 'Friday and Saturday', '30 days'])(
    '"%s" is no time that anybody could keep',
    (text) => {
      expect(readings(text, 'en')).toEqual([]);
    },
  );
});

describe('an end', () => {
  const ends = (text: string) => readEnds(text, { ...WEDNESDAY, language: 'en', side: 'future' }).map(local);

  test.each([
    ['31 December', '2026-12-31 00:00'],
    ['through 31 December', '2027-01-01 00:00'],
    ['t/m 31 december', '2027-01-01 00:00'],
    ['tot en met vrijdag', '2026-05-02 00:00'],
    ['until and including Friday', '2026-05-02 00:00'],
    ['through May', '2026-06-01 00:00'],
    ['t/m eind mei', '2026-06-01 00:00'],
    ['t/m 17:00', '2026-04-29 17:00'],
    // Said on a Wednesday: of what is over already nothing would be left.
    ['Wednesday', '2026-05-06 00:00'],
    ['woensdag', '2026-05-06 00:00'],
    ['through Wednesday', '2026-04-30 00:00'],
  ])('%s', (text, time) => {
    expect(ends(text)).toEqual([time]);
  });
});

test.each([
  ['anderhalve maand', { count: 45, unit: 'day' }],
  ['een half jaar', { count: 6, unit: 'month' }],
  ['half a year', { count: 6, unit: 'month' }],
  ['1.5 months', { count: 45, unit: 'day' }],
  ['anderhalf uur', { count: 90, unit: 'minute' }],
  ['twintig dagen', { count: 20, unit: 'day' }],
  ['thirty days', { count: 30, unit: 'day' }],
  ['twenty-one days', { count: 21, unit: 'day' }],
  ['a fortnight', { count: 2, unit: 'week' }],
  ['a couple of weeks', { count: 2, unit: 'week' }],
])('"%s" is a length of time', (text, duration) => {
  expect(readDuration(text)).toEqual(duration);
});
