import { ask, type Command, command, type Draft } from '../draft.ts';
import { idsOf, skuName } from '../names/resolve.ts';
import type { Clause } from './clause.ts';
import { allMarked, frame, GIVING, hasMark, KEPT, PEOPLE_LEFT_OUT, saysAny, TAKING, TURNING } from './frame.ts';
import {
  areTargets,
  changeTargets,
  heldBy,
  idleGroup,
  isOff,
  namesOfRuns,
  planNames,
  refuseKept,
  skusOf,
  times,
  userRefs,
} from './make.ts';
import { sparing } from './not-by-group.ts';
import type { NameRun, PlanState } from './run.ts';

/** "turn off Yammer in E3 for HR Department": service plans of products that are already there. */
const setPlans = frame({
  intent: 'set_plans',
  verbs: [...TURNING, ...TAKING, ...GIVING, 'swap', 'kick', 'restrict'],
  slots: {
    plans: { types: ['plan'], marks: ['bare', 'without', 'tail', 'to'], side: 'given' },
    all: { types: ['everything'], marks: ['bare'], side: 'given', most: 1 },
    exceptPlans: { types: ['plan'], marks: ['except'] },
    /** "remove Yammer but not Sway". */
    notPlans: { types: ['plan'], marks: ['without'] },
    container: { types: ['product'], marks: ['in', 'of', 'from', 'off', 'to', 'for', 'topic', 'bare'], most: 1 },
    targets: { types: ['group', 'user'], marks: ['for', 'in', 'to', 'from', 'of', 'bare', 'topic'], side: 'target' },
    exceptUsers: PEOPLE_LEFT_OUT,
    kept: KEPT,
  },
  fits({ plans, all, exceptPlans, notPlans, container, targets }, clause) {
    const { verbs, flags } = clause;
    // "Power BI Pro should go to Interns": what goes to somebody is not taken from them.
    if (saysAny(clause, ...TAKING, 'kick') && targets.some(isGoal)) return false;
    if (notPlans.length > 0 && (plans.length === 0 || !saysAny(clause, ...TAKING, 'disable'))) return false;
    // "turn no Planner and turn off Sway": what is spared is said of what was named before.
    const [first] = namesOfRuns(plans);
    const isSpared = ({ start }: { readonly start: number }) =>
      first !== undefined &&
      first.start < start &&
      !verbs.some((verb) => verb.start > first.start && verb.start < start);
    if (!namesOfRuns(notPlans).every(isSpared)) return false;
    // "limit E5 to Teams": to what a product comes down, and nothing else goes "to" a service.
    const restricts = saysAny(clause, 'restrict');
    if (plans.some((run) => hasMark(run, 'to') !== restricts) || (restricts && container.length === 0)) return false;
    const states = plans.map((run) => stateOf(run, clause));
    const gives = saysAny(clause, 'give', 'gave', 'need', 'add');
    const given = gives && states.every((state) => state === 'on');
    const clear = states.every((state) => state !== undefined) && !contradict(states, clause);
    const what =
      all.length === 0
        ? exceptPlans.length === 0 && plans.length > 0
        : isAllBut(all, exceptPlans, plans, clause) || isAllOn(all, [...exceptPlans, ...plans], container, clause);
    const unsaid =
      verbs.length === 0 &&
      ((flags.has('must') && plans.every((run) => run.state !== 'only')) ||
        allMarked(targets, 'for', 'in', 'to', 'topic'));
    const owned = targets.every((run) => !hasMark(run, 'bare') || run.possessive);
    const stated = saysAny(clause, 'need') && plans.every((run) => run.state !== undefined);
    const whose = owned || given || stated || saysAny(clause, 'lost') || (verbs.length === 0 && flags.has('must'));
    // "Sway of Marketing's E5".
    const theirs = targets.some((run) => run.possessive);
    const inside = container.every(
      (run) =>
        (theirs || restricts || !hasMark(run, 'bare')) && !hasMark(run, 'onto') && (!hasMark(run, 'to') || given),
    );
    const leftOut = verbs.length === 0 || plans.every((run) => !hasMark(run, 'without'));
    const switched =
      !saysAny(clause, 'swap') || (verbs.length === 1 && [...plans, ...all].some((run) => run.state !== undefined));
    return (
      clear && what && (verbs.length > 0 || unsaid) && whose && inside && leftOut && switched && areTargets(targets)
    );
  },
  make(names, { plans, all, exceptPlans, notPlans, container, targets, exceptUsers, kept }, clause) {
    refuseKept([...kept, ...notPlans], plans);
    const found = changeTargets(names, targets);
    const [sku, ...others] = skusOf(container, heldBy(names, found.groups));
    if (others.length > 0) return ask('mixed');
    const named = (runs: readonly NameRun[]) => planNames(names, runs, sku, found.groups);
    const inState = (state: PlanState) => named(plans.filter((run) => stateOf(run, clause) === state));
    const only = all.length > 0 ? named(exceptPlans) : inState('only');
    const [on, off] = [inState('on'), inState('off')];
    if (on.some((plan) => off.includes(plan))) return ask('unclear');
    const allOn = all.length > 0 && exceptPlans.length === 0;
    const gives = saysAny(clause, ...GIVING) && !saysAny(clause, ...TURNING);
    const draft = command('set_plans', {
      ...found.slots,
      sku: sku === undefined ? undefined : skuName(names, sku),
      on: allOn ? 'all' : on,
      off,
      only,
      ...times(clause),
      ...idsOf(names, { ...found, skus: sku === undefined ? [] : [sku] }),
    });
    if (exceptUsers.length > 0) return sparing(names, draft, userRefs(names, exceptUsers, found.groups));
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
function unlessProduct(plans: readonly NameRun[], clause: Clause, draft: Draft): Draft {
  const item = namesOfRuns(plans).find(({ refs }) => refs.some((ref) => ref.kind === 'notOwned'));
  if (item === undefined || !saysAny(clause, ...GIVING) || saysAny(clause, ...TURNING)) return draft;
  return ask('notOwned', { words: item.text, place: item, ...(draft.kind === 'command' ? { readings: [draft] } : {}) });
}

/** Marked as to whom, and in no other way. */
function isGoal(run: NameRun): boolean {
  return hasMark(run, 'to') && !hasMark(run, 'for', 'in', 'from', 'of');
}

/** "turn all services on", "turn on everything in E3". */
function isAllOn(
  [all]: readonly NameRun[],
  plans: readonly NameRun[],
  container: readonly NameRun[],
  clause: Clause,
): boolean {
  const on = all?.state === 'on' || (all?.state === undefined && saysAny(clause, 'enable', 'enabled'));
  const services = all?.of === 'plan' || (all?.of === undefined && container.length > 0);
  return on && services && plans.length === 0 && saysAny(clause, ...TURNING, 'put', 'swap');
}

/** What is to become of a run of plans: as it stands beside them, else as the verb says. */
function stateOf(run: NameRun, clause: Clause): PlanState | undefined {
  if (isOff(run)) return 'off';
  if (saysAny(clause, 'restrict')) return 'only';
  if (run.state !== undefined) return run.state;
  if (saysAny(clause, ...TAKING, 'kick')) return 'off';
  return saysAny(clause, 'give', 'gave', 'add', 'need') && !saysAny(clause, ...TURNING) ? 'on' : undefined;
}

/** "remove Yammer … on", "assign … without Yammer" of nothing: whatever is meant, it is not that. */
function contradict(states: readonly (PlanState | undefined)[], clause: Clause): boolean {
  if (saysAny(clause, ...TAKING, 'kick') && states.some((state) => state !== 'off')) return true;
  const gives = saysAny(clause, 'give', 'gave', 'add');
  return (gives && states.includes('off')) || (states.includes('only') && states.some((state) => state !== 'only'));
}

/** "turn off everything but Teams": only Teams stays. */
function isAllBut(
  [all]: readonly NameRun[],
  except: readonly NameRun[],
  plans: readonly NameRun[],
  clause: Clause,
): boolean {
  const off = all?.state === 'off' || saysAny(clause, 'take', 'disable');
  return off && all?.of !== 'license' && except.length > 0 && plans.length === 0;
}

export const PLAN_FRAMES = [setPlans];
