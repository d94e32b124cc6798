import { expect, test } from 'vitest';
import { anyOf } from '../../../src/cards/question/alternatives.ts';
import { textOfRuns } from '../../../src/cards/runs.ts';
import { demoWorld } from '../world.ts';

const [english, dutch] = [demoWorld('en').context, demoWorld('nl').context];
const plans = [
  ...new Map(
    english.labels.skus.flatMap(({ servicePlans }) => servicePlans).map((plan) => [plan.servicePlanId, plan]),
  ).keys(),
];
const named = (start: string) => plans.filter((id) => textOfRuns(anyOf(english, [id])).startsWith(start)).slice(0, 4);

test('up to three plans that would do are named', () => {
  expect(textOfRuns(anyOf(english, named('Microsoft').slice(0, 3)))).toMatch(
    /^Microsoft .+, Microsoft .+, or Microsoft /,
  );
});

test('of more two, and the others by the name that all of them begin with', () => {
  expect(named('Microsoft')).toHaveLength(4);
  expect(textOfRuns(anyOf(english, named('Microsoft')))).toMatch(/, or another Microsoft plan$/);
  expect(textOfRuns(anyOf(dutch, named('Microsoft')))).toMatch(/ of een ander plan van Microsoft$/);
});

test('or else how many they are', () => {
  const mixed = [...named('Microsoft').slice(0, 2), ...named('Sway'), ...named('Exchange').slice(0, 1)];
  expect(textOfRuns(anyOf(english, mixed))).toMatch(/, or 2 others$/);
});
