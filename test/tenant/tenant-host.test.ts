import { describe, expect, it } from 'vitest';
import { catalogue } from '../../src/catalogue/catalogue.ts';
import { buildNames, namesOf } from '../../src/language/index.ts';
import { applyChange } from '../../src/licensing/model/apply-change.ts';
import { tenantHost } from '../../src/tenant/tenant-host.ts';
import { demoWorld, groupId, skuId, userId } from '../cards/world.ts';

const world = demoWorld('en');
const { tenant } = world;
const names = buildNames(namesOf(tenant, catalogue));
const host = tenantHost({ tenant, names: () => names });
const e1 = skuId(world, 'STANDARDPACK');
const kiosk = groupId(world, 'Kiosk users');

describe('every answer', () => {
  const answers = {
    seats: () => host.seats(),
    product: () => host.product(e1),
    'plans off': () => host.plansOff(kiosk, e1),
    find: () => host.find('ann', 5),
    examples: () => host.examples(),
    group: () => host.group(kiosk),
    person: () => host.person(userId(world, 'meganb')),
    why: () => host.why(userId(world, 'meganb'), [e1, skuId(world, 'EMS')]),
    'groups found': () => host.findGroups({ giving: [e1] }),
    'people found': () => host.findPeople({ enabled: false }),
    groups: () => host.groups('licensed', { page: 1, size: 10 }),
    people: () => host.people([userId(world, 'meganb')], { page: 1, size: 10 }),
    kept: () => host.kept({ page: 1, size: 10 }),
    rules: () => host.rules({ skuIds: [], groupIds: [kiosk] }),
    migration: () => host.planMigrate({ groupIds: [kiosk], skuIds: [] }),
    plan: () => {
      const products = [{ sku: 'STANDARDPACK' }];
      const ids = { groups: [kiosk], skus: [e1] };
      return host.plan({ intent: 'remove_license', slots: { groups: ['Kiosk users'], products, ids } });
    },
  };

  it.each(Object.entries(answers))('is plain data of one revision: %s', async (_, ask) => {
    const answer = await ask();
    expect(answer.revision).toBe(tenant.revision);
    expect(JSON.parse(JSON.stringify(answer))).toEqual(answer);
    expect(JSON.stringify(answer).length).toBeLessThan(30_000);
  });
});

it('bears another revision once anything has changed', async () => {
  const before = await host.seats();
  applyChange(tenant, { kind: 'setUsageLocation', userId: userId(world, 'adelev'), usageLocation: 'NL' });
  const after = await host.seats();
  expect(after.revision).toBeGreaterThan(before.revision);
  expect(after.seen).toEqual(before.seen);
});

it('finds no more than asked for, and says how many there are', async () => {
  const { seen } = await host.find('a', 3);
  expect(seen.groupIds.length + seen.userIds.length).toBe(3);
  expect(seen.matches).toBeGreaterThan(100);
});

it('knows nothing of what the tenant does not have', async () => {
  expect((await host.product('no such product')).seen).toBeUndefined();
  expect((await host.plansOff('no such group', e1)).seen).toBeUndefined();
  expect((await host.group('no such group')).seen).toBeUndefined();
  expect((await host.person('nobody')).seen).toBeUndefined();
  expect((await host.why('nobody', [])).seen).toBeUndefined();
  expect((await host.keptOf('no such group', { page: 1, size: 10 })).seen).toBeUndefined();
  expect((await host.people(['nobody'], { page: 1, size: 10 })).seen).toMatchObject({ items: [], page: { total: 0 } });
  expect((await host.rules({ skuIds: ['no such product'] })).seen.skuIds).toEqual([]);
});

it('understands the names of the tenant', async () => {
  const reading = await host.understand('show Kiosk users', { botName: 'Seatkeeper' });
  expect(reading).toMatchObject({ intent: 'show_group', slots: { ids: { groups: [kiosk] } } });
});

it('lists whose account is disabled before everybody else', async () => {
  const { seen: found } = await host.findPeople({ groups: ['Kiosk users'], ids: { groups: [kiosk] } });
  const enabled = found.ids.map((id) => tenant.user(tenant.findUser(id) ?? -1).accountEnabled);
  expect(enabled).toEqual(enabled.toSorted((a, b) => Number(a) - Number(b)));
  expect(found.total).toBe(found.ids.length);
});
