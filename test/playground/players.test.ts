import { expect, test } from 'vitest';
import { demoTenant } from '../../src/directory/demo/demo-tenant.ts';
import { generateTenant } from '../../src/directory/snapshot/generate-tenant.ts';
import { loadTenant } from '../../src/licensing/model/load-tenant.ts';
import { playersAs, playersOf } from '../../src/playground/players.ts';

test('the demo tenant is played by its own six, Megan first', () => {
  const tenant = loadTenant(demoTenant());
  const players = playersOf(tenant);
  expect(players.map(({ displayName }) => displayName.split(' ')[0])).toEqual([
    'Megan',
    'Alex',
    'Nestor',
    'Adele',
    'Isaiah',
    'Patti',
  ]);
  expect(players.every(({ userId, ...player }) => matches(tenant.user(tenant.findUser(userId) ?? -1), player))).toBe(
    true,
  );
});

function matches(user: object, player: object): boolean {
  return Object.entries(player).every(([key, value]) => Reflect.get(user, key) === value);
}

test('another tenant is played by who may do the most there', () => {
  const tenant = loadTenant(generateTenant({ users: 50, seed: 3 }));
  expect(playersOf(tenant).map(({ userId }) => tenant.findUser(userId))).toEqual([2, 0, 1, 4, 3, 5]);
});

test.each([0, 1, 7])('%i people are six players, each once', (users) => {
  const players = playersOf(loadTenant(generateTenant({ users, seed: 3 })));
  expect(new Set(players.map(({ userId }) => userId)).size).toBe(6);
});

test.each([1, 5, 40])('any of %i people may be the one who types, beside five others', (users) => {
  const tenant = loadTenant(generateTenant({ users, seed: 3 }));
  const { id, displayName, userPrincipalName } = tenant.user(users - 1);
  const player = { userId: id, displayName, userPrincipalName };
  const players = playersAs(tenant, player);
  expect(players[0]).toEqual(player);
  expect(new Set(players.map(({ userId }) => userId)).size).toBe(6);
});
