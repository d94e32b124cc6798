import type { Reading } from '../../../src/language/command.ts';
import { isChange } from '../changes.ts';
import { compared } from '../compare.ts';
import type { Generated, Meaning } from './spoken.ts';

/** `harmful`: a change that was not asked for. `other`: answered as something that changes nothing. */
export type Verdict = 'exact' | 'asked' | 'other' | 'harmful';

export function judge({ meaning, equally }: Generated, reading: Reading): Verdict {
  if (reading.intent === 'clarify') return 'asked';
  if ([meaning, equally].some((meant) => meant !== undefined && same(meant, reading))) return 'exact';
  return isChange(reading) ? 'harmful' : 'other';
}

/** What a list is of, and is not of. */
const OF_LISTS = ['without', 'outside', 'through', 'lacking', 'paths', 'enabled', 'guests', 'scope'] as const;

/** Whether a question is answered as it was meant: what it denies is denied, and nothing is dropped. */
export function isAnswered({ meaning }: Generated, reading: Reading): boolean {
  if (reading.intent === 'clarify') return true;
  if (meaning === undefined || !same(meaning, reading)) return false;
  return OF_LISTS.every((slot) => JSON.stringify(meaning.slots[slot]) === JSON.stringify(reading.slots[slot]));
}

function same(meaning: Meaning, { intent, slots }: Reading): boolean {
  const of = (name: string, all: object) => JSON.stringify(ordered(compared(name, all as Record<string, unknown>)));
  return of(meaning.intent, meaning.slots) === of(intent, slots);
}

/** Lists of names say the same in any order; steps do not. */
function ordered(value: unknown, key = ''): unknown {
  if (Array.isArray(value)) {
    const items = value.map((item) => ordered(item));
    return key === 'steps'
      ? items
      : items.toSorted((one, other) => (JSON.stringify(one) < JSON.stringify(other) ? -1 : 1));
  }
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).toSorted(([one], [other]) => (one < other ? -1 : 1));
  return Object.fromEntries(entries.map(([name, inner]) => [name, ordered(inner, name)]));
}
