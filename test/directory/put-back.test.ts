import { expect, test } from 'vitest';
import { groupBefore } from '../../src/changes/group-before.ts';
import { planPutBack } from '../../src/changes/plan/plan-put-back.ts';
import { openEmbeddedDirectory } from '../../src/directory/embedded/embedded-directory.ts';
import { applyChange } from '../../src/licensing/model/apply-change.ts';
import type { GroupIndex, Tenant } from '../../src/licensing/model/tenant.ts';
import { virtualClock } from '../engine/virtual-clock.ts';
import { random } from '../licensing/random.ts';
import { randomChange, randomTenant } from '../licensing/random-tenant.ts';
import { atOnce } from '../store/at-once.ts';
import { openForTest } from '../store/open-for-test.ts';

const SOMEBODY = { userId: 'u0', displayName: 'Somebody' };
const HOUR_MS = 3_600_000;

/** What people decide about a group; order carries no meaning. */
function stateOf(tenant: Tenant, group: GroupIndex) {
  return {
    template: tenant
      .assignedLicenses(group)
      .map(({ skuId, disabledPlans }) => `${skuId} ${[...disabledPlans].sort().join(' ')}`)
      .sort(),
    members: [...tenant.members(group)].sort(),
  };
}

test('a group goes back to how it was at any moment, from the audit log alone, whoever changed it since', async () => {
  let wentBack = 0;
  for (let seed = 1; seed <= 40; seed += 1) {
    const any = random(seed * 7919);
    const snapshot = randomTenant(seed);
    const clock = virtualClock();
    const store = openForTest({ clock });
    const directory = await openEmbeddedDirectory(store, { snapshot: () => snapshot, clock });
    const { tenant } = directory;
    const groups = Array.from({ length: tenant.groupCount }, (_, group) => group);
    const moments: { readonly ms: number; readonly states: readonly unknown[] }[] = [];
    for (let round = 0; round < 6; round += 1) {
      moments.push({ ms: clock.now().getTime(), states: groups.map((group) => stateOf(tenant, group)) });
      await clock.advance(HOUR_MS);
      await directory.change([randomChange(any, snapshot)], SOMEBODY);
      await clock.advance(HOUR_MS);
    }
    for (const { ms, states } of moments) {
      for (const group of groups) {
        const { id } = tenant.group(group);
        const before = groupBefore(id, atOnce(store).audit.aboutSince(id, new Date(ms).toISOString()));
        const plan = planPutBack(tenant, { groupId: id, asOf: { ms, zone: 'UTC' }, before, records: [] });
        tenant.attempt(() => {
          // A template may not come back where its prerequisites no longer stand: that is said, not hidden.
          const refused = plan.changes.some((change) => applyChange(tenant, change).length > 0);
          if (!refused) expect(stateOf(tenant, group), `seed ${seed}`).toEqual(states[group]);
          wentBack += refused ? 0 : plan.changes.length;
        });
      }
    }
    await store.close();
  }
  expect(wentBack).toBeGreaterThan(100);
});
