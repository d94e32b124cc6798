import type { Slots } from '../command.ts';
import { says } from '../items.ts';
import type { Names } from '../names/build-names.ts';
import { ask, command, type Draft } from '../rules/draft.ts';
import { type GroupRef, groupName, idsOf, skuName, Unclear, userName } from '../rules/resolve.ts';
import type { Clause } from './clause.ts';
import { allMarked, type Filled, frame, saysAny } from './frame.ts';
import {
  areTargets,
  groupsOf,
  isOff,
  itemsOf,
  planNames,
  productSlots,
  refuseKept,
  skusOf,
  targetsOf,
  times,
  usersOf,
} from './make.ts';
import type { Run, State } from './run.ts';

const KEPT = { types: ['product', 'plan'], marks: ['kept'] } as const;
const PEOPLE_LEFT_OUT = { types: ['user'], marks: ['except'] } as const;
const GIVING = ['give', 'add', 'put', 'need', 'having', 'gave'] as const;
const TAKING = ['take', 'took', 'lost', 'delete'] as const;
const TURNING = ['enable', 'disable', 'enabled', 'disabled', 'turn'] as const;

/** "assign E3 and EMS to HR Department without Yammer": products for groups or people. */
export const assignLicense = frame({
  intent: 'assign_license',
  verbs: [...GIVING, ...TURNING],
  slots: {
    products: { types: ['product'], marks: ['bare', 'with', 'tail', 'onto', 'in', 'for', 'of'], side: 'given' },
    targets: { types: ['group', 'user'], marks: ['bare', 'to', 'for', 'in', 'topic', 'head', 'of'], side: 'target' },
    plans: { types: ['plan'], marks: ['bare', 'with', 'without', 'except'] },
    all: { types: ['everything'], marks: ['with', 'bare'] },
    exceptUsers: PEOPLE_LEFT_OUT,
    kept: KEPT,
  },
  fits({ products, targets, plans, all }, clause) {
    const marked = targets.some((run) => ['to', 'for', 'topic', 'head'].some((mark) => run.marks.has(mark as 'to')));
    const said =
      saysAny(clause, ...GIVING) ||
      (saysAny(clause, 'enable') && plans.length === 0) ||
      (clause.verbs.length === 0 && (marked || (clause.flags.has('must') && allMarked(products, 'onto'))));
    const gives =
      clause.flags.has('must') &&
      clause.verbs.some(
        (verb) => says(verb, 'give') && verb.start > (targets[0]?.items[0]?.start ?? 0) && allMarked(targets, 'bare'),
      );
    const turned = !saysAny(clause, ...TURNING) || plans.some((run) => run.state !== undefined) || plans.length === 0;
    const clear = plans.every(
      (run) =>
        (run.state !== undefined && run.state !== 'on') ||
        ['with', 'without', 'except'].some((mark) => run.marks.has(mark as 'with')),
    );
    const everything = all.length === 0 || plans.some((run) => run.marks.has('except'));
    const given =
      allMarked(products, 'bare', 'with', 'tail') ||
      allMarked(products, 'onto') ||
      (allMarked(products, 'for') && allMarked(targets, 'bare')) ||
      (allMarked(products, 'of') && clause.verbs.some((verb) => /^voorzie/i.test(verb.text))) ||
      (allMarked(products, 'in', 'of') && all.length > 0 && allMarked(all, 'bare'));
    return (
      given &&
      said &&
      !gives &&
      turned &&
      clear &&
      everything &&
      products.length > 0 &&
      areTargets(targets) &&
      isDirectForPeople(targets, clause)
    );
  },
  make(names, { products, targets, plans, exceptUsers, kept }, clause) {
    refuseKept(kept, products);
    const found = targetsOf(names, targets);
    const skus = skusOf(products);
    const except = usersOf(names, exceptUsers, found.groups);
    if (except.length > 0 && found.groups.length === 0)
      return ask('exception', { words: itemsOf(exceptUsers)[0]?.text ?? '' });
    return command('assign_license', {
      ...found.slots,
      products: productSlots(names, products, plans),
      ...(clause.flags.has('direct') ? { paths: 'direct' as const } : {}),
      ...(except.length === 0 ? {} : { except_users: except.map((ref) => userName(names, ref)) }),
      ...times(clause),
      ...idsOf(names, { groups: found.groups, users: [...found.users, ...except], skus }),
    });
  },
});

/** "assign Visio directly to bob": of a group there is nothing direct to give. */
function isDirectForPeople(targets: readonly Run[], { flags }: Clause): boolean {
  return !flags.has('same') && (!flags.has('direct') || targets.every((run) => run.type === 'user'));
}

/** "remove E5 from Marketing", "strip Marketing of E5", "take Marketing off E5". */
export const removeLicense = frame({
  intent: 'remove_license',
  verbs: [...TAKING, 'need'],
  slots: {
    products: { types: ['product'], marks: ['bare', 'of', 'off'], side: 'given' },
    all: { types: ['everything'], marks: ['bare', 'of'], side: 'given' },
    exceptProducts: { types: ['product'], marks: ['except'], side: 'given' },
    /** "remove E5 but not EMS". */
    notProducts: { types: ['product'], marks: ['without'] },
    targets: { types: ['group', 'user'], marks: ['from', 'off', 'in', 'for', 'of', 'bare'], side: 'target' },
    everyone: { types: ['everyone'], marks: ['from', 'for', 'in', 'of'], side: 'target' },
    kept: KEPT,
  },
  fits({ products, all, exceptProducts, targets, everyone }, clause) {
    const licenses = all.length === 0 || all.every((run) => run.of !== 'plan');
    const what = products.length > 0 ? all.length + exceptProducts.length === 0 : all.length === 1;
    const outOf =
      products.length > 0 &&
      products.every((run) => (run.marks.has('of') && !run.marks.has('from')) || run.marks.has('off'));
    const bare = targets.every((run) => run.marks.has('bare') && !run.possessive);
    const fromTargets = bare ? outOf || saysAny(clause, 'lost') : allMarked(products, 'bare', 'of');
    const whom =
      everyone.length === 0
        ? areTargets(targets) && fromTargets
        : targets.length === 0 && products.length > 0 && allMarked(products, 'bare');
    return (
      (saysAny(clause, ...TAKING) || (targets.length > 0 && allMarked(targets, 'off'))) &&
      licenses &&
      what &&
      whom &&
      !clause.flags.has('direct') &&
      !clause.flags.has('same')
    );
  },
  make(names, { products, all, exceptProducts, notProducts, targets, everyone, kept }, clause) {
    const spared = [...exceptProducts, ...notProducts, ...kept];
    if (all.length === 0) refuseKept(spared, products);
    const whole = all.length > 0 && spared.length === 0;
    const skus = all.length > 0 && !whole ? othersThan(names, spared, targets) : skusOf(products);
    const found = everyone.length > 0 ? undefined : targetsOf(names, targets);
    const whom = found === undefined ? { scope: 'tenant' as const } : found.slots;
    return command('remove_license', {
      ...whom,
      products: whole ? 'all' : skus.map((index) => skuName(names, index)),
      ...times(clause),
      ...idsOf(names, { ...found, skus: whole ? [] : skus }),
    });
  },
});

/** What one group has beside some products. */
function othersThan(names: Names, except: readonly Run[], targets: readonly Run[]): number[] {
  const kept = skusOf(except);
  const [group, ...others] = groupsOf(targets.filter((run) => run.type === 'group'));
  const held = group === undefined ? [] : names.source.assignedSkuIds(group.index);
  const indexes = names.source.skus.flatMap((sku, index) =>
    held.includes(sku.skuId) && !kept.includes(index) ? [index] : [],
  );
  const hasKept = kept.every((index) => held.includes(names.source.skus[index]?.skuId ?? ''));
  if (others.length > 0 || indexes.length === 0 || !hasKept)
    throw new Unclear(ask('exception', { words: itemsOf(except)[0]?.text ?? '' }));
  return indexes;
}

/** "turn off Yammer in E3 for HR Department": service plans of products that are already there. */
export const setPlans = frame({
  intent: 'set_plans',
  verbs: [...TURNING, ...TAKING, ...GIVING, 'swap'],
  slots: {
    plans: { types: ['plan'], marks: ['bare', 'without', 'tail'], side: 'given' },
    all: { types: ['everything'], marks: ['bare'], side: 'given' },
    exceptPlans: { types: ['plan'], marks: ['except'] },
    container: { types: ['product'], marks: ['in', 'of', 'from', 'to', 'for', 'topic'] },
    targets: { types: ['group', 'user'], marks: ['for', 'in', 'to', 'from', 'of', 'bare', 'topic'], side: 'target' },
    kept: KEPT,
  },
  fits({ plans, all, exceptPlans, container, targets }, clause) {
    const states = plans.map((run) => stateOf(run, clause));
    const leavesOut = plans.some((run) => run.marks.has('without'));
    const stated = states.every((state) => state !== undefined) && !contradict(states, clause);
    const everything =
      all.length === 0 ? exceptPlans.length === 0 && plans.length > 0 : isAllBut(all, exceptPlans, plans, clause);
    const given = states.every((state) => state === 'on') && saysAny(clause, 'give', 'gave', 'need', 'add');
    const bare =
      targets.every((run) => !run.marks.has('bare') || run.possessive) ||
      given ||
      saysAny(clause, 'lost') ||
      (clause.verbs.length === 0 && clause.flags.has('must'));
    const said = clause.verbs.length > 0 || clause.flags.has('must') || allMarked(targets, 'for', 'in', 'to', 'topic');
    const into = container.every((run) => !run.marks.has('to') || (given && saysAny(clause, 'add', 'give')));
    const noVerbOfSwap =
      !saysAny(clause, 'swap') || (clause.verbs.length === 1 && plans.some((run) => run.state !== undefined));
    return (
      stated &&
      !container.some((run) => run.marks.has('onto')) &&
      everything &&
      (!leavesOut || clause.verbs.length === 0) &&
      bare &&
      said &&
      into &&
      noVerbOfSwap &&
      container.length < 2 &&
      areTargets(targets) &&
      !clause.flags.has('same') &&
      !clause.flags.has('direct')
    );
  },
  make(names, { plans, all, exceptPlans, container, targets, kept }, clause) {
    refuseKept(kept, plans);
    const found = targetsOf(names, targets);
    const [sku, ...others] = skusOf(container);
    if (others.length > 0) return ask('mixed');
    const inState = (state: State) =>
      planNames(
        names,
        plans.filter((run) => stateOf(run, clause) === state),
        sku,
        found.groups,
      );
    const onlyThese = all.length > 0 ? planNames(names, exceptPlans, sku, found.groups) : inState('only');
    const [on, off] = [inState('on'), inState('off')];
    if (on.some((plan) => off.includes(plan))) return ask('unclear');
    return command('set_plans', {
      ...found.slots,
      ...(sku === undefined ? {} : { sku: skuName(names, sku) }),
      ...(on.length === 0 ? {} : { on }),
      ...(off.length === 0 ? {} : { off }),
      ...(onlyThese.length === 0 ? {} : { only: onlyThese }),
      ...times(clause),
      ...idsOf(names, { ...found, skus: sku === undefined ? [] : [sku] }),
    });
  },
});

/** What is to become of a run of plans: as it stands beside them, else as the verb says. */
function stateOf(run: Run, clause: Clause): State | undefined {
  if (isOff(run)) return 'off';
  if (run.state !== undefined) return run.state;
  if (saysAny(clause, ...TAKING)) return 'off';
  return saysAny(clause, 'give', 'gave', 'add', 'need') && !saysAny(clause, ...TURNING) ? 'on' : undefined;
}

/** "remove Yammer … on", "assign … without Yammer" of nothing: whatever is meant, it is not that. */
function contradict(states: readonly (State | undefined)[], clause: Clause): boolean {
  if (saysAny(clause, ...TAKING) && states.some((state) => state !== 'off')) return true;
  const gives = saysAny(clause, 'give', 'gave', 'add', 'need');
  return (gives && states.includes('off')) || (states.includes('only') && states.some((state) => state !== 'only'));
}

/** "turn off everything but Teams": only Teams stays. */
function isAllBut(all: readonly Run[], except: readonly Run[], plans: readonly Run[], clause: Clause): boolean {
  const off =
    all.every((run) => run.of !== 'license' && (run.state === 'off' || saysAny(clause, 'take'))) ||
    saysAny(clause, 'disable');
  return off && all.length === 1 && except.length > 0 && plans.length === 0 && all.every((run) => run.of !== 'license');
}

/** "switch Kiosk users from E1 to E3", "swap E1 for E3", "give G E5 instead of E3", "E1 -> E3". */
export const swapLicense = frame({
  intent: 'swap_license',
  verbs: [
    'swap',
    'substitute',
    'upgrade',
    'move',
    'moved',
    'swapped',
    'give',
    'gave',
    'put',
    'need',
    'having',
    'take',
    'migrate',
  ],
  slots: {
    old: { types: ['product'], marks: ['bare', 'from', 'of', 'instead', 'tail', 'for'] },
    new: { types: ['product'], marks: ['bare', 'to', 'by', 'with', 'head', 'for'] },
    groups: { types: ['group'], marks: ['bare', 'in', 'for', 'of', 'to', 'topic'] },
    plans: { types: ['plan'], marks: ['bare', 'with', 'without', 'except'] },
    exceptUsers: PEOPLE_LEFT_OUT,
  },
  fits({ old, new: fresh, groups, plans }, clause) {
    const clear = plans.every(
      (run) => run.state !== undefined || ['with', 'without', 'except'].some((mark) => run.marks.has(mark as 'with')),
    );
    const one = fresh.length === 1 && old.length < 2 && [...old, ...fresh].every((run) => run.items.length === 1);
    return (
      one &&
      clear &&
      groups.length === 1 &&
      isDirected(old[0], fresh[0] as Run, allMarked(groups, 'topic'), clause) &&
      plans.every((run) => run.state !== 'only') &&
      !clause.flags.has('direct') &&
      !clause.flags.has('same')
    );
  },
  make(names, { old, new: fresh, groups, plans, exceptUsers }, clause) {
    if (clause.moments.length > 0 || clause.flags.has('forever')) return ask('unclear');
    const targets = groupsOf(groups);
    const [from] = skusOf(old);
    const [to = -1] = skusOf(fresh);
    if (from === to) return ask('unclear');
    const except = usersOf(names, exceptUsers, targets);
    const off = planNames(names, plans.filter(isOff), to, []);
    return command('swap_license', {
      from: from === undefined ? null : skuName(names, from),
      to: skuName(names, to),
      groups: targets.map((ref) => groupName(names, ref)),
      ...(off.length === 0 ? {} : { off }),
      ...(except.length === 0 ? {} : { except_users: except.map((ref) => userName(names, ref)) }),
      ...idsOf(names, { groups: targets, users: except, skus: [...(from === undefined ? [] : [from]), to] }),
    });
  },
});

/** Which of two products goes follows from a marked end alone, or from a verb that says so of "for". */
function isDirected(old: Run | undefined, fresh: Run, topic: boolean, clause: Clause): boolean {
  const exchanges = saysAny(clause, 'swap', 'substitute', 'upgrade', 'move', 'moved', 'swapped');
  if (old === undefined)
    return (
      exchanges &&
      !saysAny(clause, 'take') &&
      (fresh.marks.has('to') || (fresh.marks.has('with') && saysAny(clause, 'swap'))) &&
      !saysAny(clause, 'substitute')
    );
  if (old.marks.has('instead'))
    return (
      !saysAny(clause, 'take') &&
      (fresh.marks.has('bare') || fresh.marks.has('to') || fresh.marks.has('by') || fresh.marks.has('with'))
    );
  if (old.marks.has('tail')) return fresh.marks.has('head') && !saysAny(clause, 'take', 'substitute');
  if (old.marks.has('from')) return fresh.marks.has('to') && !saysAny(clause, 'take', 'substitute');
  if (!old.marks.has('bare')) return old.marks.has('for') && fresh.marks.has('bare') && saysAny(clause, 'substitute');
  const topical = clause.verbs.length === 0 && fresh.marks.has('to') && topic;
  if (!exchanges) return topical;
  if (fresh.marks.has('for')) return saysAny(clause, 'swap') && !saysAny(clause, 'substitute');
  return ['by', 'with', 'to'].some((mark) => fresh.marks.has(mark as 'by'));
}

/** "copy Marketing's licences to Interns", "give Interns the same licences as Marketing". */
export const copyLicense = frame({
  intent: 'copy_license',
  verbs: ['copy', 'copied', ...GIVING],
  slots: {
    source: { types: ['group'], marks: ['from', 'of', 'bare', 'tail'] },
    targets: { types: ['group'], marks: ['to', 'for', 'bare', 'head'] },
  },
  fits({ source, targets }, clause) {
    const copied = saysAny(clause, 'copy', 'copied');
    const same = clause.flags.has('same');
    const given = same
      ? allMarked(source, 'from') && saysAny(clause, ...GIVING)
      : copied && allMarked(targets, 'to', 'for', 'head');
    const ends =
      source.length === 1 &&
      source[0]?.items.length === 1 &&
      targets.length === 1 &&
      targets.every((run) => !run.possessive);
    return ends && given && !(copied && same) && !clause.flags.has('direct');
  },
  make(names, { source, targets }, clause) {
    if (clause.moments.length > 0 || clause.flags.has('forever')) return ask('unclear');
    const [from] = groupsOf(source);
    const to = groupsOf(targets);
    if (from === undefined || to.some((ref) => ref.index === from.index)) return ask('fromWhere');
    return command('copy_license', {
      from_group: groupName(names, from),
      to_groups: to.map((ref) => groupName(names, ref)),
      ...idsOf(names, { groups: [from, ...to] }),
    });
  },
});

/** Direct copies that a group's licenses cover (licensing.md R59). */
export const migrateDirect = frame({
  intent: 'migrate_direct',
  verbs: ['take', 'migrate', 'swap', 'move'],
  slots: {
    products: { types: ['product'], marks: ['bare', 'of'], side: 'given' },
    groups: { types: ['group'], marks: ['from', 'in', 'for', 'of', 'to', 'bare'], side: 'target' },
  },
  fits: ({ groups }, clause) =>
    clause.flags.has('direct') &&
    clause.verbs.length === 1 &&
    groups.length === 1 &&
    allMarked(
      groups.filter((run) => !run.possessive),
      'from',
      'in',
      'for',
      'of',
      'to',
    ),
  make(names, { products, groups }, clause) {
    if (clause.moments.length > 0 || clause.flags.has('forever')) return ask('unclear');
    const skus = skusOf(products);
    const targets = groupsOf(groups);
    return command('migrate_direct', {
      ...(skus.length === 0 ? {} : { products: skus.map((index) => skuName(names, index)) }),
      groups: targets.map((ref) => groupName(names, ref)),
      ...idsOf(names, { groups: targets, skus }),
    });
  },
});

/** "add bob and carol to Interns", "add everyone in Marketing to Interns". */
export const addMember = frame({
  intent: 'add_member',
  verbs: ['add', 'put', 'make', 'give', 'gave', 'joined', 'having', 'need', 'gave'],
  slots: {
    users: { types: ['user'], marks: ['bare'] },
    members: { types: ['group'], marks: ['in', 'of', 'from'] },
    groups: { types: ['group'], marks: ['to', 'in', 'for', 'of', 'bare'] },
  },
  fits({ users, members, groups }, clause) {
    const people = users.length > 0 ? members.length === 0 : isMembers(members);
    const joining = saysAny(clause, 'joined');
    const into =
      groups.length === 1 &&
      groups.every(
        (run) =>
          !run.possessive &&
          (run.members
            ? users.length > 0 && run.marks.has('of')
            : run.marks.has('to') || run.marks.has('in') || run.marks.has('for') || (joining && run.marks.has('bare'))),
      );
    const said = clause.verbs.length > 0 || (clause.flags.has('must') && allMarked(groups, 'in'));
    return people && users.length < 2 && into && said && users.every((run) => !run.possessive) && isPlain(clause);
  },
  make: (names, { users, members, groups }, clause) =>
    membership('add_member', names, clause, { users, members, groups }),
});

/** "remove ann from Kiosk users", "kick everyone in HR out of Kiosk users". */
export const removeMember = frame({
  intent: 'remove_member',
  verbs: ['take', 'took', 'kick', 'left', 'put', 'need', 'delete'],
  slots: {
    users: { types: ['user'], marks: ['bare'] },
    everyone: { types: ['everyone'], marks: ['bare'] },
    members: { types: ['group'], marks: ['in', 'of', 'from'] },
    groups: { types: ['group'], marks: ['from', 'bare', 'in'] },
  },
  fits({ users, everyone, members, groups }, clause) {
    const kinds = [users.length > 0, everyone.length > 0, isMembers(members)].filter(Boolean).length;
    const leaving = saysAny(clause, 'left');
    const from =
      groups.length === 1 &&
      groups.every(
        (run) =>
          !run.possessive &&
          (run.marks.has('from') || (run.marks.has('in') && saysAny(clause, 'take')) ? !run.members : leaving),
      );
    const said = clause.verbs.length > 0 || clause.flags.has('must');
    return (
      kinds === 1 &&
      (members.length === 0 || isMembers(members)) &&
      users.length < 2 &&
      from &&
      said &&
      users.every((run) => !run.possessive) &&
      isPlain(clause)
    );
  },
  make: (names, { users, everyone, members, groups }, clause) =>
    membership('remove_member', names, clause, { users, members: everyone.length > 0 ? groups : members, groups }),
});

function isMembers(members: readonly Run[]): boolean {
  const [run, ...others] = members;
  return run !== undefined && others.length === 0 && run.members && (run.items.length === 1 || run.both);
}

function isPlain({ flags }: Clause): boolean {
  return !flags.has('same') && !flags.has('direct');
}

function membership(
  intent: 'add_member' | 'remove_member',
  names: Names,
  clause: Clause,
  { users, members, groups }: Pick<Filled, 'users' | 'members' | 'groups'>,
): Draft {
  if (clause.moments.length > 0 || clause.flags.has('forever')) return ask('unclear');
  const targets = groupsOf(groups ?? []);
  const sources = groupsOf(members ?? []);
  if (targets.length === 0 || (intent === 'remove_member' && targets.length > 1 && sources.length > 0))
    return ask('fromWhere');
  const people = usersOf(names, users ?? [], intent === 'remove_member' ? targets : []);
  const named = (refs: readonly GroupRef[]) => refs.map((ref) => groupName(names, ref));
  return command(intent, {
    users: sources.length > 0 ? { in: named(sources) } : people.map((ref) => userName(names, ref)),
    groups: named(targets),
    ...idsOf(names, { groups: [...sources, ...targets], users: people }),
  });
}

/** "move ann from Kiosk users to HR Department". */
export const moveMember = frame({
  intent: 'move_member',
  verbs: ['move', 'moved', 'swapped', 'put', 'swap', 'take', 'need'],
  slots: {
    users: { types: ['user'], marks: ['bare'] },
    everyone: { types: ['everyone'], marks: ['bare'] },
    from: { types: ['group'], marks: ['from', 'in', 'of'] },
    to: { types: ['group'], marks: ['to', 'in'] },
  },
  fits({ users, everyone, from, to }, clause) {
    const members = from.every((run) => run.members) || everyone.length > 0;
    const said = clause.verbs.length > 0 || clause.flags.has('must');
    const ends = from.length === 1 && to.length === 1 && from[0]?.items.length === 1 && to[0]?.items.length === 1;
    const marked =
      from.every((run) => run.members || run.marks.has('from')) && to.every((run) => !run.members && !run.possessive);
    return (
      said &&
      ends &&
      marked &&
      (users.length === 1) !== members &&
      users.every((run) => !run.possessive) &&
      isPlain(clause)
    );
  },
  make(names, { users, from, to }, clause) {
    if (clause.moments.length > 0 || clause.flags.has('forever')) return ask('unclear');
    const [source] = groupsOf(from);
    const [target] = groupsOf(to);
    if (source === undefined || target === undefined) return ask('fromWhere');
    const people = usersOf(names, users, [source]);
    const slots: Slots = {
      users: users.length === 0 ? { in: [groupName(names, source)] } : people.map((ref) => userName(names, ref)),
      from_group: groupName(names, source),
      to_group: groupName(names, target),
    };
    return command('move_member', { ...slots, ...idsOf(names, { groups: [source, target], users: people }) });
  },
});

export const FRAMES = [
  assignLicense,
  removeLicense,
  setPlans,
  swapLicense,
  copyLicense,
  migrateDirect,
  addMember,
  removeMember,
  moveMember,
];
