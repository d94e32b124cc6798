import type { LicenseAssignmentState } from '../../graph/types.ts';
import { type Lanes, lanesOf } from '../outcome/fingerprint.ts';
import { at, widened } from './growable.ts';
import { isHeld, planReader } from './holdings.ts';
import { type MemoryTenant, memoryOf } from './memory-tenant.ts';
import type { RowStore } from './row-store.ts';
import type { Rows, Tenant } from './tenant.ts';

/** What one row comes to, times left aside. The same row is the same object, whoever has it. */
export interface RowFacts {
  /** Of the row: the same for the same row. */
  readonly number: number;
  readonly skuId: string;
  readonly held: boolean;
  /** Plans that it turns on; none where it is not held. */
  readonly plans: ReadonlySet<string>;
  /** The group through which it carries an error. */
  readonly failingGroupId: string | undefined;
  /** Of all of the row, in whatever order its plans are. */
  readonly lanes: Lanes;
  /** The product, the plans and the failure that it brings, as bits: what several rows bring is asked by the million. */
  readonly brings: Bits;
}

/** Bits in words of 32; words that are not there are empty. */
type Bits = readonly number[];

/** Reads each different row once: what it comes to is the same for as long as there is the tenant. */
interface RowFactsReader {
  /** Of the row at this place. */
  at(rows: Rows, place: number): RowFacts;
  /** Of all of a person's rows, in their order. */
  all(rows: Rows): readonly RowFacts[];
  /** What they bring of this word, some of them left aside. */
  bits(rows: Rows, word: number, without: readonly RowFacts[]): number;
  /** The sum of their lanes. */
  sumLanes(rows: Rows, into: Int32Array): void;
}

type ReadFacts = (rows: Rows, place: number) => RowFacts;

const readers = new WeakMap<MemoryTenant, RowFactsReader>();

export function rowFactsReader(tenant: Tenant): RowFactsReader {
  const memory = memoryOf(tenant);
  const reader = readers.get(memory) ?? newReader(memory);
  readers.set(memory, reader);
  return reader;
}

function newReader(tenant: MemoryTenant): RowFactsReader {
  const { store } = tenant;
  const plansOf = planReader(tenant);
  const bits = bitNames();
  const known: (RowFacts | undefined)[] = [];
  const columns = new Columns();
  const factsAt = (rows: Rows, place: number) => {
    const number = store.row(rows, place);
    const found = known[number];
    if (found !== undefined) return found;
    const facts = factsOf(number, at(tenant.read(rows), place), plansOf, bits);
    known[number] = facts;
    columns.put(facts);
    return facts;
  };
  return {
    at: factsAt,
    bits: (rows, word, without) => columns.bits(store, rows, word, without, factsAt),
    sumLanes: (rows, into) => columns.sumLanes(store, rows, into, factsAt),
    all(rows) {
      const facts: RowFacts[] = [];
      for (let place = 0; place < store.count(rows); place++) facts.push(factsAt(rows, place));
      return facts;
    },
  };
}

function factsOf(
  number: number,
  row: LicenseAssignmentState,
  plansOf: ReturnType<typeof planReader>,
  bits: (names: readonly string[]) => Bits,
): RowFacts {
  const { skuId, assignedByGroup, state, error, disabledPlans, kept = '' } = row;
  const held = isHeld(row);
  const plans = new Set(held ? plansOf(row) : []);
  const failingGroupId = error === null ? undefined : (assignedByGroup ?? undefined);
  return {
    number,
    skuId,
    held,
    plans,
    failingGroupId,
    lanes: lanesOf(
      `${skuId} ${assignedByGroup ?? '-'} ${state} ${error ?? '-'} ${[...disabledPlans].sort().join()}${kept}`,
    ),
    brings: bits([
      ...(held ? [`product ${skuId}`] : []),
      ...[...plans].map((plan) => `plan ${plan}`),
      ...(failingGroupId === undefined ? [] : [`failure ${failingGroupId}`]),
    ]),
  };
}

/** Gives each name a bit of its own. */
function bitNames(): (names: readonly string[]) => Bits {
  const known = new Map<string, number>();
  return (names) => {
    const words: number[] = [];
    for (const name of names) {
      const bit = known.get(name) ?? known.size;
      known.set(name, bit);
      while (words.length <= bit >>> 5) words.push(0);
      words[bit >>> 5] = (words[bit >>> 5] ?? 0) | (1 << (bit & 31));
    }
    return words;
  };
}

/** What rows come to by their numbers, in columns: it is asked of everybody. */
class Columns {
  /** 1: the row was read. */
  #isKnown = new Uint8Array(1024);
  /** Four a row. */
  #lanes = new Int32Array(4096);
  /** A column for each word of what they bring. */
  readonly #brings: Int32Array[] = [];

  put({ number, lanes, brings }: RowFacts): void {
    if (number >= this.#isKnown.length) this.#grow(number * 2);
    this.#isKnown[number] = 1;
    this.#lanes.set(lanes, number * 4);
    brings.forEach((bits, word) => {
      const column = this.#brings[word] ?? new Int32Array(this.#isKnown.length);
      column[number] = bits;
      this.#brings[word] = column;
    });
  }

  bits({ words: { data } }: RowStore, rows: Rows, word: number, without: readonly RowFacts[], read: ReadFacts): number {
    const count = data[rows] as number;
    let bits = 0;
    for (let place = 0; place < count; place++) {
      const row = data[rows + 1 + place * 2] as number;
      if (this.#isKnown[row] !== 1) read(rows, place);
      if (without.length > 0 && without.some(({ number }) => number === row)) continue;
      bits |= this.#brings[word]?.[row] ?? 0;
    }
    return bits;
  }

  sumLanes({ words: { data } }: RowStore, rows: Rows, into: Int32Array, read: ReadFacts): void {
    const count = data[rows] as number;
    let a = 0;
    let b = 0;
    let c = 0;
    let d = 0;
    for (let place = 0; place < count; place++) {
      const row = data[rows + 1 + place * 2] as number;
      if (this.#isKnown[row] !== 1) read(rows, place);
      const at = row * 4;
      a = (a + (this.#lanes[at] as number)) | 0;
      b = (b + (this.#lanes[at + 1] as number)) | 0;
      c = (c + (this.#lanes[at + 2] as number)) | 0;
      d = (d + (this.#lanes[at + 3] as number)) | 0;
    }
    into[0] = a;
    into[1] = b;
    into[2] = c;
    into[3] = d;
  }

  #grow(capacity: number): void {
    this.#isKnown = widened(this.#isKnown, new Uint8Array(capacity));
    this.#lanes = widened(this.#lanes, new Int32Array(capacity * 4));
    this.#brings.forEach((column, word) => {
      this.#brings[word] = widened(column, new Int32Array(capacity));
    });
  }
}
