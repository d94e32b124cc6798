import type { IncomingFile, IncomingMessage, IncomingPress, ObjectId, Person, Place, Upload } from '../chat/chat.ts';
import { mentionOf } from '../language/clean.ts';
import type { Language } from '../language/command.ts';
import { isZone } from '../time/zone.ts';
import { texts } from '../words/catalogue.ts';
import { type Admitted, tenantIdsOf } from './gate.ts';
import type { Activity } from './wire.ts';

export function placeOf(activity: Admitted): Place {
  const { conversation, recipient } = activity;
  const [tenantId] = tenantIdsOf(activity);
  return {
    channelId: activity.channelId,
    serviceUrl: activity.serviceUrl,
    conversationId: conversation.id,
    conversationType: conversationTypeOf(conversation.conversationType, conversation.isGroup),
    tenantId: typeof tenantId === 'string' ? tenantId : undefined,
    bot: { id: recipient.id, name: recipient.name ?? '' },
  };
}

function conversationTypeOf(
  type: Activity['conversation']['conversationType'],
  isGroup: Activity['conversation']['isGroup'],
): Place['conversationType'] {
  if (type === 'channel' || type === 'groupChat' || type === 'personal') return type;
  return isGroup === true ? 'groupChat' : 'personal';
}

/** The one place where somebody becomes a person: the sender of an activity that was admitted. */
export function personOf(activity: Admitted): Person {
  const { aadObjectId, id, name } = activity.from;
  const timeZone = timeZoneOf(activity);
  const language = clientLanguage(activity);
  return {
    userId: aadObjectId?.toLowerCase() as ObjectId | undefined,
    chatId: id,
    displayName: name ?? '',
    ...(timeZone === undefined ? {} : { timeZone }),
    ...(language === undefined ? {} : { language }),
  };
}

/** Of the client; undefined: of none that is spoken here. */
export function clientLanguage({ locale }: Activity): Language | undefined {
  const [primary = ''] = locale?.toLowerCase().split('-') ?? [];
  return Object.hasOwn(texts, primary) ? (primary as Language) : undefined;
}

/** https://learn.microsoft.com/microsoftteams/platform/bots/build-conversational-capability: `clientInfo` carries it too. */
function timeZoneOf({ localTimezone, entities }: Activity): string | undefined {
  const client = (entities ?? []).find((entity) => entity['type'] === 'clientInfo');
  return [localTimezone, client?.['timezone']].find((zone): zone is string => typeof zone === 'string' && isZone(zone));
}

export function incomingMessage(activity: Admitted): IncomingMessage {
  const place = placeOf(activity);
  const { text, mentioned } = withoutMentionOf(activity);
  return {
    place,
    person: personOf(activity),
    messageId: activity.id ?? undefined,
    text,
    brings: bringsOf(activity),
    addressed: mentioned || place.conversationType === 'personal',
  };
}

/** Only the bot's own mention goes; those of people are arguments and stay as `<at>Name</at>`. */
function withoutMentionOf(activity: Activity): { text: string; mentioned: boolean } {
  const { recipient } = activity;
  const mentions = (activity.entities ?? []).filter(
    ({ type, mentioned }) => type === 'mention' && (mentioned as { id?: unknown } | null)?.id === recipient.id,
  );
  const spellings = [
    ...mentions.map((entity) => entity['text']),
    recipient.name ? `<at>${recipient.name}</at>` : undefined,
  ].filter((spelling): spelling is string => typeof spelling === 'string' && spelling !== '');
  let text = activity.text ?? '';
  let mentioned = mentions.length > 0;
  for (const spelling of new Set(spellings)) {
    if (!text.includes(spelling)) continue;
    text = text.replaceAll(spelling, ' ');
    mentioned = true;
  }
  return { text: byWhomTheyMean(text, activity.entities ?? []).trim(), mentioned };
}

/** What cannot be read here: Teams sends the markup of a text, and cards, as attachments too. */
function bringsOf({ attachments }: Activity): boolean {
  const types = (attachments ?? []).map(({ contentType }) => contentType ?? '');
  return types.some((type) => type !== '' && !/^(?:text\/|application\/vnd\.microsoft\.card)/.test(type));
}

interface Mention {
  readonly text: string;
  readonly id: string;
  /** Of the person, or the id of a channel: nobody of the directory. */
  readonly meant: string | undefined;
}

/** Mentions of people and channels by whom they mean; two in a row of one person are one, and other apps say nothing. */
function byWhomTheyMean(text: string, entities: readonly unknown[]): string {
  const mentions = entities.flatMap(mentionIn);
  return whole(mentions).reduce(
    (rest, mention) => rest.replaceAll(mention.text, writtenOf(mention)),
    whole(mentions).reduce((rest, { text: joined, parts }) => rest.replace(parts, joined), text),
  );
}

function writtenOf({ id, meant, text }: Mention): string {
  if (id.startsWith(APP)) return ' ';
  return meant === undefined ? text : mentionOf(meant, text.replace(/<[^<>]*>/g, ''));
}

const APP = '28:';
const CHANNEL = '19:';

function mentionIn(entity: unknown): readonly Mention[] {
  const { type, text, mentioned } = entity as { type?: unknown; text?: unknown; mentioned?: unknown };
  const { id, aadObjectId } = (mentioned ?? {}) as { id?: unknown; aadObjectId?: unknown };
  if (type !== 'mention' || typeof text !== 'string' || text === '' || typeof id !== 'string') return [];
  const channel = id.startsWith(CHANNEL) ? id : undefined;
  return [{ text, id, meant: typeof aadObjectId === 'string' ? aadObjectId.toLowerCase() : channel }];
}

/** "<at>Adele</at> <at>Vance</at>" of one id is one mention; `parts` is how it stands in the text. */
function whole(mentions: readonly Mention[]): readonly (Mention & { readonly parts: RegExp })[] {
  const joined: Mention[][] = [];
  for (const mention of mentions) {
    const last = joined.at(-1);
    if (last?.[0]?.id === mention.id) last.push(mention);
    else joined.push([mention]);
  }
  return joined.flatMap((pieces) => {
    const [first] = pieces;
    if (first === undefined) return [];
    const names = pieces.map((piece) => piece.text.replace(/<[^<>]*>/g, '').trim());
    const parts = new RegExp(pieces.map(({ text }) => RegExp.escape(text)).join('\\s*'));
    return [{ ...first, text: `<at>${names.join(' ')}</at>`, parts }];
  });
}

/** A press of a button: `Action.Execute` comes as an invoke, `Action.Submit` as a message with a value. */
export function pressOf(activity: Admitted): IncomingPress | undefined {
  const value = activity.value as
    | { action?: { verb?: unknown; data?: unknown } | null; verb?: unknown }
    | null
    | undefined;
  const action = activity.name === 'adaptiveCard/action' ? value?.action : value;
  if (typeof action?.verb !== 'string') return undefined;
  const data = activity.name === 'adaptiveCard/action' ? (action as { data?: unknown }).data : value;
  return {
    place: placeOf(activity),
    person: personOf(activity),
    verb: action.verb,
    data: typeof data === 'object' && data !== null && !Array.isArray(data) ? (data as Record<string, unknown>) : {},
    cardMessageId: activity.replyToId ?? undefined,
    messageId: activity.id ?? undefined,
  };
}

/** What was decided about a file that was offered; undefined when the activity says nothing of the kind. */
export function fileOf(activity: Admitted): IncomingFile | undefined {
  const { action, context, uploadInfo } = (activity.value ?? {}) as Readonly<Record<string, unknown>>;
  const { file: fileId } = (context ?? {}) as Readonly<Record<string, unknown>>;
  if (typeof fileId !== 'string' || (action !== 'accept' && action !== 'decline')) return undefined;
  const upload = action === 'accept' ? uploadIn(uploadInfo) : undefined;
  if (action === 'accept' && upload === undefined) return undefined;
  return {
    place: placeOf(activity),
    person: personOf(activity),
    fileId,
    upload,
    offerMessageId: activity.replyToId ?? undefined,
  };
}

function uploadIn(info: unknown): Upload | undefined {
  const { uploadUrl, contentUrl, name, uniqueId, fileType } = (info ?? {}) as Readonly<Record<string, unknown>>;
  const upload = { uploadUrl, contentUrl, name, uniqueId, fileType };
  return Object.values(upload).every((text) => typeof text === 'string') ? (upload as unknown as Upload) : undefined;
}
