import { describe, expect, test } from 'vitest';
import type { ChangeRecord } from '../../../src/changes/change-record.ts';
import { forecastSeats, seatsOverTime } from '../../../src/licensing/pages/forecast.ts';

const NOW = { now: { atMs: Date.parse('2026-11-30T12:00:00Z'), used: 112 }, msOf: Date.parse };

/** A change after which so many seats of E3 were in use. */
function change(day: string, before: number, after: number): ChangeRecord {
  const product = { skuId: 'E3', gained: 0, lost: 0, seats: 150, before, after };
  const at = `${day}T09:00:00Z`;
  return { appliedAt: at, finishedAt: at, real: { products: [product] } } as unknown as ChangeRecord;
}

describe('how long seats last', () => {
  const points = (...records: readonly ChangeRecord[]) => seatsOverTime(records, 'E3', NOW);

  test('at the pace of the record: 20 more in 28 days, so that 38 are gone 54 days later', () => {
    const told = forecastSeats(points(change('2026-11-16', 100, 106), change('2026-11-02', 92, 100)), 38);
    expect(told).toMatchObject({ kind: 'runsOut', since: { used: 92 } });
    if (told.kind !== 'runsOut') return;
    expect(told.perWeek).toBeCloseTo(5, 0);
    expect(new Date(told.atMs).toISOString().slice(0, 10)).toBe('2027-01-22');
  });

  test('what does not grow does not run out, and what is full has run out', () => {
    const falling = points(change('2026-11-02', 130, 112));
    expect(forecastSeats(falling, 38)).toMatchObject({ kind: 'lasts', since: { used: 130 } });
    expect(forecastSeats(falling, 0)).toEqual({ kind: 'gone' });
  });

  test('what went on in some other season is no pace of today', () => {
    expect(forecastSeats(points(change('2026-03-02', 10, 100), change('2026-10-02', 112, 112)), 38).kind).toBe('lasts');
  });

  test('a day tells no pace, nor does a record of other products', () => {
    expect(forecastSeats(points(change('2026-11-29', 92, 100)), 38)).toMatchObject({
      kind: 'unknown',
      since: { used: 92 },
    });
    expect(forecastSeats(points(), 38)).toEqual({ kind: 'unknown' });
    expect(forecastSeats(seatsOverTime([change('2026-10-02', 9, 10)], 'E1', NOW), 38)).toEqual({ kind: 'unknown' });
  });
});
