import type { Progress } from '../core/change-record.ts';
import type { Rows, Tenant, UserIndex } from '../core/licensing/tenant.ts';
import type { RowsChange } from '../directory/port.ts';
import { groupResults, hasError } from '../directory/rows-difference.ts';

/** How far one group is in the decision that is being applied: its people whose rows change. */
export interface GroupProgress extends Progress {
  readonly groupId: string;
}

/** Where given groups and people stand now. `settled`: nobody of them waits for anything. */
export interface Standing extends Progress {
  readonly settled: boolean;
}

/** Counts, per group, the people of a decision as they are applied. */
export interface Tally {
  /** Adds the people to what is to be done. */
  expect(part: readonly RowsChange[]): void;
  /** Counts the people as done. */
  count(part: readonly RowsChange[]): void;
  groups(): readonly GroupProgress[];
}

export function tally(tenant: Tenant): Tally {
  const groups = new Map<string, { total: number; assigned: number; failed: number }>();
  const results = (change: RowsChange) => groupResults(tenant.read(change.before), tenant.read(change.after));
  const of = (groupId: string) => {
    const found = groups.get(groupId) ?? { total: 0, assigned: 0, failed: 0 };
    groups.set(groupId, found);
    return found;
  };
  return {
    expect(part) {
      for (const { groupId } of part.flatMap(results)) {
        of(groupId).total += 1;
      }
    },
    count(part) {
      for (const { groupId, failed } of part.flatMap(results)) {
        of(groupId)[failed ? 'failed' : 'assigned'] += 1;
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
): Standing {
  const people = peopleOf(tenant, groupIds, userIds);
  const failsWith = failing(tenant, groupIds);
  let [processed, failed] = [0, 0];
  for (const user of people) {
    if (!waits(user)) {
      processed += 1;
      failed += failsWith(tenant.rows(user)) ? 1 : 0;
    }
  }
  const total = people.size;
  return { total, processed, assigned: processed - failed, failed, settled: processed === total };
}

function peopleOf(tenant: Tenant, groupIds: readonly string[], userIds: readonly string[]): ReadonlySet<UserIndex> {
  const people = new Set<UserIndex>();
  for (const groupId of groupIds) {
    const group = tenant.findGroup(groupId);
    for (const user of group === undefined ? [] : tenant.members(group)) {
      people.add(user);
    }
  }
  for (const userId of userIds) {
    const user = tenant.findUser(userId);
    if (user !== undefined) {
      people.add(user);
    }
  }
  return people;
}

/** Many people have the same rows: each kind of rows is looked at once. */
function failing(tenant: Tenant, groupIds: readonly string[]): (rows: Rows) => boolean {
  const known = new Map<Rows, boolean>();
  return (rows) => {
    let fails = known.get(rows);
    if (fails === undefined) {
      const states = tenant.read(rows);
      fails =
        groupIds.length === 0
          ? states.some((row) => row.assignedByGroup !== null && row.error !== null)
          : groupIds.some((groupId) => hasError(states, groupId));
      known.set(rows, fails);
    }
    return fails;
  };
}
