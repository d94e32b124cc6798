import { type Item, says, type WordItem } from '../items.ts';
import type { OpenClause } from './open-clause.ts';

/** "what HR has to Sales" is given to Sales. */
export const HAS_TO = /^(?:has|have) to$/i;

/** "everyone in Marketing" is Marketing; "everyone" alone is all there are. */
export function everyone({ runs, verbs }: OpenClause, item: WordItem, next: Item | undefined): boolean {
  if (item.alsoName) return false;
  // "add everyone from HR to Sales".
  const joins = says(next, 'from') && says(verbs.at(-1), 'add');
  const determines = (says(next, 'in', 'of') || joins) && !says(next, 'off');
  if (!determines) return runs.addQuantity('everyone');
  runs.expectMembers();
  return true;
}

/** "all licenses", "everything"; but "all E3 licenses" are those of E3. */
export function everything(
  { runs, items, verbs, typeOf }: OpenClause,
  item: WordItem,
  next: Item | undefined,
  at: number,
): boolean {
  if (item.alsoName) return false;
  const whole = says(item, 'everything');
  // "move all Interns to R&D": its members.
  const isGroup = next?.kind === 'name' && typeOf(next) === 'group';
  const moves = verbs.some((verb) => says(verb, 'move', 'kick')) || (isGroup && says(verbs.at(-1), 'add'));
  if (!whole && isGroup && moves && !item.corrected) {
    runs.expectMembers();
    return true;
  }
  // "AllV isio" may be the group All; a misspelled word is not passed over.
  if (!whole && next?.kind === 'name') return !item.corrected;
  const after = items.slice(at + 1).find((other) => !says(other, 'filler'));
  const of = says(after, 'license') ? 'license' : says(after, 'plan') ? 'plan' : undefined;
  return runs.addQuantity('everything', whole ? undefined : of);
}

/** "everything Marketing has", where it is given. */
export function whatOneHas({ verbs, items, typeOf }: OpenClause, _: WordItem, next: Item | undefined): boolean {
  const has =
    next?.kind === 'name' &&
    typeOf(next) === 'group' &&
    (says(items[items.indexOf(next) + 1], 'having') || HAS_TO.test(items[items.indexOf(next) + 1]?.text ?? ''));
  return has && verbs.every((said) => says(said, 'give', 'need', 'having', 'copy'));
}
