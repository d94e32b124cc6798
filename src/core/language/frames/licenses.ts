import { ask, type Command, command, type Draft } from '../draft.ts';
import { says } from '../items.ts';
import type { Concept } from '../lexicon/concepts.ts';
import type { Names } from '../names/build-names.ts';
import { groupName, idsOf, skuName, Unclear, userName } from '../names/resolve.ts';
import { nameKeys } from '../text.ts';
import type { Clause } from './clause.ts';
import { allMarked, frame, hasMark, saysAny } from './frame.ts';
import {
  areTargets,
  groupsOf,
  heldBy,
  idleGroup,
  isOff,
  itemsOf,
  planNames,
  productSlots,
  refuseKept,
  refuseTimes,
  skusOf,
  targetsOf,
  times,
  usersOf,
} from './make.ts';
import { sparing, swapFor } from './not-by-group.ts';
import type { Mark, Run, State } from './run.ts';

const KEPT = { types: ['product', 'plan', 'group', 'user'], marks: ['kept'] } as const;
const PEOPLE_LEFT_OUT = { types: ['user'], marks: ['except', 'without'] } as const;
const GIVING = ['give', 'add', 'put', 'need', 'having', 'gave'] as const;
const TAKING = ['take', 'took', 'lost', 'delete'] as const;
const TURNING = ['enable', 'disable', 'enabled', 'disabled', 'turn'] as const;
const EXCHANGING = ['swap', 'upgrade', 'move', 'moved', 'swapped'] as const;

/** "assign E3 and EMS to HR Department without Yammer": products for groups or people. */
const assignLicense = frame({
  intent: 'assign_license',
  verbs: [...GIVING, ...TURNING],
  flags: ['direct'],
  slots: {
    products: {
      types: ['product'],
      marks: ['bare', 'with', 'tail', 'onto', 'in', 'for', 'of', 'topic'],
      side: 'given',
      least: 1,
    },
    targets: { types: ['group', 'user'], marks: ['bare', 'to', 'for', 'in', 'topic', 'head', 'of'], side: 'target' },
    plans: { types: ['plan'], marks: ['bare', 'with', 'without', 'except'], stated: true },
    all: { types: ['everything'], marks: ['with', 'bare'] },
    exceptUsers: PEOPLE_LEFT_OUT,
    kept: KEPT,
  },
  fits({ products, targets, plans, all }, clause) {
    const { verbs, flags } = clause;
    const aimed = targets.some((run) => hasMark(run, 'to', 'for', 'topic', 'head'));
    const listed = allMarked(products, 'topic') && allMarked(targets, 'bare');
    const unsaid = verbs.length === 0 && (aimed || listed || (flags.has('must') && allMarked(products, 'onto')));
    const said = saysAny(clause, ...GIVING) || (saysAny(clause, 'enable') && plans.length === 0) || unsaid;
    // Dutch "zet … uit" turns off, and gives nothing.
    const turnedOff = plans.some((run) => hasMark(run, 'bare')) || all.some((run) => run.state === 'off');
    if (saysAny(clause, 'put') && turnedOff && !allMarked(products, 'with')) return false;
    const turned = !saysAny(clause, ...TURNING) || plans.length === 0 || plans.some((run) => run.state !== undefined);
    const spares = plans.some((run) => run.marks.has('except'));
    // "E3 with everything off except Teams"; "E3 with all services" is E3.
    const everything = all.every((run) =>
      run.state === 'off' ? spares : run.state === 'on' ? isWhole(run) : spares || isWhole(run),
    );
    const direct = !flags.has('direct') || targets.every((run) => run.type === 'user');
    return (
      said &&
      turned &&
      everything &&
      direct &&
      areTargets(targets) &&
      !isGiver(targets, clause) &&
      isGiven(products, targets, all, clause)
    );
  },
  make(names, { products, targets, plans, all, exceptUsers, kept }, clause) {
    refuseKept(kept, products);
    const found = targetsOf(names, targets);
    const except = usersOf(names, exceptUsers, found.groups);
    const [left] = itemsOf(exceptUsers);
    if (left !== undefined && found.groups.length === 0) return ask('exception', { words: left.text });
    const isSpared = all.some((run) => run.state === 'off');
    const stated = plans.map((run): Run => (isSpared && run.marks.has('except') ? onlyOf(run) : run));
    const slots = productSlots(names, products, stated);
    const draft = command('assign_license', {
      ...found.slots,
      products: slots,
      ...(clause.flags.has('direct') ? { paths: 'direct' as const } : {}),
      ...(except.length === 0 ? {} : { except_users: except.map((ref) => userName(names, ref)) }),
      ...times(clause),
      ...idsOf(names, { groups: found.groups, users: [...found.users, ...except], skus: skusOf(products) }),
    });
    const twin = twinOf(names, products, plans);
    if (twin === undefined || slots.length > 1) return draft;
    const { users, groups } = found;
    const other = {
      ...draft.slots,
      products: [{ sku: skuName(names, twin) }],
      ...idsOf(names, { users, groups, skus: [twin] }),
    };
    return ask('unclear', { readings: [draft, command('assign_license', other)] });
  },
});

/** "with all services", "with everything on". */
function isWhole({ marks, of, state }: Run): boolean {
  return marks.has('with') && (of === 'plan' || state === 'on');
}

function onlyOf(run: Run): Run {
  return { ...run, marks: new Set<Mark>(['bare']), state: 'only' };
}

/** "M365 E3 to Sales, no Teams": the service off, or the product that is sold so. A code is that product alone. */
function twinOf(names: Names, products: readonly Run[], plans: readonly Run[]): number | undefined {
  const [[product, ...others], [plan, ...more]] = [itemsOf(products), itemsOf(plans)];
  const [sku] = skusOf(products);
  if (product === undefined || plan === undefined || sku === undefined || others.length + more.length > 0)
    return undefined;
  const isCode = product.text.replaceAll('"', '').toLowerCase() === skuName(names, sku).toLowerCase();
  return isCode || !plans.every(isOff) ? undefined : names.facts.twinsWithout(sku, nameKeys(plan.text))[0];
}

/** "HR should give E3": whoever gives is not given to. */
function isGiver(targets: readonly Run[], { verbs, flags }: Clause): boolean {
  const start = targets[0]?.items[0]?.start ?? 0;
  return (
    flags.has('must') &&
    allMarked(targets, 'bare') &&
    verbs.some((verb) => says(verb, 'give') && !says(verb, 'having') && verb.start > start)
  );
}

/** "E3", "with E3"; of whom it is said directly also "on E3", "for E3"; "everything in E3". */
function isGiven(products: readonly Run[], targets: readonly Run[], all: readonly Run[], { verbs }: Clause): boolean {
  return (
    allMarked(products, 'bare', 'with', 'tail') ||
    // "E3: HR, Sales".
    (allMarked(products, 'topic') && verbs.length === 0) ||
    allMarked(products, 'onto') ||
    (allMarked(products, 'for') && allMarked(targets, 'bare')) ||
    (allMarked(products, 'of') && verbs.some((verb) => /^voorzie/i.test(verb.text))) ||
    (allMarked(products, 'in', 'of') && all.length > 0 && allMarked(all, 'bare'))
  );
}

/** "remove E5 from Marketing", "strip Marketing of E5", "take Marketing off E5". */
const removeLicense = frame({
  intent: 'remove_license',
  verbs: [...TAKING, 'need'],
  slots: {
    products: { types: ['product'], marks: ['bare', 'of', 'off'], side: 'given' },
    all: { types: ['everything'], marks: ['bare', 'of'], side: 'given', most: 1 },
    exceptProducts: { types: ['product'], marks: ['except'] },
    /** "remove E5 but not EMS". */
    notProducts: { types: ['product'], marks: ['without'] },
    targets: { types: ['group', 'user'], marks: ['from', 'off', 'in', 'for', 'of', 'bare', 'topic'], side: 'target' },
    everyone: { types: ['everyone'], marks: ['from', 'for', 'in', 'of'], side: 'target' },
    exceptUsers: PEOPLE_LEFT_OUT,
    kept: KEPT,
  },
  fits({ products, all, exceptProducts, notProducts, targets, everyone }, clause) {
    // "HR should lose E3 and be without Visio".
    if (notProducts.length > 0 && saysAny(clause, 'lost')) return false;
    const taken = saysAny(clause, ...TAKING) || (targets.length > 0 && allMarked(targets, 'off'));
    const what = products.length > 0 ? all.length + exceptProducts.length === 0 : all.some((run) => run.of !== 'plan');
    const given = [...products, ...all];
    const outOf =
      given.length > 0 && given.every((run) => hasMark(run, 'off') || (hasMark(run, 'of') && !hasMark(run, 'from')));
    const bare = targets.every((run) => hasMark(run, 'bare') && !run.possessive);
    // "HR wants E5 removed".
    const wanted = saysAny(clause, 'need') && saysAny(clause, 'took');
    const fromTargets = bare ? outOf || wanted || saysAny(clause, 'lost') : allMarked(products, 'bare', 'of');
    const fromAll = targets.length === 0 && products.length > 0 && allMarked(products, 'bare');
    return taken && what && (everyone.length === 0 ? areTargets(targets) && fromTargets : fromAll);
  },
  make(names, { products, all, exceptProducts, notProducts, targets, everyone, exceptUsers, kept }, clause) {
    const spared = [
      ...exceptProducts,
      ...notProducts,
      ...kept.filter((run) => run.type === 'product' || run.type === 'plan'),
    ];
    if (all.length === 0) refuseKept(spared, products);
    const whole = all.length > 0 && spared.length === 0;
    const found = everyone.length > 0 ? undefined : targetsOf(names, targets);
    const held = heldBy(names, found?.groups ?? []);
    const skus = all.length > 0 && !whole ? othersThan(names, spared, targets) : skusOf(products, held);
    const draft = command('remove_license', {
      ...(found === undefined ? { scope: 'tenant' } : found.slots),
      products: whole ? 'all' : skus.map((index) => skuName(names, index)),
      ...times(clause),
      ...idsOf(names, { ...found, skus }),
    });
    return exceptUsers.length > 0
      ? sparing(names, draft, usersOf(names, exceptUsers, found?.groups))
      : unlessIdle(names, targets, draft);
  },
});

/** Whose license goes, or who leaves the group: "remove E3 for Bob in Staff". */
function unlessIdle(names: Names, targets: readonly Run[], draft: Command): Draft {
  const group = idleGroup(targets);
  if (group === undefined) return draft;
  const groups = groupsOf(targets.filter((run) => run.type === 'group'));
  const leave = command('remove_member', {
    users: draft.slots.users ?? [],
    groups: groups.map((ref) => groupName(names, ref)),
    ids: { ...draft.slots.ids, ...idsOf(names, { groups }).ids },
  });
  return ask('attach', { words: group.text, readings: draft.slots.users === undefined ? [draft] : [draft, leave] });
}

/** What one group has beside some products. */
function othersThan(names: Names, spared: readonly Run[], targets: readonly Run[]): number[] {
  const kept = skusOf(spared);
  const [group, ...others] = groupsOf(targets.filter((run) => run.type === 'group'));
  const held = group === undefined ? [] : names.source.assignedSkuIds(group.index);
  const has = (index: number) => held.includes(names.source.skus[index]?.skuId ?? '');
  const rest = names.source.skus.map((_, index) => index).filter((index) => has(index) && !kept.includes(index));
  if (others.length > 0) throw new Unclear(ask('removeWhat'));
  if (rest.length === 0 || !kept.every(has))
    throw new Unclear(ask('nothingBesides', { words: itemsOf(spared)[0]?.text ?? '' }));
  return rest;
}

/** "turn off Yammer in E3 for HR Department": service plans of products that are already there. */
const setPlans = frame({
  intent: 'set_plans',
  verbs: [...TURNING, ...TAKING, ...GIVING, 'swap', 'kick'],
  slots: {
    plans: { types: ['plan'], marks: ['bare', 'without', 'tail'], side: 'given' },
    all: { types: ['everything'], marks: ['bare'], side: 'given', most: 1 },
    exceptPlans: { types: ['plan'], marks: ['except'] },
    container: { types: ['product'], marks: ['in', 'of', 'from', 'to', 'for', 'topic', 'bare'], most: 1 },
    targets: { types: ['group', 'user'], marks: ['for', 'in', 'to', 'from', 'of', 'bare', 'topic'], side: 'target' },
    exceptUsers: PEOPLE_LEFT_OUT,
    kept: KEPT,
  },
  fits({ plans, all, exceptPlans, container, targets }, clause) {
    const { verbs, flags } = clause;
    const states = plans.map((run) => stateOf(run, clause));
    const gives = saysAny(clause, 'give', 'gave', 'need', 'add');
    const given = gives && states.every((state) => state === 'on');
    const clear = states.every((state) => state !== undefined) && !contradict(states, clause);
    const what =
      all.length === 0
        ? exceptPlans.length === 0 && plans.length > 0
        : isAllBut(all, exceptPlans, plans, clause) || isAllOn(all, [...exceptPlans, ...plans], container, clause);
    const unsaid = verbs.length === 0 && (flags.has('must') || allMarked(targets, 'for', 'in', 'to', 'topic'));
    const owned = targets.every((run) => !hasMark(run, 'bare') || run.possessive);
    const stated = saysAny(clause, 'need') && plans.every((run) => run.state !== undefined);
    const whose = owned || given || stated || saysAny(clause, 'lost') || (verbs.length === 0 && flags.has('must'));
    // "Sway of Marketing's E5".
    const theirs = targets.some((run) => run.possessive);
    const inside = container.every(
      (run) => (theirs || !hasMark(run, 'bare')) && !hasMark(run, 'onto') && (!hasMark(run, 'to') || given),
    );
    const leftOut = verbs.length === 0 || plans.every((run) => !hasMark(run, 'without'));
    const switched =
      !saysAny(clause, 'swap') || (verbs.length === 1 && [...plans, ...all].some((run) => run.state !== undefined));
    return (
      clear && what && (verbs.length > 0 || unsaid) && whose && inside && leftOut && switched && areTargets(targets)
    );
  },
  make(names, { plans, all, exceptPlans, container, targets, exceptUsers, kept }, clause) {
    refuseKept(kept, plans);
    const found = targetsOf(names, targets);
    const [sku, ...others] = skusOf(container, heldBy(names, found.groups));
    if (others.length > 0) return ask('mixed');
    const named = (runs: readonly Run[]) => planNames(names, runs, sku, found.groups);
    const inState = (state: State) => named(plans.filter((run) => stateOf(run, clause) === state));
    const only = all.length > 0 ? named(exceptPlans) : inState('only');
    const [on, off] = [inState('on'), inState('off')];
    if (on.some((plan) => off.includes(plan))) return ask('unclear');
    const allOn = all.length > 0 && exceptPlans.length === 0;
    const gives = saysAny(clause, ...GIVING) && !saysAny(clause, ...TURNING);
    const draft = command('set_plans', {
      ...found.slots,
      ...(sku === undefined ? {} : { sku: skuName(names, sku) }),
      ...(allOn ? { on: 'all' as const } : on.length === 0 ? {} : { on }),
      ...(off.length === 0 ? {} : { off }),
      ...(only.length === 0 ? {} : { only }),
      ...times(clause),
      ...idsOf(names, { ...found, skus: sku === undefined ? [] : [sku] }),
    });
    if (exceptUsers.length > 0) return sparing(names, draft, usersOf(names, exceptUsers, found.groups));
    const idle = idleGroup(targets);
    // "assign only Exchange": that the rest goes off was not said.
    if (only.length > 0 && all.length === 0 && gives) return ask('unclear', { readings: [draft, turnedOn(draft)] });
    return idle === undefined
      ? unlessProduct(plans, clause, draft)
      : ask('attach', { words: idle.text, readings: [draft] });
  },
});

function turnedOn({ intent, slots: { only, ...slots } }: Command): Command {
  return command(intent, Array.isArray(only) ? { ...slots, on: only } : slots);
}

/** "assign Power BI Pro", which the tenant does not own: that a service is called so too does not turn it on. */
function unlessProduct(plans: readonly Run[], clause: Clause, draft: Draft): Draft {
  const item = itemsOf(plans).find(({ refs }) => refs.some((ref) => ref.kind === 'notOwned'));
  if (item === undefined || !saysAny(clause, ...GIVING) || saysAny(clause, ...TURNING)) return draft;
  return ask('notOwned', { words: item.text, place: item, ...(draft.kind === 'command' ? { readings: [draft] } : {}) });
}

/** "turn all services on", "turn on everything in E3". */
function isAllOn([all]: readonly Run[], plans: readonly Run[], container: readonly Run[], clause: Clause): boolean {
  const on = all?.state === 'on' || (all?.state === undefined && saysAny(clause, 'enable', 'enabled'));
  const services = all?.of === 'plan' || (all?.of === undefined && container.length > 0);
  return on && services && plans.length === 0 && saysAny(clause, ...TURNING, 'put', 'swap');
}

/** What is to become of a run of plans: as it stands beside them, else as the verb says. */
function stateOf(run: Run, clause: Clause): State | undefined {
  if (isOff(run)) return 'off';
  if (run.state !== undefined) return run.state;
  if (saysAny(clause, ...TAKING, 'kick')) return 'off';
  return saysAny(clause, 'give', 'gave', 'add', 'need') && !saysAny(clause, ...TURNING) ? 'on' : undefined;
}

/** "remove Yammer … on", "assign … without Yammer" of nothing: whatever is meant, it is not that. */
function contradict(states: readonly (State | undefined)[], clause: Clause): boolean {
  if (saysAny(clause, ...TAKING, 'kick') && states.some((state) => state !== 'off')) return true;
  const gives = saysAny(clause, 'give', 'gave', 'add');
  return (gives && states.includes('off')) || (states.includes('only') && states.some((state) => state !== 'only'));
}

/** "turn off everything but Teams": only Teams stays. */
function isAllBut([all]: readonly Run[], except: readonly Run[], plans: readonly Run[], clause: Clause): boolean {
  const off = all?.state === 'off' || saysAny(clause, 'take', 'disable');
  return off && all?.of !== 'license' && except.length > 0 && plans.length === 0;
}

/** Which of two products goes follows from a marked end alone, or from a verb that says so of "for". */
const DIRECTIONS: readonly {
  readonly old?: Mark;
  readonly new: readonly Mark[];
  readonly verbs?: readonly Concept[];
  /** Said of a topic, without a verb: "Marketing: E5 to E3". */
  readonly topic?: true;
}[] = [
  { new: ['to'], verbs: [...EXCHANGING, 'migrate'] },
  { new: ['with'], verbs: ['swap'] },
  { old: 'instead', new: ['bare', 'to', 'by', 'with'] },
  { old: 'tail', new: ['head'] },
  { old: 'from', new: ['to'] },
  { old: 'for', new: ['bare'], verbs: ['substitute'] },
  { old: 'bare', new: ['by', 'with', 'to'], verbs: [...EXCHANGING, 'substitute', 'migrate'] },
  { old: 'bare', new: ['for'], verbs: ['swap'] },
  { old: 'bare', new: ['to'], topic: true },
];

/** "switch Kiosk users from E1 to E3", "swap E1 for E3", "give G E5 instead of E3", "E1 -> E3". */
const swapLicense = frame({
  intent: 'swap_license',
  verbs: [...EXCHANGING, ...GIVING, 'go', 'substitute', 'migrate'],
  slots: {
    old: { types: ['product'], marks: ['bare', 'from', 'of', 'instead', 'tail', 'for'], most: 1 },
    new: { types: ['product'], marks: ['bare', 'to', 'by', 'with', 'head', 'for'], least: 1, most: 1 },
    groups: { types: ['group', 'user'], marks: ['bare', 'in', 'for', 'of', 'to', 'topic'], least: 1, most: 1 },
    plans: { types: ['plan'], marks: ['bare', 'with', 'without', 'except'], stated: true },
    exceptUsers: PEOPLE_LEFT_OUT,
    kept: KEPT,
  },
  fits({ old: [old], new: [fresh], groups, plans }, clause) {
    const topical = clause.verbs.length === 0 && allMarked(groups, 'topic');
    const directed = DIRECTIONS.some(
      (way) =>
        (way.old === undefined ? old === undefined : old?.marks.has(way.old) === true) &&
        fresh !== undefined &&
        hasMark(fresh, ...way.new) &&
        (way.verbs === undefined ? !saysAny(clause, 'substitute') : saysAny(clause, ...way.verbs)) &&
        (way.topic !== true || topical),
    );
    return (
      directed &&
      [old, fresh].every((run) => (run?.items.length ?? 1) === 1) &&
      plans.every((run) => run.state !== 'only')
    );
  },
  make(names, { old, new: fresh, groups, plans, exceptUsers, kept }, clause) {
    refuseKept(kept, [...old, ...fresh, ...plans]);
    const { groups: targets, users } = targetsOf(names, groups);
    const [from] = skusOf(old, heldBy(names, targets));
    const [to = -1] = skusOf(fresh);
    if (from === to) return ask('unclear');
    if (users.length > 0) return swapFor(names, users, { from, to });
    const except = usersOf(names, exceptUsers, targets);
    const off = planNames(names, plans.filter(isOff), to, []);
    return command('swap_license', {
      from: from === undefined ? null : skuName(names, from),
      to: skuName(names, to),
      groups: targets.map((ref) => groupName(names, ref)),
      ...(off.length === 0 ? {} : { off }),
      ...(except.length === 0 ? {} : { except_users: except.map((ref) => userName(names, ref)) }),
      ...times(clause),
      ...idsOf(names, { groups: targets, users: except, skus: [...(from === undefined ? [] : [from]), to] }),
    });
  },
});

/** "copy Marketing's licences to Interns", "give Interns the same licences as Marketing". */
const copyLicense = frame({
  intent: 'copy_license',
  verbs: ['copy', 'copied', 'make', ...GIVING],
  flags: ['same'],
  slots: {
    source: { types: ['group'], marks: ['from', 'of', 'bare', 'tail'], least: 1, most: 1 },
    targets: { types: ['group'], marks: ['to', 'for', 'bare', 'head'], least: 1, most: 1 },
    /** "copy everything from Marketing to Interns". */
    all: { types: ['everything'], marks: ['bare'], most: 1 },
  },
  fits({ source, targets, all }, clause) {
    const copied = saysAny(clause, 'copy', 'copied');
    if (all.some((run) => !copied || run.of === 'plan')) return false;
    const told = clause.flags.has('same')
      ? !copied && allMarked(source, 'from') && (saysAny(clause, ...GIVING, 'make') || allMarked(targets, 'for', 'to'))
      : copied && allMarked(targets, 'to', 'for', 'head');
    return told && source[0]?.items.length === 1 && targets.every((run) => !run.possessive);
  },
  make(names, { source, targets }, clause) {
    const [from] = groupsOf(source);
    const to = groupsOf(targets);
    if (from === undefined || to.some((ref) => ref.index === from.index)) return ask('fromWhere');
    const draft = command('copy_license', {
      from_group: groupName(names, from),
      to_groups: to.map((ref) => groupName(names, ref)),
      ...times(clause),
      ...idsOf(names, { groups: [from, ...to] }),
    });
    // "make Interns like Sales": whether they lose the rest is not said.
    return saysAny(clause, 'make') ? ask('unclear', { readings: [draft] }) : draft;
  },
});

/** Direct copies that a group's licenses cover. */
const migrateDirect = frame({
  intent: 'migrate_direct',
  verbs: ['take', 'migrate', 'swap', 'move'],
  flags: ['direct'],
  slots: {
    products: { types: ['product'], marks: ['bare', 'of'], side: 'given' },
    groups: { types: ['group'], marks: ['from', 'in', 'for', 'of', 'to', 'bare'], side: 'target', least: 1, most: 1 },
  },
  fits: ({ groups }, { flags, verbs }) =>
    flags.has('direct') &&
    verbs.length === 1 &&
    groups.every((run) => run.possessive || hasMark(run, 'from', 'in', 'for', 'of', 'to')),
  make(names, { products, groups }, clause) {
    refuseTimes(clause);
    const skus = skusOf(products);
    const targets = groupsOf(groups);
    return command('migrate_direct', {
      ...(skus.length === 0 ? {} : { products: skus.map((index) => skuName(names, index)) }),
      groups: targets.map((ref) => groupName(names, ref)),
      ...idsOf(names, { groups: targets, skus }),
    });
  },
});

export const LICENSE_FRAMES = [assignLicense, removeLicense, setPlans, swapLicense, copyLicense, migrateDirect];
