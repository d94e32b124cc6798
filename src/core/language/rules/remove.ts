import type { Names } from '../names/build-names.ts';
import { targetsOf } from './assign.ts';
import type { Clause, Mention } from './clause.ts';
import { ask, command, type Draft } from './draft.ts';
import { groupRefs, type Parts, plansForGroups, skuIndexes, userRefs } from './parts.ts';
import { groupName, hasPlan, idsOf, plansIn, skuName, Unclear, userName } from './resolve.ts';

/** "remove X from G" by what X is: a product of the template, a plan of its products, or a member. */
export function remove(names: Names, clause: Clause, parts: Parts): Draft {
  const { products, plans, users, groups } = parts;
  const exceptional = clause.mentions.find((mention) =>
    ['without', 'except', 'only', 'with', 'instead', 'between', 'by'].includes(mention.role),
  );
  if (exceptional !== undefined) return ask('exception', { words: exceptional.item.text });
  if (plans.length > 0)
    return products.length > 1 || users.some((user) => user.role === 'object')
      ? ask('mixed')
      : setPlans(names, clause, parts, 'off');
  if (products.length > 0) return removeProducts(names, clause, parts);
  if (clause.marks.has('all') && clause.marks.has('license')) {
    const targets = targetsOf(names, clause, parts);
    return command('remove_license', { ...targets.slots, products: 'all', ...idsOf(names, targets) });
  }
  if (clause.marks.has('license')) return ask('whichProduct');
  if (users.length > 0 || clause.everyone === 'object') return removeMembers(names, clause, parts);
  return ask('removeWhat', { words: groups.map((group) => group.item.text).join(', ') });
}

function removeProducts(names: Names, clause: Clause, parts: Parts): Draft {
  const skus = skuIndexes(parts.products);
  const products = skus.map((index) => skuName(names, index));
  const nobodyNamed = parts.groups.length + parts.users.length === 0;
  if (nobodyNamed && clause.everyone !== undefined && clause.everyone !== 'object') {
    return command('remove_license', { scope: 'tenant', products, ...idsOf(names, { skus }) });
  }
  if (nobodyNamed) return ask('fromWhere');
  const targets = targetsOf(names, clause, parts);
  return command('remove_license', { ...targets.slots, products, ...idsOf(names, { ...targets, skus }) });
}

function removeMembers(names: Names, clause: Clause, { groups, users }: Parts): Draft {
  const from = groups.filter((group) => ['from', 'of', 'in'].includes(group.role));
  if (from.length < groups.length) return ask('removeWhat');
  if (clause.everyone !== undefined) {
    if (users.length > 0 || from.length === 0) return ask('removeWhat');
    return removeEveryone(names, from);
  }
  const groupTargets = groupRefs(from);
  if (groupTargets.length === 0) {
    const [first] = users;
    const ambiguous = users.find((user) => user.item.refs.length > 1) ?? first;
    return ask(
      'removeWhat',
      ambiguous === undefined
        ? {}
        : { words: ambiguous.item.text, refs: ambiguous.item.refs.length > 1 ? ambiguous.item.refs : [] },
    );
  }
  const people = userRefs(names, users, groupTargets);
  return command('remove_member', {
    users: people.map((ref) => userName(names, ref)),
    groups: groupTargets.map((ref) => groupName(names, ref)),
    ...idsOf(names, { groups: groupTargets, users: people }),
  });
}

function removeEveryone(names: Names, mentions: readonly Mention[]): Draft {
  const inside = groupRefs(mentions.filter((mention) => mention.role !== 'from'));
  const from = groupRefs(mentions.filter((mention) => mention.role === 'from'));
  const members = inside.length > 0 ? inside : from;
  if (from.length === 0 || members.length > 1) return ask('fromWhere');
  return command('remove_member', {
    users: { in: members.map((ref) => groupName(names, ref)) },
    groups: from.map((ref) => groupName(names, ref)),
    ...idsOf(names, { groups: [...members, ...from] }),
  });
}

/** "turn off Yammer in E3 for HR Department": plans of products that are already there. */
export function setPlans(names: Names, clause: Clause, parts: Parts, state: 'on' | 'off'): Draft {
  const { products, plans } = parts;
  const targets = targetsOf(names, clause, parts);
  const [sku, ...others] = skuIndexes(products);
  if (others.length > 0) return ask('mixed');
  const excluded = plans.filter((plan) => plan.role === 'except' || plan.role === 'without');
  const only = plans.filter((plan) => plan.role === 'only');
  const plain = plans.filter((plan) => !excluded.includes(plan) && !only.includes(plan));
  const planNames = (mentions: readonly Mention[]) => [
    ...new Set(
      mentions.flatMap((plan) => {
        if (sku === undefined) return plansForGroups(names, plan, targets.groups);
        if (!hasPlan(names, plan, sku)) throw new Unclear(ask('planOfNone', { words: plan.item.text }));
        return plansIn(names, plan, [sku]);
      }),
    ),
  ];
  if (only.length > 0 && (plain.length > 0 || excluded.length > 0 || state === 'off')) return ask('unclear');
  if (excluded.length > 0 && state === 'off') return ask('exception', { words: excluded[0]?.item.text ?? '' });
  return command('set_plans', {
    ...targets.slots,
    ...(sku === undefined ? {} : { sku: skuName(names, sku) }),
    ...(plain.length === 0 ? {} : { [state]: planNames(plain) }),
    ...(excluded.length === 0 ? {} : { off: planNames(excluded) }),
    ...(only.length === 0 ? {} : { only: planNames(only) }),
    ...idsOf(names, { ...targets, skus: sku === undefined ? [] : [sku] }),
  });
}
