import type { OutcomeSummary } from '../change-record.ts';
import { groupStatus } from './group-status.ts';
import type { Outcome } from './outcome.ts';
import type { Cause } from './status.ts';
import type { Tenant, UserIndex } from './tenant.ts';

/** Whom a change is about. People, where it names them, are counted; else the members of its groups. */
export interface SummaryTarget {
  readonly targetGroupIds: readonly string[];
  readonly targetUserIds: readonly string[];
}

/** An outcome in numbers. Indices of the tenant are read, its present state only for groups that the outcome leaves alone. */
export function summarize(tenant: Tenant, outcome: Outcome, target: SummaryTarget): OutcomeSummary {
  const users = target.targetUserIds.map((id) => tenant.findUser(id)).filter((user) => user !== undefined);
  const counted = users.length > 0 ? countPeople(users, outcome.causes) : countMembers(tenant, outcome, target);
  return {
    ...counted,
    fixed: new Set(outcome.fixed.map(({ user }) => user)).size,
    newlyFailing: new Set(outcome.newlyFailing.map(({ user }) => user)).size,
    products: outcome.seats.map((seats) => ({
      ...seats,
      gained: outcome.people.filter(({ gainedSkuIds }) => gainedSkuIds.includes(seats.skuId)).length,
      lost: outcome.people.filter(({ lostSkuIds }) => lostSkuIds.includes(seats.skuId)).length,
    })),
    leftGroups: leftGroups(outcome),
  };
}

type Counted = Pick<OutcomeSummary, 'people' | 'succeeded' | 'failed' | 'byError'>;

function countMembers(tenant: Tenant, outcome: Outcome, { targetGroupIds }: SummaryTarget): Counted {
  const told = new Map(outcome.groups.map(({ after }) => [after.group, after]));
  const statuses = targetGroupIds.flatMap((id) => {
    const group = tenant.findGroup(id);
    return group === undefined ? [] : [told.get(group) ?? groupStatus(tenant, group)];
  });
  const sum = (count: (status: (typeof statuses)[number]) => number) =>
    statuses.reduce((total, status) => total + count(status), 0);
  const people = sum(({ members }) => members);
  const failed = sum((status) => status.failed);
  return { people, succeeded: people - failed, failed, byError: byError(statuses.flatMap(({ causes }) => causes)) };
}

function countPeople(users: readonly UserIndex[], causes: readonly Cause[]): Counted {
  const named = new Set(users);
  const theirs = causes.map((cause) => ({ ...cause, users: cause.users.filter((user) => named.has(user)) }));
  const failed = new Set(theirs.flatMap((cause) => cause.users)).size;
  return { people: named.size, succeeded: named.size - failed, failed, byError: byError(theirs) };
}

function byError(causes: readonly Cause[]): OutcomeSummary['byError'] {
  const counts: { -readonly [E in keyof OutcomeSummary['byError']]: number } = {};
  for (const { error, users } of causes) if (users.length > 0) counts[error] = (counts[error] ?? 0) + users.length;
  return counts;
}

function leftGroups({ people }: Outcome): OutcomeSummary['leftGroups'] {
  const counts = new Map<string, number>();
  for (const { leftGroupIds } of people) for (const id of leftGroupIds) counts.set(id, (counts.get(id) ?? 0) + 1);
  return [...counts].map(([groupId, left]) => ({ groupId, people: left }));
}
