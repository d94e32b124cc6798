import type { Change } from '../change.ts';
import { failingReader } from '../explain/failures.ts';
import { isHeld } from '../model/holdings.ts';
import type { RowsBefore } from '../model/rows-before.ts';
import type { Rows, Tenant, UserIndex } from '../model/tenant.ts';
import { peopleBefore } from '../outcome/measure.ts';
import type { Moves } from '../outcome/memberships-moved.ts';
import type { Failure } from '../outcome/outcome.ts';
import { glimpsing } from '../outcome/simulate.ts';
import { oneStep, type Steps } from '../steps.ts';
import type { Candidate, CauseQuestion } from './candidate.ts';
import { byMerit } from './merit.ts';
import type { Suggestion } from './suggestion.ts';

/** A candidate that was tried and helps: a suggestion but for the whole of its outcome, which is told of those that are offered. */
export interface Tried extends Omit<Suggestion, 'outcome'> {
  /** Failures that would be gone, in any group. */
  readonly fixed: readonly Failure[];
}

/**
 * What one candidate does to those who fail in the group of one of these causes, and whom it touches besides: of several
 * causes that it may mend, the one that it helps most. Undefined when it helps nobody.
 */
export function* evaluate(
  questions: readonly [CauseQuestion, ...CauseQuestion[]],
  candidate: Candidate,
): Steps<Tried | undefined> {
  const [{ tenant, options }] = questions;
  const { changes } = candidate;
  const before = peopleBefore(tenant, changes);
  const result = yield* glimpsing(tenant, changes, options, before, (rows) =>
    oneStep(() => {
      const seen = seenIn(tenant, changes, rows, before.moves);
      return questions
        .flatMap((question) => answer(question, candidate, seen) ?? [])
        .reduce<Tried | undefined>((best, next) => (best && byMerit(best, next) <= 0 ? best : next), undefined);
    }),
  );
  return 'seen' in result ? result.seen : undefined;
}

interface Seen {
  /** Everybody who is touched, in file order. */
  readonly touched: readonly UserIndex[];
  /** What the rows were of those whose rows change. */
  readonly rows: ReadonlyMap<UserIndex, Rows>;
  readonly fixed: readonly Failure[];
}

/** Asked while the tenant has the rows that people would come to. */
function seenIn(tenant: Tenant, changes: readonly Change[], { users, rows: were }: RowsBefore, moves: Moves): Seen {
  const failing = failingReader(tenant);
  const rows = new Map<UserIndex, Rows>();
  const fixed: Failure[] = [];
  const touched = new Set<UserIndex>();
  for (const [place, user] of users.entries()) {
    const [was, is] = [were[place] as Rows, tenant.rows(user)];
    const { joinedGroupIds, leftGroupIds } = moves.of(user);
    if (was === is && joinedGroupIds.length + leftGroupIds.length === 0) continue;
    touched.add(user);
    rows.set(user, was);
    const failsNow = failing(is);
    for (const groupId of failing(was)) if (!failsNow.includes(groupId)) fixed.push({ user, groupId });
  }
  const named = peopleNamed(tenant, changes);
  for (const user of named) touched.add(user);
  return { touched: named.length === 0 ? [...touched] : [...touched].sort((a, b) => a - b), rows, fixed };
}

function answer(
  { tenant, cause, failing }: CauseQuestion,
  { kind, changes, subject, canApply, also }: Candidate,
  { touched, rows, fixed }: Seen,
): Tried | undefined {
  const groupId = tenant.group(cause.group).id;
  const fixes = fixed
    .filter((failure) => failure.groupId === groupId && failing.has(failure.user))
    .map(({ user }) => user);
  const helped = new Set(fixes);
  const failed = new Set(cause.failedSkuIds);
  const had = (of: Rows) => new Set(tenant.read(of).flatMap((row) => (isHeld(row) ? row.skuId : [])));
  const gains = (user: UserIndex, was: Rows) => {
    const before = had(was);
    return [...had(tenant.rows(user))].some((skuId) => failed.has(skuId) && !before.has(skuId));
  };
  const partlyFixes = [...rows]
    .filter(([user, was]) => failing.has(user) && !helped.has(user) && gains(user, was))
    .map(([user]) => user);
  if (fixes.length + partlyFixes.length === 0) return undefined;
  for (const user of partlyFixes) helped.add(user);
  return {
    kind,
    changes,
    subject,
    ...(also ? { also } : {}),
    groupId,
    fixes,
    partlyFixes,
    of: failing.size,
    alsoTouched: touched.filter((user) => !helped.has(user)),
    canApply,
    fixed,
  };
}

/** People of whom a change alters something else than memberships and licenses. */
function peopleNamed(tenant: Tenant, changes: readonly Change[]): readonly UserIndex[] {
  return changes.flatMap((change) => {
    if (change.kind !== 'setProxyAddresses' && change.kind !== 'setUsageLocation') return [];
    return tenant.findUser(change.userId) ?? [];
  });
}
