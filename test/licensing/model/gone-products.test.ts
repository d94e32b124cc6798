import { describe, expect, it } from 'vitest';
import { groupStatus } from '../../../src/licensing/explain/group-status.ts';
import { everyone, group, has, inUse, licensesOf, makeChange, person, product, tenantOf } from '../small-tenant.ts';

/* E3 is there; of OLD there are templates and rows, and the tenant does not own it any more. */
const E3 = product('E3', ['MAIL', 'CHAT'], 2);

describe('a product of a template that the tenant does not own any more', () => {
  const tenant = () =>
    tenantOf({
      products: [E3],
      groups: [group('sales', ['OLD', 'E3'], ['ann', 'bob'])],
      people: [person('ann', [has('OLD without X', 'sales')]), person('bob')],
    });

  it('holds nothing up: members get the others, and keep what they have of it', () => {
    const one = tenant();
    expect(everyone(one)).toMatchObject({ assigned: 2, failed: 0 });
    expect(licensesOf(one, 'ann')).toEqual(['E3 from sales: Active', 'OLD without X from sales: Active']);
    expect(licensesOf(one, 'bob')).toEqual(['E3 from sales: Active']);
    expect(everyone(one).rowChanges).toBe(0);
    expect(groupStatus(one, 0)).toMatchObject({ assigned: 2, pending: 0, failed: 0 });
  });

  it('takes no seat and no place in line, whatever its rows say', () => {
    const failed = { ...has('OLD', 'sales'), state: 'Error', error: 'CountViolation' } as const;
    const one = tenantOf({
      products: [E3],
      groups: [group('sales', ['OLD', 'E3'], ['ann', 'bob', 'cem'])],
      people: [person('ann', [failed]), person('bob', [failed]), person('cem', [has('OLD', 'sales')])],
    });
    everyone(one);
    expect(licensesOf(one, 'cem')).toEqual(['E3 from sales: Error CountViolation', 'OLD from sales: Active']);
    expect(makeChange(one, { kind: 'setSeats', skuId: 'E3', enabled: 3 })).toEqual([]);
    expect(licensesOf(one, 'cem')).toContain('E3 from sales: Active');
    expect(inUse(one, 'E3')).toBe(3);
  });

  it('can be removed, and with it what people have of it; nobody can be given it', () => {
    const one = tenant();
    everyone(one);
    const change = { kind: 'assignGroupLicense', groupId: 'sales' } as const;
    const add = { ...change, addLicenses: [{ skuId: 'OLD', disabledPlans: [] }], removeLicenses: [] };
    expect(makeChange(one, add)).toEqual([{ kind: 'unknownSku', skuId: 'OLD' }]);
    expect(makeChange(one, { ...change, addLicenses: [], removeLicenses: ['OLD'] })).toEqual([]);
    expect(one.assignedLicenses(0)).toEqual([{ skuId: 'E3', disabledPlans: [] }]);
    expect(licensesOf(one, 'ann')).toEqual(['E3 from sales: Active']);
    expect(makeChange(one, { ...change, addLicenses: [], removeLicenses: ['OLD'] })).toEqual([
      { kind: 'unknownSku', skuId: 'OLD' },
    ]);
  });

  it('makes no licensed group of one that has nothing else', () => {
    const one = tenantOf({
      products: [E3],
      groups: [group('sales', ['OLD'], ['ann'])],
      people: [person('ann', [has('OLD', 'sales')])],
    });
    expect(everyone(one)).toMatchObject({ assigned: 0, failed: 0, rowChanges: 0 });
    expect(licensesOf(one, 'ann')).toEqual(['OLD from sales: Active']);
  });
});

describe('a row of a product that the tenant does not own any more', () => {
  it('stays when it is direct, and when its group is gone', () => {
    const one = tenantOf({
      products: [E3],
      groups: [group('sales', ['E3'], ['ann'])],
      people: [person('ann', [has('OLD'), has('OLD', 'gone')])],
    });
    everyone(one);
    expect(licensesOf(one, 'ann')).toEqual(['E3 from sales: Active', 'OLD direct: Active', 'OLD from gone: Active']);
  });

  it('goes when nothing names it; held in error, it stays, as something may still need what it gave', () => {
    const retained = { ...has('OLD', 'sales'), state: 'ActiveWithError', error: 'DependencyViolation' } as const;
    const one = tenantOf({
      products: [E3],
      groups: [group('sales', ['E3'], ['ann', 'bob'])],
      people: [person('ann', [has('OLD', 'sales')]), person('bob', [retained])],
    });
    everyone(one);
    expect(licensesOf(one, 'ann')).toEqual(['E3 from sales: Active']);
    const [, kept] = one.read(one.rows(one.findUser('bob') ?? -1));
    expect([kept?.skuId, kept?.state, kept?.words]).toEqual(['E3', 'Active', undefined]);
    expect(licensesOf(one, 'bob')).toEqual(['E3 from sales: Active', 'OLD from sales: ActiveWithError']);
  });
});

it('a plan that a product does not have any more counts as off, and stays off in what is commanded', () => {
  const one = tenantOf({ products: [E3], groups: [group('sales', ['E3 without RETIRED'], ['ann'])] });
  everyone(one);
  expect(licensesOf(one, 'ann')).toEqual(['E3 without RETIRED from sales: Active']);
  const off = (...disabledPlans: string[]) => ({
    kind: 'assignGroupLicense' as const,
    groupId: 'sales',
    addLicenses: [{ skuId: 'E3', disabledPlans }],
    removeLicenses: [],
  });
  expect(makeChange(one, off('RETIRED', 'CHAT'))).toEqual([]);
  expect(makeChange(one, off('RETIRED', 'OTHER'))).toEqual([
    { kind: 'planNotInProduct', skuId: 'E3', servicePlanId: 'OTHER' },
  ]);
});
