import type { LicenseAssignmentState } from '../../core/graph.ts';

/** More than the different rows of any tenant that shares equal ones; fewer than would be felt in memory. */
const MAX_KNOWN = 1 << 16;

/** People who hold a product, and the last of them: each counts once. */
interface Holders {
  count: number;
  lastPerson: number;
}

interface RowText {
  readonly text: string;
  /** Undefined: the row is not held. */
  readonly holders: Holders | undefined;
}

/**
 * License rows as they are written, and how many people hold each product. A tenant in memory hands out equal rows as one
 * object, so that ten million rows are a few thousand texts: each is made once.
 */
export class RowTexts {
  readonly #known = new Map<LicenseAssignmentState, RowText>();
  readonly #holders = new Map<string, Holders>();
  #people = 0;

  /** The next person's rows, without the brackets around them. */
  ofPerson(rows: readonly LicenseAssignmentState[]): string {
    const person = ++this.#people;
    let written = '';
    for (const row of rows) {
      const { text, holders } = this.#known.get(row) ?? this.#learn(row);
      written = written === '' ? text : `${written},${text}`;
      if (holders === undefined || holders.lastPerson === person) continue;
      holders.lastPerson = person;
      holders.count++;
    }
    return written;
  }

  consumedUnits(skuId: string): number {
    return this.#holders.get(skuId)?.count ?? 0;
  }

  #learn(row: LicenseAssignmentState): RowText {
    const text = JSON.stringify(row.error === null ? { ...row, error: 'None' } : row);
    const isHeld = row.state === 'Active' || row.state === 'ActiveWithError';
    const learned = { text, holders: isHeld ? this.#holdersOf(row.skuId) : undefined };
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
