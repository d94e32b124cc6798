import type { RowsBefore } from './rows-before.ts';
import { rowsGlance } from './rows-glance.ts';
import type { Rows, Tenant } from './tenant.ts';

/** How many of these people have other rows than they had; times, and the order of rows, are left aside. Cost: the people. */
export function countChanged(tenant: Tenant, { users, rows }: RowsBefore): number {
  const { numbers } = rowsGlance(tenant);
  let changed = 0;
  for (const [place, user] of users.entries()) {
    const [before, after] = [rows[place] as Rows, tenant.rows(user)];
    if (before !== after && !areSame(numbers(before), numbers(after))) changed++;
  }
  return changed;
}

function areSame(one: readonly number[], other: readonly number[]): boolean {
  return one.length === other.length && one.every((number) => other.includes(number));
}
