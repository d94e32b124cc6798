import { describe, expect, test } from 'vitest';
import type { Reading } from '../../src/language/command.ts';
import { understand } from '../../src/language/understand.ts';
import { isChange } from './changes.ts';
import { compared } from './compare.ts';
import { readSentences } from './read-sentences.ts';
import { chat, chatB, demo, readLines } from './tenants.ts';

interface Line {
  readonly text: string;
  readonly intent: string;
  readonly slots: Record<string, unknown>;
  /** Other readings that are as right. */
  readonly also?: readonly Pick<Line, 'intent' | 'slots'>[];
  readonly tenant?: string;
}

const readings = new Map<Line, Reading>();

/** Each is read once, whatever is asked of its reading. */
function read(line: Line): Reading {
  const { text, tenant } = line;
  const reading =
    readings.get(line) ?? understand(text, { names: tenant === 'b' ? chatB : tenant === 'demo' ? demo : chat });
  readings.set(line, reading);
  return reading;
}

function isRight(line: Line, { intent, slots }: Reading): boolean {
  const said = JSON.stringify(compared(intent, slots as Record<string, unknown>));
  return [line, ...(line.also ?? [])].some((meant) => JSON.stringify(compared(meant.intent, meant.slots)) === said);
}

/** What each set has to reach: so many of those that could be carried out. */
const SETS: readonly (readonly [name: string, lines: readonly Line[], carriedOut: number])[] = [
  ['utterances-2.jsonl', readLines<Line>('./utterances-2.jsonl'), 68],
  ['utterances-harmful.jsonl', readLines<Line>('./utterances-harmful.jsonl'), 10],
  ['utterances-typed.jsonl', readLines<Line>('./utterances-typed.jsonl'), 107],
  ['utterances-colleagues.jsonl', readLines<Line>('./utterances-colleagues.jsonl'), 2420],
  ['plain-speech.txt', readSentences('plain-speech.txt'), 76],
  ['plainer-speech.txt', readSentences('plainer-speech.txt'), 71],
  ['mixed-speech.txt', readSentences('mixed-speech.txt'), 82],
  ['fresh-speech.txt', readSentences('fresh-speech.txt'), 345],
  ['between-colleagues.txt', readSentences('between-colleagues.txt'), 214],
  ['misspelled.txt', readSentences('misspelled.txt'), 8],
  ['admins.txt', readSentences('admins.txt').map((line) => ({ ...line, tenant: 'demo' })), 134],
  ['asked.txt', readSentences('asked.txt'), 132],
  ['tickets.txt', readSentences('tickets.txt'), 140],
];

describe.each(SETS)('%s', (_, lines, carriedOut) => {
  test.each(lines)('$text is never read as another change', (line) => {
    const reading = read(line);
    expect(isChange(reading) && !isRight(line, reading) ? reading.reading : 'harmless').toBe('harmless');
  });
  test(`at least ${carriedOut} are read as they were meant`, () => {
    const done = lines.filter((line) => {
      const reading = read(line);
      return line.intent !== 'clarify' && reading.intent !== 'clarify' && isRight(line, reading);
    });
    expect(done.length).toBeGreaterThanOrEqual(carriedOut);
  });
});

describe('a mark between two names', () => {
  const say = (text: string) => understand(text, { names: chat });

  test('two words are one product where nothing parts them', () => {
    expect(say('assign EMS E3 to HR Department').slots.products).toEqual([{ sku: 'EMS' }]);
  });
  test.each(['give HR Department EMS/E3', 'give HR Department EMS | E3', 'EMS < E3 for HR Department'])(
    '%s: they are two products, and it is asked',
    (text) => {
      expect(say(text).intent).toBe('clarify');
    },
  );
  test('behind a full stop the second one is given to whom it is said to go', () => {
    expect(say('give HR Department EMS. E3 goes to Interns')).toMatchObject({
      intent: 'batch',
      slots: { steps: [{ slots: { groups: ['HR Department'] } }, { slots: { groups: ['Interns'] } }] },
    });
  });
  test.each(['EMS => E3 for HR Department', 'EMS = > E3 for HR Department', 'EMS > E3 for HR Department'])(
    '%s: the one goes for the other',
    (text) => {
      expect(say(text)).toMatchObject({ intent: 'swap_license', slots: { from: 'EMS', to: 'ENTERPRISEPACK' } });
    },
  );
});

test('what is set apart by “dan” is not joined again by the word behind it', () => {
  expect(understand('zet Viva Engage dan en Sway uit voor HR Department', { names: chat }).intent).toBe('clarify');
});

test('“ff” behind a service may be “off”, and is no courtesy', () => {
  expect(understand('assign to Interns E5 with Yammer ff', { names: chat }).intent).toBe('clarify');
  expect(understand('geef Interns ff E5', { names: chat }).intent).toBe('assign_license');
});
