import { type Item, type NameItem, says, type WordItem } from '../items.ts';

/** How a name stands in its clause: after which word. */
export type Role =
  | 'object'
  | 'to'
  | 'for'
  | 'in'
  | 'from'
  | 'of'
  | 'with'
  | 'without'
  | 'except'
  | 'only'
  | 'instead'
  | 'between'
  | 'by'
  /** Plans that "on" stood behind, or "turn on" before. */
  | 'on';

const PREPOSITIONS = [
  'without',
  'except',
  'only',
  'instead',
  'between',
  'with',
  'by',
  'to',
  'for',
  'from',
  'in',
  'of',
] as const;

interface Before {
  readonly verbs: readonly WordItem[];
  readonly last: NameItem | undefined;
}

/**
 * What a word makes of the names after it. Many words have several uses ("off", "uit", "aan", "in", "of"): what
 * follows them decides.
 */
export function preposition(
  items: readonly Item[],
  at: number,
  { verbs, last }: Before,
): Role | 'off' | 'moment' | undefined {
  const item = items[at];
  if (item?.kind !== 'word') return undefined;
  const next = nextContent(items, at);
  const nextIsTarget =
    says(next, 'everyone', 'member') || (next?.kind === 'name' && isOf(next, 'group', 'user')) || isPronoun(next);
  if (
    next?.kind === 'time' &&
    says(item, 'until', 'starting', 'during', 'since', 'on', 'from', 'for', 'in', 'to', 'by')
  ) {
    return 'moment';
  }
  if (says(item, 'or') && last !== undefined && next?.kind === 'name' && sameKind(last, next)) return undefined;
  if (says(item, 'particle') && says(next, 'to')) return undefined;
  if (says(item, 'off')) return nextIsTarget && says(item, 'off') && !isState(item) ? 'from' : 'off';
  const toProduct = says(item, 'to') && next?.kind === 'name' && isOf(next, 'sku') && !turns(verbs);
  if (says(item, 'on') && toProduct) return 'to';
  if (says(item, 'on')) return nextIsTarget && !isState(item) ? 'to' : 'on';
  const followed = next?.kind === 'name' || says(next, 'everyone', 'member', 'location') || isPronoun(next);
  if (says(item, 'particle') && !followed) return says(item, 'in') && turns(verbs) ? 'on' : undefined;
  const found = PREPOSITIONS.find((concept) => item.concepts.has(concept));
  if (found === 'only') return next?.kind === 'name' && isOf(next, 'plan') ? 'only' : undefined;
  if (found === 'without' || found === 'except') return followed ? found : undefined;
  return found;
}

/** The next item that is no article or courtesy. */
function nextContent(items: readonly Item[], at: number): Item | undefined {
  return items.slice(at + 1).find((item) => !isPassedOver(item));
}

function isPassedOver(item: Item): boolean {
  if (says(item, 'everyone', 'member')) return false;
  if (isPronoun(item)) return false;
  return says(item, 'filler', 'polite', 'group', 'user', 'license', 'plan', 'product', 'all', 'both', 'also', 'only');
}

function isPronoun(item: Item | undefined): boolean {
  return says(item, 'pronoun') && !says(item, 'filler');
}

/** "disabled" and "ingeschakeld" say a state and never a direction. */
function isState(item: WordItem): boolean {
  return item.text.length > 4;
}

function turns(verbs: readonly WordItem[]): boolean {
  return verbs.some((verb) => says(verb, 'turn', 'put'));
}

function isOf(item: NameItem, ...kinds: readonly string[]): boolean {
  return item.refs.some((ref) => kinds.includes(ref.kind));
}

function sameKind(one: NameItem, other: NameItem): boolean {
  return one.refs.some((ref) => isOf(other, ref.kind));
}

export function momentRoleOf(item: WordItem): 'until' | 'during' | 'since' | 'starting' {
  if (says(item, 'until', 'to')) return 'until';
  if (says(item, 'during', 'for') && !says(item, 'starting')) return 'during';
  // "by Friday" is neither a beginning nor an end.
  return says(item, 'since', 'by') ? 'since' : 'starting';
}
