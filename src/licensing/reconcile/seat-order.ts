import type { MemoryTenant } from '../model/memory-tenant.ts';
import type { Rows, SkuIndex } from '../model/tenant.ts';

interface RowsChange {
  readonly before: Rows;
  readonly after: Rows;
}

/**
 * Puts people who exchange seats in an order in which each seat is free when it is taken. Where people stand in a ring
 * there is none: then one of them goes first, and takes a seat a moment before it is free. `consumed` is what is in use
 * before any of them.
 */
export function inSeatOrder<C extends RowsChange>(
  tenant: MemoryTenant,
  changes: readonly C[],
  consumed: Int32Array,
): C[] {
  const free = Int32Array.from(consumed, (count, sku) => tenant.seats(sku) - count);
  const move = (skus: Iterable<SkuIndex>, by: number) => {
    for (const sku of skus) free[sku] = (free[sku] as number) + by;
  };
  let waiting = changes.map((change) => ({
    change,
    before: tenant.seatCounts.held(change.before),
    after: tenant.seatCounts.held(change.after),
  }));
  const ordered: C[] = [];
  while (waiting.length > 0) {
    const late: typeof waiting = [];
    for (const entry of waiting) {
      const canGo = [...entry.after].every((sku) => entry.before.has(sku) || (free[sku] as number) > 0);
      const isStuck = late.length === waiting.length - 1;
      if (!canGo && !isStuck) {
        late.push(entry);
        continue;
      }
      move(entry.before, 1);
      move(entry.after, -1);
      ordered.push(entry.change);
    }
    waiting = late;
  }
  return ordered;
}
