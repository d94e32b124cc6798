import { causesAmong } from '../causes.ts';
import { type SimulateOptions, whatIf } from '../simulate.ts';
import type { Cause } from '../status.ts';
import type { Suggestion } from '../suggestion.ts';
import type { Tenant } from '../tenant.ts';
import { type Candidate, joined, keyOf, type Question } from './candidate.ts';
import { candidatesFor } from './candidates.ts';
import { evaluate } from './evaluate.ts';
import { byMerit } from './merit.ts';

/**
 * First steps tried, and second steps for each: what one cause may cost. With fewer, causes of random tenants are left that
 * a set of candidates frees and nothing that is offered.
 */
const FIRST_STEPS = 4;
const SECOND_STEPS = 3;

/**
 * The best two steps where no single one frees everybody of the cause: a first step stands, and what then still holds the
 * people back is looked at anew; or both are candidates as they are. Undefined when two steps free no more people than
 * one. `mayGoOn` is asked before each look and each simulation.
 */
export function combine(
  question: Question,
  candidates: readonly Candidate[],
  mayGoOn: () => boolean,
): Suggestion | undefined {
  const { tenant, cause, options } = question;
  const steps = candidates.filter(({ kind }) => kind !== 'splitTemplate').slice(0, FIRST_STEPS);
  const pairs = steps.flatMap((first, place) => [
    ...(mayGoOn() ? secondSteps(tenant, cause, first, options).map((second) => joined(first, second)) : []),
    ...steps.slice(place + 1).map((second) => joined(first, second)),
  ]);
  return [...new Map(pairs.map((pair) => [keyOf(pair), pair])).values()]
    .map((candidate) => (mayGoOn() ? evaluate([question], candidate) : undefined))
    .filter((suggestion) => suggestion !== undefined && suggestion.fixes.length > 0)
    .sort((a, b) => (a && b ? byMerit(a, b) : 0))[0];
}

function secondSteps(tenant: Tenant, cause: Cause, first: Candidate, options: SimulateOptions): readonly Candidate[] {
  const result = whatIf(tenant, first.changes, options, (after) => {
    const [next] = causesAmong(after, cause.users, new Set([cause.group]));
    return next
      ? candidatesFor(after, next, options).filter(({ kind }) => kind !== 'splitTemplate' && kind !== first.kind)
      : [];
  });
  return 'seen' in result ? result.seen.slice(0, SECOND_STEPS) : [];
}
