import type { MemoryTenant } from '../model/memory-tenant.ts';
import { DIRECT, KEPT_ROW } from '../model/row-codes.ts';
import type { Rows } from '../model/tenant.ts';

/**
 * Places, among the rows of before, of those that were held and are not held any more from the same source, or turn on
 * less. What is direct or kept is never lost.
 */
export function placesLost(memory: MemoryTenant, before: Rows, after: Rows): readonly number[] {
  const { table, store } = memory;
  const lost: number[] = [];
  const { data } = store.words;
  const count = data[before] as number;
  for (let place = 0; place < count; place++) {
    const row = data[before + 1 + place * 2] as number;
    const mayGo = table.source[row] !== DIRECT && table.kept[row] !== KEPT_ROW && table.isHeld(row);
    if (mayGo && !isThere(memory, row, after)) lost.push(place);
  }
  return lost;
}

/** Is the product still held from the same source, with every service? */
function isThere(memory: MemoryTenant, row: number, rows: Rows): boolean {
  const { table, store } = memory;
  const { data } = store.words;
  const end = rows + 1 + (data[rows] as number) * 2;
  for (let place = rows + 1; place < end; place += 2) {
    const other = data[place] as number;
    if (other === row) return true;
    if (table.source[other] !== table.source[row] || table.skuId(other) !== table.skuId(row)) continue;
    if (table.isHeld(other) && turnsOnAsMuch(memory, other, row)) return true;
  }
  return false;
}

function turnsOnAsMuch({ table, indexedRules }: MemoryTenant, one: number, other: number): boolean {
  const off = table.disabledPlans(other);
  const lost = table.disabledPlans(one).filter((plan) => !off.includes(plan));
  if (lost.length === 0) return true;
  const plans = indexedRules.userPlans(table.skuId(one));
  return !lost.some((plan) => plans.includes(plan));
}
