import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { embeddedStore } from '../../../src/directory/embedded/embedded-store.ts';
import { beginPeople, storedPeople } from '../../../src/directory/embedded/stored-people.ts';
import type { LicenseAssignmentState, SnapshotUser } from '../../../src/graph/types.ts';
import { loadTenant } from '../../../src/licensing/model/load-tenant.ts';
import { openForTest, tamper } from '../../store/open-for-test.ts';
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

const A_ROW: LicenseAssignmentState = {
  skuId: '6fd2c87f-b296-42f0-b197-1e91e994b900',
  assignedByGroup: null,
  disabledPlans: [],
  state: 'Active',
  error: null,
};

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

  const odd = Array.from({ length: 3_000 }, (_, place) => ({
    id: place % 3 === 0 ? `persoon-é${place}` : `person-${place}`,
    displayName: place % 5 === 0 ? `"${place}"` : `Zoë ${place}`,
    ...(place % 2 === 0 && { usageLocation: 'NL', accountEnabled: place % 4 === 0 }),
    proxyAddresses: Array.from({ length: place % 7 }, (_, address) => `smtp:${place}.${address}@contoso.com`),
  }));

  function filledWithOdd() {
    const store = openForTest();
    embeddedStore(store).tenant.fill({ ...smallTenant(), users: odd, groups: [], directoryRoles: [] });
    embeddedStore(store).tenant.setLicenseRowsOf([7, 2_500].map((place) => [place, [A_ROW]]));
    return store;
  }

  it('are read by a thread of its own as they are read by this one', () => {
    const { database } = filledWithOdd();
    const [alone, shared] = [odd.length + 1, 0].map((from) =>
      Array.from(storedPeople(database, from), ({ text, hasRows }) => ({
        ...{ hasRows, id: text.id, location: text.usageLocation, enabled: text.accountEnabled },
        ...{
          hashes: [...text.addressHashes],
          isAscii: text.idEnd > text.idStart,
          rows: [...text.licenseAssignmentStates],
        },
        profile: Buffer.from(text.bytes).toString('utf8', text.start, text.end),
      })),
    );
    expect(shared).toEqual(alone);
    expect(shared?.flatMap(({ rows }, place) => (rows.length > 0 ? [place] : []))).toEqual([7, 2_500]);
  });

  it('are read by a thread that began before they were asked for, and once more by whoever asks again', () => {
    const { database } = filledWithOdd();
    beginPeople(database, 0);
    const ids = () => Array.from(storedPeople(database), ({ text }) => text.id);
    expect(ids()).toEqual(odd.map(({ id }) => id));
    expect(ids()).toEqual(odd.map(({ id }) => id));
  });

  it('are damaged whoever reads them', () => {
    const { database, dataDir } = filledWithOdd();
    tamper(dataDir, "UPDATE users SET document = replace(document, 'Zo', 'Jo') WHERE row = 2100");
    expect(() => [...storedPeople(database, 0)]).toThrow(
      expect.objectContaining({ code: 'Corrupt', message: expect.stringContaining('a row of users (2100)') }),
    );
  });

  it('may be left in the middle', () => {
    const { database } = filledWithOdd();
    const [first] = storedPeople(database, 0);
    expect(first?.text.id).toBe('persoon-é0');
    expect([...storedPeople(database, 0)]).toHaveLength(odd.length);
  });
});
