import type { ProductSlot, Slots } from '../command.ts';
import type { Names } from '../names/build-names.ts';
import type { Clause, Mention } from './clause.ts';
import { ask, command, type Draft } from './draft.ts';
import { groupRefs, type Parts, userRefs } from './parts.ts';
import { groupName, hasPlan, idsOf, plansIn, skuName, theOne, Unclear, userName } from './resolve.ts';

/** "assign E3 and EMS to HR Department without Yammer": products for groups or people. */
export function assign(names: Names, clause: Clause, parts: Parts): Draft {
  const { products, plans, groups, users } = parts;
  if (products.length === 0) return ask('whichProduct');
  const targets = targetsOf(names, clause, parts);
  const slots = productSlots(names, products, plans);
  const excepted = users.filter((mention) => mention.role === 'except');
  const badException = groups.find((mention) => mention.role === 'without' || mention.role === 'except');
  if (badException !== undefined) return ask('attach', { words: badException.item.text, refs: badException.item.refs });
  const except = userRefs(names, excepted);
  return command('assign_license', {
    ...targets.slots,
    products: slots,
    ...(except.length === 0 ? {} : { except_users: except.map((ref) => userName(names, ref)) }),
    ...timesOf(clause),
    ...idsOf(names, {
      groups: targets.groups,
      users: [...targets.users, ...except],
      skus: products.map((mention) => theOne(mention, 'sku').index),
    }),
  });
}

/** Groups or people, never both; somebody "in" a group is that member. */
export function targetsOf(names: Names, clause: Clause, { groups, users }: Parts) {
  const named = users.filter((mention) => mention.role !== 'except');
  const whole = groups.filter((mention) => mention.role !== 'without' && mention.role !== 'except');
  const inGroups = whole.filter((mention) => mention.role === 'in' || mention.role === 'of');
  const qualifies = named.length > 0 && whole.length > 0 && inGroups.length === whole.length;
  if (named.length > 0 && whole.length > 0 && !qualifies) throw new Unclear(ask('mixed'));
  const groupTargets = groupRefs(whole);
  const userTargets = userRefs(names, named, qualifies ? groupTargets : []);
  if (qualifies) {
    for (const user of userTargets) {
      const member = groupTargets.some((group) => names.source.isMember(group.index, user.index));
      if (!member) throw new Unclear(ask('whichUser', { words: userName(names, user) }));
    }
    return { slots: { users: userTargets.map((ref) => userName(names, ref)) }, groups: [], users: userTargets };
  }
  if (groupTargets.length > 0) {
    return { slots: { groups: groupTargets.map((ref) => groupName(names, ref)) }, groups: groupTargets, users: [] };
  }
  if (userTargets.length === 0 || clause.everyone !== undefined) throw new Unclear(ask('whichTarget'));
  return { slots: { users: userTargets.map((ref) => userName(names, ref)) }, groups: [], users: userTargets };
}

/** An exclusion belongs to the products named before it that have the plan, else to any named product that has it. */
function productSlots(names: Names, products: readonly Mention[], plans: readonly Mention[]): ProductSlot[] {
  const open = products.map((mention) => ({
    at: mention.item.start,
    index: theOne(mention, 'sku').index,
    off: [] as string[],
    only: [] as string[],
  }));
  for (const plan of plans) {
    if (!['without', 'only', 'with', 'except'].includes(plan.role)) {
      throw new Unclear(ask('attach', { words: plan.item.text, refs: plan.item.refs }));
    }
    const having = open.filter((product) => hasPlan(names, plan, product.index));
    const before = having.filter((product) => product.at < plan.item.start);
    const owners = before.length > 0 ? before : having;
    if (owners.length === 0) throw new Unclear(ask('planOfNone', { words: plan.item.text }));
    for (const owner of owners) {
      const found = plansIn(names, plan, [owner.index]);
      if (plan.role === 'only') owner.only.push(...found);
      else if (plan.role !== 'with') owner.off.push(...found);
    }
  }
  return open.map(({ index, off, only }) => {
    if (off.length > 0 && only.length > 0) throw new Unclear(ask('unclear'));
    return {
      sku: skuName(names, index),
      ...(off.length === 0 ? {} : { off: [...new Set(off)] }),
      ...(only.length === 0 ? {} : { only: [...new Set(only)] }),
    };
  });
}

/** When it starts and how long it holds, as it was said. */
export function timesOf(clause: Clause): Slots {
  const said = (role: string) => clause.moments.filter((moment) => moment.role === role).map((moment) => moment.text);
  const [until, ...moreUntil] = said('until');
  const [start, ...moreStart] = [...said('starting'), ...said('none')];
  const [duration, ...moreDuration] = said('during');
  const forever = clause.marks.has('forever') && until !== undefined;
  if (forever || moreUntil.length + moreStart.length + moreDuration.length > 0) throw new Unclear(ask('twoDates'));
  return {
    ...(start === undefined ? {} : { start }),
    ...(until === undefined ? {} : { until }),
    ...(duration === undefined ? {} : { duration }),
  };
}
