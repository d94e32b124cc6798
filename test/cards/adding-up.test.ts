import { expect, test } from 'vitest';
import { faultIn, faultInSummary } from './adding-up.ts';

test('figures that do not add up are found', () => {
  expect(faultIn(['35', 'members', '35', 'change', '1', 'fails'])).toContain('35 are not 35 changed');
  expect(faultIn(['35', 'members', '10', 'change', '1', 'fails', '24 unchanged'])).toBeUndefined();
  expect(faultIn(['2', 'members', '2', 'get both', '0', 'fail', '1 failed before and still does'])).toBeDefined();
  const summary = ['▲ 3 new', 'Failures', '8 people fail', '3 new', 'Not enough licenses', '2', 'Marketing'];
  expect(faultInSummary([...summary, 'Seats'])).toBe('3 are new, and 2 have a cause');
  expect(faultInSummary([...summary, 'Conflicting service plans', '1', 'Seats', '9'])).toBeUndefined();
  expect(faultInSummary(['▲ 9 new', '8 people fail', '9 new'])).toBe('9 are new of 8 who fail');
});
