import { type Item, says, wordOf } from '../items.ts';
import { joins } from './half-items.ts';
import { typesOf } from './run.ts';

/** "E3, group: Interns", "Yammer off, Marketing": what the head of a ticket leaves to its signs, in words. */
export function withoutLabels(items: readonly Item[]): readonly Item[] {
  return forWhom(items.flatMap(unlabelled));
}

/** "excl.: Sway", "Sway: off for HR" without the colon; "group: Interns" behind something else is for them. */
function unlabelled(item: Item, at: number, items: readonly Item[]): readonly Item[] {
  const [before, after] = [items[at - 1], items[at + 1]];
  if (isColon(item))
    return says(before, 'without') || isWhom(before, at) || (isPlan(before) && isState(after)) ? [] : [item];
  if (isWhom(item, at + 1) && isColon(after))
    return [{ ...wordOf(item.text, 'for'), start: item.start, end: item.end }];
  return item.kind === 'break' && isWhom(after, at + 2) && isColon(items[at + 2]) ? [] : [item];
}

/** "Yammer and Sway off, Marketing": the one mark stands between what is turned and for whom. */
function forWhom(items: readonly Item[]): readonly Item[] {
  const said = items.filter((item) => !says(item, 'polite'));
  const at = said.findIndex(({ kind }) => kind === 'break');
  const [plans, groups] = [said.slice(0, at), said.slice(at + 1)];
  const mark = said[at];
  const turned = isState(plans.at(-1)) && plans.slice(0, -1).every((item) => isPlan(item) || says(item, 'and'));
  const only = groups.length > 0 && groups.every((item) => isOnlyGroup(item) || joins(item));
  if (mark === undefined || plans.length < 2 || !turned || !only) return items;
  return items.map((item) => (item === mark ? { ...wordOf('for', 'for'), start: item.start, end: item.end } : item));
}

function isColon(item: Item | undefined): boolean {
  return item?.kind === 'break' && item.mark === ':';
}

/** A label of whom it is for, unless it opens the whole. */
function isWhom(item: Item | undefined, next: number): boolean {
  return next > 1 && says(item, 'group', 'user', 'member');
}

function isState(item: Item | undefined): boolean {
  return says(item, 'on', 'off');
}

function isPlan(item: Item | undefined): boolean {
  return item?.kind === 'name' && typesOf(item).includes('plan');
}

function isOnlyGroup(item: Item): boolean {
  return item.kind === 'name' && typesOf(item).every((type) => type === 'group');
}
