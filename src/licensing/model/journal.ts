import { PEOPLE_PER_LOOK, type Steps } from '../steps.ts';
import { Words } from './growable.ts';
import type { Span } from './row-store.ts';
import type { Rows, UserIndex } from './tenant.ts';

/** Makes one change; returns how to undo it. Done again after it was undone, it comes to the same. */
export type Doing = () => () => void;

/** Where an attempt began. */
interface Mark {
  readonly rows: number;
  readonly changes: number;
  readonly written: number;
}

/**
 * What was changed and how to take it back. Rows, which change by the million, are kept in columns; all else as what
 * undoes it. The two do not touch each other's state, so each is undone in its own reverse order.
 */
export class Journal {
  readonly #people = new Words();
  readonly #before = new Words();
  readonly #changes: { readonly doing: Doing; undo: () => void }[] = [];
  /** Where rows were written since the first attempt began. */
  readonly #written: Span[] = [];
  #depth = 0;

  /** Outside of an attempt nothing is to be remembered: what is changed stays. */
  get isOpen(): boolean {
    return this.#depth > 0;
  }

  rows(user: UserIndex, before: Rows): void {
    this.#people.push(user);
    this.#before.push(before);
  }

  change(doing: Doing, undo: () => void): void {
    this.#changes.push({ doing, undo });
  }

  /** Where to note what rows are written: undefined while they stay. */
  get written(): Span[] | undefined {
    return this.isOpen ? this.#written : undefined;
  }

  begin(): Mark {
    this.#depth++;
    const written = this.#written.length;
    // Nothing, so that what is written next is not taken for more of what was written last.
    this.#written.push({ from: 0, to: 0 });
    return { rows: this.#people.length, changes: this.#changes.length, written };
  }

  /** Takes back everything since the mark; pauses where that is due. `onGivenUp` hears of rows that nobody has afterwards. */
  *end({ rows, changes, written }: Mark, tenant: Pausing, onGivenUp?: (spans: readonly Span[]) => void): Steps<void> {
    for (let index = this.#people.length - 1; index >= rows; index--) {
      tenant.putRows(this.#people.data[index] as number, this.#before.data[index] as Rows);
      if (index % PEOPLE_PER_LOOK === 0 && tenant.isPauseDue) yield;
    }
    this.#people.length = rows;
    this.#before.length = rows;
    while (this.#changes.length > changes) this.#changes.pop()?.undo();
    this.#depth--;
    if (onGivenUp !== undefined) onGivenUp(this.#written.splice(written));
    else if (!this.isOpen) this.#written.length = 0;
  }

  /** Puts back the rows of all open attempts, and goes on remembering them. */
  putBack(putRows: (user: UserIndex, rows: Rows) => void): void {
    for (let index = this.#people.length - 1; index >= 0; index--) {
      putRows(this.#people.data[index] as number, this.#before.data[index] as Rows);
    }
  }

  /** For a pause: undoes all of the open attempts but rows, until `takeUp`. */
  putAside(): void {
    for (const change of this.#changes.toReversed()) change.undo();
  }

  takeUp(): void {
    for (const change of this.#changes) change.undo = change.doing();
  }
}

interface Pausing {
  readonly isPauseDue: boolean;
  putRows(user: UserIndex, rows: Rows): void;
}
