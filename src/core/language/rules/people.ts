import type { Names } from '../names/build-names.ts';
import type { Clause } from './clause.ts';
import { ask, command, type Draft } from './draft.ts';
import { groupRefs, type Parts, userRefs } from './parts.ts';
import { groupName, idsOf, userName } from './resolve.ts';

/** "add bob and carol to Interns", "add everyone in Marketing to Interns". */
export function addMembers(names: Names, clause: Clause, { groups, users }: Parts): Draft {
  const strange = clause.mentions.find(
    (mention) =>
      ['without', 'except', 'only', 'instead', 'between', 'by', 'from'].includes(mention.role) && !mention.membersOf,
  );
  if (strange !== undefined || clause.moments.length > 0) return ask('exception', { words: strange?.item.text ?? '' });
  const inside = groups.filter((group) => group.membersOf && group.role !== 'to');
  const into = groups.filter((group) => !inside.includes(group));
  if (inside.length > 0) {
    if (users.length > 0 || inside.length > 1) return ask('mixed');
    const sources = groupRefs(inside);
    const targets = groupRefs(into);
    if (targets.length === 0) return ask('toWhere');
    return command('add_member', {
      users: { in: sources.map((ref) => groupName(names, ref)) },
      groups: targets.map((ref) => groupName(names, ref)),
      ...idsOf(names, { groups: [...sources, ...targets] }),
    });
  }
  const targets = groupRefs(into);
  if (targets.length === 0) return ask('toWhere');
  if (users.length === 0 || clause.everyone !== undefined) return ask('whichUser');
  const people = userRefs(names, users);
  return command('add_member', {
    users: people.map((ref) => userName(names, ref)),
    groups: targets.map((ref) => groupName(names, ref)),
    ...idsOf(names, { groups: targets, users: people }),
  });
}

/** "move ann from Kiosk users to HR Department". */
export function moveMembers(names: Names, clause: Clause, { groups, users }: Parts): Draft {
  if (clause.moments.length > 0) return ask('unclear');
  const from = groups.filter(
    (group) => group.role === 'from' || group.role === 'of' || (group.membersOf && group.role !== 'to'),
  );
  const to = groups.filter((group) => ['to', 'in'].includes(group.role) && !from.includes(group));
  if (from.length + to.length < groups.length) return ask('unclear');
  if (from.length !== 1) return ask('fromWhere');
  if (to.length !== 1) return ask('toWhere');
  const [source] = groupRefs(from);
  const [target] = groupRefs(to);
  if (source === undefined || target === undefined) return ask('fromWhere');
  const ends = { from_group: groupName(names, source), to_group: groupName(names, target) };
  if (clause.everyone !== undefined) {
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
