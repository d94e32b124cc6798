import { inOwnWords } from '../../graph/row-words.ts';
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

/**
 * License rows as they are written, and how many people hold each product. A tenant in memory hands out equal rows as one
 * object, so that ten million rows are a few thousand texts: each is made once.
 */
export class RowTexts {
  readonly #known = new Following<LicenseAssignmentState, RowText>();
  readonly #holders = new Map<string, Holders>();
  #people = 0;

  /** Adds the next person's rows to the parts of a line, without the brackets around them. */
  addTo(parts: Uint8Array[], rows: readonly LicenseAssignmentState[]): void {
    const person = ++this.#people;
    for (let index = 0; index < rows.length; index++) {
      const row = rows[index] as LicenseAssignmentState;
      const { first, next, holders } = this.#known.get(row) ?? this.#learn(row);
      parts.push(index === 0 ? first : next);
      if (holders === undefined || holders.lastPerson === person) continue;
      holders.lastPerson = person;
      holders.count++;
    }
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
