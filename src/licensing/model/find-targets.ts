import type { Tenant } from './tenant.ts';

/** Groups and people that licenses may be given to, by ids: the first ones, and how many there are in all. */
export interface TargetsFound {
  readonly groupIds: readonly string[];
  readonly userIds: readonly string[];
  readonly matches: number;
}

/** Groups that may carry licenses, then people, whose names hold the words. Without words, the first of the groups. */
export function findTargets(tenant: Tenant, query: string, limit: number): TargetsFound {
  const wanted = query.trim().toLocaleLowerCase();
  const holds = (...texts: readonly string[]) => texts.some((text) => text.toLocaleLowerCase().includes(wanted));
  const groupIds: string[] = [];
  const userIds: string[] = [];
  let matches = 0;
  for (let group = 0; group < tenant.groupCount; group += 1) {
    const { id, displayName, securityEnabled } = tenant.group(group);
    if (!securityEnabled || !holds(displayName)) continue;
    matches += 1;
    if (groupIds.length < limit) groupIds.push(id);
  }
  for (let user = 0; wanted !== '' && user < tenant.userCount; user += 1) {
    const { id, displayName, userPrincipalName } = tenant.user(user);
    if (!holds(displayName, userPrincipalName)) continue;
    matches += 1;
    if (groupIds.length + userIds.length < limit) userIds.push(id);
  }
  return { groupIds, userIds, matches };
}
