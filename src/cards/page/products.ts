import type { Seats } from '../../licensing/model/product-seats.ts';
import { pageOf } from '../../licensing/pages/page.ts';
import { barPng, SEATS_BAR } from '../bar.ts';
import { button, buttons, secondary } from '../buttons.ts';
import type { Bar, Card, Row, SeatRow, Section } from '../card.ts';
import { answerTo, isAnsweredBy, type ProductsQuestion } from '../question/products-question.ts';
import { name, type TextRuns, textOfRuns, words } from '../runs.ts';
import { countFor, sayCount, textFor, type ViewContext } from '../text/context.ts';
import { productName } from '../text/names.ts';
import { timeText } from '../text/time.ts';
import { pager } from './pages.ts';
import { markedProduct, offerMark } from './subscription.ts';

const PRODUCTS_ON_A_PAGE = 12;
const ORGANIZATION_PRODUCTS = 8;
/** A product with so few free seats of all that it has is low. */
const LOW_SHARE = 0.05;

interface ProductsInput {
  readonly page: number;
  /** Of all products, in the tenant's order. */
  readonly seats: readonly Seats[];
  readonly mayChange?: boolean;
  /** Only these; all of the tenant's when absent. */
  readonly skuIds?: readonly string[];
  /** Only those that answer it. */
  readonly question?: ProductsQuestion;
}

/** Products and how many of their seats are used, least free first; what is for the organization stands apart. */
export function productsCard(context: ViewContext, input: ProductsInput): Card {
  const { page, skuIds, question, mayChange = false } = input;
  const { products, kinds, labels, summaries, help, buttons: texts } = context.texts.cards;
  const all = input.seats
    .filter(({ skuId }) => skuIds === undefined || skuIds.includes(skuId))
    .filter((seats) => question === undefined || isAnsweredBy(context, question, seats))
    .sort((a, b) => a.free - b.free);
  const forPeople = all.filter(({ forOrganization }) => !forOrganization);
  const shown = pageOf(forPeople, page, PRODUCTS_ON_A_PAGE);
  const answer = question === undefined ? [] : answerTo(context, question, all);
  const [least] = forPeople;
  return {
    name: 'products',
    data: {
      language: context.texts.language,
      fallbackText:
        answer[0] !== undefined
          ? textOfRuns(answer[0])
          : least === undefined
            ? products.noProducts
            : textFor(context, summaries.products, {
                count: all.length,
                product: textOfRuns(productName(context, least.skuId)),
                free: least.free,
              }),
      kind: kinds.products,
      title: name(context.labels.organization.displayName),
      sentences: all.length === 0 && question === undefined ? [words(products.noProducts)] : answer,
      seatHead: { product: labels.product, assigned: labels.assigned, free: labels.free },
      seatRows: shown.items.map((seats) => seatRow(context, seats)),
      ...pager(context, shown.page, (next) => ({
        verb: 'seats',
        data: { page: next, ...(question === undefined ? {} : { question }) },
      })),
      sections: organizationSection(context, all),
      buttons: buttons(
        mayChange && button(texts.assign, { verb: 'assign-form', data: {} }),
        question !== undefined && button(texts.seats, { verb: 'seats', data: {} }),
        button(texts.freeUp, { verb: 'say', data: { text: help.sayReclaim } }),
        button(texts.failures, { verb: 'failures', data: {} }),
        secondary(texts.export, { verb: 'say', data: { text: help.sayExportSeats } }),
        secondary(texts.groups, { verb: 'list-groups', data: {} }),
      ),
      footer: {
        left: words(question === 'runningOut' ? products.askForecast : products.leastFree),
        right: timeText(context, context.now),
      },
    },
  };
}

function seatRow(context: ViewContext, seats: Seats): SeatRow {
  const { numbers, states, buttons: texts } = context.texts.cards;
  return {
    product: labelOf(context, seats.skuId),
    used: countFor(context, seats.used),
    of: textFor(context, numbers.ofTotal, { total: seats.owned }),
    free: countFor(context, seats.free),
    warning: seats.free <= 0 ? states.none : seats.free < seats.seats * LOW_SHARE ? states.low : '',
    bar: seatsBar(context, seats),
    press: button(texts.showProduct, { verb: 'show-product', data: { sku: seats.skuId } }),
  };
}

/** The product, what is wrong with its seats, and whether it is a trial or free where its name does not say so. */
function labelOf(context: ViewContext, skuId: string): TextRuns {
  const offer = offerMark(context, skuId);
  const product = markedProduct(context, skuId);
  return offer === '' || textOfRuns(product).toLowerCase().includes(offer)
    ? product
    : [...product, ...words(` (${offer})`, { subtle: true })];
}

/** Products that no person can be given, and how many units of each there are. */
function organizationSection(context: ViewContext, all: readonly Seats[]): readonly Section[] {
  const { products, counts, buttons: texts } = context.texts.cards;
  const ours = all.filter(({ forOrganization }) => forOrganization);
  if (ours.length === 0) return [];
  const rows: readonly Row[] = ours.slice(0, ORGANIZATION_PRODUCTS).map(({ skuId, owned }) => ({
    title: markedProduct(context, skuId),
    right: words(countFor(context, owned)),
    state: null,
    detail: [],
    press: button(texts.showProduct, { verb: 'show-product', data: { sku: skuId } }),
  }));
  const hidden = ours.length - rows.length;
  const more: readonly Row[] =
    hidden === 0
      ? []
      : [{ title: sayCount(context, counts.products, hidden), right: [], state: null, detail: [], press: null }];
  return [{ heading: products.organization, rows: [...rows, ...more] }];
}

export function seatsBar(context: ViewContext, { used, owned }: Seats): Bar {
  return {
    url: barPng(owned === 0 ? Number(used > 0) : Math.min(1, used / owned), SEATS_BAR),
    altText: textFor(context, context.texts.cards.counts.seatsUsed, { count: used, total: owned }),
  };
}
