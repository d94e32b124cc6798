import type { ChangeRecord } from '../../changes/change-record.ts';
import type { Decision } from '../../engine/decision.ts';
import { requestFor } from '../../notices/approvals/request-card.ts';
import { doneText } from '../../notices/approvals/words.ts';
import { texts } from '../../words/catalogue.ts';
import { answerDecision } from '../decision.ts';
import type { Services } from '../services.ts';
import type { Turn } from '../turn.ts';
import { requestsMessage } from './audit.ts';
import type { Answer, Handler } from './handler.ts';
import { historyOf, unknownTime } from './which-changes.ts';

/**
 * "approve 42", "lgtm" where the request stands. Words carry no version as a button does: who was not shown the outcome of
 * a request that was asked again is shown it first.
 */
export const approve: Handler = onRequest(async (services, turn, record, reason) => {
  const { userId } = turn.by;
  const { approvals } = services.desk;
  const decides = record.state === 'waiting' && (await approvals.standing(record, userId)) !== 'none';
  if (decides && !(await services.approvals.sees(record, userId))) return again(services, turn, record);
  return said(services, turn, await approvals.approve(record, turn.by, reason));
});

/** "reject 42, because …". */
export const reject: Handler = onRequest(async (services, turn, record, reason) =>
  said(services, turn, await services.desk.approvals.reject(record, turn.by, reason)),
);

const DECIDED = ['approved', 'rejected', 'withdrawn', 'decided'] as const;

/** "show pending approvals". */
export const listApprovals: Handler = async (services, turn, { slots }) => {
  const stands = DECIDED.find((kind) => kind === slots.state) ?? 'waiting';
  const of = historyOf(services, turn, slots);
  return {
    messages: [of === 'unknownTime' ? unknownTime(turn, slots) : await requestsMessage(services, turn, stands, of)],
  };
};

/** The answer to who takes a request back in words. */
export async function withdrawRequest(services: Services, turn: Turn, record: ChangeRecord): Promise<Answer> {
  return said(services, turn, await services.desk.approvals.withdraw(record.number, turn.by));
}

function onRequest(
  decide: (services: Services, turn: Turn, record: ChangeRecord, reason?: string) => Promise<Answer>,
): Handler {
  return async (services, turn, { slots }) => {
    const { ref = '@thread', reason } = slots;
    const { nothingWaits, unknownRequest } = texts[turn.language].approvals;
    const byNumber = /^#?\d+$/.test(ref);
    const record = byNumber
      ? await services.store.changes.get(Number(ref.replace('#', '')))
      : (await services.approvals.threadOf(turn.place))?.record;
    if (record === undefined) return { messages: [{ text: byNumber ? unknownRequest : nothingWaits }] };
    return decide(services, turn, record, reason);
  };
}

/** One sentence; with the request as it would come now, when its outcome has changed. */
async function said(services: Services, turn: Turn, decision: Decision): Promise<Answer> {
  const { answer, messages = [] } = await answerDecision(services, turn, decision);
  switch (decision.kind) {
    case 'approved':
    case 'rejected':
    case 'withdrawn': {
      const isEmergency = decision.record.approval?.decision?.breakGlass === true;
      const done = isEmergency ? 'emergency' : decision.kind;
      return { messages: [{ text: doneText(services, turn.language, decision.record, done) }] };
    }
    case 'askedAgain':
      await services.approvals.sees(decision.record, turn.by.userId);
      return again(services, turn, decision.record);
    default:
      return { messages: [answer.kind === 'card' ? answer.message : { text: answer.text }, ...messages] };
  }
}

async function again(services: Services, turn: Turn, record: ChangeRecord): Promise<Answer> {
  const text = doneText(services, turn.language, record, 'askedAgain');
  const request = await requestFor(services, record, turn);
  return { messages: request === undefined ? [{ text }] : [{ text }, request] };
}
