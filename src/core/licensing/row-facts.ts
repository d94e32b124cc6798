import type { LicenseAssignmentState } from '../graph.ts';
import { isHeld, planReader } from './holdings.ts';
import { rowsGlance } from './memory/rows-glance.ts';
import type { Rows, Tenant } from './tenant.ts';

/** What one row comes to, times left aside. The same row is the same object, whoever has it. */
export interface RowFacts {
  readonly skuId: string;
  readonly held: boolean;
  /** Plans that it turns on; none where it is not held. */
  readonly plans: ReadonlySet<string>;
  /** The group through which it carries an error. */
  readonly failingGroupId: string | undefined;
  /** The row in words that do not depend on the order of its plans. */
  readonly canonical: string;
}

/** Reads the facts of people's rows, in their order, each different row once. Good for one look at a tenant. */
export function rowFactsReader(tenant: Tenant): (rows: Rows) => readonly RowFacts[] {
  const glance = rowsGlance(tenant);
  const plansOf = planReader(tenant);
  const known = new Map<number, RowFacts>();
  return (rows) => {
    const numbers = glance.numbers(rows);
    if (numbers.some((number) => !known.has(number))) {
      tenant.read(rows).forEach((row, place) => {
        const number = numbers[place];
        if (number !== undefined && !known.has(number)) known.set(number, factsOf(row, plansOf));
      });
    }
    return numbers.flatMap((number) => known.get(number) ?? []);
  };
}

function factsOf(row: LicenseAssignmentState, plansOf: ReturnType<typeof planReader>): RowFacts {
  const { skuId, assignedByGroup, state, error, disabledPlans } = row;
  const held = isHeld(row);
  return {
    skuId,
    held,
    plans: new Set(held ? plansOf(row) : []),
    failingGroupId: error === null ? undefined : (assignedByGroup ?? undefined),
    canonical: `${skuId} ${assignedByGroup ?? '-'} ${state} ${error ?? '-'} ${[...disabledPlans].sort().join()}`,
  };
}
