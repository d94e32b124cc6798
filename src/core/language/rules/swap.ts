import type { Names } from '../names/build-names.ts';
import type { Clause } from './clause.ts';
import { ask, command, type Draft } from './draft.ts';
import type { Mention } from './mentions.ts';
import { groupRefs, type Parts, skuIndexes, userRefs } from './parts.ts';
import type { Role } from './preposition.ts';
import { groupName, hasPlan, idsOf, plansIn, skuName, Unclear, userName } from './resolve.ts';

/** "switch Kiosk users from E1 to E3", "swap E1 for E3 in Kiosk users", "give G E5 instead of E3". */
export function swap(names: Names, clause: Clause, parts: Parts): Draft {
  const { plans, groups, users } = parts;
  if (clause.mentions.some((mention) => mention.role === 'between')) return ask('between');
  const { from, to, alsoWithout } = ends(parts.products);
  const wrong = groups.find((group) => ['without', 'except', 'only', 'instead'].includes(group.role));
  if (wrong !== undefined) return ask('attach', { words: wrong.item.text, refs: wrong.item.refs, place: wrong.item });
  if (users.some((mention) => mention.role !== 'except')) return ask('mixed');
  if (alsoWithout || clause.moments.length > 0 || clause.marks.has('forever')) return ask('unclear');
  const targets = groupRefs(groups);
  if (targets.length === 0 || (clause.everyone !== undefined && groups.some((group) => !group.membersOf))) {
    return ask('whichTarget');
  }
  const except = userRefs(
    names,
    users.filter((mention) => mention.role === 'except'),
    targets,
  );
  const [toSku = -1] = skuIndexes([to]);
  const fromSkus = from === undefined ? [] : skuIndexes([from]);
  if (fromSkus[0] === toSku) return ask('unclear');
  const off = plans.flatMap((plan) => offPlans(names, plan, toSku));
  return command('swap_license', {
    from: fromSkus[0] === undefined ? null : skuName(names, fromSkus[0]),
    to: skuName(names, toSku),
    groups: targets.map((ref) => groupName(names, ref)),
    ...(off.length === 0 ? {} : { off: [...new Set(off)] }),
    ...(except.length === 0 ? {} : { except_users: except.map((ref) => userName(names, ref)) }),
    ...idsOf(names, { groups: targets, users: except, skus: [...fromSkus, toSku] }),
  });
}

function offPlans(names: Names, plan: Mention, toSku: number): string[] {
  if (plan.role === 'with' || plan.role === 'on') return [];
  if (plan.role !== 'without' && plan.role !== 'except') throw new Unclear(ask('attach', { words: plan.item.text }));
  if (!hasPlan(names, plan, toSku)) throw new Unclear(ask('planOfNone', { words: plan.item.text }));
  return plansIn(names, plan, [toSku]);
}

interface Ends {
  /** Undefined when it is implied. */
  readonly from: Mention | undefined;
  readonly to: Mention;
  /** A product stands after "without": nothing that a swap does. */
  readonly alsoWithout: boolean;
}

const OLD_ROLES: readonly Role[] = ['object', 'from', 'of', 'in', 'for'];
const NEW_ROLES: readonly Role[] = ['to', 'for', 'with', 'by', 'in'];

function ends(products: readonly Mention[]): Ends {
  const [first, second, ...more] = products;
  if (first === undefined || more.length > 0) throw new Unclear(ask('whichProduct'));
  const alsoWithout = products.some((product) => ['without', 'except', 'only'].includes(product.role));
  if (second === undefined) {
    // "replace E3 in HR Department": E3 is what goes, and what comes was not said.
    if (first.role !== 'to' && first.role !== 'with') throw new Unclear(ask('whichProduct'));
    return { from: undefined, to: first, alsoWithout };
  }
  if (first.list === second.list) throw new Unclear(ask('between'));
  if (second.role === 'instead' || second.role === 'from') return { from: second, to: first, alsoWithout };
  if (first.role === 'instead') return { from: first, to: second, alsoWithout };
  if (!NEW_ROLES.includes(second.role) || !OLD_ROLES.includes(first.role)) throw new Unclear(ask('between'));
  return { from: first, to: second, alsoWithout };
}

/** "copy Marketing's licences to Interns", "give Interns the same licences as Marketing". */
export function copy(names: Names, clause: Clause, parts: Parts): Draft {
  const { products, plans, groups, users } = parts;
  if (products.length + plans.length > 0) return ask('mixed');
  if (users.length > 0 || clause.moments.length > 0 || clause.everyone !== undefined) return ask('unclear');
  const same = clause.marks.has('same');
  const isSource = (mention: Mention) =>
    same ? mention === groups.at(-1) : ['from', 'of', 'object', 'in'].includes(mention.role);
  const sources = groups.filter(isSource);
  const targets = groups.filter((mention) => !isSource(mention));
  if (targets.some((mention) => ['except', 'without', 'between', 'instead'].includes(mention.role)))
    return ask('unclear');
  if (sources.length !== 1) return ask('fromWhere');
  if (targets.length === 0) return ask('toWhere');
  if (targets.some((mention) => mention.list !== targets[0]?.list)) return ask('unclear');
  const [from] = groupRefs(sources);
  const to = groupRefs(targets);
  if (from === undefined || to.some((ref) => ref.index === from.index)) return ask('fromWhere');
  return command('copy_license', {
    from_group: groupName(names, from),
    to_groups: to.map((ref) => groupName(names, ref)),
    ...idsOf(names, { groups: [from, ...to] }),
  });
}
