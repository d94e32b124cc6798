import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { generateTenant } from '../../../src/directory/snapshot/generate-tenant.ts';
import type { LicenseAssignmentState, SnapshotUser } from '../../../src/graph/types.ts';
import { loadTenant } from '../../../src/licensing/model/load-tenant.ts';
import { memoryOf } from '../../../src/licensing/model/memory-tenant.ts';
import type { Packing } from '../../../src/licensing/model/packed-texts.ts';
import type { Tenant } from '../../../src/licensing/model/tenant.ts';
import { reconcile } from '../../../src/licensing/reconcile/reconcile.ts';
import { finish } from '../../../src/licensing/steps.ts';
import { smallTenant } from '../../directory/small-tenant.ts';

const DEFLATED: Packing = {
  pack: (bytes, dictionary) => deflateRawSync(bytes, { dictionary }),
  unpack: (packed, dictionary) => inflateRawSync(packed, { dictionary }),
};

function packed(tenant: Tenant): Tenant {
  finish(memoryOf(tenant).packing(DEFLATED));
  return tenant;
}

function textOf(tenant: Tenant, user: number): string {
  const { bytes, start, end } = tenant.userText(user);
  return Buffer.from(bytes).toString('utf8', start, end);
}

const allOf = (tenant: Tenant) =>
  Array.from({ length: tenant.userCount }, (_, user) => ({
    text: textOf(tenant, user),
    snapshot: tenant.snapshotUser(user),
    name: tenant.user(user).displayName,
    found: tenant.findUser(tenant.user(user).id),
    groups: tenant.groupsOf(user),
  }));

const PEOPLE = 700;
const MANY = 140_000;
const generated = () => loadTenant(generateTenant({ users: PEOPLE, seed: 3 }));

it('a tenant that is packed says of everybody what it said, in whatever order it is asked', () => {
  const [tenant, plain] = [packed(generated()), generated()];
  expect(allOf(tenant)).toEqual(allOf(plain));
  const scattered = Array.from({ length: PEOPLE }, (_, place) => (place * 331) % PEOPLE);
  expect(scattered.map((user) => textOf(tenant, user))).toEqual(scattered.map((user) => textOf(plain, user)));
  expect(tenant.usersWithAddress('shared.1@generated.example')).toEqual(
    plain.usersWithAddress('shared.1@generated.example'),
  );
  expect(() => tenant.snapshotUser(PEOPLE)).toThrow(RangeError);
});

it('a tenant that is packed decides as it did, and changes as it would', () => {
  const [tenant, plain] = [packed(generated()), generated()];
  for (const one of [tenant, plain]) {
    const memory = memoryOf(one);
    memory.setUsageLocation(7, 'NL');
    memory.setProxyAddresses(8, ['SMTP:other@generated.example']);
    memory.removeMember(one.groupsOf(9)[0] as number, 9);
    memory.addMember(3, 10);
    reconcile(one, { users: 'everyone', now: '2026-12-01T00:00:00Z' });
  }
  expect(allOf(tenant)).toEqual(allOf(plain));
  expect(tenant.skus.map((_, sku) => tenant.consumed(sku))).toEqual(plain.skus.map((_, sku) => plain.consumed(sku)));
});

it('an id that is written in another way than it is called stays as it was written', () => {
  const users = [
    { id: 'plain', displayName: 'Ann' },
    { displayName: 'Bob', id: 'behind' },
    { id: 'Zoë "2"', displayName: 'Zoë' },
    { id: 'alone' },
  ] as readonly SnapshotUser[];
  const of = () => loadTenant({ ...smallTenant(), users, groups: [] });
  expect(allOf(packed(of()))).toEqual(allOf(of()));
});

it('nobody at all can be packed', () => {
  expect(packed(loadTenant({ ...smallTenant(), users: [], groups: [] })).userCount).toBe(0);
});

it('numbers that outgrow 16 bits are as they would be: places in a list, times, rows', () => {
  const [tenant, plain] = [packed(generated()), generated()];
  const times = (number: number) => new Date(Date.UTC(2026, 0, 1) + number * 1_000).toISOString();
  expect(memoryOf(tenant).store.words.isNarrow).toBe(true);
  expect(memoryOf(tenant).memberships.places.isNarrow).toBe(true);
  for (const one of [tenant, plain]) {
    const memory = memoryOf(one);
    const group = one.groupsOf(20)[0] as number;
    const [row] = generatedRows(one);
    for (let number = 0; number < MANY; number++) {
      memory.removeMember(group, 20);
      memory.addMember(group, 20);
      const other = number % 2 === 0 ? { lastUpdatedDateTime: times(number) } : { assignedByGroup: `gone-${number}` };
      one.setRows(11 + (number % 2), one.intern([{ ...(row as LicenseAssignmentState), ...other }]));
    }
  }
  expect(memoryOf(tenant).store.words.isNarrow).toBe(false);
  expect(memoryOf(tenant).memberships.places.isNarrow).toBe(false);
  expect(allOf(tenant)).toEqual(allOf(plain));
});

function generatedRows(tenant: Tenant): readonly LicenseAssignmentState[] {
  const user = Array.from({ length: PEOPLE }, (_, place) => place).find((place) => tenant.read(tenant.rows(place))[0]);
  return tenant.read(tenant.rows(user ?? 0));
}
