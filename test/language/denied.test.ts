import { expect, test } from 'vitest';
import { understand } from '../../src/language/understand.ts';
import { isChange } from './changes.ts';
import { readSentences } from './read-sentences.ts';
import { chat, readLines } from './tenants.ts';

/** What a question is about: each of them stands in the reading as it was said, and no other. */
const SAID = [
  'groups',
  'users',
  'products',
  'without',
  'outside',
  'through',
  'lacking',
  'count',
  'ref',
  'report',
  'format',
] as const;

test.each(readSentences('denied.txt'))(
  'what is denied, past or half understood is no other question: $text',
  ({ text, intent, slots }) => {
    const reading = understand(text, { names: chat });
    const said = SAID.filter((slot) => reading.slots[slot] !== undefined).map((slot) => [slot, reading.slots[slot]]);
    expect({ intent: reading.intent, slots: Object.fromEntries(said) }).toEqual({ intent, slots });
  },
);

const FILES = ['assign.txt', 'changes.txt', 'questions.txt', 'clarify.txt', 'more.txt', 'asked.txt', 'denied.txt'];
const typed = [
  ...FILES.flatMap((file) => readSentences(file).map(({ text }) => text)),
  ...['./utterances.jsonl', './utterances-2.jsonl', './utterances-harmful.jsonl'].flatMap((file) =>
    readLines<{ readonly text: string }>(file).map(({ text }) => text),
  ),
];

test('no question back is a dead end: each offers something to press, which is then understood', () => {
  const dead = typed.filter((text) => {
    const { intent, options = [] } = understand(text, { names: chat });
    return intent === 'clarify' && options.length === 0;
  });
  expect(dead).toEqual([]);
});

test('what a question offers instead of what was not understood changes nothing', () => {
  const changes = readSentences('denied.txt')
    .flatMap(({ text }) => understand(text, { names: chat }).options ?? [])
    .filter(({ text }) => !text.startsWith('freeze') && isChange(understand(text, { names: chat })));
  expect(changes).toEqual([]);
});
