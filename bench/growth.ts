import { loadTenant } from '../src/core/licensing/load-tenant.ts';
import { reconcile } from '../src/core/licensing/reconcile.ts';
import type { SkuIndex, Tenant } from '../src/core/licensing/tenant.ts';
import { generateTenant } from '../src/directory/snapshot/generate-tenant.ts';
import { NOW, withReconciliation } from './large-tenant.ts';
import { type Line, medianMs, ms } from './measure.ts';

const STEPS = 300;
/** Of the products that have fewer seats than people who want them. */
const TIGHT: SkuIndex = 16;
const SEATS = 10;

/** The same changes in tenants of every size: cost follows the people affected, not the tenant. */
export function* benchGrowth(users: number): Generator<Line> {
  const sizes = [1000, 10_000, 100_000, 1_000_000].filter((size) => size <= users);
  const joins: number[] = [];
  const seats: number[] = [];
  for (const size of sizes) {
    const tenant = loadTenant(generateTenant({ users: size, seed: 3 }));
    reconcile(tenant, { users: 'everyone', now: NOW });
    joins.push(joining(tenant));
    seats.push(buying(tenant));
  }
  const named = sizes.map((size) => size.toLocaleString('en-US')).join(' · ');
  yield {
    what: `somebody joins or leaves, ${named} people`,
    value: '',
    against: all(joins),
    asked: 'the same',
    met: undefined,
  };
  yield {
    what: `${SEATS} seats bought for people who wait`,
    value: '',
    against: all(seats),
    asked: 'the same',
    met: undefined,
  };
}

function all(values: readonly number[]): string {
  return values.map(ms).join(' · ');
}

function joining(tenant: Tenant): number {
  const groupId = tenant.group(0).id;
  return medianMs((step) => {
    const user = (step * 7919) % tenant.userCount;
    const kind = tenant.groupsOf(user).includes(0) ? 'removeMember' : 'addMember';
    withReconciliation(tenant, { kind, groupId, userId: tenant.user(user).id });
  }, STEPS);
}

/** The seats are given back in the same breath, so that somebody waits every time. */
function buying(tenant: Tenant): number {
  const skuId = tenant.skus[TIGHT]?.skuId ?? '';
  const enabled = tenant.consumed(TIGHT) + SEATS;
  return medianMs(() => {
    tenant.attempt(() => withReconciliation(tenant, { kind: 'setSeats', skuId, enabled }), { discardRows: true });
  }, STEPS / 10);
}
