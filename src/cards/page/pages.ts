import type { Page } from '../../licensing/pages/page.ts';
import { button } from '../buttons.ts';
import type { Button, CardData } from '../card.ts';
import { textFor, type ViewContext } from '../text/context.ts';
import type { Press } from '../verbs.ts';

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
