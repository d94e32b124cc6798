import { filled, flag, objectWith, optional, shapeOfList, text } from './shape.ts';

/** Absent, or null, which is how some clients write absent. */
type Optional<Value> = Value | null | undefined;

interface Account {
  readonly id: string;
  readonly name?: Optional<string>;
  readonly aadObjectId?: Optional<string>;
}

/**
 * As much of an activity as is read here, as it comes over the wire
 * (https://learn.microsoft.com/azure/bot-service/rest-api/bot-framework-rest-connector-api-reference#activity-object).
 * What is `unknown` is read as what it is, where it is read.
 */
export interface Activity {
  readonly type: string;
  readonly channelId: string;
  readonly serviceUrl: string;
  readonly id?: Optional<string>;
  readonly name?: Optional<string>;
  readonly text?: Optional<string>;
  readonly action?: Optional<string>;
  readonly locale?: Optional<string>;
  readonly replyToId?: Optional<string>;
  readonly localTimezone?: unknown;
  readonly value?: unknown;
  readonly conversation: {
    readonly id: string;
    readonly conversationType?: Optional<string>;
    readonly isGroup?: Optional<boolean>;
    readonly tenantId?: unknown;
  };
  readonly from: Account;
  readonly recipient: Account;
  readonly entities?: Optional<readonly Readonly<Record<string, unknown>>[]>;
  readonly attachments?: Optional<readonly { readonly contentType?: Optional<string> }[]>;
  readonly membersAdded?: Optional<readonly Account[]>;
  readonly membersRemoved?: Optional<readonly Account[]>;
  readonly channelData?: Optional<{ readonly tenant?: Optional<{ readonly id?: unknown }> }>;
}

const account = objectWith({ id: filled, name: optional(text), aadObjectId: optional(text) });

const activity = objectWith({
  type: filled,
  channelId: filled,
  serviceUrl: filled,
  id: optional(text),
  name: optional(text),
  text: optional(text),
  action: optional(text),
  locale: optional(text),
  replyToId: optional(text),
  conversation: objectWith({ id: filled, conversationType: optional(text), isGroup: optional(flag) }),
  from: account,
  recipient: account,
  entities: optional(shapeOfList(objectWith({}))),
  attachments: optional(shapeOfList(objectWith({ contentType: optional(text) }))),
  membersAdded: optional(shapeOfList(account)),
  membersRemoved: optional(shapeOfList(account)),
  channelData: optional(objectWith({ tenant: optional(objectWith({})) })),
});

/** A body as the activity that it is, or why it is none. */
export function readActivity(body: unknown): { readonly activity: Activity } | { readonly fault: string } {
  const fault = activity(body, '');
  return fault === undefined ? { activity: body as Activity } : { fault };
}
