import { ask, type Draft } from '../draft.ts';
import { type Item, says } from '../items.ts';
import { ASKING } from './open-clause.ts';

/** A command without its reason, and the reason in the words of who gave it. */
export interface Reasoned {
  readonly items: readonly Item[];
  readonly reason?: string;
}

/**
 * Takes "because the pilot has ended" off a command: whatever follows is not read as part of it. A reason that itself
 * seems to hold a restriction or a further command is a question.
 */
export function splitReason(text: string, items: readonly Item[]): Reasoned | Draft {
  const at = items.findIndex((item, index) => beginsReason(items, index, item));
  if (at === -1) return { items };
  const opens = items.slice(0, at).every((item) => item.kind === 'break' || says(item, 'polite'));
  const end = opens ? items.findIndex((item, index) => index > at && endsReason(items, index, item)) : items.length;
  if (end === -1) return ask('unclear');
  const told = items.slice(at, end);
  const kept = opens ? items.slice(end + 1) : items.slice(0, at);
  const aims = told.some((item) => item.kind === 'name') && !kept.some((item) => item.kind === 'name');
  const hidden = aims || told.some((item, index) => hidesCommand(told, index, item));
  if (hidden) return ask('unclear');
  const marker = items[at];
  const from = says(marker, 'because') ? (marker?.end ?? 0) : (marker?.start ?? 0);
  const reason = text.slice(from, items[end]?.start ?? text.length).replace(/^[\s:,]+|[\s.!,;]+$/g, '');
  return { items: kept, ...(reason === '' ? {} : { reason }) };
}

function beginsReason(items: readonly Item[], at: number, item: Item): boolean {
  // Dutch "want" gives a reason after a request; English "want" asks for something.
  if (item.text.toLowerCase() === 'want') return items.slice(0, at).some((other) => says(other, ...ASKING));
  if (says(item, 'because')) return true;
  return says(item, 'until', 'since') && tellsCondition(items.slice(at + 1));
}

/** "they've had the training": somebody, and what is to happen, in which no date is lost. */
function tellsCondition(items: readonly Item[]): boolean {
  const [first] = items;
  const opens =
    first?.kind === 'name' || says(first, 'pronoun', 'subject', 'filler') || /^they['’]/i.test(first?.text ?? '');
  const dated = items.some(
    (item) =>
      item.kind === 'time' ||
      item.kind === 'number' ||
      says(item, 'unit', 'month', 'weekday', 'day', 'next', 'end', 'not', 'forever'),
  );
  return opens && !dated && items.length > 1;
}

function endsReason(items: readonly Item[], at: number, item: Item): boolean {
  return (
    item.kind === 'break' &&
    says(
      items.slice(at + 1).find((next) => !says(next, 'polite')),
      ...ASKING,
    )
  );
}

function hidesCommand(items: readonly Item[], at: number, item: Item): boolean {
  const next = items[at + 1];
  if (says(item, 'without', 'except') && next?.kind === 'name') return true;
  const joins = says(item, 'and', 'after') || item.kind === 'break';
  return joins && says(next, ...ASKING) && items.slice(at + 1).some((other) => other.kind === 'name');
}
