import { describe, expect, it } from 'vitest';
import type { LicenseUnitsDetail } from '../../../src/graph/types.ts';
import { isTroubled, subscriptionOf } from '../../../src/licensing/model/subscription.ts';
import { suggest } from '../../../src/licensing/suggest/suggest.ts';
import { everyone, group, NOW, person, product, tenantOf } from '../small-tenant.ts';

const NONE: LicenseUnitsDetail = { enabled: 0, warning: 0, suspended: 0 };

function owned(capabilityStatus: string, units: Partial<LicenseUnitsDetail>) {
  return { ...product('E3', ['MAIL']), capabilityStatus, prepaidUnits: { ...NONE, ...units } };
}

describe('a subscription', () => {
  it.each([
    ['is active', 'Enabled', { enabled: 5 }, { state: 'active', assignable: 5, inGrace: 0, suspended: 0 }],
    [
      'has seats of three kinds',
      'Enabled',
      { enabled: 3, warning: 3, suspended: 3 },
      { state: 'active', assignable: 6, inGrace: 3, suspended: 3 },
    ],
    [
      'is in its grace period',
      'Warning',
      { warning: 10 },
      { state: 'inGrace', assignable: 10, inGrace: 10, suspended: 0 },
    ],
    ['is suspended', 'Suspended', { suspended: 25 }, { state: 'suspended', assignable: 0, inGrace: 0, suspended: 25 }],
    ['is suspended by its units', 'Enabled', { suspended: 2 }, { state: 'suspended', assignable: 0, suspended: 2 }],
    ['is suspended with what it had', 'Suspended', { enabled: 4 }, { state: 'suspended', assignable: 0, suspended: 4 }],
    ['is locked out', 'LockedOut', { lockedOut: 20 }, { state: 'lockedOut', assignable: 0, suspended: 20 }],
    ['is deleted', 'Deleted', {}, { state: 'deleted', assignable: 0, suspended: 0 }],
    ['is in a state of a later day', 'Resting', { enabled: 5 }, { state: 'active', assignable: 5 }],
  ])('%s', (_, status, units, expected) => {
    const subscription = subscriptionOf(owned(status, units));
    expect(subscription).toMatchObject(expected);
  });
});

it.each([
  ['active', { enabled: 5 }, false],
  ['in part in grace', { enabled: 5, warning: 1 }, true],
  ['in part suspended', { enabled: 5, suspended: 1 }, true],
])('what is %s', (_, units, troubled) => {
  expect(isTroubled(subscriptionOf(owned('Enabled', units)))).toBe(troubled);
});

describe('who waits for a seat', () => {
  function kindsFor(capabilityStatus: string, units: Partial<LicenseUnitsDetail>) {
    const tenant = tenantOf({
      products: [owned(capabilityStatus, units)],
      groups: [group('sales', ['E3'], ['ann', 'bob', 'cas'])],
      people: ['ann', 'bob', 'cas'].map((id) => person(id, [], { accountEnabled: true })),
    });
    everyone(tenant);
    return suggest(tenant, 'everywhere', { now: NOW, limit: 20 }).map(({ kind, subject, fixes, canApply }) => ({
      kind,
      seats: subject.seats,
      fixes: fixes.length,
      canApply,
    }));
  }

  it('is told to reactivate what is suspended or locked out, not to buy it again', () => {
    const back = [{ kind: 'reactivate', seats: 25, fixes: 3, canApply: false }];
    expect(kindsFor('Suspended', { suspended: 25 })).toEqual(back);
    expect(kindsFor('LockedOut', { lockedOut: 25 })).toEqual(back);
    expect(kindsFor('Enabled', { enabled: 1, suspended: 3 })).toEqual([{ ...back[0], seats: 3, fixes: 2 }]);
  });

  it('is told to buy as well what reactivating does not bring', () => {
    expect(kindsFor('Enabled', { enabled: 1, suspended: 1 }).map(({ kind, fixes }) => [kind, fixes])).toEqual([
      ['buySeats', 2],
      ['reactivate', 1],
    ]);
  });

  it('is told nothing of a deleted subscription that could not bring a seat', () => {
    expect(kindsFor('Deleted', {})).toEqual([]);
  });
});
