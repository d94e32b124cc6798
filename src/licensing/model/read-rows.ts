import type { LicenseAssignmentState } from '../../graph/types.ts';
import type { RowStore } from './row-store.ts';
import type { RowTable } from './row-table.ts';
import type { Rows } from './tenant.ts';

/** Where every row has a time of its own, remembering more of them would cost more than it saves, and never end. */
export const MAX_READ = 1 << 14;
/** More than there are different rows of a tenant. */
const MOST_ROWS = 2 ** 26;

/** Rows as Graph says them. Equal rows are one object, so that whoever writes them may know them again. */
export class ReadRows {
  readonly #table: RowTable;
  readonly #store: RowStore;
  readonly #sourceId: (source: number) => string | null;
  /** By row and time. */
  readonly #read = new Map<number, LicenseAssignmentState>();
  /** The one that was read last, by row: most people have a row since the same time as the person before. */
  readonly #last: { readonly time: number; readonly state: LicenseAssignmentState }[] = [];

  constructor(table: RowTable, store: RowStore, sourceId: (source: number) => string | null) {
    this.#table = table;
    this.#store = store;
    this.#sourceId = sourceId;
  }

  of(rows: Rows): readonly LicenseAssignmentState[] {
    const { data } = this.#store.words;
    const end = rows + 1 + (data[rows] as number) * 2;
    const states: LicenseAssignmentState[] = [];
    for (let place = rows + 1; place < end; place += 2) {
      const row = data[place] as number;
      const time = data[place + 1] as number;
      const last = this.#last[row];
      states.push(last?.time === time ? last.state : this.#readOf(row, time));
    }
    return states;
  }

  forget(): void {
    this.#read.clear();
    this.#last.length = 0;
  }

  #readOf(row: number, time: number): LicenseAssignmentState {
    const key = time * MOST_ROWS + row;
    const state = this.#read.get(key) ?? this.#readAnew(row, time);
    if (this.#read.size < MAX_READ) this.#read.set(key, state);
    this.#last[row] = { time, state };
    return state;
  }

  #readAnew(row: number, time: number): LicenseAssignmentState {
    return this.#table.read(row, this.#sourceId(this.#table.source[row] as number), this.#store.time(time));
  }
}
