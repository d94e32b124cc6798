import { ask, command } from '../draft.ts';
import type { Concept } from '../lexicon/concepts.ts';
import { groupName, idsOf, skuName, slotsOf, userName } from '../names/resolve.ts';
import type { Clause } from './clause.ts';
import { allMarked, frame, GIVING, hasMark, KEPT, PEOPLE_LEFT_OUT, saysAny } from './frame.ts';
import {
  changeTargets,
  groupRefs,
  heldBy,
  isOff,
  planNames,
  refuseKept,
  refuseTimes,
  skusOf,
  times,
  userRefs,
} from './make.ts';
import { swapFor } from './not-by-group.ts';
import type { Mark, NameRun } from './run.ts';

const EXCHANGING = ['swap', 'upgrade', 'move', 'moved', 'swapped'] as const;

/** Which of two products goes follows from a marked end alone, or from a verb that says so of "for". */
const DIRECTIONS: readonly {
  readonly old?: Mark;
  readonly new: readonly Mark[];
  readonly verbs?: readonly Concept[];
  /** Said of a topic, without a verb: "Marketing: E5 to E3". */
  readonly topic?: true;
}[] = [
  { new: ['to', 'onto'], verbs: [...EXCHANGING, 'migrate'] },
  { new: ['with'], verbs: ['swap'] },
  { old: 'instead', new: ['bare', 'to', 'by', 'with'] },
  { old: 'tail', new: ['head'] },
  { old: 'from', new: ['to', 'onto'] },
  // "change of E1 to E3".
  { old: 'of', new: ['to'], verbs: ['swap'] },
  { old: 'for', new: ['bare'], verbs: ['substitute'] },
  { old: 'bare', new: ['by', 'with', 'to'], verbs: [...EXCHANGING, 'substitute', 'migrate'] },
  { old: 'bare', new: ['for'], verbs: ['swap'] },
  // Dutch "verander E1 in E3".
  { old: 'bare', new: ['in'], verbs: ['swap'] },
  { old: 'bare', new: ['to'], topic: true },
];

/** "switch Kiosk users from E1 to E3", "swap E1 for E3", "give G E5 instead of E3", "E1 -> E3". */
const swapLicense = frame({
  intent: 'swap_license',
  verbs: [...EXCHANGING, ...GIVING, 'go', 'substitute', 'migrate', 'take', 'restrict'],
  slots: {
    old: { types: ['product'], marks: ['bare', 'from', 'of', 'instead', 'tail', 'for'], most: 1 },
    new: { types: ['product'], marks: ['bare', 'to', 'onto', 'by', 'with', 'head', 'for', 'in'], least: 1, most: 1 },
    groups: { types: ['group', 'user'], marks: ['bare', 'in', 'for', 'of', 'to', 'topic'], least: 1, most: 1 },
    plans: { types: ['plan'], marks: ['bare', 'with', 'without', 'except'], stated: true },
    exceptUsers: PEOPLE_LEFT_OUT,
    kept: KEPT,
  },
  fits({ old: [old], new: [fresh], groups, plans }, clause) {
    // "take HR from E5 down to E3"; elsewhere what is taken is not exchanged.
    if (saysAny(clause, 'take', 'restrict') && !(old?.marks.has('from') && fresh?.marks.has('to'))) return false;
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
    const { groups: targets, users } = changeTargets(names, groups);
    const [from] = skusOf(old, heldBy(names, targets));
    const [to = -1] = skusOf(fresh);
    if (from === to) return ask('unclear');
    if (users.length > 0) return swapFor(names, users, { from, to });
    const except = userRefs(names, exceptUsers, targets);
    const off = planNames(names, plans.filter(isOff), to, []);
    return command('swap_license', {
      from: from === undefined ? null : skuName(names, from),
      to: skuName(names, to),
      groups: targets.map((ref) => groupName(names, ref)),
      off,
      except_users: except.map((ref) => userName(names, ref)),
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
    // "copy what HR has to Interns".
    const whole = copied && allMarked(source, 'from') && clause.flags.has('same');
    // "Interns should mirror HR": whoever mirrors gets what the other has.
    if (clause.flags.has('must') && allMarked(source, 'bare')) return copied && mirrors(targets, source, clause);
    const told =
      clause.flags.has('same') && !whole
        ? !copied &&
          allMarked(source, 'from') &&
          (saysAny(clause, ...GIVING, 'make') || allMarked(targets, 'for', 'to'))
        : copied && allMarked(targets, 'to', 'for', 'head');
    return told && source[0]?.items.length === 1 && targets.every((run) => !run.possessive);
  },
  make(names, { source, targets }, clause) {
    const [from] = groupRefs(source);
    const to = groupRefs(targets);
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

function mirrors([target]: readonly NameRun[], [source]: readonly NameRun[], { verbs }: Clause): boolean {
  const start = (run: NameRun | undefined) => run?.items[0]?.start ?? -1;
  return verbs.length === 1 && verbs.every((verb) => start(target) < verb.start && verb.start < start(source));
}

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
    const targets = groupRefs(groups);
    return command('migrate_direct', {
      ...slotsOf(names, { groups: targets, skus }),
    });
  },
});

export const EXCHANGE_FRAMES = [swapLicense, copyLicense, migrateDirect];
