import { says } from '../items.ts';
import type { Names } from '../names/build-names.ts';
import type { Clause } from './clause.ts';
import { ask, command, type Draft } from './draft.ts';
import type { Mention } from './mentions.ts';
import { groupRefs, type Parts, skuIndexes, userRefs } from './parts.ts';
import { setPlans } from './plans.ts';
import type { Role } from './preposition.ts';
import { groupName, idsOf, skuName, userName } from './resolve.ts';
import { targetsOf } from './targets.ts';

const STRANGE_ROLES: readonly Role[] = ['without', 'except', 'only', 'with', 'instead', 'between', 'by', 'to'];
/** Where somebody or a group may stand from which something is taken. */
const FROM_ROLES: readonly Role[] = ['from', 'in', 'for', 'of', 'object'];

/** "remove X from G" by what X is: a product of the template, a plan of its products, or a member. */
export function remove(names: Names, clause: Clause, parts: Parts): Draft {
  const { products, plans, users } = parts;
  const strange = clause.mentions.find((mention) => STRANGE_ROLES.includes(mention.role));
  if (strange !== undefined) return ask('exception', { words: strange.item.text });
  const kicks = clause.verbs.some((verb) => says(verb, 'kick')) && plans.length + products.length > 0;
  if (kicks) return ask('removeWhat');
  if (plans.length > 0) return removePlans(names, clause, parts);
  if (products.length > 0)
    return clause.marks.has('direct') && parts.groups.length > 0
      ? migrate(names, parts)
      : removeProducts(names, clause, parts);
  if (clause.marks.has('direct')) return parts.groups.length > 0 ? migrate(names, parts) : ask('whichTarget');
  if (clause.marks.has('all') && clause.marks.has('license')) {
    const targets = targetsOf(names, clause, parts, FROM_ROLES, true);
    return command('remove_license', { ...targets.slots, products: 'all', ...idsOf(names, targets) });
  }
  if (clause.marks.has('license')) return ask('whichProduct');
  const ofOthers = parts.groups.some((group) => group.membersOf && group.role !== 'from');
  if (users.length > 0 || clause.everyone === 'object' || ofOthers) return removeMembers(names, clause, parts);
  return ask('removeWhat', { words: parts.groups.map((group) => group.item.text).join(', ') });
}

function removePlans(names: Names, clause: Clause, parts: Parts): Draft {
  const container = parts.products.every((product) => product.role !== 'object' && product.role !== 'to');
  const whose = parts.users.every((user) => user.role !== 'object' || isPossessive(user));
  if (!container || !whose || parts.products.length > 1) return ask('mixed');
  return setPlans(names, clause, parts, 'off');
}

function isPossessive(mention: Mention): boolean {
  return mention.item.possessive;
}

/** "remove everyone's direct E3 in HR Department": copies that a group's licenses cover are taken away (R59). */
export function migrate(names: Names, { products, groups }: Parts): Draft {
  const skus = skuIndexes(products);
  const targets = groupRefs(groups);
  return command('migrate_direct', {
    ...(skus.length === 0 ? {} : { products: skus.map((index) => skuName(names, index)) }),
    groups: targets.map((ref) => groupName(names, ref)),
    ...idsOf(names, { groups: targets, skus }),
  });
}

function removeProducts(names: Names, clause: Clause, parts: Parts): Draft {
  const skus = skuIndexes(parts.products);
  const products = skus.map((index) => skuName(names, index));
  const targets = [...parts.groups, ...parts.users];
  if (targets.length === 0) {
    if (clause.everyone === undefined || clause.everyone === 'object') return ask('fromWhere');
    return command('remove_license', { scope: 'tenant', products, ...idsOf(names, { skus }) });
  }
  const bare = targets.find((mention) => mention.role === 'object' && !isPossessive(mention));
  const losing = clause.verbs.some((verb) => says(verb, 'lost'));
  const stripped = losing || parts.products.every((product) => product.role === 'of');
  if (bare !== undefined && !stripped) return ask('fromWhere');
  const found = targetsOf(names, clause, parts, FROM_ROLES, true);
  return command('remove_license', { ...found.slots, products, ...idsOf(names, { ...found, skus }) });
}

function removeMembers(names: Names, clause: Clause, { groups, users }: Parts): Draft {
  const leaving = clause.verbs.some((verb) => says(verb, 'left'));
  const from = groups.filter(
    (group) => ['from', 'of', 'in'].includes(group.role) || (leaving && group.role === 'object'),
  );
  if (from.length < groups.length || users.some((user) => user.role !== 'object')) return ask('removeWhat');
  if (clause.everyone !== undefined || from.some((group) => group.membersOf && group.role !== 'from')) {
    return users.length > 0 ? ask('removeWhat') : removeEveryone(names, clause, from);
  }
  const groupTargets = groupRefs(from);
  if (groupTargets.length === 0) {
    const ambiguous = users.find((user) => user.item.refs.length > 1);
    return ask('removeWhat', {
      words: users.map((user) => user.item.text).join(', '),
      ...(ambiguous === undefined ? {} : { refs: ambiguous.item.refs, place: ambiguous.item }),
    });
  }
  const people = userRefs(names, users, groupTargets);
  return command('remove_member', {
    users: people.map((ref) => userName(names, ref)),
    groups: groupTargets.map((ref) => groupName(names, ref)),
    ...idsOf(names, { groups: groupTargets, users: people }),
  });
}

/** "in both A and B" means those who are in all of them; "in A and B" could mean either, and is asked about. */
function removeEveryone(names: Names, clause: Clause, mentions: readonly Mention[]): Draft {
  const inside = groupRefs(mentions.filter((mention) => mention.role !== 'from'));
  const from = groupRefs(mentions.filter((mention) => mention.role === 'from'));
  const members = inside.length > 0 ? inside : from;
  if (from.length === 0 || (members.length > 1 && (inside.length === 0 || !clause.marks.has('both'))))
    return ask('fromWhere');
  return command('remove_member', {
    users: { in: members.map((ref) => groupName(names, ref)) },
    groups: from.map((ref) => groupName(names, ref)),
    ...idsOf(names, { groups: [...members, ...from] }),
  });
}
