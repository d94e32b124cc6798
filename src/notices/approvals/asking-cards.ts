import type { Message, Place } from '../../chat/chat.ts';
import type { LiveCards } from '../../chat/live-cards.ts';
import { isIn } from '../../chat/places.ts';
import type { ShownCard } from '../../chat/shown-cards.ts';
import { threadBelow } from './just-shown.ts';

type Asks = NonNullable<Message['asks']>;
/** As what somebody is shown a request that they may decide. */
export type AsksAs = Asks['as'];

/** The cards that ask somebody to decide a request: kept true, and known again when they are pressed. */
export interface AskingCards {
  readonly approver: LiveCards;
  moved(number: number): void;
  /** From now on this message asks somebody to decide the request. */
  shown(asks: Asks, card: ShownCard): Promise<void>;
  /** As what this message asks it; undefined when it does not. */
  asksOn(number: number, place: Place, messageId: string | undefined): Promise<AsksAs | undefined>;
  /** Whether one of them stands in this conversation, or this is the thread below it. */
  standIn(number: number, place: Place): Promise<boolean>;
  /** @see LiveCards */
  catchUp(): Promise<void>;
  close(): Promise<void>;
}

export function askingCards(cards: Readonly<Record<AsksAs, LiveCards>>): AskingCards {
  const { approver, emergency } = cards;
  return {
    approver,
    moved(number) {
      approver.moved(number);
      emergency.moved(number);
    },
    shown: ({ number, as }, card) => cards[as].shown(number, card),
    async asksOn(number, place, messageId) {
      for (const as of ['approver', 'emergency'] as const) {
        const shown = await cards[as].cardsOf(number);
        if (shown.some((card) => card.messageId === messageId && isIn(card.place, place))) return as;
      }
      return undefined;
    },
    async standIn(number, { conversationId }) {
      const shown = [...(await approver.cardsOf(number)), ...(await emergency.cardsOf(number))];
      return shown.some((card) => [card.place.conversationId, threadBelow(card)].includes(conversationId));
    },
    async catchUp() {
      await approver.catchUp();
      await emergency.catchUp();
    },
    async close() {
      await Promise.all([approver.close(), emergency.close()]);
    },
  };
}
