import { byRows } from './by-rows.ts';
import { failingReader } from './failures.ts';
import { fingerprintOf } from './fingerprint.ts';
import { holdingsReader } from './holdings.ts';
import type { PersonOutcome } from './outcome.ts';
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
  const holdings = holdingsReader(tenant);
  const failing = failingReader(tenant);
  const canonical = byRows(tenant, (rows) => canonicalRows(tenant, rows));
  const from = byRows(tenant, (before) =>
    byRows(tenant, (after): RowsDifference => {
      const [had, has] = [holdings(before), holdings(after)];
      const change = {
        gainedSkuIds: less(has.skuIds, had.skuIds),
        lostSkuIds: less(had.skuIds, has.skuIds),
        gainedPlans: less(has.plans, had.plans),
        lostPlans: less(had.plans, has.plans),
      };
      return {
        change,
        failingBefore: failing(before),
        failingAfter: failing(after),
        fingerprint: fingerprintOf(`${canonicalChange(change)} ${canonical(after)}`),
      };
    }),
  );
  return (before, after) => from(before)(after);
}

function less(from: ReadonlySet<string>, taken: ReadonlySet<string>): readonly string[] {
  return [...from].filter((id) => !taken.has(id));
}

function canonicalChange(change: RowsDifference['change']): string {
  const { gainedSkuIds, lostSkuIds, gainedPlans, lostPlans } = change;
  return [gainedSkuIds, lostSkuIds, gainedPlans, lostPlans].map((ids) => [...ids].sort().join()).join(';');
}

function canonicalRows(tenant: Tenant, rows: Rows): string {
  const lines = tenant.read(rows).map((row) => {
    const plansOff = [...row.disabledPlans].sort().join();
    return `${row.skuId} ${row.assignedByGroup ?? '-'} ${row.state} ${row.error ?? '-'} ${plansOff}`;
  });
  return lines.sort().join(';');
}
