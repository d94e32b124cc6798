import type { Slots } from '../../language/command.ts';
import type { Change } from '../../licensing/change.ts';
import { type KeptLicenses, keptLicenses } from '../../licensing/model/kept.ts';
import type { Tenant } from '../../licensing/model/tenant.ts';
import type { Planner } from './plan.ts';
import { usersIn } from './resolve.ts';

/**
 * Lets go of what people keep: of all of it, of some groups, also of such as are known by the beginning of their ids alone,
 * or for some people. Whoever keeps something is named, so that nobody else is meant when it is done.
 */
export const planRelease: Planner = (tenant, slots) => {
  const users = new Set(usersIn(tenant, slots));
  const kept = keptLicenses(tenant).filter((one) => isMeant(tenant, slots, one));
  const changes = kept.flatMap(({ groupId, users: keeping }): Change[] => {
    const those = users.size === 0 ? keeping : keeping.filter((user) => users.has(user));
    const userIds = those.map((user) => tenant.user(user).id);
    return userIds.length === 0 ? [] : [{ kind: 'releaseKeptLicenses', groupId, userIds }];
  });
  return {
    kind: 'planned',
    plan: {
      changes,
      targetGroupIds: users.size > 0 ? [] : kept.map(({ groupId }) => groupId),
      targetUserIds: [...new Set(changes.flatMap((change) => ('userIds' in change ? (change.userIds ?? []) : [])))],
      notes: changes.length > 0 ? [] : [{ kind: 'nothingKept' }],
      wholeTenant: false,
    },
  };
};

function isMeant(tenant: Tenant, { groups, ids, state }: Slots, { groupId, isKnown }: KeptLicenses): boolean {
  if (groups === undefined) return state !== 'unknown' || !isKnown;
  const group = tenant.findGroup(groupId);
  if (group !== undefined) return (ids?.groups ?? []).some((id) => tenant.findGroup(id) === group);
  return groups.some((name) => groupId.toLowerCase().startsWith(name.toLowerCase()));
}
