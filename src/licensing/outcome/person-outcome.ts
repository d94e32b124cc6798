import { memoryOf } from '../model/memory-tenant.ts';
import { type RowFacts, rowFactsReader } from '../model/row-facts.ts';
import type { Rows, Tenant } from '../model/tenant.ts';
import { type Fingerprint, type Lanes, lanesOf } from './fingerprint.ts';
import type { PersonOutcome } from './outcome.ts';

/** What one person's rows gained and lost, with the groups that fail them no longer, and those that newly do. */
interface RowsDifference {
  readonly change: Pick<PersonOutcome, 'gainedSkuIds' | 'lostSkuIds' | 'gainedPlans' | 'lostPlans'>;
  readonly fixedBy: readonly string[];
  readonly newlyFailedBy: readonly string[];
}

/**
 * Compares two states of a person's rows. Hardly two people of a large tenant have the same rows, but nearly all get the
 * same new ones: what these change depends on the others only as far as the others bring the same products, plans and
 * failures. So each different case is looked at once: rows that go, rows that come, and what of theirs the rest brings.
 */
export function rowsComparer(tenant: Tenant, print: Fingerprint): (before: Rows, after: Rows) => RowsDifference {
  const { store } = memoryOf(tenant);
  const facts = rowFactsReader(tenant);
  const exchanges = new Map<string | number, Exchange>();
  const sum = new Int32Array(4);
  /** What was found last: the next one is mostly alike. */
  let last: { readonly row: number; readonly exchange: Exchange } | undefined;
  /** The rows from one place to another that are not among the others. */
  const less = (rows: Rows, from: number, to: number, others: Rows): readonly RowFacts[] => {
    if (from === to) return NONE;
    const found: RowFacts[] = [];
    for (let place = from; place < to; place++) {
      if (!store.has(others, store.row(rows, place))) found.push(facts.at(rows, place));
    }
    return found;
  };
  const exchangeBy = (key: string | number, gone: readonly RowFacts[], come: readonly RowFacts[]): Exchange => {
    const exchange = exchanges.get(key) ?? exchangeOf(gone, come);
    exchanges.set(key, exchange);
    return exchange;
  };
  const exchangeOfOne = (row: number, rows: Rows, place: number): Exchange => {
    if (last?.row === row) return last.exchange;
    const exchange = exchangeBy(row, NONE, [facts.at(rows, place)]);
    last = { row, exchange };
    return exchange;
  };
  const exchangeFrom = (before: Rows, after: Rows): Exchange => {
    const had = store.count(before);
    if (store.count(after) === had + 1 && store.beginsWith(after, before)) {
      const row = store.row(after, had);
      if (!store.has(before, row)) return exchangeOfOne(row, after, had);
    }
    const [from, ends] = store.sameEnds(before, after);
    const gone = less(before, from, had - ends, after);
    const come = less(after, from, store.count(after) - ends, before);
    const key =
      gone.length === 0 && come.length === 1 ? (come[0]?.number ?? 0) : `${numbersOf(gone)} ${numbersOf(come)}`;
    return exchangeBy(key, gone, come);
  };
  /** What of it the rows bring that stay. */
  const broughtBy = (had: Rows, { words, gone }: Exchange): string | number => {
    const [only] = words;
    if (only !== undefined && words.length === 1) return facts.bits(had, only.at, gone) & only.bits;
    return words
      .map(({ at, bits }) => facts.bits(had, at, gone) & bits)
      .map((both) => String.fromCharCode(both & 0xffff, both >>> 16))
      .join('');
  };
  return (before, after) => {
    const exchange = exchangeFrom(before, after);
    const rest = broughtBy(before, exchange);
    let difference = exchange.known.get(rest);
    if (difference === undefined) {
      difference = compare(facts.all(before), facts.all(after), exchange);
      exchange.known.set(rest, difference);
    }
    print.addSum(difference.lanes, 1);
    facts.sumLanes(after, sum);
    print.addSum(sum, store.count(after));
    return difference;
  };
}

const NONE: readonly RowFacts[] = [];

interface Exchange {
  readonly gone: readonly RowFacts[];
  readonly come: readonly RowFacts[];
  /** The words in which they bring something, and what. */
  readonly words: readonly { readonly at: number; readonly bits: number }[];
  /** By what of that the other rows bring as well. */
  readonly known: Map<string | number, RowsDifference & { readonly lanes: Lanes }>;
}

function exchangeOf(gone: readonly RowFacts[], come: readonly RowFacts[]): Exchange {
  const words: { at: number; bits: number }[] = [];
  const length = Math.max(0, ...[...gone, ...come].map(({ brings }) => brings.length));
  for (let at = 0; at < length; at++) {
    const bits = bitsAt(gone, at) | bitsAt(come, at);
    if (bits !== 0) words.push({ at, bits });
  }
  return { gone, come, words, known: new Map() };
}

function bitsAt(rows: readonly RowFacts[], word: number): number {
  let bits = 0;
  for (const { brings } of rows) bits |= brings[word] ?? 0;
  return bits;
}

function numbersOf(rows: readonly RowFacts[]): string {
  return rows.length === 1 ? `${rows[0]?.number}` : rows.map(({ number }) => number).join();
}

function compare(
  had: readonly RowFacts[],
  has: readonly RowFacts[],
  { gone, come }: Exchange,
): RowsDifference & { readonly lanes: Lanes } {
  const [failingBefore, failingAfter] = [failing(had), failing(has)];
  const change = {
    gainedSkuIds: skusLess(come, had),
    lostSkuIds: skusLess(gone, has),
    gainedPlans: plansLess(come, had),
    lostPlans: plansLess(gone, has),
  };
  return {
    change,
    lanes: lanesOf(canonicalChange(change)),
    fixedBy: failingBefore.filter((id) => !failingAfter.includes(id)),
    newlyFailedBy: failingAfter.filter((id) => !failingBefore.includes(id)),
  };
}

function skusLess(rows: readonly RowFacts[], others: readonly RowFacts[]): readonly string[] {
  const skuIds = new Set(rows.filter(({ held }) => held).map(({ skuId }) => skuId));
  return [...skuIds].filter((skuId) => !others.some((row) => row.held && row.skuId === skuId));
}

function plansLess(rows: readonly RowFacts[], others: readonly RowFacts[]): readonly string[] {
  const plans = new Set<string>();
  for (const row of rows) {
    for (const plan of row.plans) if (!others.some((other) => other.plans.has(plan))) plans.add(plan);
  }
  return [...plans];
}

function failing(rows: readonly RowFacts[]): readonly string[] {
  return [...new Set(rows.flatMap(({ failingGroupId }) => failingGroupId ?? []))];
}

function canonicalChange(change: RowsDifference['change']): string {
  const { gainedSkuIds, lostSkuIds, gainedPlans, lostPlans } = change;
  return [gainedSkuIds, lostSkuIds, gainedPlans, lostPlans].map((ids) => [...ids].sort().join()).join(';');
}
