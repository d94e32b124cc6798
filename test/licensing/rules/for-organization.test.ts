import { describe, expect, it } from 'vitest';
import { groupStatus } from '../../../src/licensing/explain/group-status.ts';
import { applyChange } from '../../../src/licensing/model/apply-change.ts';
import type { Tenant } from '../../../src/licensing/model/tenant.ts';
import { everyone, group, inUse, license, licensesOf, makeChange, person, product, tenantOf } from '../small-tenant.ts';

/** Storage is for the organization; sales give it beside a suite, the archive has plans of the organization alone. */
function contoso(): Tenant {
  const ofOrganization = { servicePlanId: 'KEEP', servicePlanName: 'KEEP', appliesTo: 'Company' };
  return tenantOf({
    products: [
      product('SUITE', ['MAIL']),
      { ...product('STORAGE', ['DISK'], 10), appliesTo: 'Company' },
      { ...product('ARCHIVE', []), servicePlans: [ofOrganization] },
    ],
    groups: [
      group('sales', ['STORAGE', 'SUITE'], ['ann', 'bob']),
      group('disks', ['STORAGE'], ['ann']),
      group('new', [], ['ann']),
    ],
    people: [person('cas')],
    rules: { dependsOn: [{ plan: 'DISK', requiresAnyOf: ['NOTHING'] }] },
  });
}

describe('a product for the organization', () => {
  it.each(['STORAGE', 'ARCHIVE'])('is refused to a group and to a person: %s', (skuId) => {
    const tenant = contoso();
    const edit = { addLicenses: [license(skuId)], removeLicenses: [] };
    for (const change of [
      { kind: 'assignGroupLicense', groupId: 'new', ...edit } as const,
      { kind: 'assignUserLicense', userId: 'cas', ...edit } as const,
    ]) {
      expect(applyChange(tenant, change)).toEqual([{ kind: 'forOrganization', skuId }]);
    }
    expect(inUse(tenant, skuId)).toBe(0);
  });

  it('in a template gives nobody anything, takes no seat and holds nothing up', () => {
    const tenant = contoso();
    everyone(tenant);
    expect(licensesOf(tenant, 'ann')).toEqual(['SUITE from sales: Active']);
    expect(inUse(tenant, 'STORAGE')).toBe(0);
    expect(groupStatus(tenant, 0)).toMatchObject({ assigned: 2, failed: 0, pending: 0 });
  });

  it('alone makes no licensed group of one', () => {
    const tenant = contoso();
    everyone(tenant);
    expect(groupStatus(tenant, 1)).toMatchObject({ assigned: 0, failed: 0, pending: 0 });
  });

  it('stays in a template that is changed beside it, and can be taken out', () => {
    const tenant = contoso();
    everyone(tenant);
    const edit = (add: readonly string[], removeLicenses: readonly string[]) =>
      makeChange(tenant, {
        kind: 'assignGroupLicense',
        groupId: 'sales',
        addLicenses: add.map(license),
        removeLicenses,
      });
    expect(edit(['SUITE without MAIL'], [])).toEqual([]);
    expect(tenant.assignedLicenses(0).map(({ skuId }) => skuId)).toEqual(['STORAGE', 'SUITE']);
    expect(edit([], ['STORAGE'])).toEqual([]);
    expect(licensesOf(tenant, 'ann')).toEqual(['SUITE without MAIL from sales: Active']);
  });
});
