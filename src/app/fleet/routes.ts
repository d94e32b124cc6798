import type { Conversations } from '../../chat/chat.ts';
import type { Clock } from '../../engine/clock.ts';
import { tenantIdsOf } from '../../teams/gate.ts';
import type { HttpAnswer } from '../../teams/http.ts';
import type { AnsweredBy, Answering, HttpRequest } from '../../teams/server.ts';
import { answerOf } from '../standby.ts';
import { LOOKED_EVERY_MS, type Tenants } from './tenants.ts';

/** Teams waits for 15 s: whoever asks while nobody has their tenant is held for less, until somebody does. */
const HELD_MS = 14_000;
/** On what one process asks another: that one passes it on no further. */
const PASSED = 'x-seatkeeper-passed';
const AGAIN: HttpAnswer = { status: 503, headers: { 'Retry-After': '1' } };

export interface RoutesOptions {
  readonly tenants: Tenants;
  readonly clock: Pick<Clock, 'elapsedMs' | 'sleep'>;
  readonly own: Pick<Answering, 'events'>;
  /** How another process is asked. */
  readonly ask?: typeof passOn;
}

/** Each activity is answered by whoever has its tenant. Who may speak at all the gate has said, here and there. */
export function answeredByTenant({ tenants, clock, own, ask = passOn }: RoutesOptions): AnsweredBy {
  return async (activity, asked) => {
    const tenant = String(tenantIdsOf(activity)[0]).toLowerCase();
    const untilMs = clock.elapsedMs() + HELD_MS;
    while (clock.elapsedMs() < untilMs) {
      const found = await tenants.find(tenant).catch(() => undefined);
      if (found?.kind === 'here') return found.tenancy.answering();
      if (found?.kind === 'fault') return { ...own, conversations: failing(found.error), lost: NEVER };
      if (found?.kind === 'there') {
        if (asked.headers[PASSED] !== undefined) return AGAIN;
        const answer = found.owner.address && (await ask(found.owner.address, asked, untilMs - clock.elapsedMs()));
        if (answer) return answer;
      }
      await clock.sleep(LOOKED_EVERY_MS);
    }
    return AGAIN;
  };
}

const NEVER = new AbortController().signal;

/** Undefined where that process does not have the tenant any more, or went before it answered: the next one is asked. */
export async function passOn(address: string, asked: HttpRequest, ms: number): Promise<HttpAnswer | undefined> {
  const headers = { ...asked.headers, [PASSED]: '1' };
  const body = Buffer.from(JSON.stringify(asked.body));
  const answer = await answerOf(address, { ...asked, headers }, body, AbortSignal.timeout(Math.max(1, Math.ceil(ms))));
  if (answer === undefined) return undefined;
  const { 'content-type': type, 'retry-after': after } = answer.headers;
  return {
    status: answer.status,
    body: answer.body.length === 0 ? undefined : answer.body.toString(),
    headers: { ...(type && { 'Content-Type': type }), ...(after && { 'Retry-After': after }) },
  };
}

/** Whoever speaks to a tenant that cannot be opened hears that something went wrong. */
function failing(error: unknown): Conversations {
  const fail = async () => {
    throw error;
  };
  return {
    onMessage: fail,
    onEdited: fail,
    onDeleted: fail,
    onPress: fail,
    onSubmit: fail,
    onFile: fail,
    onInstalled: fail,
    onRemoved: fail,
  };
}
