import type { Activity } from 'botbuilder';
import { isZone } from '../../core/time/zone.ts';
import type { IncomingMessage, IncomingPress, Person, Place } from '../chat.ts';

/** Why a body is no activity, or undefined when it is one that can be answered. */
export function faultOf(body: unknown): string | undefined {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) return 'the body is not a JSON object';
  const activity = body as Record<string, unknown>;
  if (typeof activity['type'] !== 'string' || activity['type'] === '') return 'the activity has no type';
  if (typeof activity['channelId'] !== 'string') return 'the activity has no channelId';
  if (typeof activity['serviceUrl'] !== 'string') return 'the activity has no serviceUrl';
  for (const party of ['conversation', 'from', 'recipient']) {
    const account = activity[party];
    if (
      typeof account !== 'object' ||
      account === null ||
      typeof (account as Record<string, unknown>)['id'] !== 'string'
    ) {
      return `the activity has no ${party}.id`;
    }
  }
  if (activity['text'] !== undefined && activity['text'] !== null && typeof activity['text'] !== 'string') {
    return 'the text of the activity is not a string';
  }
  return undefined;
}

export function placeOf(activity: Activity): Place {
  const { conversation, recipient } = activity;
  const channelData = activity.channelData as { tenant?: { id?: unknown } } | undefined;
  const tenantId = conversation.tenantId ?? channelData?.tenant?.id;
  return {
    channelId: activity.channelId,
    serviceUrl: activity.serviceUrl,
    conversationId: conversation.id,
    conversationType: conversationTypeOf(conversation.conversationType, conversation.isGroup),
    tenantId: typeof tenantId === 'string' ? tenantId : undefined,
    bot: { id: recipient.id, name: recipient.name ?? '' },
  };
}

function conversationTypeOf(type: string | undefined, isGroup: boolean | undefined): Place['conversationType'] {
  if (type === 'channel' || type === 'groupChat' || type === 'personal') return type;
  return isGroup === true ? 'groupChat' : 'personal';
}

export function personOf(activity: Activity): Person {
  const { aadObjectId, id, name } = activity.from;
  const timeZone = timeZoneOf(activity);
  return {
    userId: aadObjectId?.toLowerCase(),
    chatId: id,
    displayName: name ?? '',
    ...(timeZone === undefined ? {} : { timeZone }),
  };
}

/** https://learn.microsoft.com/microsoftteams/platform/bots/build-conversational-capability: `clientInfo` carries it too. */
function timeZoneOf({ localTimezone, entities }: Activity): string | undefined {
  const client = (entities ?? []).find((entity) => entity.type === 'clientInfo') as { timezone?: unknown } | undefined;
  return [localTimezone, client?.timezone].find((zone): zone is string => typeof zone === 'string' && isZone(zone));
}

export function messageOf(activity: Activity): IncomingMessage {
  const place = placeOf(activity);
  const { text, mentioned } = withoutMentionOf(activity);
  return {
    place,
    person: personOf(activity),
    messageId: activity.id,
    text,
    addressed: mentioned || place.conversationType === 'personal',
  };
}

/** Only the bot's own mention goes; those of people are arguments and stay as `<at>Name</at>`. */
function withoutMentionOf(activity: Activity): { text: string; mentioned: boolean } {
  const { recipient } = activity;
  const mentions = (activity.entities ?? []).filter(
    (entity) => entity.type === 'mention' && (entity as { mentioned?: { id?: string } }).mentioned?.id === recipient.id,
  );
  const spellings = [
    ...mentions.map((entity) => (entity as { text?: unknown }).text),
    recipient.name ? `<at>${recipient.name}</at>` : undefined,
  ].filter((spelling): spelling is string => typeof spelling === 'string' && spelling !== '');
  let text = activity.text ?? '';
  let mentioned = mentions.length > 0;
  for (const spelling of new Set(spellings)) {
    if (!text.includes(spelling)) continue;
    text = text.replaceAll(spelling, ' ');
    mentioned = true;
  }
  return { text: text.trim(), mentioned };
}

/** A press of a button: `Action.Execute` comes as an invoke, `Action.Submit` as a message with a value. */
export function pressOf(activity: Activity): IncomingPress | undefined {
  const value = activity.value as { action?: { verb?: unknown; data?: unknown }; verb?: unknown } | undefined;
  const action = activity.name === 'adaptiveCard/action' ? value?.action : value;
  if (typeof action?.verb !== 'string') return undefined;
  const data = activity.name === 'adaptiveCard/action' ? (action as { data?: unknown }).data : value;
  return {
    place: placeOf(activity),
    person: personOf(activity),
    verb: action.verb,
    data: typeof data === 'object' && data !== null && !Array.isArray(data) ? (data as Record<string, unknown>) : {},
    cardMessageId: activity.replyToId,
  };
}
