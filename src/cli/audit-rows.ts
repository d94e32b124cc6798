import { asGraphSays } from '../directory/embedded/audit-words.ts';
import type { LicenseAssignmentState } from '../graph/types.ts';

/** A license row as the audit log names it. */
export interface LicenseAuditRow {
  /** Equal for rows that differ in their time alone, or in the order of their plans. */
  readonly kind: number;
  /** Null: a direct row. */
  readonly groupId: string | null;
  readonly error: LicenseAssignmentState['error'];
  /** JSON within a string of JSON: as the first of a list, and as one that follows another. */
  readonly first: Uint8Array;
  readonly next: Uint8Array;
}

/** Where every row has a time of its own, remembering more of them would cost more than it saves. */
const MAX_KNOWN = 1 << 16;

/** Rows of a tenant, which hands out equal ones as one object: a few thousand, each written once for millions of people. */
export class AuditRows {
  readonly #known = new Map<LicenseAssignmentState, LicenseAuditRow>();
  readonly #kinds = new Map<string, number>();

  of(rows: readonly LicenseAssignmentState[]): readonly LicenseAuditRow[] {
    return rows.map((row) => this.#known.get(row) ?? this.#learn(row));
  }

  #learn(row: LicenseAssignmentState): LicenseAuditRow {
    const next = Buffer.from(`,${JSON.stringify(JSON.stringify(asGraphSays(row))).slice(1, -1)}`);
    const { assignedByGroup: groupId, error } = row;
    const learned = { kind: this.#kindOf(row), groupId, error, first: next.subarray(1), next };
    if (this.#known.size === MAX_KNOWN) this.#known.clear();
    this.#known.set(row, learned);
    return learned;
  }

  #kindOf({ skuId, assignedByGroup, state, error, disabledPlans }: LicenseAssignmentState): number {
    const key = JSON.stringify([skuId, assignedByGroup, state, error, disabledPlans.toSorted()]);
    const known = this.#kinds.get(key);
    if (known !== undefined) return known;
    this.#kinds.set(key, this.#kinds.size);
    return this.#kinds.size - 1;
  }
}

/** The rows that no row of the others is like. */
export function rowsWithout(
  rows: readonly LicenseAuditRow[],
  others: readonly LicenseAuditRow[],
): readonly LicenseAuditRow[] {
  return others.length === 0 ? rows : rows.filter(({ kind }) => !others.some((other) => other.kind === kind));
}
