import { describe, expect, it } from 'vitest';
import type { OutcomeSummary } from '../../../src/changes/change-record.ts';
import { compareSummaries } from '../../../src/licensing/outcome/compare-outcomes.ts';

const foretold: OutcomeSummary = {
  people: 1000,
  succeeded: 1000,
  failed: 0,
  byError: {},
  fixed: 10,
  newlyFailing: 0,
  products: [{ skuId: 'E1', gained: 0, lost: 10, seats: 100, before: 40, after: 30 }],
  leftGroups: [{ groupId: 'Kiosk users', people: 10 }],
};

describe('foretold and real side by side', () => {
  it('match in every number when all came as simulated', () => {
    const rows = compareSummaries(foretold, foretold);
    expect(rows.every(({ matches }) => matches)).toBe(true);
    expect(rows[0]).toEqual({ label: 'fixed', simulated: 10, real: 10, matches: true });
  });

  it('show the numbers that differ', () => {
    const real = { ...foretold, succeeded: 999, failed: 1, byError: { CountViolation: 1 }, fixed: 9 };
    expect(compareSummaries(foretold, real).filter(({ matches }) => !matches)).toEqual([
      { label: 'fixed', simulated: 10, real: 9, matches: false },
      { label: 'succeeded', simulated: 1000, real: 999, matches: false },
      { label: 'failed', simulated: 0, real: 1, matches: false },
    ]);
  });

  it('show a product and a group that only one of them knows', () => {
    const rows = compareSummaries({ ...foretold, products: [], leftGroups: [] }, foretold);
    expect(rows.filter(({ matches }) => !matches)).toEqual([
      { label: 'lost', skuId: 'E1', simulated: 0, real: 10, matches: false },
      { label: 'seatsInUse', skuId: 'E1', simulated: 0, real: 30, matches: false },
      { label: 'leftGroup', groupId: 'Kiosk users', simulated: 0, real: 10, matches: false },
    ]);
  });
});
