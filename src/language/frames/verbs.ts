import { type Item, says, type WordItem } from '../items.ts';
import type { OpenClause } from './open-clause.ts';
import { typesOf } from './run.ts';

/** "disable Sway", and Dutch "Sway uitschakelen". */
export function verb({ verbs, runs }: OpenClause, item: WordItem): boolean {
  // A misspelled word beside a verb is no second one.
  if (item.corrected && verbs.length > 0) return false;
  verbs.push(item);
  const to = says(item, 'enable', 'enabled') ? 'on' : says(item, 'disable', 'disabled') ? 'off' : undefined;
  runs.act(says(item, 'copy'));
  if (to !== undefined && !runs.closeState(to, true)) runs.openState(to, 'all');
  return true;
}

/** "ann leaves Kiosk users". */
export function leaves({ telling, typeOf }: OpenClause, item: WordItem, next: Item | undefined): boolean {
  return telling && says(item, 'left') && next?.kind === 'name' && typeOf(next) === 'group';
}

/** "remove only E3", "turn off just Sway": that goes, and nothing is said of the rest. */
export function takesOnly({ verbs, items }: OpenClause, { start }: WordItem): boolean {
  const verb = verbs.at(-1);
  // "remove E3 from Sales, only Legal" puts it right.
  const isFirst = !items.some((item) => item.kind === 'name' && item.start < start && item.start > (verb?.start ?? 0));
  return isFirst && verb !== undefined && verb.start < start && says(verb, 'take', 'kick', 'disable');
}

/** "only leave Teams": a service is all that stays. */
export function onlyKeeps(items: readonly Item[], at: number): boolean {
  const next = items[at + 2];
  return (
    says(items[at], 'only') && says(items[at + 1], 'keep') && next?.kind === 'name' && typesOf(next).includes('plan')
  );
}
