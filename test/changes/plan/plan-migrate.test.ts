import { describe, expect, test } from 'vitest';
import type { Note } from '../../../src/changes/plan/plan.ts';
import { planMigrate } from '../../../src/changes/plan/plan-migrate.ts';
import { applyChange } from '../../../src/licensing/model/apply-change.ts';
import { isHeld, planReader } from '../../../src/licensing/model/holdings.ts';
import { loadTenant } from '../../../src/licensing/model/load-tenant.ts';
import type { Tenant } from '../../../src/licensing/model/tenant.ts';
import { reconcile } from '../../../src/licensing/reconcile/reconcile.ts';
import { E1, E3, smallTenant } from '../../directory/small-tenant.ts';
import { randomTenant } from '../../licensing/random-tenant.ts';

const NOW = '2026-11-24T06:00:00Z';

/** HR with E3 and some direct copies of it. */
function hrWithDirect(copies: Readonly<Record<string, readonly string[]>>, plansOff: readonly string[] = []): Tenant {
  const tenant = loadTenant(smallTenant({ people: 20, seats: 40 }));
  for (const [userId, disabledPlans] of Object.entries(copies)) {
    const addLicenses = [{ skuId: E3, disabledPlans }];
    const refusals = applyChange(tenant, { kind: 'assignUserLicense', userId, addLicenses, removeLicenses: [] }, NOW);
    expect(refusals).toEqual([]);
  }
  const addLicenses = [{ skuId: E3, disabledPlans: plansOff }];
  applyChange(tenant, { kind: 'assignGroupLicense', groupId: 'hr', addLicenses, removeLicenses: [] }, NOW);
  reconcile(tenant, { users: 'everyone', now: NOW });
  return tenant;
}

const plan = (tenant: Tenant, batch?: number) =>
  planMigrate(tenant, {
    groupIds: ['hr'],
    skuIds: [E3],
    ...(batch === undefined ? {} : { batch }),
  });

const reasons = (notes: readonly Note[]) =>
  notes.map((note) => (note.kind === 'keptDirect' ? `${note.why.reason}: ${note.userIds.join(' ')}` : note.kind));

function somePlan(tenant: Tenant): string {
  const sku = tenant.skus[tenant.findSku(E3) ?? -1];
  const found = sku?.servicePlans.find(({ servicePlanName }) => servicePlanName.startsWith('YAMMER'));
  if (found === undefined) throw new Error('E3 has no Yammer');
  return found.servicePlanId;
}

describe('moving direct licenses to a group', () => {
  test('takes a direct copy that the group covers, and nobody loses a service', () => {
    const tenant = hrWithDirect({ 'person-2': [], 'person-3': [] });
    const { changes, notes } = plan(tenant);
    expect(notes).toEqual([]);
    expect(changes).toEqual(
      ['person-2', 'person-3'].map((userId) => ({
        kind: 'assignUserLicense',
        userId,
        addLicenses: [],
        removeLicenses: [E3],
      })),
    );
  });

  test('leaves a copy that turns on a service which the group turns off', () => {
    const yammer = somePlan(hrWithDirect({}));
    const tenant = hrWithDirect({ 'person-2': [], 'person-3': [yammer] }, [yammer]);
    const { changes, notes } = plan(tenant);
    expect(changes.map((change) => ('userId' in change ? change.userId : ''))).toEqual(['person-3']);
    expect(reasons(notes)).toEqual(['morePlans: person-2']);
  });

  test('leaves a copy where the group fails to give the product, or has not given it yet', () => {
    const tenant = hrWithDirect({ 'person-2': [], 'person-3': [] });
    const rows = (userId: string) => tenant.read(tenant.rows(tenant.findUser(userId) ?? -1));
    const put = (userId: string, next: ReturnType<typeof rows>) =>
      tenant.setRows(tenant.findUser(userId) ?? -1, tenant.intern(next));
    put(
      'person-2',
      rows('person-2').map((row) =>
        row.assignedByGroup === null ? row : { ...row, state: 'Error' as const, error: 'CountViolation' as const },
      ),
    );
    put(
      'person-3',
      rows('person-3').filter((row) => row.assignedByGroup === null),
    );
    const { changes, notes } = plan(tenant);
    expect(changes).toEqual([]);
    expect(reasons(notes)).toEqual(['failsThroughGroup: person-2', 'notThroughGroup: person-3']);
  });

  test('begins with a few, and says how many are left', () => {
    const people = Object.fromEntries(Array.from({ length: 15 }, (_, index) => [`person-${index + 2}`, []]));
    const { changes, notes } = plan(hrWithDirect(people), 10);
    expect(changes).toHaveLength(10);
    expect(notes).toEqual([{ kind: 'migrateBatch', now: 10, left: 5 }]);
  });

  test('says when the group does not have the product', () => {
    const tenant = hrWithDirect({});
    const { notes } = planMigrate(tenant, { groupIds: ['hr'], skuIds: [E1] });
    expect(notes).toEqual([{ kind: 'productNotThere', skuId: E1, groupId: 'hr' }]);
  });

  test('takes no service from anybody, whatever the tenant', () => {
    let moved = 0;
    for (let seed = 1; seed <= 300; seed += 1) {
      const tenant = loadTenant(randomTenant(seed));
      reconcile(tenant, { users: 'everyone', now: NOW });
      const users = Array.from({ length: tenant.userCount }, (_, user) => user);
      const plansOf = () => {
        const plans = planReader(tenant);
        const held = (user: number) => tenant.read(tenant.rows(user)).filter(isHeld);
        return users.map((user) => [...new Set(held(user).flatMap(plans))].sort());
      };
      const groupIds = Array.from({ length: tenant.groupCount }, (_, group) => tenant.group(group).id);
      const before = plansOf();
      const { changes } = planMigrate(tenant, { groupIds, skuIds: [] });
      for (const change of changes) expect(applyChange(tenant, change, NOW), `seed ${seed}`).toEqual([]);
      expect(plansOf(), `seed ${seed}`).toEqual(before);
      reconcile(tenant, { users: 'everyone', now: NOW });
      const after = plansOf();
      for (const user of users) {
        expect(after[user], `seed ${seed}`).toEqual(expect.arrayContaining(before[user] ?? []));
      }
      moved += changes.length;
    }
    expect(moved).toBeGreaterThan(20);
  });
});
