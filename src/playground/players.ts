import { ROLES } from '../changes/authorization.ts';
import type { Tenant } from '../licensing/model/tenant.ts';

/** Somebody of the tenant as the browser's chat plays them. */
export interface Player {
  readonly userId: string;
  readonly displayName: string;
  readonly userPrincipalName: string;
}

/** The playground takes no other number. */
const PLAYERS = 6;

/** The demo tenant's people who have something to do with licenses, and one who has not; the first one types. */
const DEMO_PLAYERS = [
  ['1', 'Megan Bowen', 'meganb'],
  ['2', 'Alex Wilber', 'alexw'],
  ['3', 'Nestor Wilke', 'nestorw'],
  ['4', 'Adele Vance', 'adelev'],
  ['5', 'Isaiah Langer', 'isaiahl'],
  ['6', 'Patti Fernandez', 'pattif'],
].map(([digit, displayName = '', alias]): Player => {
  return {
    userId: `aaaaaaaa-0000-4000-8000-00000000000${digit}`,
    displayName,
    userPrincipalName: `${alias}@contoso.com`,
  };
});

/**
 * Six who can be played on this tenant: in another than the demo's who holds roles, the widest first, and then whoever
 * comes first. A tenant of fewer people is filled up with some of the demo's, who are strangers to it.
 */
export function playersOf(tenant: Tenant): readonly Player[] {
  if (DEMO_PLAYERS.every(({ userId }) => tenant.findUser(userId) !== undefined)) return DEMO_PLAYERS;
  const holders = ROLES.flatMap(({ roleTemplateId }) =>
    tenant.directoryRoles.filter((role) => role.roleTemplateId === roleTemplateId).flatMap(({ members }) => members),
  ).flatMap((userId) => tenant.findUser(userId) ?? []);
  const others = Array.from({ length: Math.min(tenant.userCount, PLAYERS) }, (_, user) => user);
  const players = [...new Set([...holders, ...others])].map((user): Player => {
    const { id, displayName, userPrincipalName } = tenant.user(user);
    return { userId: id, displayName, userPrincipalName };
  });
  return [...players, ...DEMO_PLAYERS].slice(0, PLAYERS);
}

/** Six of whom this one types. */
export function playersAs(tenant: Tenant, player: Player): readonly Player[] {
  const others = playersOf(tenant).filter(({ userId }) => userId !== player.userId);
  return [player, ...others].slice(0, PLAYERS);
}
