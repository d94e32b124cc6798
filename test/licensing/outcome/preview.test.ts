import { expect, test } from 'vitest';
import { previewOf, requestPreviewOf } from '../../../src/licensing/outcome/preview.ts';
import { simulate } from '../../../src/licensing/outcome/simulate.ts';
import { finish } from '../../../src/licensing/steps.ts';
import { demoWorld, groupId, NOW, planOf, skuId } from '../../cards/world.ts';

const world = demoWorld('en');
const { tenant } = world;
const HR = 'HR Department';
const KIOSK = 'Kiosk users';

function previewed(intent: 'assign_license' | 'remove_license', group: string, sku: string) {
  const products = [{ sku }];
  const ids = { groups: [groupId(world, group)], skus: [skuId(world, sku)] };
  const plan = planOf({ intent, slots: { groups: [group], products, ids } });
  return { plan, outcome: simulate(tenant, plan.changes, { now: NOW }) };
}

test('is plain data: what comes back from the disk is what was shown', () => {
  const { plan, outcome } = previewed('assign_license', HR, 'ENTERPRISEPACK');
  const preview = finish(previewOf(tenant, outcome, plan));
  expect(JSON.parse(JSON.stringify(preview))).toEqual(preview);
  expect(preview.shape).toBe('give');
  expect(preview.counts).toMatchObject({ people: 1_000, changed: 990, failed: 10 });
});

test('is small, whatever the tenant', () => {
  const { plan, outcome } = previewed('assign_license', HR, 'ENTERPRISEPACK');
  expect(JSON.stringify(finish(previewOf(tenant, outcome, plan))).length).toBeLessThan(5_000);
});

test('names what people lose by ids, and nobody without losing anything', () => {
  const { plan, outcome } = previewed('remove_license', KIOSK, 'STANDARDPACK');
  const { shape, facts } = finish(previewOf(tenant, outcome, plan));
  expect(shape).toBe('take');
  // Just what the change takes away is in its figures.
  expect(facts.filter(({ kind }) => kind === 'loses')).toEqual([]);
  expect(facts.every(({ people }) => people > 0)).toBe(true);
});

test('of a request is about what was asked for, and not about the groups of a fix that comes with it', () => {
  const { plan } = previewed('assign_license', HR, 'ENTERPRISEPACK');
  const id = groupId(world, KIOSK);
  const leaving = tenant.members(tenant.findGroup(id) ?? -1).map((user) => {
    return { kind: 'removeMember' as const, groupId: id, userId: tenant.user(user).id };
  });
  const both = { ...plan, changes: [...plan.changes, ...leaving] };
  const outcome = simulate(tenant, both.changes, { now: NOW });
  const alone = finish(requestPreviewOf(tenant, outcome, both));
  expect(alone.counts.people).toBe(1_000);
  // They all lose the same: that is said once.
  expect(alone.facts.map(({ kind, people }) => [kind, people])).toContainEqual(['loses', 40]);
  expect(alone.facts.map(({ kind }) => kind)).not.toContain('haveLess');
});
