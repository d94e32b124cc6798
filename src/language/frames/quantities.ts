import { type Item, says, type WordItem } from '../items.ts';
import type { OpenClause } from './open-clause.ts';
import type { Mark } from './run.ts';

/** "what HR has to Sales" is given to Sales. */
export const HAS_TO = /^(?:has|have) to$/i;

/** "everyone in Marketing" is Marketing; "everyone" alone is all there are. */
export function everyone(open: OpenClause, item: WordItem, next: Item | undefined, at: number): boolean {
  const { runs, verbs, items } = open;
  if (item.alsoName) return false;
  if (restates(open, next, at)) return true;
  // "add everyone from HR to Sales", "everyone from HR must join Sales".
  const joins = says(next, 'from') && (says(verbs.at(-1), 'add', 'put') || items.some((it) => says(it, 'joined')));
  const determines = (says(next, 'in', 'of') || joins) && !says(next, 'off');
  if (!determines) return runs.addQuantity('everyone');
  runs.expectMembers();
  return true;
}

/** "all licenses", "everything"; but "all E3 licenses" are those of E3. */
export function everything(open: OpenClause, item: WordItem, next: Item | undefined, at: number): boolean {
  const { runs, items, verbs, typeOf } = open;
  if (item.alsoName) return false;
  if (restates(open, next, at)) return true;
  const whole = says(item, 'everything') && !says(next, 'of');
  if (!whole && isOfMembers({ items, verbs, typeOf }, item, next)) {
    runs.expectMembers();
    // "move all Interns to R&D", "put all of Interns in R&D".
    return next?.kind !== 'name' || runs.mark(IN);
  }
  // "AllV isio" may be the group All; a misspelled word is not passed over.
  if (!whole && next?.kind === 'name') return !item.corrected;
  const after = items.slice(at + 1).find((other) => !says(other, 'filler'));
  const of = says(after, 'license') ? 'license' : says(after, 'plan') ? 'plan' : undefined;
  return runs.addQuantity('everything', whole ? undefined : of);
}

/** "Marketing gets Visio, everyone except Dave": those of Marketing. But "Marketing and everyone except Dave" are more than those. */
function restates({ runs, items, typeOf }: OpenClause, except: Item | undefined, at: number): boolean {
  const isApart = items[at - 1]?.kind === 'break' && runs.all().some((run) => run.type === 'group');
  const left = except === undefined ? undefined : items[items.indexOf(except) + 1];
  return isApart && says(except, 'except', 'but') && left?.kind === 'name' && typeOf(left) === 'user';
}

const IN: ReadonlySet<Mark> = new Set(['in']);

/** "move all Interns", "put all of Interns", "add the whole Marketing team": where people go, each of the members does. */
export function isOfMembers(
  { items, verbs, typeOf }: Pick<OpenClause, 'items' | 'verbs' | 'typeOf'>,
  item: WordItem,
  next: Item | undefined,
): boolean {
  const group = says(next, 'of') ? items[items.indexOf(next as Item) + 1] : next;
  const goes = verbs.some((verb) => says(verb, 'move', 'kick')) || says(verbs.at(-1), 'add', 'put');
  return goes && !item.corrected && group?.kind === 'name' && typeOf(group) === 'group';
}

/** "everything Marketing has", where it is given. */
export function whatOneHas({ verbs, items, typeOf }: OpenClause, _: WordItem, next: Item | undefined): boolean {
  const has =
    next?.kind === 'name' &&
    typeOf(next) === 'group' &&
    (says(items[items.indexOf(next) + 1], 'having') || HAS_TO.test(items[items.indexOf(next) + 1]?.text ?? ''));
  return has && verbs.every((said) => says(said, 'give', 'need', 'having', 'copy'));
}
