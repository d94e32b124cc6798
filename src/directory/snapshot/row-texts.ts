import { inOwnWords } from '../../graph/row-words.ts';
import type { NumberedRows, UserText } from '../../graph/snapshot-text.ts';
import type { LicenseAssignmentState } from '../../graph/types.ts';
import { Following } from '../../licensing/model/following.ts';

/** More than the different rows of any tenant that shares equal ones; fewer than would be felt in memory. */
const MAX_KNOWN = 1 << 16;

/** People who hold a product, and the last of them: each counts once. */
interface Holders {
  count: number;
  lastPerson: number;
}

interface RowText {
  /** As the first row of a person, and as one that follows another. */
  readonly first: Uint8Array;
  readonly next: Uint8Array;
  /** Undefined: the row is not held. */
  readonly holders: Holders | undefined;
}

interface Numbered {
  readonly second: number;
  readonly text: RowText;
}

/**
 * License rows as they are written, and how many people hold each product. A tenant in memory hands out equal rows as one
 * object, so that ten million rows are a few thousand texts: each is made once.
 */
export class RowTexts {
  readonly #known = new Following<LicenseAssignmentState, RowText>();
  /** By the first number of a numbered row: the two that were written last, as many rows are there from two moments. */
  readonly #latest: Numbered[] = [];
  readonly #earlier: Numbered[] = [];
  readonly #holders = new Map<string, Holders>();
  #people = 0;

  /** Adds the next person's rows to the parts of a line, without the brackets around them. */
  addTo(parts: Uint8Array[], user: UserText): void {
    this.#people++;
    const { numberedRows } = user;
    if (numberedRows !== undefined) {
      this.#addNumbered(parts, user, numberedRows);
      return;
    }
    const rows = user.licenseAssignmentStates;
    for (let index = 0; index < rows.length; index++) {
      this.#add(parts, index, this.#textOf(rows[index] as LicenseAssignmentState));
    }
  }

  /** Reads the person's rows only when one of them is another one than was written last under its number. */
  #addNumbered(parts: Uint8Array[], user: UserText, { words, at }: NumberedRows): void {
    const count = words[at] as number;
    let rows: readonly LicenseAssignmentState[] | undefined;
    for (let index = 0; index < count; index++) {
      const first = words[at + 1 + index * 2] as number;
      const second = words[at + 2 + index * 2] as number;
      const latest = this.#latest[first];
      const known = latest?.second === second ? latest : this.#earlier[first];
      if (known?.second === second) {
        this.#add(parts, index, known.text);
        continue;
      }
      rows ??= user.licenseAssignmentStates;
      const text = this.#textOf(rows[index] as LicenseAssignmentState);
      if (latest !== undefined) this.#earlier[first] = latest;
      this.#latest[first] = { second, text };
      this.#add(parts, index, text);
    }
  }

  #add(parts: Uint8Array[], index: number, { first, next, holders }: RowText): void {
    parts.push(index === 0 ? first : next);
    if (holders === undefined || holders.lastPerson === this.#people) return;
    holders.lastPerson = this.#people;
    holders.count++;
  }

  #textOf(row: LicenseAssignmentState): RowText {
    return this.#known.get(row) ?? this.#learn(row);
  }

  consumedUnits(skuId: string): number {
    return this.#holders.get(skuId)?.count ?? 0;
  }

  #learn(row: LicenseAssignmentState): RowText {
    const next = Buffer.from(`,${JSON.stringify(inOwnWords(row))}`);
    const isHeld = row.state === 'Active' || row.state === 'ActiveWithError';
    const learned = { first: next.subarray(1), next, holders: isHeld ? this.#holdersOf(row.skuId) : undefined };
    if (this.#known.size === MAX_KNOWN) this.#known.clear();
    this.#known.set(row, learned);
    return learned;
  }

  #holdersOf(skuId: string): Holders {
    const known = this.#holders.get(skuId);
    if (known !== undefined) return known;
    const holders = { count: 0, lastPerson: 0 };
    this.#holders.set(skuId, holders);
    return holders;
  }
}
