import type { ChangeRecord } from '../../changes/change-record.ts';
import type { Place } from '../../chat/chat.ts';
import type { WaitingHere } from '../../chat/listener.ts';
import type { ShownCard } from '../../chat/shown-cards.ts';
import type { Tellers } from '../teller.ts';
import type { AskingCards } from './asking-cards.ts';
import type { ToldRequest } from './request-book.ts';

/** Carries requests to who may approve them, and decisions to who asked, over restarts. */
export interface Approvals extends Pick<AskingCards, 'shown' | 'moved' | 'asksOn' | 'catchUp'> {
  /** A request was made, or made again because its outcome has changed: its cards go out, or are edited. */
  ask(record: ChangeRecord, place: Place): Promise<void>;
  /** A request was decided, by whomever or by time. */
  decided(record: ChangeRecord): Promise<void>;
  /** Somebody can be written to from now on: what they may approve is shown to them. */
  met(userId: string, place: Place): Promise<void>;
  /** A card of the request is pressed: one that perhaps arrived is there, and is kept true from now on. */
  pressed(number: number, card: ShownCard): Promise<void>;
  asked(number: number): Promise<ToldRequest | undefined>;
  /**
   * Whether this person, who answers in words, has been shown the request as it stands; from now on they have. One that was
   * asked only once is what everybody saw.
   */
  sees(record: ChangeRecord, userId: string): Promise<boolean>;
  /** The request that waits where somebody speaks: the only one, or the one that was just shown there. */
  threadOf(place: Place): Promise<WaitingHere | undefined>;
  /** Something else was said or pressed here: from now on "ok" alone means no request. */
  passedOver(place: Place): Promise<void>;
  /** Tell whoever is to be asked, and what there is to say about it. */
  readonly tellers: Tellers;
  /** Begins to look after what is due. */
  start(): void;
  close(): Promise<void>;
}
