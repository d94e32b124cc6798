import type { ChangeReference, Decision } from '../../engine/decision.ts';
import { approverMessage } from '../../notices/approvals/request-card.ts';
import { texts } from '../../words/catalogue.ts';
import { answerDecision, inPlace, problem } from '../decision.ts';
import { requestsMessage } from '../handlers/audit.ts';
import type { Services } from '../services.ts';
import type { Turn } from '../turn.ts';
import { below } from './look.ts';
import { type PressHandler, referenceIn, textIn } from './press.ts';

/** "Ask for approval": the card becomes the request. */
export const askApproval: PressHandler = async (services, turn, press) => {
  const reference = referenceIn(press);
  if (reference === undefined) return problem('UnknownAction', texts[turn.language].answers.unknownButton);
  return answerDecision(services, turn, await services.desk.ask(reference, turn.by));
};

export const pressApprove = decidingRequest(({ desk }, turn, reference, reason) =>
  desk.approvals.approve(reference, turn.by, reason),
);

export const pressReject = decidingRequest(({ desk }, turn, reference, reason) =>
  desk.approvals.reject(reference, turn.by, reason),
);

export const pressListApprovals: PressHandler = async (services, turn) =>
  below(turn, await requestsMessage(services, turn, 'waiting'));

/** An approver's own card goes on as the request; where it was asked, its card goes on as the change. */
function decidingRequest(
  decide: (services: Services, turn: Turn, reference: ChangeReference, reason?: string) => Promise<Decision>,
): PressHandler {
  return async (services, turn, press) => {
    const reference = referenceIn(press);
    if (reference === undefined) return problem('UnknownAction', texts[turn.language].answers.unknownButton);
    const decision = await decide(services, turn, reference, textIn(press, 'reason'));
    const as = await services.approvals.asksOn(reference.number, press.place, press.cardMessageId);
    const result = await answerDecision(services, turn, decision);
    const record = await services.store.changes.get(reference.number);
    const needsReason = decision.kind === 'notApproved' && decision.because === 'needsReason';
    // Who shares a card with the approvers gets one that asks for the reason, in its place; a card of their own has it.
    if (needsReason && as !== 'emergency' && record !== undefined) {
      return inPlace(await approverMessage(services, record, press.place, 'emergency'));
    }
    if (as === undefined || result.answer.kind !== 'card' || record?.approval === undefined) return result;
    return { ...result, ...inPlace(await approverMessage(services, record, press.place, as)) };
  };
}
