import { memoryOf } from '../model/memory-tenant.ts';
import { type RowFacts, rowFactsReader } from '../model/row-facts.ts';
import type { Rows, Tenant } from '../model/tenant.ts';
import { type Fingerprint, type Lanes, lanesOf } from './fingerprint.ts';
import type { PersonOutcome } from './outcome.ts';

/** What one person's rows gained and lost, with the groups that fail them no longer, and those that newly do. */
export interface RowsDifference {
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
  /** The rows from one place to another that are not among the others. */
  const less = (rows: Rows, from: number, to: number, others: Rows): readonly RowFacts[] => {
    if (from === to) return NONE;
    const found: RowFacts[] = [];
    for (let place = from; place < to; place++) {
      if (!store.has(others, store.row(rows, place))) found.push(facts.at(rows, place));
    }
    return found;
  };
  /** What of it the rows bring that stay. */
  const broughtBy = (had: Rows, gone: readonly RowFacts[], { words }: Exchange): string | number => {
    let brought: string | number = 0;
    for (const { at, bits } of words) {
      let both = 0;
      for (let place = 0; place < store.count(had); place++) {
        const row = facts.at(had, place);
        if (gone.length === 0 || !gone.includes(row)) both |= (row.brings[at] ?? 0) & bits;
      }
      brought = words.length === 1 ? both : brought + String.fromCharCode(both & 0xffff, both >>> 16);
    }
    return brought;
  };
  const take = (rows: Rows) => {
    let [a, b, c, d] = [0, 0, 0, 0];
    const count = store.count(rows);
    for (let place = 0; place < count; place++) {
      const { lanes } = facts.at(rows, place);
      a = (a + lanes[0]) | 0;
      b = (b + lanes[1]) | 0;
      c = (c + lanes[2]) | 0;
      d = (d + lanes[3]) | 0;
    }
    print.addSum([a, b, c, d], count);
  };
  return (before, after) => {
    const [from, ends] = store.sameEnds(before, after);
    const gone = less(before, from, store.count(before) - ends, after);
    const come = less(after, from, store.count(after) - ends, before);
    const key =
      gone.length === 0 && come.length === 1 ? (come[0]?.number ?? 0) : `${numbersOf(gone)} ${numbersOf(come)}`;
    let exchange = exchanges.get(key);
    if (exchange === undefined) {
      exchange = exchangeOf(gone, come);
      exchanges.set(key, exchange);
    }
    const rest = broughtBy(before, gone, exchange);
    let difference = exchange.known.get(rest);
    if (difference === undefined) {
      difference = compare(facts.all(before), facts.all(after), gone, come);
      exchange.known.set(rest, difference);
    }
    print.addSum(difference.lanes, 1);
    take(after);
    return difference;
  };
}

const NONE: readonly RowFacts[] = [];

/** Rows that go and rows that come. */
interface Exchange {
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
  return { words, known: new Map() };
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
  gone: readonly RowFacts[],
  come: readonly RowFacts[],
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
