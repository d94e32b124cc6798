import { describe, expect, it } from 'vitest';
import { planId } from '../../src/catalogue/products.ts';
import { foretell, REPORTED_CASES, type ReportedCase } from './reported-cases.ts';

/**
 * What people reported in public, and what Microsoft documents, each by the rules of its date. Reports that contradict one
 * another cannot all come out: of those it is only held what is foretold today.
 */
const undisputed = REPORTED_CASES.filter(({ disputed }) => !disputed);

describe('outcomes that were reported', () => {
  it.each(undisputed.map((one) => [one.id, one] as const))('%s comes out as it did', (_, reported) => {
    const { outcome, reason } = foretell(reported);
    expect({ outcome, reason: reported.reason === undefined ? undefined : reason }).toEqual({
      outcome: reported.outcome,
      reason: reported.reason,
    });
  });

  const named = undisputed.filter(({ plans }) => plans !== undefined);
  it.each(named.map((one) => [one.id, one] as const))('%s fails for the plans that the report names', (_, reported) => {
    const told = foretell(reported).plans.map((pair) => pair.toSorted().join());
    for (const pair of reported.plans ?? []) expect(told).toContain(pair.map(planId).toSorted().join());
  });

  it('that contradict one another are decided for the later and more literal one', () => {
    const says = ({ id, outcome }: ReportedCase, told: string) => `${id}: ${outcome}, foretold ${told}`;
    const against = REPORTED_CASES.filter(({ disputed }) => disputed)
      .filter((reported) => foretell(reported).outcome !== reported.outcome)
      .map((reported) => says(reported, foretell(reported).outcome));
    expect(against).toEqual([
      'new-e3-a3: works, foretold fails',
      'new-a1-a3: works, foretold fails',
      'audio-with-e3-same-group: fails, foretold works',
    ]);
  });
});
