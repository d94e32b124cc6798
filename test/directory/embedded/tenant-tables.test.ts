import { describe, expect, it } from 'vitest';
import { embeddedStore } from '../../../src/directory/embedded/embedded-store.ts';
import type { TenantTables } from '../../../src/directory/embedded/tenant-tables.ts';
import type { Snapshot } from '../../../src/graph/snapshot-text.ts';
import { groupTextsOf, snapshotGroup, snapshotUser, userTextsOf } from '../../../src/graph/snapshot-text.ts';
import { openForTest, tamper } from '../../store/open-for-test.ts';
import { E1, E3, smallTenant, USER_ADMINISTRATOR } from '../small-tenant.ts';

/** The whole tenant in plain arrays, its people and groups also as the texts of them say. */
function plain(snapshot: Snapshot | undefined) {
  if (snapshot === undefined) return undefined;
  const userTexts = Array.from(userTextsOf(snapshot), (text) => ({
    ...text,
    addressHashes: [...text.addressHashes],
    bytes: undefined,
    idStart: 0,
    idEnd: 0,
    start: 0,
    end: text.end - text.start,
    ...snapshotUser(text),
  }));
  const groupTexts = Array.from(groupTextsOf(snapshot), snapshotGroup);
  return { ...snapshot, users: [...snapshot.users], groups: [...snapshot.groups], userTexts, groupTexts };
}

function filled(): TenantTables {
  const { tenant } = embeddedStore(openForTest());
  tenant.fill(smallTenant());
  return tenant;
}

describe('the stored tenant', () => {
  it('is not there before it was filled', () => {
    expect(embeddedStore(openForTest()).tenant.snapshot()).toBeUndefined();
  });

  it('comes back as it was filled: every property, every id, in order', () => {
    const tenant = filled();
    expect(plain(tenant.snapshot())).toEqual(plain(smallTenant()));
  });

  it('is filled whole or not at all', () => {
    const { tenant } = embeddedStore(openForTest());
    const { users, ...rest } = smallTenant();
    const broken = {
      ...rest,
      *users() {
        yield* users;
        throw new Error('line 13 cannot be read');
      },
    };
    expect(() => tenant.fill({ ...broken, users: broken.users() })).toThrow('line 13');
    expect(tenant.snapshot()).toBeUndefined();
    tenant.fill(smallTenant());
    expect(plain(tenant.snapshot())).toEqual(plain(smallTenant()));
  });

  it('moves a group to the end of group order when it gets its first product of all, and then no more', () => {
    const tenant = filled();
    const order = () => [...(tenant.snapshot()?.groups ?? [])].map((group) => group.id);
    expect(order()).toEqual(['kiosk', 'hr', 'everyone']);
    tenant.setAssignedLicenses('hr', [{ skuId: E3, disabledPlans: [] }], true);
    expect(order()).toEqual(['kiosk', 'everyone', 'hr']);
    tenant.setAssignedLicenses('kiosk', []);
    tenant.setAssignedLicenses('kiosk', [{ skuId: E1, disabledPlans: [] }]);
    expect(order()).toEqual(['kiosk', 'everyone', 'hr']);
  });

  it('lets people join at the end and leave from anywhere', () => {
    const tenant = filled();
    const members = () => [...(tenant.snapshot()?.groups ?? [])].find((group) => group.id === 'kiosk')?.members;
    tenant.addMember('kiosk', 'megan');
    tenant.removeMember('kiosk', 'kiosk-only');
    tenant.addMember('kiosk', 'kiosk-only');
    expect(members()).toEqual(['person-1', 'megan', 'kiosk-only']);
    expect(() => tenant.addMember('kiosk', 'megan')).toThrow('already');
  });

  it('changes one property of a person and keeps the others, known or not', () => {
    const tenant = filled();
    tenant.setUserProperty('person-1', 'usageLocation', null);
    tenant.setUserProperty('person-1', 'proxyAddresses', ['SMTP:"odd" name@contoso.com']);
    expect([...(tenant.snapshot()?.users ?? [])][0]).toEqual({
      ...[...smallTenant().users][0],
      usageLocation: null,
      proxyAddresses: ['SMTP:"odd" name@contoso.com'],
    });
  });

  it('changes seats, rows and roles', () => {
    const tenant = filled();
    const row = { skuId: E1, disabledPlans: [], assignedByGroup: 'kiosk', state: 'Active', error: null } as const;
    tenant.setEnabledSeats(E1, 7);
    tenant.setLicenseRows('person-1', [row]);
    tenant.setLicenseRows('person-2', [row]);
    tenant.setLicenseRows('person-2', []);
    tenant.setRoles('kiosk-only', [USER_ADMINISTRATOR]);
    const snapshot = plain(tenant.snapshot());
    expect(snapshot?.subscribedSkus[0]?.prepaidUnits).toEqual({ enabled: 7, warning: 0, suspended: 0 });
    expect(snapshot?.users[0]?.licenseAssignmentStates).toEqual([row]);
    expect(snapshot?.users[1]?.licenseAssignmentStates).toEqual([]);
    expect(snapshot?.directoryRoles[0]?.members).toEqual(['megan', 'kiosk-only']);
    expect(tenant.rolesOf('kiosk-only')).toEqual([USER_ADMINISTRATOR]);
  });

  it('is damaged, not smaller, when somebody in it cannot be read', () => {
    const store = openForTest();
    const { tenant } = embeddedStore(store);
    tenant.fill(smallTenant());
    tamper(store.dataDir, "UPDATE users SET document = replace(document, '}', '{') WHERE row = 3");
    expect(() => plain(tenant.snapshot())).toThrow('a row of users (3) is not what was written');
  });

  it.each<[string, (tenant: TenantTables) => void]>([
    ['group', (tenant) => tenant.setAssignedLicenses('nobody', [])],
    ['group', (tenant) => tenant.addMember('nobody', 'megan')],
    ['member', (tenant) => tenant.removeMember('hr', 'megan')],
    ['person', (tenant) => tenant.setUserProperty('nobody', 'usageLocation', 'NL')],
    ['person', (tenant) => tenant.setLicenseRows('nobody', [])],
    ['product', (tenant) => tenant.setEnabledSeats('nothing', 1)],
  ])('throws rather than write to a %s that is not there', (_, write) => {
    expect(() => write(filled())).toThrow(expect.objectContaining({ code: 'Corrupt' }));
  });
});
