import type { MemoryTenant } from '../model/memory-tenant.ts';
import { share } from '../model/shared-tenant.ts';
import type { Rows, RowsChange } from '../model/tenant.ts';
import type { Steps } from '../steps.ts';
import type { CompetitorRecords } from './competitors.ts';
import type { FixedRecords } from './fixed-cases.ts';
import type { Begun, ConcludedPairs, Helper, PartConcluded, Written } from './helper.ts';
import { type Concluded, nothingConcluded, type Part } from './part.ts';
import type { SeatLedger } from './seat-ledger.ts';
import { addTally } from './tally.ts';
import type { AllTurns } from './turns.ts';

interface HelpedOptions {
  readonly tenant: MemoryTenant;
  readonly helpers: readonly Helper[];
  readonly part: Part;
  readonly ledger: SeatLedger;
  /** Absent where nobody helps. */
  readonly turns: AllTurns | undefined;
  readonly now: number;
}

/** Of competitors, and of fixed cases. */
export type OfBoth<T> = readonly [competitors: T, fixed: T];

/** Entries of one kind that are a helper's, by their places in the list. */
interface Range {
  readonly from: number;
  readonly to: number;
}

/**
 * Everybody shared out over helpers: each has as many people as the part that is decided here, which are the first ones.
 * What helpers find is put behind what is found here in the order of people, so that it comes out the same however many
 * help. Each stage is begun for all of them, then done here, then waited for.
 */
export class Helped {
  /** People who are decided for here come before this one. */
  readonly end: number;
  readonly #options: HelpedOptions;
  /** By helper: what its new rows are here, by how many they are more than the tenant's. */
  readonly #rowNumbers: (readonly number[])[] = [];
  readonly #firstRow: number;
  readonly #entries: OfBoth<Range>[] = [];

  constructor(options: HelpedOptions) {
    this.#options = options;
    this.#firstRow = options.tenant.table.size;
    this.end = this.#boundary(1);
  }

  /** Adds to `demand`. */
  *survey(demand: Int32Array, own: Steps<void>): Steps<void> {
    const { helpers, tenant, now } = this.#options;
    const shared = helpers.length > 0 && share(tenant);
    const waiting = shared
      ? helpers.map((helper, index) => {
          const [from, to] = [this.#boundary(index + 1), this.#boundary(index + 2)];
          return helper('survey', { tenant: shared, from, to, now });
        })
      : [];
    yield* own;
    for (const surveyed of waiting) addTo(demand, surveyed().demand);
  }

  *begin(isContended: Uint8Array, own: Steps<void>): Steps<void> {
    const waiting = this.#options.helpers.map((helper) => helper('begin', isContended));
    yield* own;
    waiting.forEach((begun, helper) => void this.#takeBegun(begun(), helper));
  }

  /** `turns` are everybody's. Meanwhile helpers finish whoever was put off. */
  *finish(turns: Steps<void>): Steps<void> {
    const { helpers, part } = this.#options;
    const { putOff } = part;
    const share = (helper: number) => Math.floor((putOff.length * helper) / helpers.length);
    const waiting = helpers.map((helper, index) =>
      helper('finish', Uint32Array.from(putOff.slice(share(index), share(index + 1)))),
    );
    yield* turns;
    const own: RowsChange[] = [];
    waiting.forEach((finished, helper) => {
      const done = finished();
      const handleOf = this.#takeWritten(done, helper);
      part.competition.noteChange(done.lastChange);
      for (const change of this.#changes(done.given, handleOf)) part.laterChanges.push(change);
      for (const change of this.#changes(done.own, handleOf)) own.push(change);
    });
    for (const list of [part.laterChanges, own]) {
      for (let place = 0; place < list.length; place++) part.changes.push(list[place] as RowsChange);
    }
  }

  /** `own` has the first so many of both to conclude. */
  *conclude(own: (into: OfBoth<Concluded>, of: OfBoth<number>) => Steps<void>): Steps<readonly Concluded[]> {
    const { helpers, part, ledger } = this.#options;
    const [consumed, kept] = [ledger.consumed.slice(), ledger.kept.slice()];
    const [competitors, fixed] = [part.competition.competitors.records, part.fixed.records];
    const waiting = this.#entries.map(([competing, others], index) =>
      (helpers[index] as Helper)('conclude', {
        competitors: those(competitors, competing),
        fixed: those(fixed, others),
        consumed,
        kept,
      }),
    );
    const [competing, others] = this.#entries[0] ?? [];
    const into: OfBoth<Concluded> = [nothingConcluded(), nothingConcluded()];
    yield* own(into, [competing?.from ?? competitors.entries.length, others?.from ?? fixed.entries.length]);
    const all = [into, ...waiting.map((concluded, helper) => this.#takeConcluded(concluded(), helper))];
    return [...all.map(([of]) => of), ...all.map(([, of]) => of)];
  }

  #boundary(part: number): number {
    const { tenant, helpers } = this.#options;
    return Math.floor((tenant.userCount * part) / (helpers.length + 1));
  }

  #takeBegun(begun: Begun, helper: number): void {
    const { part, turns } = this.#options;
    const handleOf = this.#takeWritten(begun, helper);
    for (const change of this.#changes(begun.changes, handleOf)) part.changes.push(change);
    part.competition.noteChange(begun.lastChange);
    const { competitors } = part.competition;
    const { fixed } = part;
    const [competing, others] = [competitors.entries.length, fixed.entries.length];
    const base = [competitors.append(begun.competitors), fixed.append(begun.fixed)];
    this.#entries.push([
      { from: competing, to: competitors.entries.length },
      { from: others, to: fixed.entries.length },
    ]);
    for (let at = 0; at < begun.turns.length; at += 3) {
      const [entry, group, place] = [begun.turns[at], begun.turns[at + 1], begun.turns[at + 2]] as Turn;
      turns?.addTurn(entry + (base[entry & 1] as number) * 2, group, place);
    }
  }

  #takeConcluded(concluded: PartConcluded, helper: number): OfBoth<Concluded> {
    const handleOf = this.#takeWritten(concluded, helper);
    const { part } = this.#options;
    part.competition.noteChange(concluded.lastChange);
    addTo(part.taken, concluded.taken);
    const lists = ({ giving, exchanging, gaining }: ConcludedPairs): Concluded => ({
      giving: this.#changes(giving, handleOf),
      exchanging: this.#changes(exchanging, handleOf),
      gaining: this.#changes(gaining, handleOf),
    });
    return [lists(concluded.competitors), lists(concluded.fixed)];
  }

  /** Returns what the helper's handles are here. */
  #takeWritten({ words, rows, tally, seats }: Written, helper: number): (rows: number) => Rows {
    const { tenant, part, ledger } = this.#options;
    addTally(part.tally, tally);
    ledger.add(seats);
    const first = this.#firstRow;
    const numbers = (this.#rowNumbers[helper] ?? []) as number[];
    this.#rowNumbers[helper] = numbers;
    for (let place = numbers.length; place < rows.length; place++) {
      numbers.push(tenant.licenses.number(rows[place] as Written['rows'][number]));
    }
    return tenant.store.append(words, (row) => (row < first ? row : (numbers[row - first] as number)));
  }

  #changes(pairs: Uint32Array, handleOf: (rows: number) => Rows): RowsChange[] {
    const { tenant } = this.#options;
    const changes: RowsChange[] = [];
    for (let place = 0; place < pairs.length; place += 2) {
      const user = pairs[place] as number;
      changes.push({ user, before: tenant.rows(user), after: handleOf(pairs[place + 1] as number) });
    }
    return changes;
  }
}

/** All that is known of everybody, and whose entries are meant. */
function those<R extends CompetitorRecords | FixedRecords>(records: R, { from, to }: Range): R {
  return { ...records, entries: records.entries.subarray(from, to) };
}

function addTo(counts: Int32Array, more: Int32Array): void {
  for (let place = 0; place < counts.length; place++) {
    counts[place] = (counts[place] as number) + (more[place] as number);
  }
}

type Turn = [entry: number, group: number, place: number];
