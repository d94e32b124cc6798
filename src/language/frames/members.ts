import { ask, command, type Draft } from '../draft.ts';
import type { Names } from '../names/build-names.ts';
import { type GroupRef, groupName, idsOf, userName } from '../names/resolve.ts';
import type { Clause } from './clause.ts';
import { allMarked, type Filled, frame, hasMark, saysAny } from './frame.ts';
import { groupRefs, times, userRefs } from './make.ts';
import type { NameRun } from './run.ts';

const PEOPLE = { types: ['user'], marks: ['bare'], most: 1 } as const;
const EVERYONE = { types: ['everyone'], marks: ['bare'], most: 1 } as const;

/** "add bob and carol to Interns", "add everyone in Marketing to Interns". */
const addMember = frame({
  intent: 'add_member',
  verbs: ['add', 'put', 'make', 'give', 'gave', 'joined', 'having', 'need', 'go'],
  slots: {
    users: PEOPLE,
    members: { types: ['group'], marks: ['in', 'of', 'from'], most: 1 },
    groups: { types: ['group'], marks: ['to', 'in', 'for', 'of', 'bare'], least: 1 },
  },
  fits({ users, members, groups }, clause) {
    const joining = saysAny(clause, 'joined');
    const into = (run: NameRun) =>
      run.members
        ? users.length > 0 && hasMark(run, 'of')
        : hasMark(run, 'to', 'in', 'for') || (joining && hasMark(run, 'bare'));
    const said = clause.verbs.length > 0 || (clause.flags.has('must') && allMarked(groups, 'in'));
    const who = users.length > 0 ? members.length === 0 : isMembers(members);
    // "everyone in Interns also goes into R&D" stays in Interns.
    const goes = !saysAny(clause, 'go') || clause.flags.has('also');
    const one = groups.length === 1 || allMarked(groups, 'to');
    return who && goes && said && one && groups.every((run) => into(run) && !run.possessive) && isOwnOf(users);
  },
  make: (names, { users, members, groups }, clause) =>
    membership('add_member', names, { users, members, groups }, clause),
});

/** "remove ann from Kiosk users", "kick everyone in HR out of Kiosk users". */
const removeMember = frame({
  intent: 'remove_member',
  verbs: ['take', 'took', 'kick', 'left', 'put', 'need', 'delete', 'go'],
  slots: {
    users: PEOPLE,
    everyone: EVERYONE,
    members: { types: ['group'], marks: ['in', 'of', 'from'], most: 1 },
    groups: { types: ['group'], marks: ['from', 'bare', 'in'], least: 1 },
  },
  fits({ users, everyone, members, groups }, clause) {
    const leaving = saysAny(clause, 'left');
    // "put Bob from Marketing" lacks to where; "put Bob out of Marketing" does not.
    const goes = clause.flags.has('must') || saysAny(clause, 'take', 'took', 'kick', 'left', 'delete');
    const from = (run: NameRun) =>
      (hasMark(run, 'from') && (goes || hasMark(run, 'off'))) || (hasMark(run, 'in') && saysAny(clause, 'take', 'kick'))
        ? !run.members
        : leaving;
    // Dutch "haal Bob bij Marketing" and "drop Bob in Marketing" may be to it or from it.
    const pulls = clause.verbs.some(({ text }) => /^(?:haal|halen|drop)$/i.test(text)) && clause.particles.length === 0;
    if (pulls && groups.some((run) => !hasMark(run, 'from', 'off'))) return false;
    const who = users.length + everyone.length + members.length === 1 && (members.length === 0 || isMembers(members));
    const said = clause.verbs.length > 0 || clause.flags.has('must');
    const one = groups.length === 1 || (members.length === 0 && everyone.length === 0 && allMarked(groups, 'from'));
    return who && said && one && groups.every((run) => from(run) && !run.possessive) && isOwnOf(users);
  },
  make(names, { users, everyone, members, groups }, clause) {
    // Who is "also in HR" is in both.
    const sources =
      everyone.length > 0 || (members.length > 0 && clause.flags.has('relative')) ? [...members, ...groups] : members;
    return membership('remove_member', names, { users, members: sources, groups }, clause);
  },
});

/** "move ann from Kiosk users to HR Department". */
const moveMember = frame({
  intent: 'move_member',
  verbs: ['move', 'go', 'moved', 'swapped', 'put', 'swap', 'take', 'need', 'upgrade', 'migrate'],
  slots: {
    users: PEOPLE,
    everyone: EVERYONE,
    from: { types: ['group'], marks: ['from', 'in', 'of', 'instead'], least: 1, most: 1 },
    to: { types: ['group'], marks: ['to', 'in'], least: 1, most: 1 },
  },
  fits({ users, everyone, from, to }, clause) {
    const members = from.every((run) => run.members) || everyone.length > 0;
    // "Bob from Interns to Marketing".
    const said =
      clause.verbs.length > 0 || clause.flags.has('must') || (allMarked(from, 'from') && allMarked(to, 'to'));
    const ends = [...from, ...to].every((run) => run.items.length === 1 && !run.possessive);
    const marked =
      from.every((run) => run.members || hasMark(run, 'from', 'instead')) && to.every((run) => !run.members);
    const also = clause.flags.has('also') || clause.flags.has('relative');
    return said && !also && ends && marked && (users.length === 1) !== members && isOwnOf(users);
  },
  make(names, { users, from, to }, clause) {
    const [source] = groupRefs(from);
    const [target] = groupRefs(to);
    if (source === undefined || target === undefined) return ask('fromWhere');
    const people = userRefs(names, users, [source]);
    return command('move_member', {
      users: users.length === 0 ? { in: [groupName(names, source)] } : people.map((ref) => userName(names, ref)),
      from_group: groupName(names, source),
      to_group: groupName(names, target),
      ...times(clause),
      ...idsOf(names, { groups: [source, target], users: people }),
    });
  },
});

/** Those in one group, or in both of two. */
function isMembers(members: readonly NameRun[]): boolean {
  return members.length === 1 && members.every((run) => run.members && (run.items.length === 1 || run.both));
}

/** "Bob's team" is not Bob. */
function isOwnOf(users: readonly NameRun[]): boolean {
  return users.every((run) => !run.possessive);
}

function membership(
  intent: 'add_member' | 'remove_member',
  names: Names,
  { users = [], members = [], groups = [] }: Filled,
  clause: Clause,
): Draft {
  const targets = groupRefs(groups);
  const sources = groupRefs(members);
  if (intent === 'remove_member' && targets.length > 1 && sources.length > 0) return ask('fromWhere');
  const people = userRefs(names, users, intent === 'remove_member' ? targets : []);
  const named = (refs: readonly GroupRef[]) => refs.map((ref) => groupName(names, ref));
  return command(intent, {
    users: sources.length > 0 ? { in: named(sources) } : people.map((ref) => userName(names, ref)),
    groups: named(targets),
    ...times(clause),
    ...idsOf(names, { groups: [...sources, ...targets], users: people }),
  });
}

export const MEMBER_FRAMES = [addMember, removeMember, moveMember];
