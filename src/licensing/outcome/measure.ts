import type { Change } from '../change.ts';
import { causesAmong } from '../explain/causes.ts';
import { failingReader } from '../explain/failures.ts';
import { groupStatus, readGroupStatus } from '../explain/group-status.ts';
import { bySize } from '../explain/merge-causes.ts';
import type { GroupStatus } from '../explain/status.ts';
import { peopleLetGo } from '../model/kept.ts';
import { memoryOf } from '../model/memory-tenant.ts';
import { type RowsBefore, rowsBefore } from '../model/rows-before.ts';
import type { GroupIndex, Rows, RowsChange, Tenant, UserIndex } from '../model/tenant.ts';
import { PEOPLE_PER_LOOK, type Steps } from '../steps.ts';
import { fingerprint } from './fingerprint.ts';
import { plansKept } from './kept-plans.ts';
import { type Moves, membershipsMoved } from './memberships-moved.ts';
import type { Failure, Outcome, PersonOutcome, SeatsOutcome } from './outcome.ts';
import { rowsComparer } from './person-outcome.ts';

/** What has to be remembered of people before changes, so that it can be told afterwards what became of them. */
export interface PeopleBefore {
  /** Rows of people whose direct or kept licenses the changes alter at once. */
  readonly rows: ReadonlyMap<UserIndex, Rows>;
  readonly moves: Moves;
}

/** The same of a tenant, for the whole outcome. */
export interface StateBefore extends PeopleBefore {
  readonly changes: readonly Change[];
  readonly groups: readonly GroupStatus[];
  readonly consumed: readonly number[];
}

/** To be asked before the changes are applied. Cost: the people whom they name. */
export function peopleBefore(tenant: Tenant, changes: readonly Change[]): PeopleBefore {
  return { rows: rowsAltered(tenant, changes), moves: membershipsMoved(tenant, changes) };
}

/** To be asked before the changes are applied. Cost: the groups that they name, unless `statusOf` knows them. */
export function stateBefore(
  tenant: Tenant,
  changes: readonly Change[],
  statusOf: (group: GroupIndex) => GroupStatus = (group) => groupStatus(tenant, group),
): StateBefore {
  return {
    changes,
    groups: namedGroups(tenant, changes).map(statusOf),
    consumed: tenant.skus.map((_, sku) => tenant.consumed(sku)),
    ...peopleBefore(tenant, changes),
  };
}

/** What the rows are of people whose direct or kept licenses these changes alter at once. */
export function rowsAltered(tenant: Tenant, changes: readonly Change[]): ReadonlyMap<UserIndex, Rows> {
  const rows = new Map<UserIndex, Rows>();
  for (const change of changes) {
    const user = change.kind === 'assignUserLicense' ? tenant.findUser(change.userId) : undefined;
    if (user !== undefined) rows.set(user, tenant.rows(user));
    for (const letGo of peopleLetGo(tenant, change)) rows.set(letGo, tenant.rows(letGo));
  }
  return rows;
}

/**
 * The outcome of changes that stand, reconciled, in the tenant: simulated or real. `rowsBefore` is what the rows were of
 * everybody whose rows were reconciled, and of those whom the changes altered at once. Refusals are empty.
 */
export function* measureOutcome(
  tenant: Tenant,
  before: StateBefore,
  { users, rows: handles }: RowsBefore,
): Steps<Outcome> {
  const print = fingerprint();
  const compare = rowsComparer(tenant, print);
  const { ids } = memoryOf(tenant).people;
  const people: PersonOutcome[] = [];
  const fixed: Failure[] = [];
  const newlyFailing: Failure[] = [];
  for (let place = 0; place < users.length; place++) {
    if (place % PEOPLE_PER_LOOK === 0 && tenant.isPauseDue) yield;
    const user = users[place] as UserIndex;
    const rows = handles[place] as Rows;
    const now = tenant.rows(user);
    const { joinedGroupIds, leftGroupIds } = before.moves.of(user);
    if (rows === now && joinedGroupIds.length + leftGroupIds.length === 0) continue;
    ids.addTo(print, user);
    const { change, fixedBy, newlyFailedBy } = compare(rows, now);
    const { gainedSkuIds, lostSkuIds, gainedPlans, lostPlans } = change;
    people.push({ user, gainedSkuIds, lostSkuIds, gainedPlans, lostPlans, joinedGroupIds, leftGroupIds });
    if (fixedBy.length > 0) for (const groupId of fixedBy) fixed.push({ user, groupId });
    if (newlyFailedBy.length > 0) for (const groupId of newlyFailedBy) newlyFailing.push({ user, groupId });
    print.add(joinedGroupIds.length === 0 ? '' : joinedGroupIds.join());
    print.add(leftGroupIds.length === 0 ? '' : leftGroupIds.join());
  }
  const groups: Outcome['groups'][number][] = [];
  for (const status of before.groups) {
    groups.push({ before: status, after: yield* readGroupStatus(tenant, status.group) });
  }
  if (tenant.isPauseDue) yield;
  const seats = seatsMoved(tenant, before, people);
  for (const { after } of groups) print.add([after.members, after.assigned, after.failed, after.pending].join());
  for (const { skuId, seats: owned, before: from, after } of seats) print.add([skuId, owned, from, after].join());
  const causes = causesAfter(tenant, before, groups, newlyFailing);
  if (tenant.isPauseDue) yield;
  const loseSomething = people.filter(losesSomething).map(({ user }) => user);
  if (tenant.isPauseDue) yield;
  return {
    refusals: [],
    groups,
    people,
    seats,
    fixed,
    newlyFailing,
    causes,
    loseSomething,
    keepPlan: plansKept(tenant, before.changes),
    fingerprint: print.digest(),
  };
}

/** `Outcome.newlyFailing` of changes that stand, and nothing else of it. `atOnce` is what `rowsAltered` said before. */
export function newFailures(
  tenant: Tenant,
  atOnce: ReadonlyMap<UserIndex, Rows>,
  changed: readonly Pick<RowsChange, 'user' | 'before'>[],
): readonly Failure[] {
  const failing = failingReader(tenant);
  const { users, rows } = rowsBefore(tenant, atOnce, changed);
  const failures: Failure[] = [];
  for (const [place, user] of users.entries()) {
    const failingBefore = failing(rows[place] as Rows);
    for (const groupId of failing(tenant.rows(user))) {
      if (!failingBefore.includes(groupId)) failures.push({ user, groupId });
    }
  }
  return failures;
}

/** What the rows of everybody concerned were before the changes. `changed` is everybody whose rows were reconciled. */
export function firstRows(
  tenant: Tenant,
  before: PeopleBefore,
  changed: readonly Pick<RowsChange, 'user' | 'before'>[],
): RowsBefore {
  const moved = Array.from(before.moves.users, (user) => ({ user, before: tenant.rows(user) }));
  return rowsBefore(tenant, before.rows, moved.length === 0 ? changed : [...changed, ...moved]);
}

/** A plan less, whatever came instead, or fewer memberships. */
function losesSomething(person: PersonOutcome): boolean {
  return person.lostPlans.length > 0 || person.leftGroupIds.length > person.joinedGroupIds.length;
}

/** Causes in the groups told of, and elsewhere of people who newly fail or whom the changes name by themselves. */
function causesAfter(
  tenant: Tenant,
  before: StateBefore,
  groups: Outcome['groups'],
  newlyFailing: readonly Failure[],
): Outcome['causes'] {
  const told = new Set(groups.map(({ after }) => after.group));
  const people = new Set([...namedPeople(tenant, before.changes), ...newlyFailing.map(({ user }) => user)]);
  const elsewhere = causesAmong(tenant, people, { has: (group) => !told.has(group) });
  return [...groups.flatMap(({ after }) => after.causes), ...elsewhere].sort(bySize);
}

/** People whose own properties change or who are looked at again: their failures count in whatever group. */
function namedPeople(tenant: Tenant, changes: readonly Change[]): readonly UserIndex[] {
  const ids = changes.flatMap((change) => {
    if (change.kind === 'reprocess') return change.userIds;
    return 'userId' in change && !('groupId' in change) ? [change.userId] : [];
  });
  return ids.map((id) => tenant.findUser(id)).filter((user) => user !== undefined);
}

/** A seat that passes from one person to another moves, though as many are in use as before. */
function seatsMoved(tenant: Tenant, before: StateBefore, people: readonly PersonOutcome[]): SeatsOutcome[] {
  const named = new Set(before.changes.flatMap(namedSkus));
  for (let place = 0; place < people.length; place++) {
    const { lostSkuIds } = people[place] as PersonOutcome;
    if (lostSkuIds.length > 0) for (const skuId of lostSkuIds) named.add(skuId);
  }
  return tenant.skus.flatMap(({ skuId }, sku) => {
    const outcome = { skuId, seats: tenant.seats(sku), before: before.consumed[sku] ?? 0, after: tenant.consumed(sku) };
    return named.has(skuId) || outcome.before !== outcome.after ? [outcome] : [];
  });
}

function namedSkus(change: Change): readonly string[] {
  if (change.kind === 'setSeats') return [change.skuId];
  if (change.kind !== 'assignGroupLicense' && change.kind !== 'assignUserLicense') return [];
  return [...change.addLicenses.map(({ skuId }) => skuId), ...change.removeLicenses];
}

function namedGroups(tenant: Tenant, changes: readonly Change[]): readonly GroupIndex[] {
  const groups = new Set<GroupIndex>();
  for (const change of changes) {
    const group = 'groupId' in change ? tenant.findGroup(change.groupId) : undefined;
    if (group !== undefined) groups.add(group);
  }
  return [...groups];
}
