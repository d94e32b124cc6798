import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { topicsEn } from '../../src/language/lexicon/topics-en.ts';
import { topicsNl } from '../../src/language/lexicon/topics-nl.ts';
import { understand } from '../../src/language/understand.ts';
import { isChange } from './changes.ts';
import { commands, mutated } from './mutated.ts';
import { chat } from './tenants.ts';

const RUNS = Number(process.env['LANGUAGE_RUNS'] ?? 100);
/** Of so many places in sentences one is tried. */
const EVERY = process.env['LANGUAGE_RUNS'] === undefined ? 17 : 1;

const read = (text: string) => understand(text, { names: chat });

describe('a negation never acts', () => {
  const negations = ['not', "don't", 'never', 'niet', 'nooit', "shouldn't", 'do not'];
  test.each(negations)('%s, wherever it stands', (negation) => {
    const acted = commands.flatMap((command, index) => {
      const words = command.split(' ');
      return words.flatMap((_, at) => {
        if ((index + at + negation.length) % EVERY !== 0) return [];
        const text = [...words.slice(0, at), negation, ...words.slice(at)].join(' ');
        const reason = /\b(?:because|omdat)\b/.exec(text);
        const inReason = reason !== null && text.indexOf(negation) > reason.index;
        const inPhrase = /not including/.test(text);
        return !inReason && !inPhrase && isChange(read(text)) ? [text] : [];
      });
    });
    expect(acted).toEqual([]);
  });
});

test('an unknown word in a command is asked about', () => {
  const acted = commands.flatMap((command, index) => {
    const words = command.split(' ');
    return words.flatMap((_, at) => {
      if ((index + at) % EVERY !== 0) return [];
      const text = [...words.slice(0, at), 'blorbify', ...words.slice(at)].join(' ');
      const reason = /\b(?:because|omdat)\b/.exec(text);
      const inReason = reason !== null && text.indexOf('blorbify') > reason.index;
      return !inReason && isChange(read(text)) ? [text] : [];
    });
  });
  expect(acted).toEqual([]);
});

test('no mutation of a sentence breaks the reading', { timeout: 900_000 }, () => {
  fc.assert(
    fc.property(mutated, (text) => {
      const reading = read(text);
      expect(JSON.parse(JSON.stringify(reading))).toEqual(reading);
      expect(reading.reading).not.toBe('');
    }),
    { numRuns: RUNS },
  );
});

test.each([
  ['a digit of another script', 'show ௦ changes to HR Department'],
  ['a number that nobody can count with', `show the last ${'9'.repeat(400)} changes`],
  ['the same of seats', `how many E3 left after ${'9'.repeat(400)} people`],
])('%s breaks no reading', (_, text) => {
  const reading = read(text);
  expect(JSON.parse(JSON.stringify(reading))).toEqual(reading);
});

test.each([
  ['words', 'assign E3 to '.repeat(5_000)],
  ['commas', ','.repeat(50_000)],
  ['quotes', '"'.repeat(50_000)],
  ['mentions', '<at>x'.repeat(10_000)],
  ['entities', '&amp;'.repeat(10_000)],
  ['combining marks', 'a\u0301'.repeat(30_000)],
  ['one long word', 'a'.repeat(60_000)],
  ['names', 'HR Department and '.repeat(3_000)],
  ['almost names', 'HR Departmnt '.repeat(3_000)],
  ['blanks', `assign E3${' '.repeat(60_000)}to HR Department`],
  ['yes', 'yes '.repeat(240)],
  ['and', 'and then '.repeat(110)],
  ['hi', 'hi '.repeat(330)],
])('a hostile text of %s is answered, however long', (_, text) => {
  expect(read(text).reading).not.toBe('');
});

test('a word of the bot’s own is answered, however often it is said', () => {
  const words = new Set(
    [topicsEn, topicsNl].flatMap(Object.values<string>).flatMap((topic) => topic.match(/\p{L}[\p{L} ]*/gu) ?? []),
  );
  for (const word of words) expect(read(`${`${word.trim()} `.repeat(30)}#`).reading).not.toBe('');
});
