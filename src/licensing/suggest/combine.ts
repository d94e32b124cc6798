import { causesAmong } from '../explain/causes.ts';
import type { Cause } from '../explain/status.ts';
import type { Tenant } from '../model/tenant.ts';
import { type SimulateOptions, tryingOut } from '../outcome/simulate.ts';
import type { Steps } from '../steps.ts';
import { bothCandidates, type Candidate, type CauseQuestion, candidateKey } from './candidate.ts';
import { candidatesFor } from './candidates.ts';
import { evaluate, type Tried } from './evaluate.ts';
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
export function* combine(
  question: CauseQuestion,
  candidates: readonly Candidate[],
  mayGoOn: () => boolean,
): Steps<Tried | undefined> {
  const { tenant, cause, options } = question;
  const steps = candidates.filter(({ kind }) => kind !== 'splitTemplate').slice(0, FIRST_STEPS);
  const pairs = new Map<string, Candidate>();
  for (const [place, first] of steps.entries()) {
    const seconds = mayGoOn() ? yield* secondSteps(tenant, cause, first, options) : [];
    for (const second of [...seconds, ...steps.slice(place + 1)]) {
      const pair = bothCandidates(first, second);
      pairs.set(candidateKey(pair), pair);
    }
  }
  const helpful: Tried[] = [];
  for (const candidate of pairs.values()) {
    const tried = mayGoOn() ? yield* evaluate([question], candidate) : undefined;
    if (tried !== undefined && tried.fixes.length > 0) helpful.push(tried);
  }
  return helpful.sort(byMerit)[0];
}

function* secondSteps(
  tenant: Tenant,
  cause: Cause,
  first: Candidate,
  options: SimulateOptions,
): Steps<readonly Candidate[]> {
  const result = yield* tryingOut(tenant, first.changes, options, function* (after) {
    const [next] = causesAmong(after, cause.users, new Set([cause.group]));
    return next
      ? candidatesFor(after, next, options).filter(({ kind }) => kind !== 'splitTemplate' && kind !== first.kind)
      : [];
  });
  return 'seen' in result ? result.seen.slice(0, SECOND_STEPS) : [];
}
