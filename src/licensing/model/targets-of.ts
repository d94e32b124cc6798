import type { Change } from '../change.ts';

/** Groups and people by object id, each once, in the order in which changes first name them. */
interface Targets {
  readonly groupIds: readonly string[];
  readonly userIds: readonly string[];
}

/** Whom changes name. Those who are looked at again are not named: nothing is set for them. */
export function targetsOf(changes: readonly Change[]): Targets {
  const groupIds = new Set<string>();
  const userIds = new Set<string>();
  for (const change of changes) {
    if ('groupId' in change) groupIds.add(change.groupId);
    if ('userId' in change) userIds.add(change.userId);
  }
  return { groupIds: [...groupIds], userIds: [...userIds] };
}

/** Whom changes are about: the members of groups whose template they alter, and the people that they name. */
export function concerned(changes: readonly Change[]): Targets {
  const groupIds = new Set<string>();
  const userIds = new Set<string>();
  for (const change of changes) {
    if (change.kind === 'assignGroupLicense') groupIds.add(change.groupId);
    else if ('userIds' in change) for (const id of change.userIds ?? []) userIds.add(id);
    else if (change.kind === 'releaseKeptLicenses') groupIds.add(change.groupId);
    else if (change.kind !== 'setSeats') userIds.add(change.userId);
  }
  return { groupIds: [...groupIds], userIds: [...userIds] };
}

/** Whether changes are made to people one by one: to what they are given, or to which groups they are in. */
export function areOfPeople(changes: readonly Change[]): boolean {
  return changes.length > 0 && changes.every((change) => 'userId' in change);
}
