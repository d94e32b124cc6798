import type { Change } from '../change.ts';
import type { KnownStatuses } from '../explain/known-statuses.ts';
import type { Cause, CauseReason } from '../explain/status.ts';
import type { Tenant, UserIndex } from '../model/tenant.ts';
import { changesKey } from '../outcome/changes-key.ts';
import type { SimulateOptions } from '../outcome/simulate.ts';
import { type SuggestionStep, stepsOf } from './suggestion.ts';

/** What might fix a cause, before it is known whether it does. */
export interface Candidate extends SuggestionStep {
  readonly changes: readonly Change[];
  readonly canApply: boolean;
  readonly also?: readonly SuggestionStep[];
}

/** One cause to be mended: in which tenant, among whom, and what is known already. */
export interface CauseQuestion {
  readonly tenant: Tenant;
  readonly cause: Cause;
  /** Everybody in scope whom the cause's group fails. */
  readonly failing: ReadonlySet<UserIndex>;
  readonly options: SimulateOptions;
  readonly known: KnownStatuses;
}

/** Everything that stands in the way of the people of a cause, the top reason first. */
export function reasonsIn(cause: Cause): readonly CauseReason[] {
  return [cause, ...(cause.further ?? [])];
}

/** The reasons of one kind, each with its detail at hand. */
export function reasonsOfKind<K extends Cause['detail']['kind']>(
  cause: Cause,
  kind: K,
): readonly (CauseReason & { readonly detail: Extract<Cause['detail'], { kind: K }> })[] {
  return reasonsIn(cause).flatMap((reason) => {
    const { detail } = reason;
    return isKind(detail, kind) ? [{ ...reason, detail }] : [];
  });
}

function isKind<K extends Cause['detail']['kind']>(
  detail: Cause['detail'],
  kind: K,
): detail is Extract<Cause['detail'], { kind: K }> {
  return detail.kind === kind;
}

export function userIds(tenant: Tenant, cause: Cause): readonly string[] {
  return cause.users.map((user) => tenant.user(user).id);
}

export function distinct<T>(values: Iterable<T>): readonly T[] {
  return [...new Set(values)];
}

/** Equal for candidates with the same changes: two causes may be mended by them. */
export function candidateKey({ changes }: Pick<Candidate, 'changes'>): string {
  return changesKey(changes);
}

/** All of them, one after the other, as one. */
export function inOneStep(candidates: readonly Candidate[]): readonly Candidate[] {
  return candidates.length === 0 ? [] : [candidates.reduce(bothCandidates)];
}

/** Both, one after the other. */
export function bothCandidates(first: Candidate, second: Candidate): Candidate {
  const also = [...(first.also ?? []), ...stepsOf(second)];
  return {
    kind: first.kind,
    subject: first.subject,
    changes: [...first.changes, ...second.changes],
    canApply: first.canApply && second.canApply,
    also,
  };
}
