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
export const SETS: readonly (readonly [name: string, lines: readonly Line[], carriedOut: number])[] = [
  ['utterances-2.jsonl', readLines<Line>('./utterances-2.jsonl'), 68],
  ['utterances-harmful.jsonl', readLines<Line>('./utterances-harmful.jsonl'), 10],
  ['utterances-typed.jsonl', readLines<Line>('./utterances-typed.jsonl'), 107],
  ['utterances-colleagues.jsonl', readLines<Line>('./utterances-colleagues.jsonl'), 2820],
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

/** The everyday run reads each third line of a set, the long one the others. */
export const isEveryday = (_: Line, place: number) => place % 3 === 0;

/** The other change that a line is read as, if any. */
export function harmOf(line: Line): string {
  const reading = read(line);
  return isChange(reading) && !isRight(line, reading) ? reading.reading : 'harmless';
}

export function isCarriedOut(line: Line): boolean {
  const reading = read(line);
  return line.intent !== 'clarify' && reading.intent !== 'clarify' && isRight(line, reading);
}
