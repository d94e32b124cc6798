import { describe, expect, it } from 'vitest';
import type { Change } from '../../../src/licensing/change.ts';
import { explainRefusals } from '../../../src/licensing/explain/explain-refusals.ts';
import type { Tenant } from '../../../src/licensing/model/tenant.ts';
import { simulate } from '../../../src/licensing/outcome/simulate.ts';
import { everyone, group, has, license, NOW, person, product, tenantOf } from '../small-tenant.ts';

/** Ann has the old suite through staff and Bob directly; the rare product has no seat left. */
function contoso(): Tenant {
  const tenant = tenantOf({
    products: [
      product('OLD', ['MAIL_1', 'CHAT']),
      product('NEW', ['MAIL_2', 'CHAT']),
      product('ARCHIVE', ['ARCHIVE']),
      product('RARE', ['RARE'], 1),
      product('CHATTER', ['CHAT'], 0),
    ],
    groups: [group('staff', ['OLD'], ['ann']), group('few', ['RARE'], ['eve', 'fay'])],
    people: [
      person('ann'),
      person('bob', [has('OLD')]),
      person('cas', [], { proxyAddresses: ['SMTP:x@contoso.com'] }),
      person('dee', [has('ARCHIVE'), has('OLD')], { proxyAddresses: ['smtp:X@contoso.com'] }),
      person('eve', [], { accountEnabled: false }),
      person('fay'),
      person('gus', [], { usageLocation: 'IN' }),
    ],
    rules: {
      mutuallyExclusive: [{ set: 'exchange-online', plans: ['MAIL_1', 'MAIL_2'] }],
      dependsOn: [{ plan: 'ARCHIVE', requiresAnyOf: ['MAIL_1', 'MAIL_2'] }],
      restrictedLocations: [{ plan: 'RARE', usageLocations: ['IN'] }],
    },
  });
  everyone(tenant);
  return tenant;
}

function reasonsOf(...changes: readonly Change[]) {
  const tenant = contoso();
  const { refusals } = simulate(tenant, changes, { now: NOW });
  return explainRefusals(tenant, changes, refusals).map(({ userId, reason, ...rest }) => ({
    who: userId,
    ...reason,
    ...rest,
  }));
}

function give(userId: string, add: readonly string[], removeLicenses: readonly string[] = []): Change {
  return { kind: 'assignUserLicense', userId, addLicenses: add.map(license), removeLicenses };
}

describe('a direct license that is refused', () => {
  it('names the plans in the way, their product and where it comes from', () => {
    const pairs = [{ plan: 'MAIL_2', otherPlan: 'MAIL_1' }];
    expect(reasonsOf(give('ann', ['NEW']), give('bob', ['NEW']))).toMatchObject([
      { who: 'ann', detail: { kind: 'conflict', pairs, otherSkuId: 'OLD', sources: ['staff'] } },
      { who: 'bob', detail: { kind: 'conflict', pairs, otherSkuId: 'OLD', sources: [null] } },
    ]);
  });

  it('names the missing plans, and which products with free seats have them', () => {
    expect(reasonsOf(give('fay', ['ARCHIVE']))).toMatchObject([
      {
        detail: { kind: 'dependency', plan: 'ARCHIVE', requiresAnyOf: ['MAIL_1', 'MAIL_2'] },
        givers: ['OLD', 'NEW'],
        on: 'assignment',
      },
    ]);
  });

  it('is looked at as it would have been made: after the changes before it', () => {
    expect(
      reasonsOf({ kind: 'setUsageLocation', userId: 'fay', usageLocation: 'IN' }, give('fay', ['RARE'])),
    ).toMatchObject([{ detail: { kind: 'location', plan: 'RARE', usageLocation: 'IN' } }]);
  });

  it('counts the seats, who waits for one, and the blocked accounts that hold one', () => {
    expect(reasonsOf(give('bob', ['RARE']))).toMatchObject([
      {
        detail: { kind: 'seats', seats: 1, consumed: 1 },
        waiting: 1,
        blocked: ['eve'],
      },
    ]);
  });

  it('names who has the same address', () => {
    expect(reasonsOf(give('cas', ['NEW']))).toMatchObject([{ detail: { kind: 'duplicateAddress', others: ['dee'] } }]);
  });

  it('names the restricted service and the location', () => {
    expect(reasonsOf(give('gus', ['RARE']))).toMatchObject([
      { detail: { kind: 'location', plan: 'RARE', usageLocation: 'IN', inherited: false } },
    ]);
  });
});

it('a direct license that cannot be taken away names what still needs it', () => {
  expect(reasonsOf(give('dee', [], ['OLD']))).toMatchObject([
    { who: 'dee', on: 'removal', detail: { kind: 'dependency', plan: 'ARCHIVE' } },
  ]);
});

it('leaves the tenant as it was', () => {
  const tenant = contoso();
  const changes = [give('ann', ['NEW'])];
  const { refusals } = simulate(tenant, changes, { now: NOW });
  const before = tenant.rows(tenant.findUser('ann') ?? -1);
  explainRefusals(tenant, changes, refusals);
  expect(tenant.rows(tenant.findUser('ann') ?? -1)).toBe(before);
});
