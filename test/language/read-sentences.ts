import { readFileSync } from 'node:fs';

export interface Expected {
  readonly text: string;
  readonly intent: string;
  readonly slots: Record<string, unknown>;
}

/** Sentences of a file, each under a line "= intent {slots}" that says what they all mean. */
export function readSentences(file: string): Expected[] {
  const text = readFileSync(new URL(`./sentences/${file}`, import.meta.url), 'utf8');
  const expected: Expected[] = [];
  let intent = '';
  let slots: Record<string, unknown> = {};
  for (const line of text.split('\n').filter((it) => it.trim() !== '')) {
    const heading = /^= (\w+) (\{.*\})$/.exec(line);
    if (heading === null) expected.push({ text: line, intent, slots });
    else [intent, slots] = [heading[1] ?? '', JSON.parse(heading[2] ?? '{}') as Record<string, unknown>];
  }
  return expected;
}
