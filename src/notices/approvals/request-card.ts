import {
  approvalCard,
  approvalDecidedCard,
  type DecidedInput,
  type WaitingInput,
} from '../../cards/approval/approval.ts';
import type { ApprovalViewer } from '../../cards/approval/approval-buttons.ts';
import type { Card } from '../../cards/card.ts';
import type { ChangeRecord } from '../../changes/change-record.ts';
import type { Message, Place } from '../../chat/chat.ts';
import type { Foundation } from '../../chat/foundation.ts';
import { isIn } from '../../chat/places.ts';
import { cardMessage, type Turn, viewContext } from '../../chat/turn.ts';
import type { Language } from '../../language/command.ts';
import type { Approvals } from './approvals.ts';
import type { ToldRequest } from './request-book.ts';

/** Knows of each request whom it was told. */
export interface KnowsRequests extends Foundation {
  readonly approvals: Pick<Approvals, 'asked'>;
}

/** A change about which a second person was asked, and that nobody has approved. */
export function isRequest({ approval }: ChangeRecord): boolean {
  return approval !== undefined && approval.decision?.verdict !== 'approved';
}

/** The request where it was asked. */
export async function requestCard(services: KnowsRequests, record: ChangeRecord): Promise<Card> {
  const asked = await services.approvals.asked(record.number);
  const viewer = asked?.place?.conversationType === 'personal' ? 'requester' : 'anybody';
  return cardFor(services, record, { asked, viewer });
}

/** The request for somebody who may approve it, in the language that they speak there; `emergency`: with emergency access. */
export async function approverMessage(
  services: KnowsRequests,
  record: ChangeRecord,
  place: Place,
  as: 'approver' | 'emergency' = 'approver',
): Promise<Message> {
  const asked = await services.approvals.asked(record.number);
  const language = await services.places.languageIn(place);
  const card = cardFor(services, record, { asked, viewer: as, language });
  return { ...cardMessage(card), version: record.version, asks: { number: record.number, as } };
}

/** The request for somebody who wants to see it; undefined for who may not decide it, its requester among them. */
export async function requestFor(
  services: KnowsRequests,
  record: ChangeRecord,
  { by: { userId }, place }: Pick<Turn, 'by' | 'place'>,
): Promise<Message | undefined> {
  if (record.state !== 'waiting') return undefined;
  const standing = await services.desk.approvals.standing(record, userId);
  if (standing === 'none') return undefined;
  return approverMessage(services, record, place, standing === 'breakGlass' ? 'emergency' : 'approver');
}

interface Seen {
  readonly asked: ToldRequest | undefined;
  readonly viewer: ApprovalViewer;
  /** Undefined: that of who asks. */
  readonly language?: Language | undefined;
}

function cardFor(
  services: Foundation,
  record: ChangeRecord,
  { asked, viewer, language = record.language }: Seen,
): Card {
  const context = viewContext(services, language);
  const { approval } = record;
  if (record.state === 'waiting' && approval !== undefined) {
    const told = asked === undefined || isInItsChannel(asked) ? {} : toldOf(asked);
    const { approvers } = services.desk.approvals.policy;
    return approvalCard(context, { record, expiresAt: approval.expiresAt, viewer, approvers, ...told });
  }
  return approvalDecidedCard(context, { record, ...decisionOf(record) });
}

function toldOf({ told, channel, unsure = [] }: ToldRequest): Pick<WaitingInput, 'told' | 'inChannel' | 'isUnsure'> {
  return { told: told.length, inChannel: channel !== undefined, isUnsure: unsure.length > 0 };
}

/** Who asks in the channel of approvals sees that it stands there. */
function isInItsChannel({ place, channel }: ToldRequest): boolean {
  return channel !== undefined && place !== undefined && isIn(channel, place);
}

/** How a request ended: by whom, when, why. */
export function decisionOf(
  record: ChangeRecord,
): Pick<DecidedInput, 'decision' | 'by' | 'reason' | 'at' | 'breakGlass'> {
  const { approval, requestedBy, state } = record;
  const at = record.finishedAt ?? record.createdAt;
  if (approval?.decision !== undefined) {
    const { verdict, by, at: decidedAt, reason, breakGlass = false } = approval.decision;
    const because = reason === undefined ? {} : { reason };
    return { decision: verdict, by: by.displayName, at: decidedAt, breakGlass, ...because };
  }
  if (state === 'dismissed') return { decision: 'withdrawn', by: requestedBy.displayName, at };
  return { decision: state === 'refused' ? 'impossible' : 'expired', at };
}
