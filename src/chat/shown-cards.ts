import type { KeyValue } from '../store/store.ts';
import type { Message, Place } from './chat.ts';
import { oneAtATime } from './one-at-a-time.ts';
import { channelOf } from './places.ts';

/** Cards that nobody will look at any more are forgotten. */
const LIFETIME_MS = 30 * 24 * 3_600_000;
/** Read before others have their turn. */
const AT_ONCE = 100;

/** A message that shows the state of a change. */
export interface ShownCard {
  readonly place: Place;
  readonly messageId: string;
  /** Of the change, as the message surely shows it; kept is only that of its last edit. */
  readonly version?: number;
  /** A button of it was pressed whose answer may not have arrived: the newest change before that. */
  readonly pressedAfter?: number;
}

/** Which messages show which change. What is written about one change is written one after another. */
export interface ShownCards {
  of(number: number): Promise<readonly ShownCard[]>;
  add(number: number, card: ShownCard): Promise<void>;
  remove(number: number, card: ShownCard): Promise<void>;
  /** What is known of a card that is among them. */
  note(number: number, card: ShownCard): Promise<void>;
  /** All that are known now, by the number of their change, the newest first: so many at once. */
  newestFirst(): AsyncGenerator<readonly (readonly [number: number, cards: readonly ShownCard[]])[]>;
  /** Every card there: in one thread, or in all threads when it is a channel without one. */
  forget(conversationId: string): Promise<void>;
  /** Writes what the disk did not take. Throws what it says when it takes that no more than before. */
  saveAgain(): Promise<void>;
}

/** @param onUnsaved hears of what the disk did not take: it is known as long as the process lives, and written with the next write or by `saveAgain` */
export function shownCards(
  cards: KeyValue<readonly ShownCard[]>,
  onUnsaved: (number: number, error: unknown) => void,
): ShownCards {
  const inOrder = oneAtATime();
  const unsaved = new Map<string, readonly ShownCard[]>();

  const of = async (number: number | string) => unsaved.get(String(number)) ?? (await cards.get(String(number))) ?? [];

  async function save(key: string, next: readonly ShownCard[]): Promise<void> {
    unsaved.set(key, next);
    if (next.length > 0) await cards.set(key, next, LIFETIME_MS);
    else await cards.delete(key);
    unsaved.delete(key);
  }

  const saveOrNote = (key: string, next: readonly ShownCard[]) =>
    save(key, next).catch((error) => onUnsaved(Number(key), error));

  function update(
    number: number | string,
    change: (shown: readonly ShownCard[]) => readonly ShownCard[],
  ): Promise<void> {
    return inOrder(String(number), async () => {
      const shown = await of(number);
      const next = change(shown);
      if (next.length > 0 || shown.length > 0) await saveOrNote(String(number), next);
      for (const [key, known] of [...unsaved]) if (key !== String(number)) await saveOrNote(key, known);
    });
  }

  return {
    of,
    add: (number, card) => update(number, (shown) => [...shown.filter(isNot(card)), card]),
    remove: (number, card) => update(number, (shown) => shown.filter(isNot(card))),
    note: (number, card) =>
      update(number, (shown) => shown.map((other) => (cardKey(other) === cardKey(card) ? card : other))),
    async *newestFirst() {
      const numbers = (await cards.keys()).map(Number).sort((one, other) => other - one);
      for (let from = 0; from < numbers.length; from += AT_ONCE) {
        const some = await cards.some(numbers.slice(from, from + AT_ONCE).map(String));
        yield some.map(([number, shown]) => [Number(number), shown] as const);
      }
    },
    async forget(conversationId) {
      const isThere = ({ place }: ShownCard) => [place.conversationId, channelOf(place)].includes(conversationId);
      for (const [number, shown] of await cards.entries()) {
        if (shown.some(isThere)) await update(number, (now) => now.filter((card) => !isThere(card)));
      }
    },
    async saveAgain() {
      for (const [key] of [...unsaved]) {
        await inOrder(key, async () => {
          const known = unsaved.get(key);
          if (known !== undefined) await save(key, known);
        });
      }
    },
  };
}

/** The card of a message that was sent, with the version that it pictures. */
export function shownAs({ version }: Pick<Message, 'version'>, place: Place, messageId: string): ShownCard {
  return { place, messageId, ...(version !== undefined && { version }) };
}

/** One message, in all its states. Only within a conversation are ids of messages unlike each other. */
export function cardKey({ place, messageId }: ShownCard): string {
  return `${channelOf(place)} ${messageId}`;
}

function isNot(card: ShownCard): (other: ShownCard) => boolean {
  return (other) => cardKey(other) !== cardKey(card);
}
