import type { Slots } from '../command.ts';
import type { Names } from '../names/build-names.ts';
import type { Clause } from './clause.ts';
import { ask } from './draft.ts';
import type { Mention } from './mentions.ts';
import { groupRefs, type Parts, userRefs } from './parts.ts';
import type { Role } from './preposition.ts';
import { type GroupRef, groupName, Unclear, type UserRef, userName } from './resolve.ts';

/** Whom a change is for. */
export interface Targets {
  readonly slots: Pick<Slots, 'groups' | 'users'>;
  readonly groups: readonly GroupRef[];
  readonly users: readonly UserRef[];
}

/**
 * Groups or people, never both; somebody "in" a group is that member, and "everyone in" a group is the group itself.
 * `roles`: the words after which a target may stand. `ofPossessive`: "bob's E3" names whom it is about.
 */
export function targetsOf(
  names: Names,
  clause: Clause,
  { groups, users }: Parts,
  roles: readonly Role[],
  ofPossessive = false,
): Targets {
  const people = users.filter((mention) => mention.role !== 'except');
  const owner = [...groups, ...people].find(
    (mention) => mention.item.possessive && !ofPossessive && !isMembers(mention, clause),
  );
  if (owner !== undefined) throw new Unclear(ask('attach', { words: owner.item.text, refs: owner.item.refs }));
  const wrong = [...groups, ...people].find((it) => !roles.includes(it.role) && !it.membersOf && it.role !== 'in');
  if (wrong !== undefined) throw new Unclear(ask('attach', { words: wrong.item.text, refs: wrong.item.refs }));
  const everyoneIn = clause.everyone !== undefined;
  if (everyoneIn && (people.length > 0 || groups.length === 0 || groups.some((mention) => !mention.membersOf))) {
    throw new Unclear(ask('whichTarget'));
  }
  if (people.length > 0 && groups.length > 0) return memberOf(names, { groups, users: people });
  const groupTargets = groupRefs(groups);
  const userTargets = userRefs(names, people);
  if (groupTargets.length > 0) {
    return { slots: { groups: groupTargets.map((ref) => groupName(names, ref)) }, groups: groupTargets, users: [] };
  }
  if (userTargets.length === 0) throw new Unclear(ask('whichTarget'));
  return { slots: { users: userTargets.map((ref) => userName(names, ref)) }, groups: [], users: userTargets };
}

/** "HR Department's members": the group. */
function isMembers({ item }: Mention, { marks }: Clause): boolean {
  return item.refs.every((ref) => ref.kind === 'group') && (marks.has('member') || marks.has('user'));
}

function memberOf(names: Names, { groups, users }: Pick<Parts, 'groups' | 'users'>): Targets {
  if (groups.some((group) => group.role !== 'in' && group.role !== 'of')) throw new Unclear(ask('mixed'));
  const inside = groupRefs(groups);
  const people = userRefs(names, users, inside);
  for (const user of people) {
    if (inside.every((group) => !names.source.isMember(group.index, user.index))) {
      throw new Unclear(ask('whichUser', { words: userName(names, user) }));
    }
  }
  return { slots: { users: people.map((ref) => userName(names, ref)) }, groups: [], users: people };
}
