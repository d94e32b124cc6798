import { describe, expect, it } from 'vitest';
import { inOwnWords } from '../../src/graph/row-words.ts';
import { type LicenseAssignmentState, PLANS_UNSAID } from '../../src/graph/types.ts';
import { keptLicenses } from '../../src/licensing/model/kept.ts';
import { loadTenant } from '../../src/licensing/model/load-tenant.ts';
import { everyone, group, has, inUse, licensesOf, makeChange, person, product, tenantOf } from './small-tenant.ts';
import { snapshotOf } from './snapshot-of.ts';

const E3 = product('E3', ['MAIL', 'CHAT'], 0);
const UNHEARD: LicenseAssignmentState = {
  ...has('E3', 'sales'),
  state: 'Error',
  error: 'Other',
  words: { error: 'Oops' },
};

function rowsOf(tenant: ReturnType<typeof tenantOf>, id: string) {
  return tenant.read(tenant.rows(tenant.findUser(id) ?? -1)).map(inOwnWords);
}

describe('a row in words that Graph’s documentation does not have', () => {
  it('keeps them as long as nothing else comes of it', () => {
    // Ann’s Other stays one, since a sibling has no seat; her error is only called otherwise.
    const tenant = tenantOf({
      products: [E3, product('VISIO', ['DRAW'], 5)],
      groups: [group('sales', ['VISIO', 'E3'], ['ann'])],
      people: [person('ann', [{ ...UNHEARD, skuId: 'VISIO' }])],
    });
    everyone(tenant);
    expect(rowsOf(tenant, 'ann')).toMatchObject([
      { skuId: 'VISIO', state: 'Error', error: 'Oops', lastUpdatedDateTime: '2026-01-01T00:00:00Z' },
      { skuId: 'E3', state: 'Error', error: 'CountViolation' },
    ]);
    expect(everyone(tenant).rowChanges).toBe(0);
  });

  it('is not held where the state is unknown or missing, and stays so when it is direct', () => {
    const pending = { ...has('E3'), state: 'Disabled', words: { state: 'PendingActivation' } } as const;
    const silent = { ...has('E3'), state: 'Disabled', words: { state: null } } as const;
    const tenant = tenantOf({
      products: [E3],
      groups: [group('sales', [], [])],
      people: [person('ann', [pending]), person('bob', [silent])],
    });
    everyone(tenant);
    expect(inUse(tenant, 'E3')).toBe(0);
    expect(rowsOf(tenant, 'ann')).toMatchObject([{ state: 'PendingActivation', error: 'None' }]);
    expect(rowsOf(tenant, 'bob')[0]).not.toHaveProperty('state');
  });

  it('and of a state that nobody knows is kept from who left its group, or whom its group cannot give it', () => {
    const silent = { ...has('E3', 'sales'), state: 'Disabled', words: { state: null } } as const;
    const pending = { ...silent, words: { state: 'PendingActivation' } };
    const tenant = tenantOf({
      products: [E3],
      groups: [group('sales', ['E3'], ['bob'])],
      people: [person('ann', [silent]), person('bob', [pending])],
    });
    everyone(tenant);
    expect(inUse(tenant, 'E3')).toBe(0);
    expect(rowsOf(tenant, 'ann')).toEqual([inOwnWords(silent)]);
    expect(rowsOf(tenant, 'bob')).toMatchObject([{ state: 'PendingActivation', error: 'CountViolation' }]);
    expect(everyone(tenant).rowChanges).toBe(0);
    expect(keptLicenses(tenant).flatMap(({ users }) => users)).toEqual([0, 1]);

    makeChange(tenant, { kind: 'releaseKeptLicenses', groupId: 'sales' });
    expect(licensesOf(tenant, 'ann')).toEqual([]);
    expect(licensesOf(tenant, 'bob')).toEqual(['E3 from sales: Error CountViolation']);
    expect(rowsOf(tenant, 'bob')).toMatchObject([{ state: 'Error' }]);
  });

  it('and of a state that nobody knows is held again once its group gives it', () => {
    const silent = { ...has('E3', 'sales'), state: 'Disabled', words: { state: null } } as const;
    const tenant = tenantOf({
      products: [product('E3', ['MAIL'], 1)],
      groups: [group('sales', ['E3'], ['ann'])],
      people: [person('ann', [silent])],
    });
    everyone(tenant);
    expect(licensesOf(tenant, 'ann')).toEqual(['E3 from sales: Active']);
    expect(keptLicenses(tenant)).toEqual([]);
  });

  it('is the same after it was kept as data and loaded again', () => {
    const people = [person('ann', [UNHEARD, { ...has('OLD'), state: 'Error', error: 'CountViolation' }])];
    const tenant = tenantOf({ products: [E3], groups: [group('sales', ['E3'], ['ann'])], people });
    const again = loadTenant(JSON.parse(JSON.stringify(snapshotOf(tenant))));
    expect(rowsOf(again, 'ann')).toEqual(rowsOf(tenant, 'ann'));
    expect(rowsOf(again, 'ann')).toMatchObject([
      { error: 'Oops' },
      { skuId: 'OLD', state: 'Error', error: 'CountViolation' },
    ]);
  });
});

it('a row that does not say which plans are off has those of its template off, and none where there is none', () => {
  const unsaid = (row: LicenseAssignmentState) => ({ ...row, disabledPlans: PLANS_UNSAID });
  const tenant = tenantOf({
    products: [product('E3', ['MAIL', 'CHAT'])],
    groups: [group('sales', ['E3 without CHAT'], ['ann'])],
    people: [person('ann', [unsaid(has('E3', 'sales')), unsaid(has('E3'))])],
  });
  expect(everyone(tenant).rowChanges).toBe(0);
  expect(licensesOf(tenant, 'ann')).toEqual(['E3 direct: Active', 'E3 without CHAT from sales: Active']);
});

describe('ids', () => {
  it('are the same in whatever letters, and told as whoever bears them has them', () => {
    const tenant = tenantOf({
      products: [product('E3', ['MAIL'])],
      people: [person('Ann', [has('e3', 'SALES')])],
      groups: [group('sales', ['E3'], ['ANN', 'Inner']), group('inner', [], [])],
    });
    expect(tenant.userCount).toBe(1);
    expect(everyone(tenant).rowChanges).toBe(0);
    expect(licensesOf(tenant, 'aNN')).toEqual(['E3 from sales: Active']);
    expect(tenant.snapshotGroup(0).members).toEqual(['Ann', 'inner']);
    expect(tenant.nestedGroups(0)).toEqual([1]);
  });
});
