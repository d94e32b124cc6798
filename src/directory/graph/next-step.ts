import { backoffMs } from '../../engine/backoff.ts';
import { DirectoryError } from '../port.ts';
import type { Attempt } from './attempt.ts';
import { refusalOf } from './refusal.ts';
import { retryAfterMs } from './retry-after.ts';

/** What to do after an attempt. */
type NextStep =
  | { readonly kind: 'take'; readonly answer: Answered }
  | { readonly kind: 'again'; readonly afterMs: number }
  | { readonly kind: 'giveUp'; readonly error: DirectoryError };

export type Answered = Extract<Attempt, { readonly kind: 'answered' }>;

interface Situation {
  /** How many attempts failed, this one included. */
  readonly failures: number;
  /** Doing it twice comes to the same as doing it once. */
  readonly isRepeatable: boolean;
  readonly nowMs: number;
  /** From 0 to 1. */
  readonly jitter: number;
  /** So many attempts, and the fault is the caller's. */
  readonly mostAttempts: number;
}

/** Who is asked to wait longer is told so instead. */
const LONGEST_WAIT_MS = 5 * 60_000;

/** Graph did not do it: it may be sent again, whatever it is. */
const NOT_DONE: ReadonlySet<number> = new Set([429, 503]);
/** Nobody knows whether Graph did it. */
const UNKNOWN: ReadonlySet<number> = new Set([408, 500, 502, 504]);

/** Whether an attempt is an answer, or to be repeated and when, or a fault. */
export function nextStep(attempt: Attempt, situation: Situation): NextStep {
  const isAnswer = attempt.kind === 'answered' && !NOT_DONE.has(attempt.status) && !UNKNOWN.has(attempt.status);
  if (isAnswer) return { kind: 'take', answer: attempt };
  const mayRepeat = situation.isRepeatable || (attempt.kind === 'answered' && NOT_DONE.has(attempt.status));
  const asked = attempt.kind === 'answered' ? retryAfterMs(attempt.headers, situation.nowMs) : undefined;
  // A date that is over by our clock, or no time at all, does not say how long.
  const afterMs = asked || backoffMs(situation.failures, situation.jitter);
  if (!mayRepeat || situation.failures >= situation.mostAttempts || afterMs > LONGEST_WAIT_MS) {
    return { kind: 'giveUp', error: faultOf(attempt, afterMs) };
  }
  return { kind: 'again', afterMs };
}

function faultOf(attempt: Attempt, afterMs: number): DirectoryError {
  if (attempt.kind === 'lost') {
    return new DirectoryError('Unreachable', `Graph does not answer: ${reasonOf(attempt.cause)}`, {
      cause: attempt.cause,
    });
  }
  const { message } = refusalOf(attempt.status, attempt.body);
  const code = attempt.status === 429 ? 'TooManyRequests' : 'Unreachable';
  return new DirectoryError(code, `Graph answered ${attempt.status}: ${message}`, { retryAfterMs: afterMs });
}

/** `fetch` says that it failed, and its cause says why. */
function reasonOf(cause: unknown): string {
  const deepest = cause instanceof Error && cause.cause instanceof Error ? cause.cause : cause;
  return deepest instanceof Error ? deepest.message : String(deepest);
}
