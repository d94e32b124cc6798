import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { embeddedStore } from '../../../src/directory/embedded/embedded-store.ts';
import type { SnapshotUser } from '../../../src/graph/types.ts';
import { loadTenant } from '../../../src/licensing/model/load-tenant.ts';
import { openForTest } from '../../store/open-for-test.ts';
import { smallTenant } from '../small-tenant.ts';

/** People as they come back from a store that was filled with them. */
function kept(users: readonly SnapshotUser[]) {
  const store = openForTest();
  embeddedStore(store).tenant.fill({ ...smallTenant(), users, groups: [], directoryRoles: [] });
  return embeddedStore(store).tenant.snapshot() ?? expect.fail('the store holds no tenant');
}

const text = fc.oneof(fc.string({ unit: 'grapheme' }), fc.string());
const profile = fc.record(
  {
    displayName: text,
    userPrincipalName: fc.oneof(text, fc.constant(null)),
    usageLocation: fc.constantFrom('NL', 'us', 'XX', '', null),
    accountEnabled: fc.boolean(),
    proxyAddresses: fc.array(text, { maxLength: 2 }),
    officeLocation: fc.oneof(text, fc.integer(), fc.record({ floor: text })),
  },
  { requiredKeys: [] },
);

describe('people in the store', () => {
  it('come back whatever they are called and whatever else is said of them', () => {
    fc.assert(
      fc.property(fc.array(profile, { minLength: 1, maxLength: 6 }), text, (profiles, prefix) => {
        const users = profiles.map((one, place) => ({ id: `${prefix}${place}`, ...one }) as SnapshotUser);
        const snapshot = kept(users);
        expect([...snapshot.users]).toEqual(users);
        const tenant = loadTenant(snapshot);
        for (const [place, { displayName, userPrincipalName, usageLocation }] of users.entries()) {
          const user = tenant.user(place);
          expect([user.displayName, user.userPrincipalName]).toEqual([displayName ?? '', userPrincipalName ?? '']);
          expect(user.usageLocation ?? '').toBe(usageLocation ?? '');
        }
      }),
      { numRuns: 25 },
    );
  });

  it('come back in their order, however many there are', () => {
    const users = Array.from({ length: 2_100 }, (_, place) => ({ id: `person-${place}`, displayName: `Zoë ${place}` }));
    const store = openForTest();
    embeddedStore(store).tenant.fill({ ...smallTenant(), users, groups: [], directoryRoles: [] });
    embeddedStore(store).tenant.setLicenseRowsOf([1_023, 1_024, 2_099].map((place) => [place, []]));
    const found = [...(embeddedStore(store).tenant.snapshot()?.users ?? [])];
    expect(found.map(({ id }) => id)).toEqual(users.map(({ id }) => id));
    const withRows = found.flatMap(({ licenseAssignmentStates }, place) => (licenseAssignmentStates ? [place] : []));
    expect(withRows).toEqual([1_023, 1_024, 2_099]);
  });
});
