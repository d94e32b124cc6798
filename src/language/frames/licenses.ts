import { ask, type Command, command, type Draft } from '../draft.ts';
import { says } from '../items.ts';
import type { Names } from '../names/build-names.ts';
import { groupName, idsOf, skuName, Unclear, userName } from '../names/resolve.ts';
import { nameKeys } from '../text.ts';
import type { Clause } from './clause.ts';
import { allMarked, frame, GIVING, hasMark, KEPT, PEOPLE_LEFT_OUT, saysAny, TAKING, TURNING } from './frame.ts';
import {
  areTargets,
  changeTargets,
  groupRefs,
  heldBy,
  idleGroup,
  isOff,
  namesOfRuns,
  productsToSlots,
  refuseKept,
  skusOf,
  times,
  userRefs,
} from './make.ts';
import { sparing } from './not-by-group.ts';
import type { Mark, NameRun } from './run.ts';

/** "assign E3 and EMS to HR Department without Yammer": products for groups or people. */
const assignLicense = frame({
  intent: 'assign_license',
  verbs: [...GIVING, ...TURNING, 'go'],
  flags: ['direct'],
  slots: {
    products: {
      types: ['product'],
      marks: ['bare', 'with', 'tail', 'head', 'onto', 'in', 'for', 'of', 'topic'],
      side: 'given',
      least: 1,
    },
    targets: {
      types: ['group', 'user'],
      marks: ['bare', 'to', 'for', 'in', 'topic', 'head', 'tail', 'of'],
      side: 'target',
    },
    plans: { types: ['plan'], marks: ['bare', 'with', 'without', 'except'], stated: true },
    all: { types: ['everything'], marks: ['with', 'bare'] },
    /** "everyone except Bob in Marketing". */
    everyone: { types: ['everyone'], marks: ['bare', 'to', 'for'], most: 1 },
    exceptUsers: PEOPLE_LEFT_OUT,
    kept: KEPT,
  },
  fits({ products, targets, plans, all, everyone, exceptUsers }, clause) {
    const { verbs, flags } = clause;
    const aimed = [...targets, ...everyone].some((run) => hasMark(run, 'to', 'for', 'topic', 'head'));
    const listed = allMarked(products, 'topic') && allMarked(targets, 'bare');
    // "Sales with E3 should get E5": who has it, and not what they get.
    const starts = (run: NameRun) => run.items[0]?.start ?? 0;
    const described = products.some((run) => run.marks.has('with') && verbs.some((verb) => verb.start > starts(run)));
    if (described && !allMarked(products, 'with')) return false;
    const whom = everyone.length > 0 ? everyone : targets;
    // "Interns -> E3"; "Interns E3 without Yammer".
    const led = allMarked(products, 'head') && targets.length > 0 && allMarked(targets, 'tail');
    const plain = targets.length > 0 && allMarked([...products, ...targets], 'bare');
    // "HR op E3, uitgezonderd Bob": what is left out is left out of what is given.
    const placed = targets.length > 0 && allMarked(products, 'onto') && allMarked(targets, 'bare');
    const restricts =
      (plain && plans.some(isLeftOut)) ||
      (placed && (exceptUsers.length > 0 || plans.some((run) => run.state === 'only' || isLeftOut(run))));
    const unsaid =
      verbs.length === 0 &&
      (aimed ||
        listed ||
        led ||
        restricts ||
        ((flags.has('must') || flags.has('ensure')) &&
          (allMarked(products, 'onto') || allMarked([...products, ...whom], 'bare'))));
    // "E3 goes to Interns"; "Interns go to E3" exchanges.
    const goes = saysAny(clause, 'go') && allMarked(products, 'bare') && targets.length > 0 && allMarked(targets, 'to');
    if (saysAny(clause, 'go') && !goes) return false;
    const said = saysAny(clause, ...GIVING) || (saysAny(clause, 'enable') && plans.length === 0) || unsaid || goes;
    // Dutch "zet … uit" turns off, and gives nothing.
    const turnedOff = plans.some((run) => hasMark(run, 'bare')) || all.some((run) => run.state === 'off');
    // "put HR on E5, Teams excluded" gives E5.
    const beside = allMarked(products, 'onto') && plans.every((run) => starts(run) > Math.max(...products.map(starts)));
    if (saysAny(clause, 'put') && turnedOff && !beside && !allMarked(products, 'with')) return false;
    // "Sway off on E3 for HR" turns Sway off where E3 is.
    if (
      verbs.length === 0 &&
      plans.some((run) => run.state === 'off' && products.some((it) => starts(it) > starts(run)))
    )
      return false;
    // "zet Bob over op E3" exchanges.
    if (saysAny(clause, 'put') && saysAny(clause, 'swap')) return false;
    // "everything in E5 except Teams should be off" gives nothing either.
    if (verbs.length === 0 && all.some((run) => run.state === 'off') && allMarked(products, 'in', 'of')) return false;
    const turned = !saysAny(clause, ...TURNING) || plans.length === 0 || plans.some((run) => run.state !== undefined);
    const spares = plans.some((run) => run.marks.has('except'));
    const turns = saysAny(clause, 'put', ...TURNING);
    // "E3 with everything off except Teams"; "E3 with all services" is E3.
    const everything = all.every((run) =>
      run.state === 'off' ? spares : isWhole(run) || (spares && (run.state === undefined || !turns)),
    );
    const whole = everyone.length === 0 || (exceptUsers.length > 0 && allMarked(targets, 'in', 'of'));
    const direct = !flags.has('direct') || targets.every((run) => run.type === 'user');
    return (
      said &&
      turned &&
      everything &&
      direct &&
      whole &&
      areTargets(targets) &&
      !isGiver(targets, clause) &&
      isGiven(products, targets, all, clause)
    );
  },
  make(names, { products, targets, plans, all, exceptUsers, kept }, clause) {
    refuseKept(kept, products);
    const found = changeTargets(names, targets);
    const except = userRefs(names, exceptUsers, found.groups);
    const [left] = namesOfRuns(exceptUsers);
    if (left !== undefined && found.groups.length === 0) return ask('exception', { words: left.text });
    const isSpared = all.some((run) => run.state === 'off');
    const stated = plans.map((run): NameRun => (isSpared && run.marks.has('except') ? onlyOf(run) : run));
    const slots = productsToSlots(names, products, stated, targets);
    const draft = command('assign_license', {
      ...found.slots,
      products: slots,
      paths: clause.flags.has('direct') ? 'direct' : undefined,
      except_users: except.map((ref) => userName(names, ref)),
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
function isWhole({ marks, of, state }: NameRun): boolean {
  return marks.has('with') && (of === 'plan' || state === 'on');
}

function onlyOf(run: NameRun): NameRun {
  return { ...run, marks: new Set<Mark>(['bare']), state: 'only' };
}

/** "M365 E3 to Sales, no Teams": the service off, or the product that is sold so. A code is that product alone. */
function twinOf(names: Names, products: readonly NameRun[], plans: readonly NameRun[]): number | undefined {
  const [[product, ...others], [plan, ...more]] = [namesOfRuns(products), namesOfRuns(plans)];
  const [sku] = skusOf(products);
  if (product === undefined || plan === undefined || sku === undefined || others.length + more.length > 0)
    return undefined;
  const isCode = product.text.replaceAll('"', '').toLowerCase() === skuName(names, sku).toLowerCase();
  return isCode || !plans.every(isOff) ? undefined : names.facts.twinsWithout(sku, nameKeys(plan.text))[0];
}

/** "HR should give E3": whoever gives is not given to. */
function isGiver(targets: readonly NameRun[], { verbs, flags }: Clause): boolean {
  const start = targets[0]?.items[0]?.start ?? 0;
  return (
    flags.has('must') &&
    allMarked(targets, 'bare') &&
    verbs.some((verb) => says(verb, 'give') && !says(verb, 'having') && verb.start > start)
  );
}

/** "E3", "with E3"; of whom it is said directly also "on E3", "for E3"; "everything in E3". */
function isGiven(
  products: readonly NameRun[],
  targets: readonly NameRun[],
  all: readonly NameRun[],
  { verbs }: Clause,
): boolean {
  return (
    allMarked(products, 'bare', 'with', 'tail') ||
    (allMarked(products, 'head') && allMarked(targets, 'tail') && verbs.length === 0) ||
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
    /** "remove E3 from HR but not from Sales". */
    spared: { types: ['group'], marks: ['except'] },
    everyone: { types: ['everyone'], marks: ['from', 'for', 'in', 'of', 'bare'], side: 'target' },
    exceptUsers: PEOPLE_LEFT_OUT,
    kept: KEPT,
  },
  fits({ products, all, exceptProducts, notProducts, targets, spared, everyone }, clause) {
    // "HR should lose E3 and be without Visio".
    if (notProducts.length > 0 && saysAny(clause, 'lost')) return false;
    if (spared.length > 0 && targets.length === 0) return false;
    const taken = saysAny(clause, ...TAKING) || (targets.length > 0 && allMarked(targets, 'off'));
    const what = products.length > 0 ? all.length + exceptProducts.length === 0 : all.some((run) => run.of !== 'plan');
    const given = [...products, ...all];
    const rids = clause.verbs.some(({ text }) => RIDS.test(text));
    const outOf =
      given.length > 0 &&
      given.every((run) => hasMark(run, 'off') || (hasMark(run, 'of') && (rids || !hasMark(run, 'from'))));
    const bare = targets.every((run) => hasMark(run, 'bare') && !run.possessive);
    // "HR wants E5 removed".
    const wanted = saysAny(clause, 'need') && saysAny(clause, 'took');
    const fromTargets = bare ? outOf || wanted || saysAny(clause, 'lost') : allMarked(products, 'bare', 'of');
    const fromAll = targets.length === 0 && products.length > 0 && allMarked(products, 'bare');
    return taken && what && (everyone.length === 0 ? areTargets(targets) && fromTargets : fromAll);
  },
  make(
    names,
    { products, all, exceptProducts, notProducts, targets, spared: others, everyone, exceptUsers, kept },
    clause,
  ) {
    refuseKept(others, targets);
    const spared = [
      ...exceptProducts,
      ...notProducts,
      ...kept.filter((run) => run.type === 'product' || run.type === 'plan'),
    ];
    if (all.length === 0) refuseKept(spared, products);
    const whole = all.length > 0 && spared.length === 0;
    const found = everyone.length > 0 ? undefined : changeTargets(names, targets);
    const held = heldBy(names, found?.groups ?? []);
    const skus = all.length > 0 && !whole ? othersThan(names, spared, targets) : skusOf(products, held);
    const draft = command('remove_license', {
      ...(found === undefined ? { scope: 'tenant' } : found.slots),
      products: whole ? 'all' : skus.map((index) => skuName(names, index)),
      ...times(clause),
      ...idsOf(names, { ...found, skus }),
    });
    return exceptUsers.length > 0
      ? sparing(names, draft, userRefs(names, exceptUsers, found?.groups))
      : unlessIdle(names, targets, draft);
  },
});

/** Dutch "ontdoe Marketing van E3": whoever is named loses what comes after. */
const RIDS = /^(?:ontdoe|ontdoen|verlos|verlossen|ontlast|ontlasten|bevrijd|bevrijden|strip|strippen)$/i;

/** Whose license goes, or who leaves the group: "remove E3 for Bob in Staff". */
function unlessIdle(names: Names, targets: readonly NameRun[], draft: Command): Draft {
  const group = idleGroup(targets);
  if (group === undefined) return draft;
  const groups = groupRefs(targets.filter((run) => run.type === 'group'));
  const leave = command('remove_member', {
    users: draft.slots.users ?? [],
    groups: groups.map((ref) => groupName(names, ref)),
    ids: { ...draft.slots.ids, ...idsOf(names, { groups }).ids },
  });
  return ask('attach', { words: group.text, readings: draft.slots.users === undefined ? [draft] : [draft, leave] });
}

/** What one group has beside some products. */
function othersThan(names: Names, spared: readonly NameRun[], targets: readonly NameRun[]): number[] {
  const kept = skusOf(spared);
  const [group, ...others] = groupRefs(targets.filter((run) => run.type === 'group'));
  const held = group === undefined ? [] : names.source.assignedSkuIds(group.index);
  const has = (index: number) => held.includes(names.source.skus[index]?.skuId ?? '');
  const rest = names.source.skus.map((_, index) => index).filter((index) => has(index) && !kept.includes(index));
  if (others.length > 0) throw new Unclear(ask('removeWhat'));
  if (rest.length === 0 || !kept.every(has))
    throw new Unclear(ask('nothingBesides', { words: namesOfRuns(spared)[0]?.text ?? '' }));
  return rest;
}

function isLeftOut(run: NameRun): boolean {
  return hasMark(run, 'without', 'except');
}

export const LICENSE_FRAMES = [assignLicense, removeLicense];
