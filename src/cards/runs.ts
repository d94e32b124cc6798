import type { Language } from '../language/command.ts';
import { formatCount, listParts } from '../words/format.ts';
import { literal } from './literal.ts';

export type Color = 'Default' | 'Accent' | 'Good' | 'Attention';

/** A piece of a line. The template decides about size; the sentence about weight, slant and color. */
export interface TextRun {
  readonly text: string;
  readonly weight: 'Default' | 'Bolder';
  readonly color: Color;
  readonly italic: boolean;
  readonly subtle: boolean;
  /** A name so long that a card of many of them may have to cut it. */
  readonly long?: true;
}

export type TextRuns = readonly TextRun[];

const LONG_NAME = 40;

/** What fills a place of a pattern: a count, words of ours, or runs made before. */
export type Value = string | number | TextRuns;

/** Words of ours, from the catalogue. What others wrote goes through `name`. */
export function words(text: string, style: Partial<Omit<TextRun, 'text'>> = {}): TextRuns {
  return text === '' ? [] : [{ text, weight: 'Default', color: 'Default', italic: false, subtle: false, ...style }];
}

/** Words that the tenant or a person wrote, printed as they are. */
export function name(text: string, style: Partial<Omit<TextRun, 'text'>> = {}): TextRuns {
  const printed = literal(text);
  return words(printed, printed.length > LONG_NAME ? { ...style, long: true } : style);
}

export function bold(runs: TextRuns): TextRuns {
  return runs.map((run) => ({ ...run, weight: 'Bolder' }));
}

export function plain(runs: TextRuns): TextRuns {
  return runs.map((run) => ({ ...run, weight: 'Default' }));
}

/** The runs as text alone: for summaries and alternative texts. */
export function textOfRuns(runs: TextRuns): string {
  return runs.map((run) => run.text).join('');
}

/**
 * A sentence of the catalogue with its places filled: `They have **{product}** through {sources}.`
 * @throws Error when the pattern has a place for which there is no value
 */
export function phrase(pattern: string, values: Readonly<Record<string, Value>>, language: Language): TextRuns {
  const runs: TextRun[] = [];
  let weight: TextRun['weight'] = 'Default';
  for (const part of pattern.split(/(\*\*|\{\w+\})/)) {
    if (part === '**') {
      weight = weight === 'Default' ? 'Bolder' : 'Default';
    } else if (part.startsWith('{') && part.endsWith('}')) {
      const value = values[part.slice(1, -1)];
      if (value === undefined) throw new Error(`no value for ${part} in “${pattern}”`);
      const filled = runsOf(value, language);
      runs.push(...(weight === 'Bolder' ? bold(filled) : filled));
    } else {
      runs.push(...words(part, { weight }));
    }
  }
  return merged(runs);
}

/** The same as text. */
export function fillText(pattern: string, values: Readonly<Record<string, Value>>, language: Language): string {
  return textOfRuns(phrase(pattern, values, language));
}

/** "A, B and C". */
export function listed(items: readonly TextRuns[], language: Language, kind: 'and' | 'or' = 'and'): TextRuns {
  const runs = listParts(items.length, language, kind).flatMap((part) =>
    typeof part === 'number' ? (items[part] ?? []) : words(part),
  );
  return merged(runs);
}

/** Runs one after another, with words of ours between. */
export function joined(items: readonly TextRuns[], separator: string): TextRuns {
  return merged(items.flatMap((item, index) => (index === 0 ? item : [...words(separator), ...item])));
}

/** First letter large: a phrase as a title. */
export function capitalized(runs: TextRuns): TextRuns {
  const [first, ...rest] = runs;
  return first === undefined
    ? runs
    : [{ ...first, text: first.text.charAt(0).toUpperCase() + first.text.slice(1) }, ...rest];
}

function runsOf(value: Value, language: Language): TextRuns {
  if (typeof value === 'number') return words(formatCount(value, language));
  return typeof value === 'string' ? words(value) : value;
}

/** Neighbours of one style become one run: fewer bytes, the same look. A long name stays by itself. */
function merged(runs: TextRuns): TextRuns {
  const result: TextRun[] = [];
  for (const run of runs) {
    const last = result.at(-1);
    if (last && alike(last, run)) result[result.length - 1] = { ...last, text: last.text + run.text };
    else result.push(run);
  }
  return result;
}

function alike(a: TextRun, b: TextRun): boolean {
  const looks = a.weight === b.weight && a.color === b.color && a.italic === b.italic && a.subtle === b.subtle;
  return looks && a.long === undefined && b.long === undefined;
}
