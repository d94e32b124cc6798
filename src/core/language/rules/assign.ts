import type { ProductSlot, Slots } from '../command.ts';
import type { Names } from '../names/build-names.ts';
import type { Clause, Moment } from './clause.ts';
import { ask, command, type Draft } from './draft.ts';
import type { Mention } from './mentions.ts';
import { type Parts, userRefs } from './parts.ts';
import { hasPlan, idsOf, plansIn, skuName, theOne, Unclear, userName } from './resolve.ts';
import { targetsOf } from './targets.ts';

/** "assign E3 and EMS to HR Department without Yammer": products for groups or people. */
export function assign(names: Names, clause: Clause, parts: Parts): Draft {
  const { products, plans, groups, users } = parts;
  if (products.length === 0) return ask('whichProduct');
  const attached = groups.find((mention) => mention.role === 'without' || mention.role === 'except');
  if (attached !== undefined) {
    return ask('attach', { words: attached.item.text, refs: attached.item.refs, place: attached.item });
  }
  const odd = products.find((mention) => !isGiven(mention, clause));
  if (odd !== undefined) return ask('attach', { words: odd.item.text, refs: odd.item.refs, place: odd.item });
  const loose = plans.find((plan) => plan.role === 'on' && !clause.marks.has('keep'));
  if (loose !== undefined) return ask('attach', { words: loose.item.text, refs: loose.item.refs });
  const late = targetAfterExclusion(clause);
  if (late !== undefined) return ask('attach', { words: late.item.text, refs: late.item.refs, place: late.item });
  const targets = targetsOf(names, clause, parts, ['to', 'for', 'in', 'object']);
  const slots = productSlots(names, products, plans);
  const except = userRefs(
    names,
    users.filter((mention) => mention.role === 'except'),
    targets.groups,
  );
  if (except.length > 0 && targets.groups.length === 0)
    return ask('exception', { words: userName(names, first(except)) });
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

function first<T>(list: readonly [T, ...T[]] | readonly T[]): T {
  return list[0] as T;
}

/** "E3 to HR without Yammer and to Marketing": whether Marketing gets Yammer is not said. */
function targetAfterExclusion({ mentions }: Clause): Mention | undefined {
  const excluded = mentions.findIndex((mention) => mention.role === 'without' || mention.role === 'only');
  const [before, after] = [mentions.slice(0, excluded), mentions.slice(excluded)];
  const isTarget = (mention: Mention) => !isFact(mention) && mention.role !== 'except';
  return excluded > 0 && before.some(isTarget) ? after.find(isTarget) : undefined;
}

/** "without Yammer and EMS" gives EMS: but not "without EMS", nor after the group was already named. */
function isGiven(mention: Mention, clause: Clause): boolean {
  const at = clause.mentions.indexOf(mention);
  if (mention.role !== 'without') {
    const previous = clause.mentions[at - 1];
    if (previous !== undefined && mention.adjacent && !isFact(previous)) return true;
    const joinsTarget = previous?.list === mention.list && !isFact(previous);
    if (clause.everyone !== undefined && previous?.list === mention.list && isFact(previous)) return true;
    const opens = previous === undefined && mention.role !== 'from';
    return (mention.role === 'object' || mention.role === 'with' || opens) && !joinsTarget;
  }
  const before = clause.mentions.slice(0, at);
  const listBegins = before.every((other) => other.list !== mention.list);
  return !listBegins && before.every(isFact);
}

function isFact({ item }: Mention): boolean {
  return item.refs.some((ref) => ref.kind === 'sku' || ref.kind === 'plan');
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
    if (!['without', 'only', 'with', 'except', 'on'].includes(plan.role)) {
      throw new Unclear(ask('attach', { words: plan.item.text, refs: plan.item.refs }));
    }
    const having = open.filter((product) => hasPlan(names, plan, product.index));
    const before = having.filter((product) => product.at < plan.item.start);
    const owners = before.length > 0 ? before : having;
    if (owners.length === 0) throw new Unclear(ask('planOfNone', { words: plan.item.text }));
    for (const owner of owners) {
      const found = plansIn(names, plan, [owner.index]);
      if (plan.role === 'only') owner.only.push(...found);
      else if (plan.role !== 'with' && plan.role !== 'on') owner.off.push(...found);
    }
  }
  const restricted = plans.some((plan) => plan.role === 'only');
  if (restricted && plans.some((plan) => plan.role !== 'only')) throw new Unclear(ask('unclear'));
  if (new Set(open.map((product) => product.index)).size < open.length) throw new Unclear(ask('unclear'));
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
  const said = (...roles: readonly Moment['role'][]) =>
    clause.moments.filter((moment) => roles.includes(roleOf(moment))).map((moment) => moment.text);
  const [until, ...moreUntil] = said('until');
  const [start, ...moreStart] = said('starting', 'none');
  const [duration, ...moreDuration] = said('during');
  const forever = clause.marks.has('forever') && (until !== undefined || duration !== undefined);
  const twice = moreUntil.length + moreStart.length + moreDuration.length > 0;
  if (forever || twice || (until !== undefined && duration !== undefined)) throw new Unclear(ask('twoDates'));
  if (said('since').length > 0) throw new Unclear(ask('unclear'));
  return {
    ...(start === undefined ? {} : { start }),
    ...(until === undefined ? {} : { until }),
    ...(duration === undefined ? {} : { duration }),
  };
}

/** "E3 for Marketing, a month": a length of time says how long, with or without a word before it. */
function roleOf({ role, span }: Moment): Moment['role'] {
  return role === 'none' && span === 'duration' ? 'during' : role;
}
