import { button } from '../cards/buttons.ts';
import type { Button, CardData } from '../cards/card.ts';
import type { Press } from '../cards/verbs.ts';
import { textFor, type ViewContext } from './context.ts';

/** One page of a list; pages count from 1. */
export interface Page {
  readonly page: number;
  readonly size: number;
  readonly total: number;
}

/** Items of the page out of all of them. A page beyond the end is the last one. */
export function pageOf<T>(
  items: readonly T[],
  page: number,
  size: number,
): { readonly items: readonly T[]; readonly page: Page } {
  const last = Math.max(1, Math.ceil(items.length / size));
  const shown = Math.min(Math.max(1, Math.trunc(page) || 1), last);
  return {
    items: items.slice((shown - 1) * size, shown * size),
    page: { page: shown, size, total: items.length },
  };
}

/** "11–20 of 214" and the buttons that lead on; nothing when all is on one page. */
export function pager(
  context: ViewContext,
  { page, size, total }: Page,
  pressFor: (page: number) => Press,
  titles: { readonly back: string; readonly next: string } = context.texts.cards.buttons,
): Pick<CardData, 'pager'> {
  if (total <= size) return {};
  const first = (page - 1) * size + 1;
  const last = Math.min(total, page * size);
  const buttons: Button[] = [];
  if (page > 1) buttons.push(button(titles.back, pressFor(page - 1)));
  if (last < total) buttons.push(button(titles.next, pressFor(page + 1)));
  return { pager: { text: textFor(context, context.texts.cards.counts.range, { first, last, total }), buttons } };
}
