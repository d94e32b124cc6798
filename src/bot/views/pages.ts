import type { Page } from '../../core/page.ts';
import { button } from '../cards/buttons.ts';
import type { Button, CardData } from '../cards/card.ts';
import type { Press } from '../cards/verbs.ts';
import { textFor, type ViewContext } from './context.ts';

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
