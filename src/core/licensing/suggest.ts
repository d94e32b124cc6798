import { causesAmong, causesOf, type FailureScope } from './causes.ts';
import type { Change } from './change.ts';
import { rememberStatuses } from './known-statuses.ts';
import { outcomeSince, stateBefore } from './measure.ts';
import type { Failure } from './outcome.ts';
import { type SimulateOptions, simulate, whatIf } from './simulate.ts';
import type { Cause } from './status.ts';
import type { Candidate } from './suggest/candidate.ts';
import { candidatesFor } from './suggest/candidates.ts';
import { combine } from './suggest/combine.ts';
import { byMerit, evaluate, type Question } from './suggest/evaluate.ts';
import { splitTemplate } from './suggest/split-template.ts';
import type { Suggestion } from './suggestion.ts';
import type { GroupIndex, Tenant, UserIndex } from './tenant.ts';

export interface SuggestOptions extends SimulateOptions {
  /** At most so many, the best; five when it is not said. A split is looked for only where fewer are found. */
  readonly limit?: number;
}

const LIMIT = 5;

/** Causes looked at, largest first: what lies behind a tenth cause is found when the first are mended. */
const CAUSES = 10;

/**
 * What would help the people in scope, best first: most people fixed, then fewest others touched, then fewest changes. Each
 * suggestion was simulated on the tenant as it stands, and helps at least one person. The tenant is as before.
 */
export function suggest(tenant: Tenant, scope: FailureScope, options: SuggestOptions): readonly Suggestion[] {
  return best(suggestAmong(tenant, causesOf(tenant, scope), options), options);
}

/**
 * What to do besides, so that changes which are not applied yet fail nobody whom they would newly fail. Each suggestion's
 * `outcome` is that of the changes and its own changes taken together, and `fixes` are those who then do not fail; whom it
 * also touches is told against the changes alone. Empty when the changes would be refused.
 */
export function suggestFor(tenant: Tenant, changes: readonly Change[], options: SuggestOptions): readonly Suggestion[] {
  const before = stateBefore(tenant, changes);
  const result = whatIf(tenant, changes, options, (after, reconciliation) => {
    const { newlyFailing } = outcomeSince(after, before, reconciliation.changes);
    return best(suggestAmong(after, causesBehind(after, newlyFailing), options), options);
  });
  if (!('seen' in result)) return [];
  return result.seen.flatMap((suggestion) => together(tenant, changes, suggestion, options) ?? []).sort(byMerit);
}

function best(suggestions: readonly Suggestion[], { limit = LIMIT }: SuggestOptions): readonly Suggestion[] {
  return [...suggestions].sort(byMerit).slice(0, limit);
}

function suggestAmong(tenant: Tenant, causes: readonly Cause[], options: SuggestOptions): readonly Suggestion[] {
  const failing = new Map<GroupIndex, Set<UserIndex>>();
  for (const { group, users } of causes) {
    const people = failing.get(group) ?? new Set();
    for (const user of users) people.add(user);
    failing.set(group, people);
  }
  const known = rememberStatuses(tenant);
  for (const group of failing.keys()) known.of(group);
  const tried = new Set<string>();
  const found: Suggestion[] = [];
  const splits: [Question, Candidate][] = [];
  for (const cause of causes.slice(0, CAUSES)) {
    const question: Question = { tenant, cause, failing: failing.get(cause.group) ?? new Set(), options, known };
    found.push(...suggestOne(question, tried));
    for (const split of splitTemplate(tenant, cause)) splits.push([question, split]);
  }
  for (const [question, split] of splits) {
    if (found.length >= (options.limit ?? LIMIT)) break;
    const suggestion = evaluate(question, split);
    if (suggestion) found.push(suggestion);
  }
  return found;
}

function suggestOne(question: Question, tried: Set<string>): readonly Suggestion[] {
  const { tenant, cause, options } = question;
  const candidates = candidatesFor(tenant, cause, options).filter((candidate) => {
    const key = keyOf(candidate);
    const isNew = !tried.has(key);
    tried.add(key);
    return isNew;
  });
  const single = candidates.flatMap((candidate) => evaluate(question, candidate) ?? []);
  const freed = single.map((suggestion) => freedOf(suggestion, cause));
  if (freed.includes(cause.users.length)) return single;
  const combined = combine(question, candidates);
  return combined && freedOf(combined, cause) > Math.max(0, ...freed) ? [...single, combined] : single;
}

/** Two causes may be mended by the same change of a template. */
function keyOf({ kind, subject, changes }: Candidate): string {
  return changes.length < 4 ? JSON.stringify(changes) : JSON.stringify([kind, subject, changes.length, changes[0]]);
}

function freedOf({ fixes }: Suggestion, cause: Cause): number {
  const fixed = new Set(fixes);
  return cause.users.filter((user) => fixed.has(user)).length;
}

/** The causes of these failures alone, not of those that the same groups had before. */
function causesBehind(tenant: Tenant, failures: readonly Failure[]): readonly Cause[] {
  const byGroup = new Map<GroupIndex, UserIndex[]>();
  for (const { user, groupId } of failures) {
    const group = tenant.findGroup(groupId);
    if (group !== undefined) byGroup.set(group, [...(byGroup.get(group) ?? []), user]);
  }
  return [...byGroup].flatMap(([group, users]) => causesAmong(tenant, users, new Set([group])));
}

/** The suggestion with the outcome of everything together, or nothing when together it helps nobody. */
function together(
  tenant: Tenant,
  changes: readonly Change[],
  suggestion: Suggestion,
  options: SimulateOptions,
): Suggestion | undefined {
  const outcome = simulate(tenant, [...changes, ...suggestion.changes], options);
  const { groupId, partlyFixes } = suggestion;
  const failing = new Set(
    outcome.newlyFailing.filter((failure) => failure.groupId === groupId).map(({ user }) => user),
  );
  const fixes = suggestion.fixes.filter((user) => !failing.has(user));
  const helps = outcome.refusals.length === 0 && fixes.length + partlyFixes.length > 0;
  return helps ? { ...suggestion, fixes, outcome } : undefined;
}
