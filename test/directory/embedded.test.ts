import { describe, expect, it } from 'vitest';
import { openEmbeddedDirectory } from '../../src/directory/embedded/embedded-directory.ts';
import { embeddedStore } from '../../src/directory/embedded/embedded-store.ts';
import type { Snapshot } from '../../src/graph/snapshot-text.ts';
import type { Change } from '../../src/licensing/change.ts';
import { virtualClock } from '../engine/virtual-clock.ts';
import { openForTest, tamper } from '../store/open-for-test.ts';
import { describeDirectory } from './contract.ts';
import { E1, E3, LICENSE_ADMINISTRATOR, MEGAN, smallTenant } from './small-tenant.ts';

describeDirectory('the embedded tenant', async (snapshot) => (await opened({ snapshot })).directory);

const clock = virtualClock();

async function opened({ snapshot = smallTenant(), dataDir }: { snapshot?: Snapshot; dataDir?: string } = {}) {
  const store = openForTest(dataDir === undefined ? {} : { dataDir });
  return { store, directory: await openEmbeddedDirectory(store, { clock, snapshot: () => snapshot }) };
}

const giveE3: Change = {
  kind: 'assignGroupLicense',
  groupId: 'hr',
  addLicenses: [{ skuId: E3, disabledPlans: [] }],
  removeLicenses: [],
};
const everyKind: readonly Change[] = [
  giveE3,
  { kind: 'assignUserLicense', userId: 'megan', addLicenses: [{ skuId: E3, disabledPlans: [] }], removeLicenses: [] },
  { kind: 'addMember', groupId: 'kiosk', userId: 'megan' },
  { kind: 'removeMember', groupId: 'kiosk', userId: 'person-1' },
  { kind: 'setUsageLocation', userId: 'megan', usageLocation: null },
  { kind: 'setProxyAddresses', userId: 'person-2', proxyAddresses: ['SMTP:new@contoso.com'] },
  { kind: 'setSeats', skuId: E1, enabled: 3 },
  { kind: 'reprocess', userIds: ['person-2'] },
];

describe('the embedded tenant over restarts', () => {
  it('goes on as it was, every kind of change included', async () => {
    const { store, directory } = await opened();
    expect(await directory.change(everyKind, MEGAN)).toEqual([]);
    const before = pictureOf(directory.tenant);
    await store.close();
    const again = await opened({ dataDir: store.dataDir });
    expect(pictureOf(again.directory.tenant)).toEqual(before);
  });

  it('keeps the order in which groups were first licensed, whatever they lose and get again', async () => {
    const { store, directory } = await opened();
    const licenses = [{ skuId: E1, disabledPlans: [] }];
    const give = { kind: 'assignGroupLicense', groupId: 'kiosk', addLicenses: licenses, removeLicenses: [] } as const;
    expect(await directory.change([{ ...give, addLicenses: [], removeLicenses: [E1] }], MEGAN)).toEqual([]);
    expect(await directory.change([give], MEGAN)).toEqual([]);
    const order = ({ tenant }: Pick<typeof directory, 'tenant'>) =>
      tenant.groupOrder().map((group) => tenant.group(group).id);
    const before = order(directory);
    await store.close();
    const again = await opened({ dataDir: store.dataDir });
    expect(order(again.directory)).toEqual(before);
  });

  it('asks for a snapshot once, and for none when it holds a tenant', async () => {
    const { store } = await opened();
    await store.close();
    const again = openForTest({ dataDir: store.dataDir });
    const snapshot = () => expect.fail('the store holds a tenant already');
    const { tenant } = await openEmbeddedDirectory(again, { clock, snapshot });
    expect(tenant.userCount).toBe(12);
  });

  it('says so when it holds none and has none to start from', async () => {
    await expect(openEmbeddedDirectory(openForTest(), { clock })).rejects.toMatchObject({ code: 'NotFound' });
  });
});

describe('the embedded tenant in its audit log', () => {
  it('names every change in the words of Microsoft, with who made it and what was before', async () => {
    const { store, directory } = await opened();
    await directory.change(everyKind, MEGAN);
    const records = await Array.fromAsync(store.audit.since(0));
    expect(records.map(({ activity, target }) => [activity, target])).toEqual([
      ['Set group license', 'hr'],
      ['Change user license', 'megan'],
      ['Add member to group', 'kiosk'],
      ['Remove member from group', 'kiosk'],
      ['Update user', 'megan'],
      ['Update user', 'person-2'],
      ['Update subscribed SKU', E1],
      ['Reprocess user license assignment', 'person-2'],
    ]);
    expect(new Set(records.map(({ actor, time }) => `${actor.userId} ${time}`))).toEqual(
      new Set(['megan 2026-11-24T08:00:00.000Z']),
    );
    expect(records[0]?.details).toEqual({
      modifiedProperties: [
        {
          displayName: 'AssignedLicenses',
          oldValue: '[]',
          newValue: JSON.stringify([{ skuId: E3, disabledPlans: [] }]),
        },
      ],
    });
    expect(records[6]?.details).toEqual({
      modifiedProperties: [{ displayName: 'Seats', oldValue: '100', newValue: '3' }],
    });
  });

  it('says nothing of what was refused', async () => {
    const { store, directory } = await opened();
    await directory.change([giveE3, { kind: 'addMember', groupId: 'hr', userId: 'nobody' }], MEGAN);
    expect(await Array.fromAsync(store.audit.since(0))).toEqual([]);
  });
});

describe('the embedded tenant when its store fails', () => {
  it.each(['audit', 'members', 'template_edits'])(
    'at a write to %s, has taken nothing, in memory or on disk',
    async (table) => {
      const { store, directory } = await opened();
      const before = pictureOf(directory.tenant);
      let heard = 0;
      directory.onChange(() => {
        heard += 1;
      });
      failWritesTo(store.dataDir, table);
      await expect(directory.change(everyKind, MEGAN)).rejects.toMatchObject({ code: 'Storage' });
      expect(pictureOf(directory.tenant)).toEqual(before);
      expect(heard).toBe(0);
      healWrites(store.dataDir);
      expect(await directory.change(everyKind, MEGAN)).toEqual([]);
      expect(heard).toBe(1);
      expect((await store.verifyAudit()).broken).toBeUndefined();
    },
  );

  it('does not tell that somebody has no roles when it cannot know', async () => {
    const { store, directory } = await opened();
    tamper(store.dataDir, 'DROP TABLE role_members');
    await expect(directory.listDirectoryRoles('megan')).rejects.toMatchObject({ code: 'Storage' });
  });
});

describe('what is written alongside a change', () => {
  it('is there with the change, and undone with it', async () => {
    const { store, directory } = await opened();
    const mark = (text: string) => async () =>
      embeddedStore(store).tenant.setUserProperty('person-9', 'usageLocation', text);
    const marked = () => [...(embeddedStore(store).tenant.snapshot()?.users ?? [])][8]?.usageLocation;
    await directory.change([giveE3], MEGAN, { alongside: mark('NL') });
    expect(marked()).toBe('NL');
    failWritesTo(store.dataDir, 'audit');
    const more = directory.change([{ ...giveE3, addLicenses: [], removeLicenses: [E3] }], MEGAN, {
      alongside: mark('DE'),
    });
    await expect(more).rejects.toMatchObject({ code: 'Storage' });
    expect(marked()).toBe('NL');
  });

  it('stops the change with an error of its own, unchanged', async () => {
    const { directory } = await opened();
    const lost = new Error('somebody else was first');
    const alongside = async () => {
      throw lost;
    };
    await expect(directory.change([giveE3], MEGAN, { alongside })).rejects.toBe(lost);
    expect(directory.tenant.assignedLicenses(directory.tenant.findGroup('hr') ?? -1)).toEqual([]);
  });

  it('is not written when the change is refused', async () => {
    const { directory } = await opened();
    const alongside = () => expect.fail('nothing was taken');
    expect(await directory.change([{ ...giveE3, groupId: 'gone' }], MEGAN, { alongside })).toHaveLength(1);
  });
});

describe('roles', () => {
  it('are asked each time, so that one taken away is gone at once', async () => {
    const { store, directory } = await opened();
    await directory.setDirectoryRoles('megan', [LICENSE_ADMINISTRATOR], { userId: 'nestor', displayName: 'Nestor' });
    expect(await directory.listDirectoryRoles('megan')).toEqual([LICENSE_ADMINISTRATOR]);
    expect(
      (await Array.fromAsync(store.audit.since(0))).map(({ activity, target, actor }) => [
        activity,
        target,
        actor.userId,
      ]),
    ).toEqual([
      ['Add member to role', 'megan', 'nestor'],
      ['Remove member from role', 'megan', 'nestor'],
    ]);
    const nothing = directory.setDirectoryRoles('megan', ['no-such-role'], MEGAN);
    await expect(nothing).rejects.toMatchObject({ code: 'Storage' });
    expect(await directory.listDirectoryRoles('megan')).toEqual([LICENSE_ADMINISTRATOR]);
  });
});

function failWritesTo(dataDir: string, table: string): void {
  tamper(
    dataDir,
    `CREATE TRIGGER fail_insert BEFORE INSERT ON ${table} BEGIN SELECT RAISE(ABORT, 'the disk failed'); END`,
  );
}

function healWrites(dataDir: string): void {
  tamper(dataDir, 'DROP TRIGGER fail_insert');
}

type Tenant = Awaited<ReturnType<typeof openEmbeddedDirectory>>['tenant'];

/** Everything that a tenant shows, by ids, so that two of them can be compared. */
function pictureOf(tenant: Tenant) {
  const groups = Array.from({ length: tenant.groupCount }, (_, group) => ({
    ...tenant.group(group),
    assignedLicenses: tenant.assignedLicenses(group),
    members: tenant.members(group).map((user) => tenant.user(user).id),
    nested: tenant.nestedGroups(group).map((nested) => tenant.group(nested).id),
  }));
  return {
    organization: tenant.organization,
    rules: tenant.rules,
    seats: tenant.skus.map((_, sku) => [tenant.seats(sku), tenant.consumed(sku)]),
    users: Array.from({ length: tenant.userCount }, (_, user) => ({
      ...tenant.snapshotUser(user),
      rows: tenant.read(tenant.rows(user)),
      groups: tenant.groupsOf(user).map((group) => tenant.group(group).id),
    })),
    groups: groups.sort((a, b) => a.id.localeCompare(b.id)),
  };
}
