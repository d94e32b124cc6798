import { type Item, says, type WordItem } from '../items.ts';
import type { Concept } from '../lexicon/concepts.ts';
import { contentAfter, contentBefore, isPeople } from './marks.ts';
import type { OpenClause } from './open-clause.ts';
import { isFact } from './run.ts';
import { verb } from './verbs.ts';

export const NOUNS = ['license', 'group', 'user', 'member', 'product', 'plan'] as const satisfies readonly Concept[];

/** "the E3 license", "members of HR", "group HR": a noun belongs to the name beside it. */
export function noun(open: OpenClause, item: WordItem, next: Item | undefined, at: number): boolean {
  const { items, runs, typeOf } = open;
  if (licenses(open, item, next)) return verb(open, { ...item, concepts: new Set(['give']) });
  const before = contentBefore(items, at);
  // "Staff een ook Sales": a group is called Staff, and it is no noun of Sales.
  if (item.named !== undefined && next?.kind === 'name' && says(items[at + 1], 'filler', 'also')) return false;
  const named = [before, next].filter((other) => other?.kind === 'name');
  const members = says(next, 'of', 'in') || named.some((other) => other.possessive);
  if ((says(item, 'member') || isPeople(items, at)) && members) runs.expectMembers();
  const groupOnly = says(item, 'group') && !says(item, 'user');
  if (groupOnly && named.length > 0) return named.some((other) => typeOf(other) === 'group');
  const besideNoun = item.named === undefined && [before, next].some((other) => says(other, ...NOUNS));
  const beside = besideNoun || [before, next].some((other) => says(other, 'everyone', 'all', 'direct', 'same'));
  return named.length > 0 || beside || belongsToNext(open, next, groupOnly);
}

/** "licenses of HR", "in the team of Ann"; but "Yammer and team of E5" is no group's team. */
function belongsToNext({ items, typeOf }: OpenClause, next: Item | undefined, groupOnly: boolean): boolean {
  if (!says(next, 'of', 'from', 'in') || says(next, 'off')) return false;
  const whose = next === undefined ? undefined : contentAfter(items, items.indexOf(next));
  return !groupOnly || whose?.kind !== 'name' || !isFact(typeOf(whose));
}

/** "license Marketing for E5": the noun as a verb. */
function licenses({ verbs, runs, typeOf }: OpenClause, item: WordItem, next: Item | undefined): boolean {
  const opens = verbs.length === 0 && runs.all().length === 0 && /^licen[cs]e$/i.test(item.text);
  return opens && next?.kind === 'name' && (typeOf(next) === 'group' || typeOf(next) === 'user');
}
