import type { SkuIndex } from '../../core/licensing/tenant.ts';
import { barPng, SEATS_BAR } from '../cards/bar.ts';
import { button, buttons } from '../cards/buttons.ts';
import type { Bar, Card, SeatRow } from '../cards/card.ts';
import { name, textOf, words } from '../cards/runs.ts';
import { count, textFor, type ViewContext } from './context.ts';
import { productName } from './names.ts';
import { pageOf, pager } from './pages.ts';
import { timeText } from './time.ts';

const PRODUCTS_ON_A_PAGE = 12;
/** A product with so few free seats of all that it has is low. */
const LOW_SHARE = 0.05;

export interface Seats {
  readonly skuId: string;
  readonly seats: number;
  readonly used: number;
  readonly free: number;
}

export function seatsOf({ tenant }: ViewContext, sku: SkuIndex): Seats {
  const seats = tenant.seats(sku);
  const used = tenant.consumed(sku);
  return { skuId: tenant.skus[sku]?.skuId ?? '', seats, used, free: seats - used };
}

export interface ProductsInput {
  readonly page: number;
  readonly mayChange?: boolean;
  /** Only these; all of the tenant's when absent. */
  readonly skuIds?: readonly string[];
}

/** Products and how many of their seats are used, least free first. */
export function productsCard(context: ViewContext, { page, skuIds, mayChange = false }: ProductsInput): Card {
  const { products, kinds, labels, summaries, buttons: texts } = context.texts.cards;
  const { tenant } = context;
  const all = tenant.skus
    .map((_, index) => seatsOf(context, index))
    .filter(({ skuId }) => skuIds === undefined || skuIds.includes(skuId))
    .sort((a, b) => a.free - b.free);
  const shown = pageOf(all, page, PRODUCTS_ON_A_PAGE);
  const [least] = all;
  return {
    name: 'products',
    data: {
      language: context.texts.language,
      fallbackText:
        least === undefined
          ? products.noProducts
          : textFor(context, summaries.products, {
              count: all.length,
              product: textOf(productName(context, least.skuId)),
              free: least.free,
            }),
      kind: kinds.products,
      title: name(tenant.organization.displayName),
      sentences: all.length === 0 ? [words(products.noProducts)] : [],
      seatHead: { product: labels.product, assigned: labels.assigned, free: labels.free },
      seatRows: shown.items.map((seats) => seatRow(context, seats)),
      ...pager(context, shown.page, (next) => ({ verb: 'seats', data: { page: next } })),
      buttons: buttons(
        mayChange && button(texts.assign, { verb: 'assign-form', data: {} }),
        button(texts.failures, { verb: 'failures', data: {} }),
        button(texts.groups, { verb: 'list-groups', data: {} }),
      ),
      footer: { left: words(products.leastFree), right: timeText(context, context.now) },
    },
  };
}

function seatRow(context: ViewContext, seats: Seats): SeatRow {
  const { numbers, states, buttons: texts } = context.texts.cards;
  return {
    product: productName(context, seats.skuId),
    used: count(context, seats.used),
    of: textFor(context, numbers.ofTotal, { total: seats.seats }),
    free: count(context, seats.free),
    warning: seats.free <= 0 ? states.none : seats.free < seats.seats * LOW_SHARE ? states.low : '',
    bar: seatsBar(context, seats),
    press: button(texts.showProduct, { verb: 'show-product', data: { sku: seats.skuId } }),
  };
}

export function seatsBar(context: ViewContext, { used, seats }: Seats): Bar {
  return {
    url: barPng(seats === 0 ? Number(used > 0) : Math.min(1, used / seats), SEATS_BAR),
    altText: textFor(context, context.texts.cards.counts.seatsUsed, { count: used, total: seats }),
  };
}
