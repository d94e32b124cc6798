import type { Names } from '../names/build-names.ts';
import type { Clause, Mention } from './clause.ts';
import { ask, command, type Draft } from './draft.ts';
import { groupRefs, type Parts, skuIndexes, userRefs } from './parts.ts';
import { groupName, hasPlan, idsOf, plansIn, skuName, Unclear, userName } from './resolve.ts';

/** "switch Kiosk users from E1 to E3", "swap E1 for E3 in Kiosk users", "give G E5 instead of E3". */
export function swap(names: Names, clause: Clause, parts: Parts): Draft {
  const { products, plans, groups, users } = parts;
  if (clause.mentions.some((mention) => mention.role === 'between')) return ask('between');
  const { from, to } = ends(products);
  const targets = groupRefs(groups.filter((mention) => mention.role !== 'except' && mention.role !== 'without'));
  if (targets.length < groups.length)
    return ask('attach', { words: groups.map((group) => group.item.text).join(', ') });
  if (targets.length === 0) return ask('whichTarget');
  if (users.some((mention) => mention.role !== 'except')) return ask('mixed');
  if (clause.moments.length > 0 || clause.marks.has('forever')) return ask('unclear');
  const except = userRefs(names, users);
  const [toSku = -1] = skuIndexes([to]);
  const fromSkus = from === undefined ? [] : skuIndexes([from]);
  const off = plans.flatMap((plan) => {
    if (plan.role !== 'without' && plan.role !== 'except') throw new Unclear(ask('attach', { words: plan.item.text }));
    if (!hasPlan(names, plan, toSku)) throw new Unclear(ask('planOfNone', { words: plan.item.text }));
    return plansIn(names, plan, [toSku]);
  });
  return command('swap_license', {
    from: fromSkus[0] === undefined ? null : skuName(names, fromSkus[0]),
    to: skuName(names, toSku),
    groups: targets.map((ref) => groupName(names, ref)),
    ...(off.length === 0 ? {} : { off: [...new Set(off)] }),
    ...(except.length === 0 ? {} : { except_users: except.map((ref) => userName(names, ref)) }),
    ...idsOf(names, { groups: targets, users: except, skus: [...fromSkus, toSku] }),
  });
}

function ends(products: readonly Mention[]): { from: Mention | undefined; to: Mention } {
  const [first, second, ...more] = products;
  if (first === undefined || more.length > 0) throw new Unclear(ask('whichProduct'));
  if (second === undefined) {
    if (first.role === 'from' || first.role === 'instead') throw new Unclear(ask('whichProduct'));
    return { from: undefined, to: first };
  }
  if (first.list === second.list) throw new Unclear(ask('between'));
  if (second.role === 'instead' || second.role === 'from') return { from: second, to: first };
  if (first.role === 'instead') return { from: first, to: second };
  const forwards =
    ['to', 'for', 'with', 'by', 'in'].includes(second.role) &&
    ['object', 'from', 'of', 'in', 'for'].includes(first.role);
  if (!forwards) throw new Unclear(ask('between'));
  return { from: first, to: second };
}

/** "copy Marketing's licences to Interns", "give Interns the same licences as Marketing". */
export function copy(names: Names, clause: Clause, parts: Parts): Draft {
  const { products, plans, groups, users } = parts;
  if (products.length + plans.length > 0) return ask('mixed');
  if (users.length > 0 || clause.moments.length > 0) return ask('unclear');
  const same = clause.marks.has('same');
  const isSource = (mention: Mention) =>
    same
      ? !['to', 'for', 'object'].includes(mention.role) || mention === groups.at(-1)
      : ['from', 'of', 'object'].includes(mention.role);
  const sources = groups.filter(isSource);
  const targets = groups.filter((mention) => !isSource(mention));
  if (targets.some((mention) => ['except', 'without', 'between'].includes(mention.role))) return ask('unclear');
  if (sources.length !== 1) return ask('fromWhere');
  if (targets.length === 0) return ask('toWhere');
  const [from] = groupRefs(sources);
  const to = groupRefs(targets);
  if (from === undefined) return ask('fromWhere');
  return command('copy_license', {
    from_group: groupName(names, from),
    to_groups: to.map((ref) => groupName(names, ref)),
    ...idsOf(names, { groups: [from, ...to] }),
  });
}
