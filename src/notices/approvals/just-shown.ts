import type { Place } from '../../chat/chat.ts';
import { channelOf } from '../../chat/places.ts';
import type { ShownCard } from '../../chat/shown-cards.ts';
import type { KeyValue } from '../../store/store.ts';

/** Nobody remembers for longer what was shown last. */
const LIFETIME_MS = 7 * 24 * 3_600_000;

/** The request that was shown last in a conversation, as long as nothing else has been said there: only then "ok" means it. */
export interface JustShown {
  /** It was asked here, or its card was posted here: also the thread below the card is about it. */
  asked(number: number, place: Place): Promise<void>;
  posted(number: number, card: ShownCard): Promise<void>;
  /** Something else was said or pressed here. */
  over(place: Place): Promise<void>;
  in(place: Place): Promise<number | undefined>;
}

/** @param shown by conversation, the number of the request */
export function justShown(shown: KeyValue<number>): JustShown {
  const set = (conversationId: string, number: number) => shown.set(conversationId, number, LIFETIME_MS);
  return {
    asked: (number, { conversationId }) => set(conversationId, number),
    async posted(number, { place, messageId }) {
      await set(place.conversationId, number);
      if (place.conversationType === 'channel') await set(threadBelow({ place, messageId }), number);
    },
    async over({ conversationId }) {
      await shown.delete(conversationId);
    },
    in: ({ conversationId }) => shown.get(conversationId),
  };
}

/** The conversation of the answers to a post. */
export function threadBelow({ place, messageId }: ShownCard): string {
  return `${channelOf(place)};messageid=${messageId}`;
}
