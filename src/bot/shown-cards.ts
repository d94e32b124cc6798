import type { KeyValue } from '../store/key-value.ts';
import type { Place } from './chat.ts';
import { oneAtATime } from './one-at-a-time.ts';
import { channelOf } from './places.ts';

/** Cards that nobody will look at any more are forgotten. */
const LIFETIME_MS = 30 * 24 * 3_600_000;

/** A message that shows the state of a change. */
export interface ShownCard {
  readonly place: Place;
  readonly messageId: string;
}

/** Which messages show which change. What is written about one change is written one after another. */
export interface ShownCards {
  of(number: number): Promise<readonly ShownCard[]>;
  add(number: number, card: ShownCard): Promise<void>;
  remove(number: number, card: ShownCard): Promise<void>;
  /** Every card there: in one thread, or in all threads when it is a channel without one. */
  forget(conversationId: string): Promise<void>;
}

export function shownCards(cards: KeyValue<readonly ShownCard[]>): ShownCards {
  const inOrder = oneAtATime();

  const of = async (number: number | string) => (await cards.get(String(number))) ?? [];

  function update(
    number: number | string,
    change: (shown: readonly ShownCard[]) => readonly ShownCard[],
  ): Promise<void> {
    return inOrder(String(number), async () => {
      const shown = await of(number);
      const next = change(shown);
      if (next.length > 0) await cards.set(String(number), next, LIFETIME_MS);
      else if (shown.length > 0) await cards.delete(String(number));
    });
  }

  return {
    of,
    add: (number, card) => update(number, (shown) => [...shown.filter(isNot(card)), card]),
    remove: (number, card) => update(number, (shown) => shown.filter(isNot(card))),
    async forget(conversationId) {
      const isThere = ({ place }: ShownCard) => [place.conversationId, channelOf(place)].includes(conversationId);
      for (const [number, shown] of await cards.entries()) {
        if (shown.some(isThere)) await update(number, (now) => now.filter((card) => !isThere(card)));
      }
    },
  };
}

/** One message, in all its states. Only within a conversation are ids of messages unlike each other. */
export function keyOf({ place, messageId }: ShownCard): string {
  return `${channelOf(place)} ${messageId}`;
}

function isNot(card: ShownCard): (other: ShownCard) => boolean {
  return (other) => keyOf(other) !== keyOf(card);
}
