import { describe, expect, it } from 'vitest';
import type { Directory, DirectoryEvent } from '../../src/directory/port.ts';
import type { Snapshot } from '../../src/graph/snapshot-text.ts';
import type { Change } from '../../src/licensing/change.ts';
import { E1, E3, EMS, MEGAN, smallTenant, USER_ADMINISTRATOR } from './small-tenant.ts';

/** Opens a directory on a tenant for the time of one test. */
export type Open = (snapshot: Snapshot) => Promise<Directory>;

/** What a directory cannot help. */
export interface Limits {
  /** What another service changes. */
  readonly changesElsewhere?: readonly Change['kind'][];
  /** Resolves when whoever asks the service is shown what was written before. */
  readonly untilShown?: () => Promise<void>;
}

const license = (skuId: string, disabledPlans: readonly string[] = []) => ({ skuId, disabledPlans });
const template = (groupId: string, ...addLicenses: readonly ReturnType<typeof license>[]): Change => ({
  kind: 'assignGroupLicense',
  groupId,
  addLicenses,
  removeLicenses: [],
});

/** What every directory owes its callers, whatever stands behind it (`src/directory/port.ts`). */
export function describeDirectory(name: string, open: Open, { changesElsewhere = [], untilShown }: Limits = {}): void {
  const isHere = ({ kind }: Change) => !changesElsewhere.includes(kind);

  describe(`${name}: what it shows`, () => {
    it('is the whole tenant', async () => {
      const { tenant } = await open(smallTenant());
      expect(tenant.organization.displayName).toBe('Contoso');
      expect([tenant.userCount, tenant.groupCount]).toEqual([12, 3]);
      expect(tenant.members(groupOf(tenant, 'hr'))).toHaveLength(10);
      expect(tenant.nestedGroups(groupOf(tenant, 'everyone'))).toEqual([groupOf(tenant, 'hr')]);
    });

    it('names the roles of a person, and none for somebody without or unknown', async () => {
      const directory = await open(smallTenant());
      expect(await directory.listDirectoryRoles('megan')).toEqual([USER_ADMINISTRATOR]);
      expect(await directory.listDirectoryRoles('person-1')).toEqual([]);
      expect(await directory.listDirectoryRoles('nobody')).toEqual([]);
    });
  });

  describe(`${name}: groups of a person`, () => {
    it('are those they are a direct member of, as it is now', async () => {
      const directory = await open(smallTenant());
      expect(await directory.listMemberOf('person-1')).toEqual(['kiosk', 'hr']);
      await directory.change([{ kind: 'removeMember', groupId: 'kiosk', userId: 'person-1' }], MEGAN);
      await untilShown?.();
      expect(await directory.listMemberOf('person-1')).toEqual(['hr']);
    });

    it('are none for somebody without or unknown', async () => {
      const directory = await open(smallTenant());
      expect(await directory.listMemberOf('megan')).toEqual([]);
      expect(await directory.listMemberOf('nobody')).toEqual([]);
    });
  });

  describe(`${name}: changes`, () => {
    it('are there once they were taken', async () => {
      // A seat more than HR takes: a tenant that is behind gives back what HR no longer assigns only a moment later.
      const directory = await open(smallTenant({ seats: 11 }));
      const { tenant } = directory;
      const changes: Change[] = [
        template('hr', license(E3), license(EMS)),
        { kind: 'assignGroupLicense', groupId: 'hr', addLicenses: [], removeLicenses: [EMS] },
        { kind: 'addMember', groupId: 'kiosk', userId: 'megan' },
        { kind: 'removeMember', groupId: 'kiosk', userId: 'person-1' },
        { kind: 'setUsageLocation', userId: 'megan', usageLocation: 'NL' },
        { kind: 'setProxyAddresses', userId: 'megan', proxyAddresses: ['SMTP:m@contoso.com'] },
        { kind: 'setSeats', skuId: E1, enabled: 3 },
        { kind: 'assignUserLicense', userId: 'megan', addLicenses: [license(EMS)], removeLicenses: [] },
        { kind: 'reprocess', userIds: ['person-2'] },
      ];
      expect(await directory.change(changes.filter(isHere), MEGAN)).toEqual([]);
      expect(tenant.assignedLicenses(groupOf(tenant, 'hr'))).toEqual([license(E3)]);
      expect(tenant.members(groupOf(tenant, 'kiosk')).map((user) => tenant.user(user).id)).toEqual([
        'kiosk-only',
        'megan',
      ]);
      expect(tenant.user(userOf(tenant, 'megan'))).toMatchObject({
        usageLocation: 'NL',
        ...(changesElsewhere.includes('setProxyAddresses') ? {} : { proxyAddresses: ['SMTP:m@contoso.com'] }),
      });
      if (!changesElsewhere.includes('setSeats')) expect(tenant.seats(tenant.findSku(E1) ?? -1)).toBe(3);
      expect(tenant.read(tenant.rows(userOf(tenant, 'megan')))).toMatchObject([
        { skuId: EMS, assignedByGroup: null, state: 'Active', error: null },
      ]);
    });

    it.each<[string, Change]>([
      ['unknownGroup', template('nobody', license(E3))],
      ['groupCannotCarryLicenses', template('everyone', license(E3))],
      ['unknownSku', template('hr', license('no-such-product'))],
      ['planNotInProduct', template('hr', license(E3, ['no-such-plan']))],
      ['unknownUser', { kind: 'addMember', groupId: 'hr', userId: 'nobody' }],
      ['alreadyMember', { kind: 'addMember', groupId: 'hr', userId: 'person-1' }],
      ['notMember', { kind: 'removeMember', groupId: 'hr', userId: 'megan' }],
      ['licenseNotDirect', { kind: 'assignUserLicense', userId: 'megan', addLicenses: [], removeLicenses: [E3] }],
    ])('that it cannot take are answered with %s, not thrown', async (kind, change) => {
      const directory = await open(smallTenant());
      expect(await directory.change([change], MEGAN)).toMatchObject([{ kind }]);
    });

    it('are taken together or not at all', async () => {
      const directory = await open(smallTenant());
      const { tenant } = directory;
      const refusals = await directory.change(
        [
          template('hr', license(E3)),
          { kind: 'addMember', groupId: 'hr', userId: 'nobody' },
          { kind: 'setUsageLocation', userId: 'megan', usageLocation: 'NL' },
          { kind: 'addMember', groupId: 'gone', userId: 'megan' },
        ],
        MEGAN,
      );
      expect(refusals.map((refusal) => refusal.kind)).toEqual(['unknownUser', 'unknownGroup']);
      expect(tenant.assignedLicenses(groupOf(tenant, 'hr'))).toEqual([]);
      expect(tenant.user(userOf(tenant, 'megan')).usageLocation).toBe('US');
    });

    it('are judged in their order: one may make way for the next', async () => {
      const directory = await open(smallTenant());
      const swap: Change[] = [
        { kind: 'removeMember', groupId: 'hr', userId: 'person-2' },
        { kind: 'addMember', groupId: 'hr', userId: 'person-2' },
      ];
      expect(await directory.change(swap, MEGAN)).toEqual([]);
      expect(await directory.change([...swap].reverse(), MEGAN)).toMatchObject([{ kind: 'alreadyMember' }]);
    });
  });

  describe(`${name}: who listens`, () => {
    it('hears of everybody whom a change can alter, once, when it can be seen', async () => {
      const directory = await open(smallTenant());
      const { tenant } = directory;
      const heard: { event: DirectoryEvent; template: number }[] = [];
      directory.onChange((event) => {
        heard.push({ event, template: tenant.assignedLicenses(groupOf(tenant, 'hr')).length });
      });
      const joins: Change = { kind: 'addMember', groupId: 'hr', userId: 'megan' };
      await directory.change([joins, template('hr', license(E3))], MEGAN);
      const people = [...tenant.members(groupOf(tenant, 'hr'))].sort((a, b) => a - b);
      expect(heard).toHaveLength(1);
      expect([...(heard[0]?.event.affected ?? [])].sort((a, b) => a - b)).toEqual(people);
      expect(heard[0]?.template).toBe(1);
    });

    it('hears nothing of what was refused, and nothing after it stopped', async () => {
      const directory = await open(smallTenant());
      let heard = 0;
      const stop = directory.onChange(() => {
        heard += 1;
      });
      await directory.change([template('nobody', license(E3))], MEGAN);
      expect(heard).toBe(0);
      await directory.change([template('hr', license(E3))], MEGAN);
      expect(heard).toBe(1);
      stop();
      await directory.change([template('hr', license(EMS))], MEGAN);
      expect(heard).toBe(1);
    });
  });
}

function groupOf(tenant: Directory['tenant'], id: string): number {
  return tenant.findGroup(id) ?? -1;
}

function userOf(tenant: Directory['tenant'], id: string): number {
  return tenant.findUser(id) ?? -1;
}
