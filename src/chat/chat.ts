import type { AdaptiveCard } from '../cards/render.ts';
import type { Language } from '../language/command.ts';

/**
 * Chat as the handlers see it: people, places and messages, without anything of Teams. `teams/` is the only folder
 * that knows how these travel.
 */

/** Where a conversation is: enough to write there again after a restart. Plain JSON. */
export interface Place {
  readonly channelId: string;
  readonly serviceUrl: string;
  /** In a channel with the root of the thread (`;messageid=…`), so that an answer stays in it. */
  readonly conversationId: string;
  readonly conversationType: 'personal' | 'groupChat' | 'channel';
  readonly tenantId: string | undefined;
  readonly bot: { readonly id: string; readonly name: string };
}

declare const authenticated: unique symbol;

/** Of somebody who was asked who they are. Only `teams/activity.ts` makes one, of an activity that a gate admitted. */
export type ObjectId = string & { readonly [authenticated]: true };

/** Who speaks: the authenticated object id is the only identity; the name is for greeting. */
export interface Person {
  readonly userId: ObjectId | undefined;
  readonly chatId: string;
  readonly displayName: string;
  /** Of their client (IANA), where it says so. */
  readonly timeZone?: string;
  /** Of their client, where it is one that is spoken here. */
  readonly language?: Language;
}

/** One message: text, or a card with its text for toasts and for clients without cards. */
export interface Message {
  readonly text: string;
  readonly card?: AdaptiveCard;
  /** The change whose state this card shows, so that it can be edited when the state moves. */
  readonly shows?: number;
  /** The version of the change that the card pictures; absent: it pictures none. */
  readonly version?: number;
  /** A file that the person may have in their own chat, once they allow it. */
  readonly offers?: FileOffer;
  /** A file that Teams has taken for them. */
  readonly file?: Upload;
  /** The request that this card asks a second person to decide, and as what. */
  readonly asks?: { readonly number: number; readonly as: 'approver' | 'emergency' };
}

interface FileOffer {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly bytes: number;
}

/** Where Teams takes a file, and how it is told of afterwards. */
export interface Upload {
  readonly uploadUrl: string;
  readonly contentUrl: string;
  readonly name: string;
  readonly uniqueId: string;
  readonly fileType: string;
}

/** What somebody decided about a file that they were offered. */
export interface IncomingFile {
  readonly place: Place;
  readonly person: Person;
  /** Believed in nothing, as what a button carries. */
  readonly fileId: string;
  /** Undefined: they do not want it. */
  readonly upload: Upload | undefined;
  /** The message that holds the offer, when the client says so. */
  readonly offerMessageId: string | undefined;
}

export interface IncomingMessage {
  readonly place: Place;
  readonly person: Person;
  /** The channel's id of the message: the same message may be delivered more than once. */
  readonly messageId: string | undefined;
  /** As typed, without the bot's own mention. */
  readonly text: string;
  /** Whether a picture, a file or a forwarded message came with it, which is not read. */
  readonly brings?: boolean | undefined;
  /** Whether the bot was spoken to: always in a personal chat, elsewhere by a mention. */
  readonly addressed: boolean;
}

export interface IncomingPress {
  readonly place: Place;
  readonly person: Person;
  readonly verb: string;
  /** Believed in nothing: a reference, a version and a choice, looked up and authorised again. */
  readonly data: Readonly<Record<string, unknown>>;
  /** The message that holds the card, when the client says so. */
  readonly cardMessageId: string | undefined;
  /** The channel's id of the press, which may be delivered more than once. */
  readonly messageId?: string | undefined;
}

/** What the person who pressed sees at once: the card that takes this one's place, or a sentence beside it. */
export type PressAnswer =
  | { readonly kind: 'card'; readonly message: Message }
  | { readonly kind: 'sentence'; readonly text: string }
  | { readonly kind: 'problem'; readonly code: string; readonly text: string };

/** Nobody said whether the message arrived. It is not sent again by itself: nobody gets the same twice. */
export class PerhapsSent extends Error {
  constructor(cause: unknown) {
    super(`it is not known whether the message arrived: ${cause instanceof Error ? cause.message : cause}`, { cause });
    this.name = 'PerhapsSent';
  }
}

/** Writes to a place. Retries what is worth retrying; `gone` says that nobody is there any more. */
export interface Chat {
  /** @throws PerhapsSent */
  send(place: Place, message: Message): Promise<string | 'gone'>;
  update(place: Place, messageId: string, message: Message): Promise<'updated' | 'gone'>;
  /** Puts a file where Teams asked for it. False: it goes nowhere, as the address is not Microsoft's or took nothing. */
  upload(url: string, content: Buffer): Promise<boolean>;
}

/** What the bot does with what arrives. New messages go to the place where it was said, in order. */
export interface Conversations {
  onMessage(incoming: IncomingMessage): Promise<void>;
  /** A message says something else now: what it asked for before, and was not decided, is over. */
  onEdited(incoming: IncomingMessage): Promise<void>;
  onDeleted(incoming: IncomingMessage): Promise<void>;
  onPress(incoming: IncomingPress): Promise<PressAnswer>;
  /** A press whose answer cannot take the card's place: it is a new message. */
  onSubmit(incoming: IncomingPress): Promise<void>;
  onFile(incoming: IncomingFile): Promise<void>;
  onInstalled(place: Place, person: Person): Promise<void>;
  onRemoved(place: Place): Promise<void>;
}
