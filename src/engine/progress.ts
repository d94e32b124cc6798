import type { Progress } from '../changes/change-record.ts';
import type { RowsChange } from '../directory/port.ts';
import { type GroupResult, groupResults } from '../directory/rows-difference.ts';
import { rowsGlance } from '../licensing/model/rows-glance.ts';
import type { GroupIndex, Tenant, UserIndex } from '../licensing/model/tenant.ts';
import { PEOPLE_PER_LOOK, type Steps } from '../licensing/steps.ts';

/** How far one group is in the decision that is being applied: its people whose rows change. */
export interface GroupProgress extends Progress {
  readonly groupId: string;
}

/** Where given groups and people stand now. `settled`: nobody of them waits for anything. */
export interface TargetStanding extends Progress {
  readonly settled: boolean;
}

/** Counts, per group, the people of a decision as they are applied. */
interface AppliedTally {
  /** Adds people to what is to be done; pauses when it is time. */
  expect(part: readonly RowsChange[], isTime: () => boolean): Steps<void>;
  /** Counts the people as done, with what became of them. */
  count(part: readonly RowsChange[]): void;
  groups(): readonly GroupProgress[];
}

export function tally(tenant: Tenant): AppliedTally {
  const groups = new Map<string, { total: number; assigned: number; failed: number }>();
  const { changeKey } = rowsGlance(tenant);
  const known = new Map<string, readonly GroupResult[]>();
  const resultsOf = ({ before, after }: RowsChange) => {
    const key = changeKey(before, after);
    const results = known.get(key) ?? groupResults(tenant.read(before), tenant.read(after));
    known.set(key, results);
    return results;
  };
  const of = (groupId: string) => {
    const found = groups.get(groupId) ?? { total: 0, assigned: 0, failed: 0 };
    groups.set(groupId, found);
    return found;
  };
  return {
    *expect(part, isTime) {
      for (const [place, change] of part.entries()) {
        if (place % PEOPLE_PER_LOOK === 0 && isTime()) yield;
        for (const { groupId } of resultsOf(change)) of(groupId).total += 1;
      }
    },
    count(part) {
      for (const change of part) {
        for (const { groupId, failed } of resultsOf(change)) of(groupId)[failed ? 'failed' : 'assigned'] += 1;
      }
    },
    groups: () =>
      [...groups].map(([groupId, { total, assigned, failed }]) => ({
        groupId,
        total,
        processed: assigned + failed,
        assigned,
        failed,
      })),
  };
}

/**
 * Where the members of the groups and the people stand. Whoever waits is not processed; of the others, those with a row
 * in error from one of the groups failed (without groups: from any). Costs a look at each person, however many wait.
 */
export function standing(
  tenant: Tenant,
  groupIds: readonly string[],
  userIds: readonly string[],
  waits: (user: UserIndex) => boolean,
): TargetStanding {
  const groups = groupsIn(tenant, groupIds);
  const fails = rowsGlance(tenant).failsIn(groupIds.length === 0 ? 'any' : groups);
  const isCounted = new Uint8Array(tenant.userCount);
  let [total, processed, failed] = [0, 0, 0];
  const count = (user: UserIndex): void => {
    if (isCounted[user] === 1) return;
    isCounted[user] = 1;
    total += 1;
    if (waits(user)) return;
    processed += 1;
    if (fails(tenant.rows(user))) failed += 1;
  };
  for (const group of groups) tenant.members(group).forEach(count);
  userIds.flatMap((id) => tenant.findUser(id) ?? []).forEach(count);
  return { total, processed, assigned: processed - failed, failed, settled: processed === total };
}

/** Whether nobody of the groups' members and the people waits. Costs a look at those before the first who does. */
export function isSettled(
  tenant: Tenant,
  groupIds: readonly string[],
  people: Iterable<UserIndex>,
  waits: (user: UserIndex) => boolean,
): boolean {
  for (const user of people) if (waits(user)) return false;
  return !groupsIn(tenant, groupIds).some((group) => tenant.members(group).some(waits));
}

function groupsIn(tenant: Tenant, groupIds: readonly string[]): readonly GroupIndex[] {
  return groupIds.flatMap((id) => tenant.findGroup(id) ?? []);
}
