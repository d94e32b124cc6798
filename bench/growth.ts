import { join } from 'node:path';
import { generateTenant } from '../src/directory/snapshot/generate-tenant.ts';
import { loadTenant } from '../src/licensing/model/load-tenant.ts';
import type { SkuIndex, Tenant } from '../src/licensing/model/tenant.ts';
import { reconcile } from '../src/licensing/reconcile/reconcile.ts';
import { LARGE, NOW, withReconciliation } from './large-tenant.ts';
import { type Line, medianMs, ms } from './measure.ts';
import { drawPicture } from './picture.ts';

const STEPS = 300;
const PICTURE = join(import.meta.dirname, '../docs/images/growth.svg');
/** Of the products that have fewer seats than people who want them. */
const TIGHT: SkuIndex = 16;
const SEATS = 10;

/** The same changes in tenants of every size: cost follows the people affected, not the tenant. */
export function* benchGrowth(users: number): Generator<Line> {
  const sizes = [1000, 10_000, 100_000, 1_000_000].filter((size) => size <= users);
  const all: number[] = [];
  const joins: number[] = [];
  const seats: number[] = [];
  for (const size of sizes) {
    const tenant = loadTenant(generateTenant({ users: size, seed: 3 }));
    const { user, system } = process.threadCpuUsage();
    reconcile(tenant, { users: 'everyone', now: NOW });
    const after = process.threadCpuUsage();
    all.push((after.user + after.system - user - system) / 1000);
    joins.push(joining(tenant));
    seats.push(buying(tenant));
  }
  const series = [
    { name: 'first look at everybody', values: all },
    { name: `${SEATS} seats for people who wait`, values: seats },
    { name: 'somebody joins or leaves', values: joins },
  ];
  // Few sizes make no picture.
  if (users >= LARGE) drawPicture(PICTURE, sizes, series);
  const named = sizes.map((size) => size.toLocaleString('en-US')).join(' · ');
  yield {
    what: `somebody joins or leaves, ${named} people`,
    value: '',
    against: each(joins),
    asked: 'the same',
    met: undefined,
  };
  yield {
    what: `${SEATS} seats bought for people who wait`,
    value: '',
    against: each(seats),
    asked: 'the same',
    met: undefined,
  };
}

function each(values: readonly number[]): string {
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
