import type { Names } from '../names/build-names.ts';
import type { Clause } from './clause.ts';
import { ask, command, type Draft } from './draft.ts';
import { groupRefs, type Parts, userRefs } from './parts.ts';
import type { Role } from './preposition.ts';
import { groupName, idsOf, userName } from './resolve.ts';

const INTO: readonly Role[] = ['to', 'in', 'for'];

/** "add bob and carol to Interns", "add everyone in Marketing to Interns". */
export function addMembers(names: Names, clause: Clause, { groups, users }: Parts): Draft {
  if (clause.moments.length > 0 || clause.marks.has('forever')) return ask('unclear');
  const asMember = users.length > 0 && clause.everyone === undefined && groups.every((group) => group.role === 'of');
  const inside = groups.filter((group) => group.membersOf && !asMember);
  const into = groups.filter((group) => !inside.includes(group));
  const owner = [...groups, ...users].find((mention) => mention.item.possessive);
  const strange =
    owner ??
    into.find((group) => !INTO.includes(group.role) && !asMember) ??
    users.find((user) => user.role !== 'object' && user.role !== 'of');
  if (strange !== undefined) return ask('attach', { words: strange.item.text, refs: strange.item.refs });
  if (into.length === 0) return ask('toWhere');
  const everyone = clause.everyone !== undefined || inside.length > 0;
  if (everyone && users.length > 0) return ask('mixed');
  if (everyone && inside.length !== 1 && !(inside.length > 1 && clause.marks.has('both'))) {
    return ask(inside.length === 0 ? 'whichUser' : 'mixed');
  }
  if (!everyone && users.length === 0) return ask('whichUser');
  const targets = groupRefs(into);
  const sources = groupRefs(inside);
  const people = userRefs(names, users);
  return command('add_member', {
    users: everyone ? { in: sources.map((ref) => groupName(names, ref)) } : people.map((ref) => userName(names, ref)),
    groups: targets.map((ref) => groupName(names, ref)),
    ...idsOf(names, { groups: [...sources, ...targets], users: people }),
  });
}

/** "move ann from Kiosk users to HR Department". */
export function moveMembers(names: Names, clause: Clause, { groups, users }: Parts): Draft {
  if (clause.moments.length > 0 || clause.marks.has('forever')) return ask('unclear');
  const to = groups.filter((group) => group.role === 'to');
  const from = groups.filter(
    (group) => ['from', 'of'].includes(group.role) || (group.role === 'in' && group.membersOf),
  );
  const loose = groups.filter((group) => !to.includes(group) && !from.includes(group));
  const [into = to[0], ...more] = loose.filter((group) => group.role === 'in' && to.length === 0);
  if (loose.length > 1 || more.length > 0 || (loose.length === 1 && into !== loose[0])) return ask('unclear');
  if (users.some((user) => user.item.possessive || (user.role !== 'object' && user.role !== 'of')))
    return ask('unclear');
  if (from.length !== 1) return ask('fromWhere');
  if (into === undefined || to.length > 1) return ask('toWhere');
  const [source] = groupRefs(from);
  const [target] = groupRefs([into]);
  if (source === undefined || target === undefined) return ask('fromWhere');
  const ends = { from_group: groupName(names, source), to_group: groupName(names, target) };
  if (clause.everyone !== undefined || from[0]?.membersOf === true) {
    if (users.length > 0) return ask('mixed');
    const everyone = { in: [groupName(names, source)] };
    return command('move_member', { users: everyone, ...ends, ...idsOf(names, { groups: [source, target] }) });
  }
  if (users.length === 0) return ask('whichUser');
  const people = userRefs(names, users, [source]);
  return command('move_member', {
    users: people.map((ref) => userName(names, ref)),
    ...ends,
    ...idsOf(names, { groups: [source, target], users: people }),
  });
}
