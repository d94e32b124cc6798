import { type Item, says, type WordItem } from '../items.ts';
import type { OpenClause } from './open-clause.ts';

/** "Bob zijn Visio". */
export function isOwning({ runs }: OpenClause, item: WordItem, next: Item | undefined): boolean {
  return runs.endsIn('group', 'user') && next?.kind === 'name' && /^(?:their|his|her|hun|haar|zijn)$/i.test(item.text);
}

/** "it" may be the one thing that was named; "them" are all people or groups, "her" is the only one. */
export function pronoun(
  { antecedents, items, runs, typeOf }: OpenClause,
  item: WordItem,
  _: unknown,
  at: number,
): boolean {
  const whose = items[at + 1];
  if (WHOSE.test(item.text) && whose?.kind !== 'name' && !says(whose, 'license', 'plan', 'direct')) return false;
  const thing = /^(?:it|that|dat|dit|het)$/i.test(item.text);
  const meant = thing ? antecedents : antecedents.filter((name) => typeOf(name) === 'group' || typeOf(name) === 'user');
  if (meant.length === 0 || (meant.length > 1 && !PLURAL.test(item.text))) return false;
  const added = meant.every((name, index) => {
    if (index > 0) runs.join('and');
    return runs.add(name, typeOf(name));
  });
  if (WHOSE.test(item.text)) runs.own();
  return added;
}

/** "his E3": of whom something follows. */
const WHOSE = /^(?:his|their|its|whose)$/i;

const PLURAL = /^(?:them|they|these|those|their|ze|zij|hen|hun|die)$/i;
