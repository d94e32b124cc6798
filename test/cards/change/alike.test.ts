import { expect, test } from 'vitest';
import { noteSentences } from '../../../src/cards/change/notes.ts';
import { refusalSentences } from '../../../src/cards/change/refusal-sentences.ts';
import { textOfRuns } from '../../../src/cards/runs.ts';
import type { Note } from '../../../src/changes/plan/plan.ts';
import type { Refusal } from '../../../src/licensing/change.ts';
import { demoWorld, groupId, skuId, userId } from '../world.ts';

const world = demoWorld('en');
const [kiosk, sales] = [groupId(world, 'Kiosk users'), groupId(world, 'Sales')];
const [adele, megan] = [userId(world, 'adelev'), userId(world, 'meganb')];
const everybody = Array.from({ length: 997 }, (_, user) => world.tenant.user(user).id);
const notIn = (user: string, group = kiosk) => ({ kind: 'notMember', groupId: group, userId: user }) as const;
const refused = (refusals: readonly Refusal[]) => refusalSentences(world.context, refusals).map(textOfRuns);
const noted = (notes: readonly Note[]) => noteSentences(world.context, notes).map(textOfRuns);

test('a refusal of many people is one sentence', () => {
  expect(refused(everybody.map((user) => notIn(user)))).toEqual(['997 people are not in Kiosk users.']);
  expect(refused([notIn(adele), notIn(megan)])).toEqual(['Adele Vance and Megan Bowen are not in Kiosk users.']);
  expect(refused([notIn(adele), notIn(adele, sales)])).toEqual([
    'Adele Vance is not in Kiosk users.',
    'Adele Vance is not in Sales.',
  ]);
});

test('a note of several groups is one sentence', () => {
  const has = (group: string, sku: string) =>
    ({ kind: 'alreadyHas', groupId: group, skuId: skuId(world, sku) }) as const;
  expect(noted([has(kiosk, 'EMS'), has(sales, 'ENTERPRISEPACK'), has(sales, 'EMS')])).toEqual([
    'Kiosk users and Sales have Enterprise Mobility + Security E3 already.',
    'Sales has Office 365 E3 already.',
  ]);
});

test('what is kept in one group is not told of another', () => {
  const kept = (group: string): Note => ({
    kind: 'keptDirect',
    groupId: group,
    skuId: skuId(world, 'EMS'),
    why: { reason: 'notThroughGroup' },
    userIds: [adele],
  });
  expect(noted([kept(kiosk), kept(sales)])).toHaveLength(2);
});
