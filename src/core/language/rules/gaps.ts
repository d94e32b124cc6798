import { type Item, says } from '../items.ts';
import type { Concept } from '../lexicon/concepts.ts';
import type { Role } from './preposition.ts';

const OPENING = [
  'to',
  'for',
  'from',
  'of',
  'with',
  'without',
  'except',
  'instead',
  'between',
  'by',
] as const satisfies readonly Concept[];
const VERBS = [
  'give',
  'add',
  'put',
  'take',
  'kick',
  'enable',
  'disable',
  'move',
  'swap',
  'upgrade',
  'copy',
] as const satisfies readonly Concept[];

/** Something was left out: "assign E3 to HR and", "assign and EMS", "from to E3", "everyone in". */
export function hasGap(items: readonly Item[]): boolean {
  const said = items.filter((item) => !says(item, 'polite', 'filler'));
  const last = said.findLast((item) => item.kind !== 'break');
  const before = said.findLast((item) => item !== last && item.kind !== 'break');
  const opens = says(last, 'and', 'or', 'in', 'until', ...OPENING) && !mayEnd(last);
  const trails = says(last, 'particle') && says(before, 'and', 'or');
  return (
    opens || trails || (says(last, 'in') && says(before, 'everyone', 'member')) || said.some((_, at) => isGap(said, at))
  );
}

/** Dutch splits its verbs: "toe", "in" and "uit" may stand last. */
function mayEnd(item: Item | undefined): boolean {
  return says(item, 'particle', 'on', 'off', 'also', 'forever');
}

function isGap(items: readonly Item[], at: number): boolean {
  const [item, next] = [items[at], items[at + 1]];
  if (says(item, 'on', 'off') && isPlan(items[at - 1]) && isPlan(next)) return true;
  if (/^(?:from|van) (?:to|naar)$/i.test(`${item?.text} ${next?.text}`)) return true;
  const joins = says(next, 'and', 'or') && !/^(?:but|maar|of)$/i.test(next?.text ?? '');
  return joins && says(item, ...OPENING, ...VERBS) && !mayEnd(item);
}

/** "E3 or E5": which of them was not said. "without Yammer or Sway" leaves both out. */
export function leavesOpen(item: Item, role: Role): boolean {
  return says(item, 'or') && !says(item, 'and') && role !== 'without' && role !== 'except';
}

/** A word that needs a name beside it and has none: "to Department and Marketing", "then HR Department". */
export function isLoose(items: readonly Item[], at: number): boolean {
  const item = items[at];
  const next = items.slice(at + 1).find((other) => !says(other, 'filler', 'polite'));
  if (says(item, 'after')) return next?.kind === 'name' && !says(items[at - 1], ...VERBS);
  if (!says(item, 'group', 'user') || says(item, 'everyone', 'member')) return false;
  const before = items.slice(0, at).findLast((other) => !says(other, 'filler', 'polite', 'license', 'plan'));
  return (
    before?.kind !== 'name' && next?.kind !== 'name' && !says(next, 'in', 'of', 'from', 'pronoun', 'group', 'user')
  );
}

function isPlan(item: Item | undefined): boolean {
  return item?.kind === 'name' && item.refs.some((ref) => ref.kind === 'plan');
}

/** "turn on Yammer and off Sway": here "off" goes with what follows. */
export function opensState(items: readonly Item[], at: number): boolean {
  const before = items[at - 1];
  const next = items.slice(at + 1).find((item) => !says(item, 'filler', 'polite'));
  return isPlan(next) && (says(before, 'and', 'or') || before?.kind === 'break');
}
