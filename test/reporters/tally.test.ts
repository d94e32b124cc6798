import { expect, test } from 'vitest';
import { type TestReport, tally } from './tally.ts';

const file = (statuses: readonly string[], status = 'passed', message = ''): TestReport['testResults'][number] => ({
  name: 'test/seats.test.ts',
  status,
  message,
  assertionResults: statuses.map((state, index) => ({ fullName: `seat ${index + 1}`, status: state })),
});

test('a run in which every test passed has no failures', () => {
  expect(tally({ testResults: [file(['passed', 'passed']), file(['passed'])] }, [])).toEqual({
    passed: 3,
    failures: [],
  });
});

test('a failed test is named and not counted twice with its file', () => {
  expect(tally({ testResults: [file(['passed', 'failed'], 'failed')] }, [])).toEqual({
    passed: 1,
    failures: ['failed: seat 2'],
  });
});

test.each(['skipped', 'todo', 'pending'])('a %s test is a failure: nothing may be left out', (status) => {
  expect(tally({ testResults: [file(['passed', status])] }, []).failures).toEqual([`${status}: seat 2`]);
});

test('a file that breaks before its tests is a failure', () => {
  expect(tally({ testResults: [file([], 'failed', 'Cannot find module')] }, []).failures).toEqual([
    'did not finish: test/seats.test.ts Cannot find module',
  ]);
});

test('a run of no tests is a failure', () => {
  expect(tally({ testResults: [] }, []).failures).toEqual(['no test ran']);
  expect(tally(undefined, []).failures).toEqual(['no test ran']);
});

test('a failed step is a failure even when every test passed', () => {
  expect(tally({ testResults: [file(['passed'])] }, ['npm run lint']).failures).toEqual(['step failed: npm run lint']);
});

test('tests that failed are counted once, not again as a step; a run that broke off without a name is', () => {
  const broken = { testResults: [file(['passed', 'failed'], 'failed')] };
  expect(tally(broken, ['npm run test:all']).failures).toEqual(['failed: seat 2']);
  expect(tally({ testResults: [file(['passed'])] }, ['npm run test:all']).failures).toEqual([
    'step failed: npm run test:all',
  ]);
});
