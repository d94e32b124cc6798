import { alertCard } from '../../cards/alert/alert.ts';
import { referenceOf } from '../../cards/change/record.ts';
import { type ChangeRecord, isOffer } from '../../changes/change-record.ts';
import type { Message } from '../../chat/chat.ts';
import type { Foundation } from '../../chat/foundation.ts';
import { offering } from '../../chat/handlers/fixes.ts';
import { offered } from '../../chat/record-card.ts';
import { cardMessage, viewContext } from '../../chat/turn.ts';
import type { FailingPeople } from '../../licensing/explain/failing-people.ts';
import type { FailureCause } from '../../licensing/explain/failure-cause.ts';
import type { SuggestedFix } from '../../licensing/suggest/suggested-fix.ts';
import type { Alert, Watch } from './watched.ts';

/** A message of an open alert, and what its buttons may do: to be kept with `offer` before it is sent. */
export interface OpenAlert {
  readonly message: Message;
  readonly record: ChangeRecord;
  readonly suggestions: readonly SuggestedFix[];
}

interface AlertAsked {
  readonly by: Watch['by'];
  readonly language: Watch['language'];
  readonly at: string;
  readonly cause: FailingPeople;
  readonly people: readonly string[];
  /** The change that the buttons of the message referred to before. */
  readonly before?: number;
}

export async function openAlert(services: Foundation, asked: AlertAsked): Promise<OpenAlert> {
  const { groupId, cause } = asked.cause;
  const { suggestions } = await services.foresight.failures({ groupIds: [groupId], userIds: [] });
  const record = await offeringOf(services, asked);
  const card = alertCard(viewContext(services, asked.language), {
    reference: referenceOf(record),
    groupId,
    cause: aboutPeople(cause, asked.people),
    fixes: suggestions.map((suggestion) => offered(services, suggestion)),
    askedBy: asked.by.displayName,
    at: asked.at,
    phase: 'new',
  });
  return { message: cardMessage(card), record, suggestions };
}

/** @param stillFailing people who fail in the group all the same, for another reason or since before */
export function solvedAlert(services: Foundation, alert: Alert, stillFailing: number): Message {
  return closedAlert(services, alert, { phase: 'solved', stillFailing });
}

export function stoppedAlert(services: Foundation, alert: Alert): Message {
  return closedAlert(services, alert, { phase: 'stopped', stillFailing: 0 });
}

function closedAlert(
  services: Foundation,
  alert: Alert,
  { phase, stillFailing }: { readonly phase: 'solved' | 'stopped'; readonly stillFailing: number },
): Message {
  const { groupId, error, skuId, failedSkuIds, on } = alert;
  const known = { groupId, error, skuId, failedSkuIds, on, detail: { kind: 'unknown' as const } };
  const card = alertCard(viewContext(services, alert.language), {
    reference: { id: alert.offering, v: 0 },
    groupId,
    cause: aboutPeople(known, phase === 'solved' ? [] : alert.people),
    fixes: [],
    askedBy: alert.by.displayName,
    at: alert.at,
    phase,
    stillFailing,
  });
  return cardMessage(card);
}

/**
 * What the buttons refer to. The same change as before in a new version, so that a button of an older state of the
 * message is stale; another one when somebody has made that change their own.
 */
async function offeringOf(services: Foundation, { by, language, cause, before }: AlertAsked): Promise<ChangeRecord> {
  const record = before === undefined ? undefined : await services.store.changes.get(before);
  const isOpen = record !== undefined && isOffer(record);
  const next = isOpen ? await services.store.changes.advance(record, {}) : undefined;
  if (next !== undefined) return next;
  const displayName = viewContext(services, language).labels.group(cause.groupId)?.displayName ?? cause.groupId;
  const slots = { groups: [displayName], ids: { groups: [cause.groupId] } };
  const heard = { intent: 'suggest_fixes' as const, slots, reading: '', language, said: '' };
  return offering(services, { by }, { heard, groupIds: [cause.groupId], userIds: [] });
}

/** Of all whom a cause holds back, those whom a message counts. */
function aboutPeople(
  cause: Omit<FailureCause, 'people' | 'userIds' | 'peopleOnwards'>,
  userIds: readonly string[],
): FailureCause {
  return { ...cause, userIds, people: userIds.length, peopleOnwards: userIds.length };
}
