import { rowsGlance } from './memory/rows-glance.ts';
import type { Rows, Tenant, UserIndex } from './tenant.ts';

/** How many of these people have other rows than they had; times, and the order of rows, are left aside. Cost: the people. */
export function countChanged(tenant: Tenant, had: ReadonlyMap<UserIndex, Rows>): number {
  const { numbers } = rowsGlance(tenant);
  let changed = 0;
  for (const [user, before] of had) {
    const after = tenant.rows(user);
    if (before !== after && !areSame(numbers(before), numbers(after))) changed++;
  }
  return changed;
}

function areSame(one: readonly number[], other: readonly number[]): boolean {
  return one.length === other.length && one.every((number) => other.includes(number));
}
