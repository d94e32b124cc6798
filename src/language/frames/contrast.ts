import { type Item, says } from '../items.ts';
import { typesOf } from './run.ts';

const MARKS = ['to', 'for', 'in', 'from', 'of', 'with', 'by'] as const;

/**
 * "remove not E3 but E1", "niet door E3 maar door E1": without what is set against what is meant, where both are of one kind
 * and nothing else is denied. Undefined where nothing is.
 */
export function withoutContrast(items: readonly Item[]): readonly Item[] | undefined {
  const at = items.findIndex((item) => says(item, 'not') || /^geen$/i.test(item.text));
  const denials = items.filter((item) => says(item, 'not', 'without'));
  if (at === -1 || denials.length > 1 || !/^(?:not|niet|geen)$/i.test(items[at]?.text ?? '')) return undefined;
  const denied = marked(items, at + 1);
  if (denied === undefined) return undefined;
  const but = items[denied.end]?.kind === 'break' ? denied.end + 1 : denied.end;
  if (!/^(?:but|maar)$/i.test(items[but]?.text ?? '')) return undefined;
  const from = /^(?:rather|wel|instead)$/i.test(items[but + 1]?.text ?? '') ? but + 2 : but + 1;
  const meant = marked(items, from);
  if (meant === undefined || meant.mark !== denied.mark || !isAlike(denied.name, meant.name)) return undefined;
  return [...items.slice(0, at), ...items.slice(from)];
}

interface Marked {
  readonly mark: string | undefined;
  readonly name: Extract<Item, { kind: 'name' }>;
  /** Where what follows it begins. */
  readonly end: number;
}

function marked(items: readonly Item[], at: number): Marked | undefined {
  const [first, second] = [items[at], items[at + 1]];
  if (first?.kind === 'name') return { mark: undefined, name: first, end: at + 1 };
  if (second?.kind !== 'name' || !says(first, ...MARKS)) return undefined;
  return { mark: first?.text.toLowerCase(), name: second, end: at + 2 };
}

function isAlike(one: Marked['name'], other: Marked['name']): boolean {
  return typesOf(one).some((type) => typesOf(other).includes(type));
}
