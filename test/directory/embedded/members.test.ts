import { describe, expect, it } from 'vitest';
import { embeddedStore } from '../../../src/directory/embedded/embedded-store.ts';
import { openForTest } from '../../store/open-for-test.ts';
import { smallTenant } from '../small-tenant.ts';

function filled() {
  const opened = openForTest();
  const store = { ...opened, ...embeddedStore(opened) };
  const ids = Array.from({ length: 2_500 }, (_, number) => `device-${number}`);
  const all = { id: 'all', displayName: 'All', securityEnabled: true, members: ids };
  const few = { id: 'few', displayName: 'Few', securityEnabled: true, members: ['megan', 'a,"megan",b'] };
  store.tenant.fill({ ...smallTenant(), groups: [all, few] as never });
  const membersOf = (groupId: string) =>
    [...(store.tenant.snapshot()?.groups ?? [])].find(({ id }) => id === groupId)?.members;
  return { ...store, ids, membersOf };
}

describe('a group of thousands', () => {
  it('keeps its members in their order, whoever comes and goes', () => {
    const { tenant, ids, membersOf } = filled();
    tenant.removeMember('all', 'device-1200');
    tenant.addMember('all', 'megan');
    tenant.removeMember('all', 'device-0');
    tenant.addMember('all', 'device-1200');
    const left = ids.filter((id) => id !== 'device-0' && id !== 'device-1200');
    expect(membersOf('all')).toEqual([...left, 'megan', 'device-1200']);
  });

  it('takes nobody twice and lets go nobody twice, in whatever order it is asked', () => {
    const { tenant, membersOf } = filled();
    expect(() => tenant.addMember('all', 'device-7')).toThrow('already');
    expect(() => tenant.addMember('all', 'device-2400')).toThrow('already');
    tenant.addMember('all', 'person-1');
    expect(() => tenant.addMember('all', 'person-1')).toThrow('already');
    expect(() => tenant.removeMember('few', 'person-1')).toThrow('no member');
    tenant.removeMember('all', 'person-1');
    expect(() => tenant.removeMember('all', 'person-1')).toThrow('no member');
    expect(membersOf('all')).toHaveLength(2_500);
  });

  it('is as it was when what was done is undone', () => {
    const { tenant, transaction, ids, membersOf } = filled();
    tenant.removeMember('all', 'device-3');
    tenant.removeMember('all', 'device-4');
    const undone = () =>
      transaction(() => {
        tenant.addMember('all', 'device-3');
        throw new Error('undone');
      });
    expect(undone).toThrow('undone');
    tenant.addMember('all', 'device-3');
    expect(membersOf('all')).toEqual([...ids.filter((id) => id !== 'device-3' && id !== 'device-4'), 'device-3']);
  });
});

it('a member whose id reads like a list is one member', () => {
  const { tenant, membersOf } = filled();
  tenant.removeMember('few', 'megan');
  expect(membersOf('few')).toEqual(['a,"megan",b']);
  expect(() => tenant.removeMember('few', 'megan')).toThrow('no member');
});
