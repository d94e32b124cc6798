import { filled, flag, listOf, objectWith, optional, text } from './shape.ts';

const account = objectWith({ id: filled, name: optional(text), aadObjectId: optional(text) });

/** As much of an activity as is read here (https://learn.microsoft.com/azure/bot-service/rest-api/bot-framework-rest-connector-api-reference#activity-object). */
const activity = objectWith({
  type: filled,
  channelId: filled,
  serviceUrl: filled,
  id: optional(text),
  name: optional(text),
  text: optional(text),
  action: optional(text),
  replyToId: optional(text),
  conversation: objectWith({ id: filled, conversationType: optional(text), isGroup: optional(flag) }),
  from: account,
  recipient: account,
  entities: optional(listOf(objectWith({}))),
  attachments: optional(listOf(objectWith({ contentType: optional(text) }))),
  membersAdded: optional(listOf(account)),
  membersRemoved: optional(listOf(account)),
  channelData: optional(objectWith({ tenant: optional(objectWith({})) })),
});

/** Why a body is no activity, or undefined when it is one that can be answered. `value` is read as what it is. */
export function faultOf(body: unknown): string | undefined {
  return activity(body, '');
}
