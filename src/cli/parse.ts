import type { Reading } from '../language/command.ts';
import { buildNames, namesOf, understand } from '../language/index.ts';
import { EXIT, readArguments, UsageError } from './arguments.ts';
import { openTenant } from './open-tenant.ts';
import type { Terminal } from './terminal.ts';

export async function runParse(args: readonly string[], terminal: Terminal): Promise<number> {
  const { positionals, text, flag } = readArguments(args, {
    texts: ['tenant'],
    flags: ['json'],
    positionals: ['The text'],
  });
  const [sentence = ''] = positionals;
  const names = buildNames(namesOf(await openTenant(text('tenant'), terminal)));
  if (sentence !== '-') {
    const reading = understand(sentence, { names });
    terminal.out(flag('json') ? forPrograms(reading) : forPeople(reading));
    return EXIT.done;
  }
  let number = 0;
  for await (const line of terminal.inputLines()) {
    number++;
    if (line.trim() !== '') terminal.out(forPrograms(understand(textOf(line, number), { names })));
  }
  return EXIT.done;
}

function forPrograms({ intent, slots: { topic, ...slots }, reading }: Reading): string {
  // What an undo is about tells a conversation's last change from whatever was done last; here there is none.
  const about = topic === undefined || intent === 'undo' ? {} : { topic };
  return JSON.stringify({ intent, slots: { ...slots, ...about }, reading });
}

function forPeople({ intent, slots, reading, options = [] }: Reading): string {
  const choices = options.map((option) => `  - ${option.title}: ${option.text}`);
  return [reading, ...choices, '', `${intent} ${JSON.stringify(slots, undefined, 2)}`].join('\n');
}

function textOf(line: string, number: number): string {
  const value = parseJson(line, number);
  if (typeof value === 'object' && value !== null && 'text' in value && typeof value.text === 'string')
    return value.text;
  throw new UsageError(`Line ${number} of standard input has no "text".`);
}

function parseJson(line: string, number: number): unknown {
  try {
    return JSON.parse(line);
  } catch {
    throw new UsageError(`Line ${number} of standard input is not JSON.`);
  }
}
