import type { OutcomeSummary } from '../../changes/change-record.ts';
import { type ComparedNumber, compareSummaries } from '../../licensing/outcome/compare-outcomes.ts';
import type { SeatsOutcome } from '../../licensing/outcome/outcome.ts';
import type { Table } from '../card.ts';
import { type TextRuns, words } from '../runs.ts';
import { countFor, say, type ViewContext } from '../text/context.ts';
import { groupLabel, productName } from '../text/names.ts';
import { freeAfter, markedProduct } from './subscription.ts';

const SEAT_ROWS = 6;
const COUNT_WIDTH = '52px';
const WIDE_COUNT_WIDTH = '72px';

/** A first column of names and further ones of numbers, right-aligned. */
function numbersTable(
  head: readonly string[],
  rows: readonly { readonly label: TextRuns; readonly values: readonly TextRuns[] }[],
  width: string,
): Table {
  const align = (column: number) => (column === 0 ? ('Left' as const) : ('Right' as const));
  return {
    columns: head.map((_, column) => ({ width: column === 0 ? 1 : width })),
    head: head.map((text, column) => ({ text: text === '' ? ' ' : text, align: align(column) })),
    rows: rows.map(({ label, values }) => ({
      cells: [label, ...values].map((runs, column) => ({ runs, align: align(column) })),
    })),
  };
}

/** Seats now, after, and what is then free; a lack stands in the color of failures. */
export function seatsTable(context: ViewContext, seats: readonly SeatsOutcome[]): readonly Table[] {
  if (seats.length === 0) return [];
  const { labels } = context.texts.cards;
  const rows = seats.slice(0, SEAT_ROWS).map((product) => ({
    label: markedProduct(context, product.skuId),
    values: [
      words(countFor(context, product.before)),
      words(countFor(context, product.after)),
      words(
        countFor(context, freeAfter(context, product)),
        product.after > product.seats ? { color: 'Attention', weight: 'Bolder' } : {},
      ),
    ],
  }));
  return [numbersTable([labels.seats, labels.now, labels.after, labels.free], rows, COUNT_WIDTH)];
}

const OUTCOME_ROWS = 10;

/** Foretold and real, side by side; what differs is bold. */
export function outcomesTable(
  context: ViewContext,
  heads: readonly [string, string],
  first: OutcomeSummary,
  second: OutcomeSummary,
): Table {
  return comparison(context, heads, rowsOf(context, first, second));
}

/** Only what differs; nothing when nothing does. */
export function differences(
  context: ViewContext,
  heads: readonly [string, string],
  first: OutcomeSummary,
  second: OutcomeSummary,
): readonly Table[] {
  const rows = rowsOf(context, first, second).filter(({ values: [before, after] }) => before !== after);
  return rows.length === 0 ? [] : [comparison(context, heads, rows)];
}

interface ComparedRow {
  readonly label: TextRuns;
  readonly values: readonly [number, number];
}

function comparison(context: ViewContext, heads: readonly [string, string], rows: readonly ComparedRow[]): Table {
  return numbersTable(
    ['', ...heads],
    rows.map(({ label, values }) => ({
      label,
      values: values.map((value) =>
        words(countFor(context, value), values[0] === values[1] ? {} : { weight: 'Bolder' }),
      ),
    })),
    WIDE_COUNT_WIDTH,
  );
}

/** Every number in which either outcome says something, and how many seats come free. */
function rowsOf(context: ViewContext, first: OutcomeSummary, second: OutcomeSummary): readonly ComparedRow[] {
  const allNew = [first, second].every(({ failed, newlyFailing }) => failed === newlyFailing);
  const rows = compareSummaries(first, second)
    .filter(
      ({ label, simulated, real, matches }) =>
        saysSomething(label, matches) && (label === 'failed' || simulated + real > 0),
    )
    .filter(({ label }) => label !== 'newlyFailing' || !allNew)
    .map((compared) => ({
      label:
        compared.label === 'failed' && allNew && compared.simulated + compared.real > 0
          ? words(context.texts.cards.finished.failing)
          : labelOf(context, compared),
      values: [compared.simulated, compared.real] as const,
    }));
  const freed = [seatsFreed(first), seatsFreed(second)] as const;
  const freedRow = { label: words(context.texts.cards.finished.seatsFreed), values: freed };
  return [...rows.slice(0, OUTCOME_ROWS), ...(freed[0] + freed[1] > 0 ? [freedRow] : [])];
}

/** Seats in use follow from who got and lost a product: they are told where they differ alone. */
function saysSomething(label: ComparedNumber['label'], matches: boolean): boolean {
  return label !== 'seatsInUse' || !matches;
}

function labelOf(context: ViewContext, { label, skuId = '', groupId = '' }: ComparedNumber): TextRuns {
  const texts = context.texts.cards.finished;
  switch (label) {
    case 'succeeded':
    case 'fixed':
    case 'newlyFailing':
      return words(texts[label]);
    case 'failed':
      return words(texts.stillFailing);
    case 'gained':
      return say(context, texts.got, { product: productName(context, skuId) });
    case 'lost':
      return say(context, texts.lost, { product: productName(context, skuId) });
    case 'seatsInUse':
      return say(context, texts.inUse, { product: productName(context, skuId) });
    case 'leftGroup':
      return say(context, texts.left, { group: groupLabel(context, groupId) });
    default:
      return label satisfies never;
  }
}

function seatsFreed({ products }: OutcomeSummary): number {
  return products.reduce((sum, product) => sum + Math.max(0, product.before - product.after), 0);
}

/** Is what came what was foretold, number by number? */
export function sameOutcome(first: OutcomeSummary, second: OutcomeSummary): boolean {
  return compareSummaries(first, second).every(({ matches }) => matches);
}
