import { expect, test } from 'vitest';
import { nextTime } from '../../src/time/recurrence.ts';

const zone = 'Europe/Amsterdam';
const next = (days: readonly number[], at: string, after: string) =>
  new Date(nextTime({ days, at }, Date.parse(after), zone)).toISOString();

test('comes round at the same hour of the clock, in summer and in winter', () => {
  expect(next([1], '08:00', '2026-10-19T06:00:00Z')).toBe('2026-10-26T07:00:00.000Z');
  expect(next([1], '08:00', '2027-03-22T07:00:00Z')).toBe('2027-03-29T06:00:00.000Z');
  expect(next([1, 3], '23:30', '2026-11-30T12:00:00Z')).toBe('2026-11-30T22:30:00.000Z');
  expect(next([1, 3], '23:30', '2026-11-30T22:30:00Z')).toBe('2026-12-02T22:30:00.000Z');
});

test('an hour that the clock jumps over comes as much later, and is not skipped', () => {
  expect(next([7], '02:30', '2027-03-27T12:00:00Z')).toBe('2027-03-28T01:30:00.000Z');
});
