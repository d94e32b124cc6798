import type { Rows, UserIndex } from '../tenant.ts';
import { Words } from './growable.ts';

/**
 * What was changed and how to take it back. Rows, which change by the million, are kept in columns; all else as what
 * undoes it. The two do not touch each other's state, so each is undone in its own reverse order.
 */
export class Journal {
  readonly #people = new Words();
  readonly #before = new Words();
  readonly #undo: (() => void)[] = [];
  #depth = 0;
  #stayed = 0;

  /** How many changes were made outside of an attempt: nothing is remembered of them, and they stay. */
  get stayed(): number {
    return this.#stayed;
  }

  rows(user: UserIndex, before: Rows): void {
    if (this.#depth === 0) {
      this.#stayed++;
      return;
    }
    this.#people.push(user);
    this.#before.push(before);
  }

  change(undo: () => void): void {
    if (this.#depth === 0) this.#stayed++;
    else this.#undo.push(undo);
  }

  attempt<T>(look: () => T, putBack: (user: UserIndex, rows: Rows) => void): T {
    const rows = this.#people.length;
    const changes = this.#undo.length;
    this.#depth++;
    try {
      return look();
    } finally {
      for (let index = this.#people.length - 1; index >= rows; index--) {
        putBack(this.#people.data[index] as number, this.#before.data[index] as Rows);
      }
      this.#people.length = rows;
      this.#before.length = rows;
      while (this.#undo.length > changes) this.#undo.pop()?.();
      this.#depth--;
    }
  }
}
