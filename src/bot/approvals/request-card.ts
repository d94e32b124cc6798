import type { ChangeRecord } from '../../core/change-record.ts';
import type { Card } from '../cards/card.ts';
import type { Message } from '../chat.ts';
import type { Services } from '../services.ts';
import { cardMessage, viewContext } from '../turn.ts';
import { type ApprovalViewer, approvalCard, approvalDecidedCard, type DecidedInput } from '../views/approval.ts';
import type { Asked } from './request-book.ts';

/** A change about which a second person was asked, and that nobody has approved. */
export function isRequest({ approval }: ChangeRecord): boolean {
  return approval !== undefined && approval.decision?.verdict !== 'approved';
}

/** The request where it was asked. */
export async function requestCard(services: Services, record: ChangeRecord): Promise<Card> {
  const asked = await services.approvals.asked(record.number);
  const viewer = asked?.place.conversationType === 'personal' ? 'requester' : 'anybody';
  return cardFor(services, record, { asked, viewer });
}

/** The request in the chat of somebody who may approve it. */
export async function approverMessage(services: Services, record: ChangeRecord): Promise<Message> {
  const asked = await services.approvals.asked(record.number);
  return { ...cardMessage(cardFor(services, record, { asked, viewer: 'approver' })), asks: record.number };
}

function cardFor(
  services: Services,
  record: ChangeRecord,
  { asked, viewer }: { readonly asked: Asked | undefined; readonly viewer: ApprovalViewer },
): Card {
  const context = viewContext(services, record.language);
  const shown = asked?.shown ?? {};
  const { approval } = record;
  if (record.state === 'waiting' && approval !== undefined) {
    const told = asked === undefined ? {} : { told: asked.told.length };
    const { approvers } = services.desk.approvals.policy;
    return approvalCard(context, { record, shown, expiresAt: approval.expiresAt, viewer, approvers, ...told });
  }
  return approvalDecidedCard(context, { record, shown, ...decisionOf(record) });
}

/** How a request ended: by whom, when, why. */
export function decisionOf(record: ChangeRecord): Pick<DecidedInput, 'decision' | 'by' | 'reason' | 'at'> {
  const { approval, requestedBy, state } = record;
  const at = record.finishedAt ?? record.createdAt;
  if (approval?.decision !== undefined) {
    const { verdict, by, at: decidedAt, reason } = approval.decision;
    return { decision: verdict, by: by.displayName, at: decidedAt, ...(reason === undefined ? {} : { reason }) };
  }
  if (state === 'dismissed') return { decision: 'withdrawn', by: requestedBy.displayName, at };
  return { decision: state === 'refused' ? 'impossible' : 'expired', at };
}
