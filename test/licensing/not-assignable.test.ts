import { describe, expect, it } from 'vitest';
import { catalogueProduct } from '../../src/catalogue/products.ts';
import { causesOf } from '../../src/licensing/explain/causes.ts';
import { everyone, group, has, licensesOf, makeChange, person, product, tenantOf } from './small-tenant.ts';

const { skuId: EXPLORATORY } = catalogueProduct('Microsoft_Teams_Exploratory_Dept');

function tenant(rows: readonly ReturnType<typeof has>[] = []) {
  return tenantOf({
    products: [product(EXPLORATORY, ['TEAMS']), product('E3', ['MAIL'], 0), product('E1', ['SITES'])],
    groups: [group('Sales', [EXPLORATORY], ['ann']), group('HR', ['E1'], [])],
    people: [person('ann', rows)],
  });
}

describe('a product that nobody can be given', () => {
  it('fails in a template, and the cause says why', () => {
    const sales = tenant();
    everyone(sales);
    expect(licensesOf(sales, 'ann')).toEqual([`${EXPLORATORY} from Sales: Error Other`]);
    expect(causesOf(sales, 'everywhere')).toMatchObject([{ error: 'Other', detail: { kind: 'notAssignable' } }]);
  });

  it('stays with whoever has it already', () => {
    const sales = tenant([has(EXPLORATORY, 'Sales')]);
    everyone(sales);
    expect(licensesOf(sales, 'ann')).toEqual([`${EXPLORATORY} from Sales: Active`]);
  });

  it('is refused for groups and for people', () => {
    const addLicenses = [{ skuId: EXPLORATORY, disabledPlans: [] }];
    const refusal = [{ kind: 'notAssignable', skuId: EXPLORATORY }];
    const changes = [
      { kind: 'assignGroupLicense', groupId: 'HR', addLicenses, removeLicenses: [] },
      { kind: 'assignUserLicense', userId: 'ann', addLicenses, removeLicenses: [] },
    ] as const;
    for (const change of changes) expect(makeChange(tenant(), change)).toEqual(refusal);
  });

  it('can be taken out of a template', () => {
    const sales = tenant();
    const change = {
      kind: 'assignGroupLicense',
      groupId: 'Sales',
      addLicenses: [],
      removeLicenses: [EXPLORATORY],
    } as const;
    expect(makeChange(sales, change)).toEqual([]);
    expect(licensesOf(sales, 'ann')).toEqual([]);
  });

  it('is not said to lack seats', () => {
    const sales = tenant();
    makeChange(sales, {
      kind: 'assignGroupLicense',
      groupId: 'Sales',
      addLicenses: [{ skuId: 'E3', disabledPlans: [] }],
      removeLicenses: [],
    });
    expect(licensesOf(sales, 'ann').sort()).toEqual(
      ['E3 from Sales: Error Other', `${EXPLORATORY} from Sales: Error Other`].sort(),
    );
  });
});
