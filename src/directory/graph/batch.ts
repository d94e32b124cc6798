import type { Clock } from '../../engine/clock.ts';
import { isObject } from '../json-object.ts';
import { DirectoryError } from '../port.ts';
import { answerOf, type GraphAnswer, type GraphCall } from './answer.ts';
import type { Attempt } from './attempt.ts';
import { type Answered, nextStep } from './next-step.ts';

/** What came of one call of a batch. Its fault is its own: the others are answered. */
export type BatchAnswer = GraphAnswer | { readonly kind: 'failed'; readonly error: DirectoryError };

/** A call as it goes out. */
export interface Sending extends GraphCall {
  /** Of a batch, its calls: each is metered on its own. */
  readonly parts?: readonly GraphCall[];
}

interface BatchTools {
  readonly send: (call: Sending) => Promise<Answered>;
  /** Headers of each part. */
  readonly priority: Readonly<Record<string, string>>;
  readonly clock: Clock;
  readonly random: () => number;
  readonly mostAttempts: number;
}

/** https://learn.microsoft.com/graph/json-batching */
const MOST_PARTS = 20;

/** A call that has no answer yet. */
interface Waiting {
  readonly call: GraphCall;
  /** Of the call, among all. */
  readonly place: number;
  /** Its token was refused once, and is another one now. */
  readonly hasNewToken: boolean;
}

/** Sends calls in batches; a part that has to be sent again is, with others like it, when the service wants it. */
export async function sendBatches(calls: readonly GraphCall[], tools: BatchTools): Promise<readonly BatchAnswer[]> {
  const answers: BatchAnswer[] = [];
  let waiting: readonly Waiting[] = calls.map((call, place) => ({ call, place, hasNewToken: false }));
  for (let failures = 1; waiting.length > 0; failures++) {
    const again: Waiting[] = [];
    let afterMs = 0;
    for (let from = 0; from < waiting.length; from += MOST_PARTS) {
      const parts = waiting.slice(from, from + MOST_PARTS);
      const came = await sendParts(parts, tools);
      for (const [index, part] of parts.entries()) {
        const answer = came[index] as Attempt | DirectoryError;
        const next = stepOf(part, answer, failures, tools);
        if ('afterMs' in next) {
          again.push({ ...part, hasNewToken: part.hasNewToken || isUnauthorized(answer) });
          afterMs = Math.max(afterMs, next.afterMs);
        } else answers[part.place] = next;
      }
    }
    waiting = again;
    await tools.clock.sleep(afterMs);
  }
  return answers;
}

/** What came of each part: the fault of the batch, where it has one, is that of all its parts. */
async function sendParts(
  parts: readonly Waiting[],
  { send, priority }: BatchTools,
): Promise<readonly (Attempt | DirectoryError)[]> {
  const requests = parts.map(({ call: { method, path, headers, body } }, id) => ({
    id: String(id),
    method,
    url: path,
    headers: { ...priority, ...(body === undefined ? {} : { 'Content-Type': 'application/json' }), ...headers },
    ...(body === undefined ? {} : { body }),
  }));
  const calls = parts.map(({ call }) => call);
  const isRepeatable = calls.every(isRepeatableCall);
  const batch: Sending = {
    method: 'POST',
    path: '/$batch',
    body: { requests },
    isRepeatable,
    parts: calls,
    read: calls[0]?.read,
  };
  try {
    const { status, body } = await send(batch);
    const answer = answerOf({ status, body });
    if (answer.kind === 'refused') {
      const error = new DirectoryError('Unreachable', `Graph refused a batch: ${answer.refusal.message}`);
      return parts.map(() => error);
    }
    return partsOf(body, parts.length);
  } catch (error) {
    if (!(error instanceof DirectoryError)) throw error;
    return parts.map(() => error);
  }
}

/** The answers to the parts of a batch; to a call, and to a batch as a whole, the one. */
export function answersIn(came: Attempt, count: number): readonly Attempt[] {
  return came.kind === 'answered' && responsesIn(came.body) !== undefined ? partsOf(came.body, count) : [came];
}

function responsesIn(body: unknown): readonly unknown[] | undefined {
  const responses = (body as { readonly responses?: unknown } | null | undefined)?.responses;
  return Array.isArray(responses) ? responses : undefined;
}

/** By the id of each; a part without an answer is lost. */
function partsOf(body: unknown, count: number): readonly Attempt[] {
  const answered = new Map<string, Attempt>();
  for (const part of responsesIn(body) ?? []) {
    if (!isObject(part) || typeof part['status'] !== 'number') continue;
    const { id, status, headers, body: answer } = part;
    answered.set(String(id), {
      kind: 'answered',
      status,
      headers: new Headers((headers ?? {}) as Record<string, string>),
      body: answer,
    });
  }
  const lost: Attempt = { kind: 'lost', cause: new Error('a batch has no answer for one of its parts') };
  return Array.from({ length: count }, (_, id) => answered.get(String(id)) ?? lost);
}

function stepOf(
  { call, hasNewToken }: Waiting,
  came: Attempt | DirectoryError,
  failures: number,
  { clock, random, mostAttempts }: BatchTools,
): BatchAnswer | { readonly afterMs: number } {
  if (came instanceof DirectoryError) return { kind: 'failed', error: came };
  // Nothing was done; the token is replaced once.
  if (isUnauthorized(came) && !hasNewToken) return { afterMs: 0 };
  const isRepeatable = isRepeatableCall(call);
  const situation = { failures, isRepeatable, mostAttempts, nowMs: clock.now().getTime(), jitter: random() };
  const next = nextStep(came, situation);
  switch (next.kind) {
    case 'again':
      return { afterMs: next.afterMs };
    case 'giveUp':
      return { kind: 'failed', error: next.error };
    case 'take':
      return ownAnswer(next.answer);
  }
}

function ownAnswer(answer: Answered): BatchAnswer {
  try {
    return answerOf(answer);
  } catch (error) {
    if (error instanceof DirectoryError) return { kind: 'failed', error };
    throw error;
  }
}

const UNAUTHORIZED = 401;

export function isUnauthorized(came: Attempt | DirectoryError): came is Answered {
  return 'kind' in came && came.kind === 'answered' && came.status === UNAUTHORIZED;
}

function isRepeatableCall({ method, isRepeatable }: GraphCall): boolean {
  return isRepeatable ?? method === 'GET';
}
