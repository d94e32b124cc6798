import { type Item, says, type WordItem } from '../items.ts';
import type { Concept } from '../lexicon/concepts.ts';
import { ASKING } from './open-clause.ts';

/** So many words may be passed over in what is offered. */
const STRANGERS = 3;

/** What an unknown word may be as a verb: nothing is ever taken away by a guess. */
const LIGHT = ['give', 'swap', 'put', 'move'] as const satisfies readonly Concept[];

/** The items without the words for which there is no use, and with one of them for a verb where there is none. */
export function withoutStrangers(items: readonly Item[], leftovers: readonly Item[]): readonly (readonly Item[])[] {
  const strange = new Set(leftovers);
  if (strange.size === 0 || strange.size > STRANGERS || leftovers.some(takesBack)) return [];
  const known = items.filter((item) => !strange.has(item));
  const verb = leftovers.find((item) => item.kind === 'unknown' && /^\p{L}+$/u.test(item.text));
  if (verb === undefined || items.some((item) => says(item, ...ASKING))) return [known];
  const guesses = LIGHT.map((concept) =>
    items.flatMap((item) => (item === verb ? [verbFor(verb, concept)] : strange.has(item) ? [] : [item])),
  );
  return [known, ...guesses];
}

function verbFor({ text, start, end }: Item, concept: Concept): WordItem {
  return {
    kind: 'word',
    text,
    start,
    end,
    concepts: new Set([concept]),
    languages: new Set(),
    corrected: false,
    alsoName: false,
  };
}

/** "no wait", "sorry": what was said before it is not what is meant. */
function takesBack(item: Item): boolean {
  return (
    says(item, 'not', 'noise', 'but', 'or') ||
    item.kind === 'number' ||
    /^(?:no|nee|wait|wacht|if|als|indien)$/i.test(item.text)
  );
}
