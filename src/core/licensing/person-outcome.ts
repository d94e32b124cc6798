import { byRows } from './by-rows.ts';
import { fingerprintOf } from './fingerprint.ts';
import type { PersonOutcome } from './outcome.ts';
import { type RowFacts, rowFactsReader } from './row-facts.ts';
import type { Rows, Tenant } from './tenant.ts';

/** What one person's rows gained and lost, with the groups that fail them before and after. */
export interface RowsDifference {
  readonly change: Pick<PersonOutcome, 'gainedSkuIds' | 'lostSkuIds' | 'gainedPlans' | 'lostPlans'>;
  readonly failingBefore: readonly string[];
  readonly failingAfter: readonly string[];
  /** Equal exactly when change and rows afterwards are, times left aside. */
  readonly fingerprint: string;
}

/** Compares two states of a person's rows, equal pairs once. */
export function rowsComparer(tenant: Tenant): (before: Rows, after: Rows) => RowsDifference {
  const factsOf = rowFactsReader(tenant);
  const from = byRows(tenant, (before) => {
    const had = factsOf(before);
    return byRows(tenant, (after) => compare(had, factsOf(after)));
  });
  return (before, after) => from(before)(after);
}

function compare(had: readonly RowFacts[], has: readonly RowFacts[]): RowsDifference {
  const gone = had.filter((row) => !has.includes(row));
  const come = has.filter((row) => !had.includes(row));
  const change = {
    gainedSkuIds: skusLess(come, had),
    lostSkuIds: skusLess(gone, has),
    gainedPlans: plansLess(come, had),
    lostPlans: plansLess(gone, has),
  };
  const rows = has.map(({ canonical }) => canonical).sort();
  return {
    change,
    failingBefore: failing(had),
    failingAfter: failing(has),
    fingerprint: fingerprintOf(`${canonicalChange(change)} ${rows.join(';')}`),
  };
}

function skusLess(rows: readonly RowFacts[], others: readonly RowFacts[]): readonly string[] {
  const skuIds = new Set(rows.filter(({ held }) => held).map(({ skuId }) => skuId));
  return [...skuIds].filter((skuId) => !others.some((row) => row.held && row.skuId === skuId));
}

function plansLess(rows: readonly RowFacts[], others: readonly RowFacts[]): readonly string[] {
  const plans = new Set<string>();
  for (const row of rows) {
    for (const plan of row.plans) if (!others.some((other) => other.plans.has(plan))) plans.add(plan);
  }
  return [...plans];
}

function failing(rows: readonly RowFacts[]): readonly string[] {
  return [...new Set(rows.flatMap(({ failingGroupId }) => failingGroupId ?? []))];
}

function canonicalChange(change: RowsDifference['change']): string {
  const { gainedSkuIds, lostSkuIds, gainedPlans, lostPlans } = change;
  return [gainedSkuIds, lostSkuIds, gainedPlans, lostPlans].map((ids) => [...ids].sort().join()).join(';');
}
