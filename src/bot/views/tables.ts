import type { OutcomeSummary } from '../../core/change-record.ts';
import type { LicenseAssignmentError } from '../../core/graph.ts';
import type { SeatsOutcome } from '../../core/licensing/outcome.ts';
import type { Table } from '../cards/card.ts';
import { type Runs, words } from '../cards/runs.ts';
import { count, say, type ViewContext } from './context.ts';
import { groupName, productName } from './names.ts';

const SEAT_ROWS = 6;
const COUNT_WIDTH = '52px';
const WIDE_COUNT_WIDTH = '72px';

/** A first column of names and further ones of numbers, right-aligned. */
export function numbersTable(
  head: readonly string[],
  rows: readonly { readonly label: Runs; readonly values: readonly Runs[] }[],
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
    label: productName(context, product.skuId),
    values: [
      words(count(context, product.before)),
      words(count(context, product.after)),
      words(count(context, product.seats - product.after), product.after > product.seats ? { color: 'Attention', weight: 'Bolder' } : {}),
    ],
  }));
  return [numbersTable([labels.seats, labels.now, labels.after, labels.free], rows, COUNT_WIDTH)];
}

/** Two outcomes side by side: what was foretold and what came, or what was shown and what would come now. */
export function outcomesTable(
  context: ViewContext,
  heads: readonly [string, string],
  first: OutcomeSummary,
  second: OutcomeSummary,
): Table {
  const rows = outcomeRows(context, first, second).map(({ label, values }) => ({
    label,
    values: values.map((value) => words(count(context, value), values[0] === values[1] ? {} : { weight: 'Bolder' })),
  }));
  return numbersTable(['', ...heads], rows, WIDE_COUNT_WIDTH);
}

/** Rows of two outcomes where either says something. */
function outcomeRows(
  context: ViewContext,
  first: OutcomeSummary,
  second: OutcomeSummary,
): readonly { readonly label: Runs; readonly values: readonly [number, number] }[] {
  const texts = context.texts.cards.finished;
  const row = (label: Runs, value: (summary: OutcomeSummary) => number) => ({
    label,
    values: [value(first), value(second)] as const,
  });
  const skuIds = keysOf(first, second, ({ products }) => products.map((product) => product.skuId));
  const errors = keysOf(first, second, ({ byError }) => Object.keys(byError) as LicenseAssignmentError[]);
  const groupIds = keysOf(first, second, ({ leftGroups }) => leftGroups.map((group) => group.groupId));
  const product = (summary: OutcomeSummary, skuId: string) => summary.products.find((candidate) => candidate.skuId === skuId);
  return [
    row(words(texts.succeeded), (summary) => summary.succeeded),
    row(words(texts.failed), (summary) => summary.failed),
    ...(errors.length > 1 ? errors : []).map((error) =>
      row(words(context.texts.cards.reasons[error]), (summary) => summary.byError[error] ?? 0),
    ),
    row(words(texts.fixed), (summary) => summary.fixed),
    row(words(texts.newlyFailing), (summary) => summary.newlyFailing),
    ...skuIds.flatMap((skuId) => [
      row(say(context, texts.got, { product: productName(context, skuId) }), (summary) => product(summary, skuId)?.gained ?? 0),
      row(say(context, texts.lost, { product: productName(context, skuId) }), (summary) => product(summary, skuId)?.lost ?? 0),
    ]),
    ...groupIds.map((groupId) =>
      row(say(context, texts.left, { group: groupName(context, groupId) }), (summary) => peopleWhoLeft(summary, groupId)),
    ),
    row(words(texts.seatsFreed), (summary) => Math.max(0, seatsMoved(summary))),
    row(words(texts.seatsTaken), (summary) => Math.max(0, -seatsMoved(summary))),
  ].filter((candidate, index) => index < 2 || candidate.values.some((value) => value !== 0)).slice(0, OUTCOME_ROWS);
}

const OUTCOME_ROWS = 12;

function peopleWhoLeft(summary: OutcomeSummary, groupId: string): number {
  return summary.leftGroups.find((group) => group.groupId === groupId)?.people ?? 0;
}

function seatsMoved(summary: OutcomeSummary): number {
  return summary.products.reduce((sum, product) => sum + product.before - product.after, 0);
}

function keysOf<T>(first: OutcomeSummary, second: OutcomeSummary, keys: (summary: OutcomeSummary) => readonly T[]): readonly T[] {
  return [...new Set([...keys(first), ...keys(second)])];
}

/** Is what came what was foretold, number by number? */
export function sameOutcome(first: OutcomeSummary, second: OutcomeSummary): boolean {
  return JSON.stringify(numbersOf(first)) === JSON.stringify(numbersOf(second));
}

function numbersOf(summary: OutcomeSummary): readonly unknown[] {
  return [
    summary.succeeded,
    summary.failed,
    summary.fixed,
    summary.newlyFailing,
    Object.entries(summary.byError).filter(([, people]) => people > 0).sort(),
    summary.products.map(({ skuId, gained, lost }) => `${skuId} ${gained} ${lost}`).sort(),
    summary.leftGroups.map(({ groupId, people }) => `${groupId} ${people}`).sort(),
  ];
}
