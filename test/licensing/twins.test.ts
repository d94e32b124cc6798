import { describe, expect, it } from 'vitest';
import { catalogueProduct, planId } from '../../src/catalogue/products.ts';
import { ruleProfile } from '../../src/catalogue/rule-profile.ts';
import type { SubscribedSku } from '../../src/graph/types.ts';
import { causesOf } from '../../src/licensing/explain/causes.ts';
import { ruleBehind } from '../../src/licensing/rules/rule-behind.ts';
import { everyone, makeChange, person, product, tenantOf } from './small-tenant.ts';

const owned = (skuPartNumber: string): SubscribedSku => ({ ...product('', []), ...catalogueProduct(skuPartNumber) });
const skuId = (skuPartNumber: string) => catalogueProduct(skuPartNumber).skuId;

/** A tenant in which the person is in one group with the first product, and the second is given to another of theirs. */
function tenantWith(profile: 'classic-2017' | 'stacking-2023', ...names: readonly string[]) {
  const groups = names.map((name) => ({
    id: name,
    displayName: name,
    securityEnabled: true,
    assignedLicenses: [{ skuId: skuId(name), disabledPlans: [] }],
    members: ['ann'],
  }));
  return tenantOf({ products: names.map(owned), groups, people: [person('ann')], rules: ruleProfile(profile) });
}

describe('products for a government and for schools', () => {
  it.each([
    ['ENTERPRISEPACK_GOV', 'SHAREPOINTENTERPRISE_GOV', 'SHAREPOINTWAC_GOV'],
    ['ENTERPRISEPACKPLUS_STUDENT', 'SHAREPOINTENTERPRISE_EDU', 'SHAREPOINTWAC_EDU'],
    ['ENTERPRISEPACK', 'SHAREPOINTENTERPRISE', 'SHAREPOINTWAC'],
  ])('%s is refused without SharePoint and with Office for the web', (name, off, needing) => {
    const tenant = tenantWith('stacking-2023', name);
    const addLicenses = [{ skuId: skuId(name), disabledPlans: [planId(off)] }];
    const change = { kind: 'assignGroupLicense', groupId: name, addLicenses, removeLicenses: [] } as const;
    expect(makeChange(tenant, change)).toMatchObject([
      { kind: 'templateLacksPrerequisite', servicePlanId: planId(needing) },
    ]);
  });

  it.each([
    ['STANDARDPACK_GOV', 'ENTERPRISEPACK_GOV'],
    ['STANDARDPACK', 'ENTERPRISEPACK'],
  ])('before 2023, %s and %s exclude each other by their mailboxes', (one, other) => {
    const tenant = tenantWith('classic-2017', one, other);
    expect(everyone(tenant).byError).toEqual({ MutuallyExclusiveViolation: 1 });
  });

  it('a failure says which rule is behind it, and that it is by analogy', () => {
    const tenant = tenantWith('classic-2017', 'STANDARDPACK_GOV', 'ENTERPRISEPACK_GOV');
    everyone(tenant);
    const [cause] = causesOf(tenant, 'everywhere');
    expect(cause && ruleBehind(tenant, cause.detail)).toMatchObject({ date: '2019-04-15', byAnalogy: true });
  });

  it('an add-on is satisfied by the mailbox or the Teams of any cloud', () => {
    const tenant = tenantWith('stacking-2023', 'ENTERPRISEPACK_GOV', 'IDENTITY_THREAT_PROTECTION', 'MCOEV');
    expect(everyone(tenant)).toMatchObject({ assigned: 3, failed: 0 });
  });
});
