import type { LicenseAssignmentState } from '../../graph/types.ts';
import { type Lanes, lanesOf } from '../outcome/fingerprint.ts';
import { at } from './growable.ts';
import { isHeld, planReader } from './holdings.ts';
import { type MemoryTenant, memoryOf } from './memory-tenant.ts';
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
export type Bits = readonly number[];

/** Reads each different row once: what it comes to is the same for as long as there is the tenant. */
export interface RowFactsReader {
  /** Of the row at this place. */
  at(rows: Rows, place: number): RowFacts;
  /** Of all of a person's rows, in their order. */
  all(rows: Rows): readonly RowFacts[];
}

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
  const factsAt = (rows: Rows, place: number) => {
    const number = store.row(rows, place);
    const found = known[number] ?? factsOf(number, at(tenant.read(rows), place), plansOf, bits);
    known[number] = found;
    return found;
  };
  return {
    at: factsAt,
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
