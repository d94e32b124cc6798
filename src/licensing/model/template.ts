import type { AssignedLicense } from '../../graph/types.ts';
import type { RowTable } from './row-table.ts';

/** A group's template, ready to decide with. Slots are the places of its products. */
export interface Template {
  readonly licenses: readonly AssignedLicense[];
  readonly skus: Uint32Array;
  /** The row that each product becomes when the group is accepted. */
  readonly rows: Uint32Array;
  /** By slot * 8 + error: the row of a product that is refused and not held; 0 until somebody needs it. */
  readonly errorRows: Uint32Array;
  /** No plan of it excludes any other, whatever it stands beside. */
  readonly excludesNothing: boolean;
  /** Slots, as bits, that another product of this very template excludes. */
  readonly conflicts: number;
  /** Slots, as bits, that turn on a mailbox plan. */
  readonly mailboxes: number;
  /** The plans that all of its products turn on. */
  readonly plans: Uint32Array;
  /** By location * products + slot: is a plan restricted there (R34)? Absent until somebody asks. */
  readonly prohibited: boolean[];
  /** Every plan has its prerequisites within the template, whoever gets it. */
  readonly isSelfContained: boolean;
  /** More products than a bit mask of slots holds. */
  readonly isWide: boolean;
}

/** A bit mask of slots that stays a small integer. */
const MAX_SLOTS = 30;

export function compileTemplate(
  table: RowTable,
  licenses: readonly AssignedLicense[],
  skuOf: (skuId: string) => number,
  rowOf: (sku: number, disabledPlans: readonly string[]) => number,
): Template {
  const skus = Uint32Array.from(licenses, (license) => skuOf(license.skuId));
  const rows = Uint32Array.from(licenses, ({ disabledPlans }, slot) => rowOf(skus[slot] as number, disabledPlans));
  const slots = [...rows.keys()];
  const conflicting = slots.filter((slot) => rows.some((other) => excludes(table, rows[slot] as number, other)));
  return {
    licenses,
    skus,
    rows,
    errorRows: new Uint32Array(licenses.length * 8),
    excludesNothing: slots.every((slot) => exclusionsOf(table, rows[slot] as number).every((word) => word === 0)),
    conflicts: bitsOf(conflicting),
    mailboxes: bitsOf(slots.filter((slot) => table.mailbox[rows[slot] as number] === 1)),
    plans: plansOf(table, rows),
    prohibited: [],
    isSelfContained: isSelfContained(table, rows),
    isWide: licenses.length > MAX_SLOTS,
  };
}

/** Would a plan of `row` stand beside a plan of `other` that it cannot stand beside? Rows of one product never do. */
export function excludes(table: RowTable, row: number, other: number): boolean {
  if (table.sku[row] === table.sku[other]) return false;
  const { words } = table.bits;
  for (let word = 0; word < words; word++) {
    if (((table.exclusions[row * words + word] as number) & (table.plans[other * words + word] as number)) !== 0)
      return true;
  }
  return false;
}

function exclusionsOf({ bits, exclusions }: RowTable, row: number): Uint32Array {
  return exclusions.subarray(row * bits.words, (row + 1) * bits.words);
}

/** Slots of `template`, as bits, that exclude a product of `other`. */
export function conflictsBetween(table: RowTable, template: Template, other: Template): number {
  let conflicts = 0;
  for (let slot = 0; slot < template.rows.length; slot++) {
    for (let beside = 0; beside < other.rows.length; beside++) {
      if (excludes(table, template.rows[slot] as number, other.rows[beside] as number)) conflicts |= 1 << slot;
    }
  }
  return conflicts;
}

function plansOf(table: RowTable, rows: Uint32Array): Uint32Array {
  const { words } = table.bits;
  return Uint32Array.from({ length: words }, (_, word) =>
    rows.reduce((plans, row) => plans | (table.plans[row * words + word] as number), 0),
  );
}

function isSelfContained(table: RowTable, rows: Uint32Array): boolean {
  const plans = plansOf(table, rows);
  return table.bits.entries.every(
    ({ word, bit, requires }) =>
      ((plans[word] as number) & bit) === 0 || requires.some((plan, index) => (plan & (plans[index] as number)) !== 0),
  );
}

function bitsOf(slots: readonly number[]): number {
  return slots.reduce((bits, slot) => bits | (1 << slot), 0);
}
