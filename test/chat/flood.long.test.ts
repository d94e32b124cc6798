import { expect, test } from 'vitest';
import { demoTenant } from '../../src/directory/demo/demo-tenant.ts';
import type { SnapshotUser } from '../../src/graph/types.ts';
import { asLists } from '../../src/notices/alerts/alert-list.ts';
import { review } from '../../src/notices/alerts/review.ts';
import { type Alert, NOTHING_WATCHED, type Watch } from '../../src/notices/alerts/watched.ts';
import { eventually } from './teams-client.ts';
import { groupId, onStage, shown, titles } from './watch-stage.ts';

/** Many causes at once: as many as `CAUSES` says, told by the whole bot. */

const NOW = '2026-11-24T10:00:00Z';
const GROUPS = Number(process.env['CAUSES'] ?? 30);
/** A list names so many by themselves. */
const NAMED = 8;
const WITHIN_MS = 15_000 + 30 * GROUPS;
const demo = demoTenant();
const e3 = [...demo.groups].find(({ id }) => id === groupId('E3 Pilot'))?.assignedLicenses ?? [];
const pilots = Array.from({ length: GROUPS }, (_, index) => ({
  id: `70000000-0000-4000-8000-${String(index).padStart(12, '0')}`,
  displayName: `Pilot ${index + 1}`,
  assignedLicenses: e3,
  members: [],
}));
const e1 = [...demo.groups].find(({ id }) => id === groupId('Kiosk users'))?.assignedLicenses?.[0]?.skuId ?? '';
/** They have of their own what goes with none of it. */
const people = pilots.map(
  (_, index): SnapshotUser => ({
    usageLocation: 'US',
    userType: 'Member',
    accountEnabled: true,
    proxyAddresses: [],
    licenseAssignmentStates: [{ skuId: e1, assignedByGroup: null, disabledPlans: [], state: 'Active', error: null }],
    id: `80000000-0000-4000-8000-${String(index).padStart(12, '0')}`,
    displayName: `Newcomer ${index + 1}`,
    userPrincipalName: `newcomer${index + 1}@contoso.com`,
  }),
);
const crowded = () => ({
  ...demoTenant(),
  users: [...demoTenant().users, ...people],
  groups: [...demoTenant().groups, ...pilots],
});

const count = (number: number) => number.toLocaleString('en-US');

test(
  'causes that come at once are one message, which goes on until the last of them is solved',
  onStage(
    async ({ channel, meanwhile }) => {
      const all = (kind: 'addMember' | 'removeMember', groups = pilots) =>
        meanwhile(async (directory) => {
          const changes = groups.map(({ id }) => ({ kind, groupId: id, userId: id.replace(/^7/, '8') }));
          expect(await directory.change(changes, { userId: 'elsewhere', displayName: 'Somebody' })).toEqual([]);
        });
      await channel.say('ping this channel whenever a license assignment fails');
      await all('addMember');
      const list = await eventually(() => channel.messages[1], 'the message', WITHIN_MS);
      expect(shown(list)).toContain(`${count(GROUPS)} causes at once`);
      expect(shown(list)).toContain(`${count(GROUPS)} people in ${count(GROUPS)} groups got none of`);
      expect(shown(list)).toContain(`${count(GROUPS - NAMED)} more causes`);
      expect(titles(list)).toEqual(['Who failed', 'Stop alerts']);
      await all('removeMember', pilots.slice(0, 12));
      await eventually(() => shown(list).includes(`${count(GROUPS - 12)} causes at once`), 'fewer', WITHIN_MS);
      await all('removeMember', pilots.slice(12));
      await eventually(() => shown(list).includes('All of these are solved.'), 'the end', WITHIN_MS);
      expect(channel.messages).toHaveLength(2);
    },
    { snapshot: crowded },
  ),
);

const PLACE = {
  channelId: 'msteams',
  serviceUrl: 'http://127.0.0.1',
  conversationId: '19:channel',
  conversationType: 'channel',
  tenantId: undefined,
  bot: { id: 'bot', name: 'Seatkeeper' },
} as const;

test('20,000 causes are told by one message, and their end by one edit', () => {
  const watch: Watch = {
    number: 1,
    place: PLACE,
    by: { userId: 'm', displayName: 'M' },
    language: 'en',
    event: 'failure',
  };
  const causes = Array.from({ length: 20_000 }, (_, index) => {
    const about = { groupId: `group ${index}`, skuId: 'e3', failedSkuIds: ['e3'] };
    const userIds = [`user ${index}`];
    const people = { people: 1, userIds, peopleOnwards: 1 };
    const reason = { error: 'CountViolation', on: 'assignment', detail: { kind: 'unknown' } } as const;
    return { key: `cause ${index}`, ...about, userIds, cause: { ...about, ...reason, ...people } };
  });
  const watched = { ...NOTHING_WATCHED, watches: [watch] };
  const standing = { scope: 'everywhere', toldByCard: () => false } as const;
  const first = asLists(review(watched, { ...standing, causes }), [], NOW);
  expect(first.lists).toHaveLength(1);
  expect(first.single).toMatchObject({ news: [], edits: [], solved: [] });
  const alerts = causes.map(
    ({ key, groupId: group, skuId, failedSkuIds, userIds }): Alert => ({
      causeKey: key,
      groupId: group,
      skuId,
      failedSkuIds,
      people: userIds,
      error: 'CountViolation',
      on: 'assignment',
      place: PLACE,
      messageId: 'm',
      by: watch.by,
      language: 'en',
      at: '2026-11-24T09:00:00Z',
      offering: 1001,
      listed: true,
    }),
  );
  const last = asLists(review({ ...watched, alerts }, { ...standing, causes: [] }), alerts, NOW);
  expect(last.lists).toMatchObject([
    { kind: 'list', offering: 1001, now: alerts.map((alert) => ({ ...alert, people: [], solvedAt: NOW })) },
  ]);
  expect(last.single).toMatchObject({ news: [], edits: [], solved: [] });
});
