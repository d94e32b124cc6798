import { describe, expect, test } from 'vitest';
import { plus, readDuration } from '../../../src/core/time/duration.ts';
import { readMoment, type Speaking } from '../../../src/core/time/moment.ts';
import { instantOf } from '../../../src/core/time/zone.ts';

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
  ])('%s', (text, from) => {
    expect(read(text)?.from).toBe(from);
  });

  test.each(['1/5', '31 February', 'soon', 'at 25', '2026-13-01', 'next week at 9', '30 days', ''])(
    '"%s" is not a time that everybody reads alike',
    (text) => {
      expect(read(text)).toBeUndefined();
    },
  );

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
