import type { Change } from '../change.ts';
import { groupStatus } from '../explain/group-status.ts';
import type { Cause } from '../explain/status.ts';
import type { GroupIndex, Tenant, UserIndex } from '../model/tenant.ts';
import type { Outcome, PersonOutcome } from './outcome.ts';

/** What an outcome is told for: the groups and people that a command is about, and what it does. */
export interface TallyAbout {
  readonly targetGroupIds: readonly string[];
  readonly targetUserIds: readonly string[];
  readonly changes: readonly Change[];
}

/**
 * Everybody whom a command is about, each counted once: `people` = `changed` + `unchanged` + `failed`. Every figure on a
 * card, before and after, is one of these.
 */
export interface Tally {
  readonly people: number;
  /** Who gets or loses a product or a service, and does not fail. */
  readonly changed: number;
  /** Of the changed: who gets something, and who loses something. */
  readonly gaining: number;
  readonly losing: number;
  readonly unchanged: number;
  /** Who fails afterwards. */
  readonly failed: number;
  /** Of those: who failed before as well. */
  readonly failedBefore: number;
  /** Who failed through some group and does no longer. */
  readonly fixed: number;
  /** Why they fail, largest first: nobody but the failed is in them, and each of them is. */
  readonly causes: readonly Cause[];
}

const [OUTSIDE, ABOUT, FAILED] = [0, 1, 2];

/** Indices of the tenant are read; it may be as before the changes, or as after them. Cost: the people it is about. */
export function tallyOf(tenant: Tenant, outcome: Outcome, about: TallyAbout): Tally {
  const marks = new Uint8Array(tenant.userCount);
  let people = 0;
  const mark = (user: UserIndex) => {
    if (marks[user] === OUTSIDE) people++;
    marks[user] = ABOUT;
  };
  const named = namedPeople(tenant, outcome, about);
  for (const user of named) mark(user);
  const groups = groupsCounted(tenant, about, named.size > 0);
  for (const group of groups) membersAfter(tenant, outcome.people, group).forEach(mark);
  const causes = causesAmong(tenant, outcome, about, (user) => marks[user] !== OUTSIDE);
  const newly = newFailures(outcome);
  const failing = new Set(causes.flatMap(({ users }) => users));
  for (const user of failing) marks[user] = FAILED;
  const failedBefore = new Set(
    causes.flatMap(({ group, users }) => users.filter((user) => !newly.has(`${user} ${tenant.group(group).id}`))),
  );
  let [changed, gaining, losing] = [0, 0, 0];
  for (let place = 0; place < outcome.people.length; place++) {
    const person = outcome.people[place] as PersonOutcome;
    if (marks[person.user] !== ABOUT) continue;
    const [isGaining, isLosing] = [gains(person), loses(person)];
    if (isGaining || isLosing) changed++;
    if (isGaining) gaining++;
    if (isLosing) losing++;
  }
  return {
    people,
    changed,
    gaining,
    losing,
    unchanged: people - changed - failing.size,
    failed: failing.size,
    failedBefore: failedBefore.size,
    fixed: new Set(outcome.fixed.map(({ user }) => user).filter((user) => marks[user] !== OUTSIDE)).size,
    causes,
  };
}

/** Whether somebody has a product or a service more than before. */
export function gains({ gainedSkuIds, gainedPlans }: PersonOutcome): boolean {
  return gainedSkuIds.length + gainedPlans.length > 0;
}

export function loses({ lostSkuIds, lostPlans }: PersonOutcome): boolean {
  return lostSkuIds.length + lostPlans.length > 0;
}

/** People named one by one, those who are looked at again, and those who keep something no longer. */
function namedPeople(
  tenant: Tenant,
  { people }: Outcome,
  { targetUserIds, changes }: TallyAbout,
): ReadonlySet<UserIndex> {
  const named = changes.flatMap((change) => {
    if (change.kind === 'reprocess') return change.userIds;
    return change.kind === 'releaseKeptLicenses' ? (change.userIds ?? []) : [];
  });
  const everybody = changes.some((change) => change.kind === 'releaseKeptLicenses' && change.userIds === undefined);
  return new Set([
    ...[...targetUserIds, ...named].flatMap((id) => tenant.findUser(id) ?? []),
    ...(everybody ? people.map(({ user }) => user) : []),
  ]);
}

/** Groups whose members are counted. Where people are named, a group that they only join or leave is not. */
function groupsCounted(
  tenant: Tenant,
  { targetGroupIds, changes }: TallyAbout,
  namesPeople: boolean,
): readonly GroupIndex[] {
  const altered = new Set(changes.flatMap((change) => (change.kind === 'assignGroupLicense' ? change.groupId : [])));
  return targetGroupIds.filter((id) => !namesPeople || altered.has(id)).flatMap((id) => tenant.findGroup(id) ?? []);
}

function membersAfter(tenant: Tenant, people: readonly PersonOutcome[], group: GroupIndex): readonly UserIndex[] {
  const { id } = tenant.group(group);
  const moved = people.filter(({ joinedGroupIds, leftGroupIds }) => joinedGroupIds.length + leftGroupIds.length > 0);
  const left = new Set(moved.filter(({ leftGroupIds }) => leftGroupIds.includes(id)).map(({ user }) => user));
  const joined = moved.filter(({ joinedGroupIds }) => joinedGroupIds.includes(id)).map(({ user }) => user);
  const stay = left.size === 0 ? tenant.members(group) : tenant.members(group).filter((user) => !left.has(user));
  return joined.length === 0 ? stay : [...stay, ...joined];
}

/**
 * Failures of these people that a command is about: in the groups that it names; anywhere, if they come with it, or if
 * the people are looked at again. What has long failed elsewhere is no news of it.
 */
function causesAmong(
  tenant: Tenant,
  outcome: Outcome,
  { targetGroupIds, changes }: TallyAbout,
  isAbout: (user: UserIndex) => boolean,
): readonly Cause[] {
  const groups = new Set(targetGroupIds.flatMap((id) => tenant.findGroup(id) ?? []));
  const newly = newFailures(outcome);
  const again = new Set(lookedAtAgain(changes).flatMap((id) => tenant.findUser(id) ?? []));
  const told = new Set(outcome.groups.map(({ after }) => after.group));
  const untold = new Set([...groups].filter((group) => !told.has(group)));
  const all = [
    ...outcome.causes.filter(({ group }) => !untold.has(group)),
    ...[...untold].flatMap((group) => groupStatus(tenant, group).causes),
  ];
  return all.flatMap((cause) => {
    const { id } = tenant.group(cause.group);
    const counts = (user: UserIndex) => groups.has(cause.group) || again.has(user) || newly.has(`${user} ${id}`);
    const users = cause.users.filter((user) => isAbout(user) && counts(user));
    return users.length === 0 ? [] : [users.length === cause.users.length ? cause : { ...cause, users }];
  });
}

/** People of whom a change alters what every group looks at. */
function lookedAtAgain(changes: readonly Change[]): readonly string[] {
  return changes.flatMap((change) => {
    if (change.kind === 'reprocess') return change.userIds;
    return change.kind === 'setUsageLocation' || change.kind === 'setProxyAddresses' ? [change.userId] : [];
  });
}

function newFailures({ newlyFailing }: Outcome): ReadonlySet<string> {
  return new Set(newlyFailing.map(({ user, groupId }) => `${user} ${groupId}`));
}
