import { memoryOf } from './memory-tenant.ts';
import type { GroupIndex, SkuIndex, Tenant, UserIndex } from './tenant.ts';

/**
 * Who waits for a seat of the product and in which group, in the order in which seats would go to them (R40): somebody who
 * waits in two groups comes twice. Each costs what it takes to find the next one.
 */
export function* inLine(tenant: Tenant, sku: SkuIndex): Generator<{ user: UserIndex; group: GroupIndex }> {
  const { waiting, memberships } = memoryOf(tenant);
  const line = waiting.line(sku);
  for (let turn = line.after(undefined); turn !== undefined; turn = line.after(turn)) {
    yield { user: memberships.list(turn.group).codes[turn.place] as UserIndex, group: turn.group };
  }
}
