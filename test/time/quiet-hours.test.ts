import { describe, expect, it } from 'vitest';
import { quietUntilMs } from '../../src/time/quiet-hours.ts';

const night = { from: 18 * 60, to: 8 * 60, zone: 'Europe/Amsterdam' };
const until = (hours: typeof night, at: string) => {
  const ms = quietUntilMs(hours, Date.parse(at));
  return ms === undefined ? undefined : new Date(ms).toISOString();
};

describe('quiet hours', () => {
  it('go over midnight on the clock of their zone', () => {
    expect(until(night, '2026-11-30T17:00:00Z')).toBe('2026-12-01T07:00:00.000Z');
    expect(until(night, '2026-12-01T06:59:00Z')).toBe('2026-12-01T07:00:00.000Z');
    expect(until(night, '2026-12-01T07:00:00Z')).toBeUndefined();
    expect(until(night, '2026-12-01T16:59:00Z')).toBeUndefined();
  });

  it('end by the clock where summer time begins and ends', () => {
    expect(until(night, '2027-03-27T22:00:00Z')).toBe('2027-03-28T06:00:00.000Z');
    expect(until(night, '2027-10-30T22:00:00Z')).toBe('2027-10-31T07:00:00.000Z');
  });

  it('may lie within a day', () => {
    const lunch = { from: 12 * 60, to: 13 * 60 + 30, zone: 'UTC' };
    expect(until(lunch, '2026-11-30T12:00:00Z')).toBe('2026-11-30T13:30:00.000Z');
    expect(until(lunch, '2026-11-30T13:30:00Z')).toBeUndefined();
    expect(until(lunch, '2026-11-30T11:59:00Z')).toBeUndefined();
  });
});
