import type { Change } from '../change.ts';
import { type CausesReader, causesOf, type FailureScope } from '../explain/causes.ts';
import { type KnownStatuses, rememberStatuses } from '../explain/known-statuses.ts';
import type { Cause } from '../explain/status.ts';
import type { GroupIndex, Tenant, UserIndex } from '../model/tenant.ts';
import { newFailures, rowsAltered } from '../outcome/measure.ts';
import type { Failure, Outcome } from '../outcome/outcome.ts';
import { type SimulateOptions, simulating, tryingOut } from '../outcome/simulate.ts';
import { finish, type Steps } from '../steps.ts';
import { type Candidate, type CauseQuestion, candidateKey } from './candidate.ts';
import { candidatesFor } from './candidates.ts';
import { combine } from './combine.ts';
import { evaluate, type Tried } from './evaluate.ts';
import { byMerit, compareMerit, type Merit, meritOf, promiseOf } from './merit.ts';
import type { Suggestion } from './suggestion.ts';

export interface SuggestOptions extends SimulateOptions {
  /** At most so many, the best; five when it is not said. */
  readonly limit?: number;
  /**
   * Asked before each further simulation, with the share of the time that may be gone by then; when it says no, the best of
   * those that were tried are the answer.
   */
  readonly mayGoOn?: (share: number) => boolean;
}

/** Of the time that it may all take, the share in which candidates are tried: what is left is for what those found come to. */
const TRYING = 0.6;

const LIMIT = 5;

/** Causes looked at, largest first: what lies behind a tenth cause is found when the first are mended. */
const CAUSES = 10;

/**
 * What would help the people in scope, best first: most people fixed, then fewest others touched, then fewest changes. Each
 * suggestion was simulated on the tenant as it stands, and helps at least one person. The tenant is as before.
 */
export function suggest(...asked: Parameters<typeof suggesting>): readonly Suggestion[] {
  return finish(suggesting(...asked));
}

/** The same for a look that may pause. */
export function* suggesting(
  tenant: Tenant,
  scope: FailureScope,
  options: SuggestOptions,
  known: KnownStatuses = rememberStatuses(tenant),
): Steps<readonly Suggestion[]> {
  const found = yield* suggestAmong(tenant, causesOf(tenant, scope, known.among), options, known);
  return yield* told(found, options, ({ changes, groupId }) =>
    simulating(tenant, changes, { ...options, tells: [groupId] }, known),
  );
}

/**
 * What to do besides, so that changes which are not applied yet fail nobody whom they would newly fail. Each suggestion's
 * `outcome` is that of the changes and its own changes taken together, and `fixes` are those who then do not fail; whom it
 * also touches is told against the changes alone. Empty when the changes would be refused.
 */
export function suggestFor(...asked: Parameters<typeof suggestingFor>): readonly Suggestion[] {
  return finish(suggestingFor(...asked));
}

/** The same for a look that may pause. */
export function* suggestingFor(
  tenant: Tenant,
  changes: readonly Change[],
  options: SuggestOptions,
  known: KnownStatuses = rememberStatuses(tenant),
): Steps<readonly Suggestion[]> {
  const atOnce = rowsAltered(tenant, changes);
  const result = yield* tryingOut(tenant, changes, options, function* (after, reconciliation) {
    const then = rememberStatuses(after);
    const causes = causesBehind(after, newFailures(after, atOnce, reconciliation.changes), then.among);
    return yield* suggestAmong(after, causes, options, then);
  });
  if (!('seen' in result)) return [];
  const found = yield* told(result.seen, options, ({ changes: besides, groupId }) =>
    simulating(tenant, [...changes, ...besides], { ...options, tells: [groupId] }, known),
  );
  return found.flatMap(together).sort(byMerit);
}

interface Task {
  /** Several causes, of several groups even, may be mended by the same changes: these are simulated once. */
  readonly questions: readonly [CauseQuestion, ...CauseQuestion[]];
  readonly candidate: Candidate;
  readonly promise: Merit;
}

/**
 * The best suggestions for these causes. The most promising candidates are simulated first, and those not at all that
 * cannot come among the best any more, even if they did all they can.
 */
function* suggestAmong(
  tenant: Tenant,
  causes: readonly Cause[],
  options: SuggestOptions,
  known: KnownStatuses,
): Steps<readonly Tried[]> {
  const { limit = LIMIT } = options;
  const mayGoOn = () => options.mayGoOn?.(TRYING) !== false;
  if (tenant.isPauseDue) yield;
  if (!mayGoOn()) return [];
  const questions = questionsOf(tenant, causes, options, known);
  // What two causes come to by different ways is one suggestion.
  const byChanges = new Map<string, Tried>();
  let found: readonly Tried[] = [];
  const isHopeless = (promise: Merit) => {
    const last = found[limit - 1];
    return last !== undefined && compareMerit(meritOf(last), promise) <= 0;
  };
  const keep = (tried: Tried | undefined) => {
    if (tried === undefined) return;
    const before = byChanges.get(candidateKey(tried));
    if (before !== undefined && byMerit(before, tried) <= 0) return;
    byChanges.set(candidateKey(tried), tried);
    found = [...byChanges.values()].sort(byMerit);
  };
  if (tenant.isPauseDue) yield;
  const tasks = tasksOf(questions);
  for (const { questions: some, candidate, promise } of tasks) {
    if (tenant.isPauseDue) yield;
    if (!isHopeless(promise) && mayGoOn()) keep(yield* evaluate(some, candidate));
  }
  for (const question of questions) {
    if (tenant.isPauseDue) yield;
    const hope = { fixes: question.failing.size, partlyFixes: 0, alsoTouched: 0, changes: 2 };
    // One step that touches others may be worse than two that touch nobody.
    const isDone = found.some((one) => one.alsoTouched.length === 0 && freesAll(one, question));
    if (isDone || !mayGoOn() || isHopeless(hope)) continue;
    keep(
      yield* combine(
        question,
        tasks.filter((task) => task.questions.includes(question)).map(({ candidate }) => candidate),
        mayGoOn,
      ),
    );
  }
  return found.slice(0, limit);
}

function questionsOf(
  tenant: Tenant,
  causes: readonly Cause[],
  options: SuggestOptions,
  known: KnownStatuses,
): readonly CauseQuestion[] {
  const failing = new Map<GroupIndex, Set<UserIndex>>();
  for (const { group, users } of causes) {
    const people = failing.get(group) ?? new Set();
    for (const user of users) people.add(user);
    failing.set(group, people);
  }
  return causes.slice(0, CAUSES).map((cause) => {
    known.of(cause.group);
    return { tenant, cause, failing: failing.get(cause.group) ?? new Set(), options, known };
  });
}

function tasksOf(questions: readonly CauseQuestion[]): readonly Task[] {
  const tasks = new Map<string, Task>();
  for (const question of questions) {
    for (const candidate of candidatesFor(question.tenant, question.cause, question.options)) {
      const key = candidateKey(candidate);
      const promise = promiseOf(question, candidate);
      const task = tasks.get(key);
      if (task === undefined) tasks.set(key, { questions: [question], candidate, promise });
      else {
        const best = compareMerit(task.promise, promise) <= 0 ? task.promise : promise;
        tasks.set(key, { ...task, questions: [...task.questions, question], promise: best });
      }
    }
  }
  return [...tasks.values()].sort((a, b) => compareMerit(a.promise, b.promise));
}

/** Also where it tells of another group, which it helps more. */
function freesAll({ fixed: failures }: Tried, { tenant, cause }: CauseQuestion): boolean {
  const groupId = tenant.group(cause.group).id;
  const fixed = new Set<UserIndex>();
  for (const failure of failures) if (failure.groupId === groupId) fixed.add(failure.user);
  return fixed.size >= cause.users.length && cause.users.every((user) => fixed.has(user));
}

/** The causes of these failures alone, not of those that the same groups had before. */
function causesBehind(tenant: Tenant, failures: readonly Failure[], among: CausesReader): readonly Cause[] {
  const byGroup = new Map<GroupIndex, UserIndex[]>();
  for (const { user, groupId } of failures) {
    const group = tenant.findGroup(groupId);
    if (group === undefined) continue;
    const users = byGroup.get(group);
    if (users === undefined) byGroup.set(group, [user]);
    else users.push(user);
  }
  return [...byGroup].flatMap(([group, users]) => among(users, new Set([group])));
}

/** Those that are offered, each with the whole outcome that it is to have: the best at any rate, others while there is time. */
function* told(
  tried: readonly Tried[],
  { mayGoOn = () => true }: SuggestOptions,
  outcomeOf: (of: Tried) => Steps<Outcome>,
): Steps<readonly Suggestion[]> {
  const suggestions: Suggestion[] = [];
  for (const one of tried) {
    if (suggestions.length > 0 && !mayGoOn(1)) break;
    const { fixed: _, ...suggestion } = one;
    suggestions.push({ ...suggestion, outcome: yield* outcomeOf(one) });
  }
  return suggestions;
}

/** Whom it fixes as its outcome is together with other changes; nothing when together they help nobody. */
function together(suggestion: Suggestion): readonly Suggestion[] {
  const { outcome, groupId, partlyFixes } = suggestion;
  const failing = new Set(
    outcome.newlyFailing.filter((failure) => failure.groupId === groupId).map(({ user }) => user),
  );
  const fixes = suggestion.fixes.filter((user) => !failing.has(user));
  const helps = outcome.refusals.length === 0 && fixes.length + partlyFixes.length > 0;
  return helps ? [{ ...suggestion, fixes }] : [];
}
