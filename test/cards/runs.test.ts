import { describe, expect, test } from 'vitest';
import { capitalized, fillText, listed, name, phrase, textOfRuns, words } from '../../src/cards/runs.ts';

const bolds = (runs: ReturnType<typeof phrase>) =>
  runs.map(({ text, weight }) => (weight === 'Bolder' ? `<${text}>` : text)).join('');

describe('a sentence', () => {
  test('takes names and counts into its places, bold where it says so', () => {
    const runs = phrase(
      'They have **{product}** through {group}, {count} of them.',
      { product: name('Office 365 E1'), group: name('Kiosk users'), count: 1234 },
      'en',
    );
    expect(bolds(runs)).toBe('They have <Office 365 E1> through Kiosk users, 1,234 of them.');
  });

  test('does not read what is filled in', () => {
    expect(textOfRuns(phrase('Take {person} out.', { person: name('**{count}** {person}') }, 'en'))).toBe(
      'Take **{count}** {person} out.',
    );
  });

  test('without a value for a place is a fault', () => {
    expect(() => phrase('{people} failed', {}, 'en')).toThrow('{people}');
  });

  test('of one style is one run, but a long name stays by itself', () => {
    expect(phrase('Add {a} to {b}.', { a: name('Ann'), b: name('HR') }, 'en')).toHaveLength(1);
    expect(phrase('Add {a} to {b}.', { a: name('A'.repeat(41)), b: name('HR') }, 'en')).toHaveLength(3);
  });

  test('writes counts as its language does', () => {
    expect(fillText('{count} leden', { count: 1000 }, 'nl')).toBe('1.000 leden');
  });
});

describe('a list', () => {
  const names = (...all: string[]) => all.map((one) => name(one));
  test.each([
    ['en', 'and', 'A, B, and C'],
    ['nl', 'and', 'A, B en C'],
    ['en', 'or', 'A, B, or C'],
    ['nl', 'or', 'A, B of C'],
  ] as const)('in %s with "%s" is %s', (language, kind, text) => {
    expect(textOfRuns(listed(names('A', 'B', 'C'), language, kind))).toBe(text);
  });

  test('of one is that one, of none is nothing', () => {
    expect(textOfRuns(listed(names('A'), 'en'))).toBe('A');
    expect(listed([], 'en')).toEqual([]);
  });
});

test('a phrase becomes a title by its first letter', () => {
  expect(textOfRuns(capitalized([...words('take out '), ...name('ann')]))).toBe('Take out ann');
});
