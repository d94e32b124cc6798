import { describe, expect, it } from 'vitest';
import type { Change } from '../../../src/licensing/change.ts';
import { changesKey } from '../../../src/licensing/outcome/changes-key.ts';
import { random } from '../random.ts';
import { randomChange, randomTenant } from '../random-tenant.ts';

const give = (groupId: string, ...skuIds: readonly string[]): Change => ({
  kind: 'assignGroupLicense',
  groupId,
  addLicenses: skuIds.map((skuId) => ({ skuId, disabledPlans: ['sway', 'yammer'] })),
  removeLicenses: ['E1', 'F3'],
});
const leave = (groupId: string, userId: string): Change => ({ kind: 'removeMember', groupId, userId });
const join = (groupId: string, userId: string): Change => ({ kind: 'addMember', groupId, userId });

describe('the key of changes', () => {
  it.each<[string, readonly Change[], readonly Change[]]>([
    ['ids in another letter case', [give('HR', 'E3')], [give('hr', 'e3')]],
    ['products in another order', [give('HR', 'E3', 'EMS')], [give('HR', 'EMS', 'E3')]],
    [
      'changes to different groups in another order',
      [give('HR', 'E3'), leave('Kiosk', 'ann')],
      [leave('Kiosk', 'ann'), give('HR', 'E3')],
    ],
    [
      'properties in another order',
      [leave('Kiosk', 'ann')],
      [{ userId: 'ann', groupId: 'Kiosk', kind: 'removeMember' }],
    ],
  ])('is the same with %s', (_, some, others) => {
    expect(changesKey(some)).toBe(changesKey(others));
  });

  it.each<[string, readonly Change[], readonly Change[]]>([
    ['somebody else', [leave('Kiosk', 'ann')], [leave('Kiosk', 'ben')]],
    ['another group', [leave('Kiosk', 'ann')], [leave('HR', 'ann')]],
    ['the opposite', [leave('Kiosk', 'ann')], [join('Kiosk', 'ann')]],
    ['another order of joining', [join('HR', 'ann'), join('HR', 'ben')], [join('HR', 'ben'), join('HR', 'ann')]],
    ['one more', [leave('Kiosk', 'ann')], [leave('Kiosk', 'ann'), leave('Kiosk', 'ben')]],
    [
      'a location that is cleared',
      [{ kind: 'setUsageLocation', userId: 'ann', usageLocation: null }],
      [{ kind: 'setUsageLocation', userId: 'ann', usageLocation: 'NL' }],
    ],
    [
      'a primary address that becomes another one of hers',
      [{ kind: 'setProxyAddresses', userId: 'ann', proxyAddresses: ['SMTP:a@x'] }],
      [{ kind: 'setProxyAddresses', userId: 'ann', proxyAddresses: ['smtp:a@x'] }],
    ],
    [
      'everybody instead of some',
      [{ kind: 'releaseKeptLicenses', groupId: 'HR' }],
      [{ kind: 'releaseKeptLicenses', groupId: 'HR', userIds: ['ann'] }],
    ],
  ])('is another with %s', (_, some, others) => {
    expect(changesKey(some)).not.toBe(changesKey(others));
  });

  it('tells random changes apart as their properties do', () => {
    const any = random(7);
    const changes = Array.from({ length: 400 }, () => randomChange(any, randomTenant(1 + any.int(20))));
    const plainly = (change: Change) =>
      JSON.stringify(
        Object.entries(change)
          .map(([key, value]) => [key, sorted(value)])
          .sort(),
      );
    expect(new Set(changes.map((change) => changesKey([change]))).size).toBe(new Set(changes.map(plainly)).size);
  });
});

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map((item) => JSON.stringify(sorted(item))).sort();
  if (typeof value !== 'object' || value === null) return value;
  return Object.entries(value)
    .map(([key, item]) => [key, sorted(item)])
    .sort();
}
