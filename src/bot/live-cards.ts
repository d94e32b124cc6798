import type { Clock } from '../engine/clock.ts';
import type { KeyValue } from '../store/key-value.ts';
import type { Chat, Message, Place } from './chat.ts';

/** Teams counts an edit like a message: 60 in 30 s for a conversation, of which one card takes at most a quarter. */
const PAUSE_BETWEEN_EDITS_MS = 2_000;
/** An end that Teams does not hear of is not waited for. */
const LONGEST_CLOSING_MS = 2_000;
/** Cards that nobody will look at any more are forgotten. */
const LIFETIME_MS = 30 * 24 * 3_600_000;

/** A message that shows the state of a change. */
export interface ShownCard {
  readonly place: Place;
  readonly messageId: string;
}

/** Keeps every card of a change true, wherever it was posted, over restarts. */
export interface LiveCards {
  /** From now on this message shows this change, and no longer the one that it showed before. */
  shown(number: number, card: ShownCard, insteadOf?: number): Promise<void>;
  /** The change has moved: its cards are edited, at most every 2 s each, and never without the last state. */
  moved(number: number): void;
  cardsOf(number: number): Promise<readonly ShownCard[]>;
  /** Nothing more is to be edited in this conversation. */
  forget(conversationId: string): Promise<void>;
  /** Makes the edits that are due at once, as far as that goes quickly; the next start makes the others. */
  close(): Promise<void>;
}

export interface LiveCardsOptions {
  readonly chat: Chat;
  readonly cards: KeyValue<readonly ShownCard[]>;
  readonly clock: Clock;
  /** The card as it should be now; undefined while the one that is there will do. */
  readonly render: (number: number) => Promise<Message | undefined>;
  readonly onFault: (number: number, error: unknown) => void;
}

export function liveCards({ chat, cards, clock, render, onFault }: LiveCardsOptions): LiveCards {
  const due = new Set<number>();
  const editing = new Map<number, Promise<void>>();
  const editedAtMs = new Map<number, number>();
  const closing = new AbortController();

  function moved(number: number): void {
    due.add(number);
    if (editing.has(number)) return;
    const work = edit(number)
      .catch((error) => {
        if (!closing.signal.aborted) onFault(number, error);
      })
      .finally(() => {
        editing.delete(number);
        if (due.has(number)) moved(number);
      });
    editing.set(number, work);
  }

  /** Waits before it looks, so that what is sent is the state at that moment. */
  async function edit(number: number): Promise<void> {
    while (due.has(number)) {
      const waitMs = (editedAtMs.get(number) ?? 0) + PAUSE_BETWEEN_EDITS_MS - clock.now().getTime();
      await (waitMs > 0 ? clock.sleep(waitMs, closing.signal) : clock.breathe());
      due.delete(number);
      const message = await render(number);
      if (message === undefined) continue;
      await editAll(number, message);
      editedAtMs.set(number, clock.now().getTime());
    }
  }

  async function editAll(number: number, message: Message): Promise<void> {
    const shown = (await cards.get(String(number))) ?? [];
    const results = await Promise.all(
      shown.map(async (card) => ({ card, result: await chat.update(card.place, card.messageId, message) })),
    );
    const left = results.filter(({ result }) => result !== 'gone').map(({ card }) => card);
    if (left.length < shown.length) await cards.set(String(number), left, LIFETIME_MS);
  }

  return {
    async shown(number, card, insteadOf) {
      const without = async (shows: number) =>
        ((await cards.get(String(shows))) ?? []).filter((other) => other.messageId !== card.messageId);
      if (insteadOf !== undefined && insteadOf !== number) {
        await cards.set(String(insteadOf), await without(insteadOf), LIFETIME_MS);
      }
      await cards.set(String(number), [...(await without(number)), card], LIFETIME_MS);
    },
    moved,
    cardsOf: async (number) => (await cards.get(String(number))) ?? [],
    async forget(conversationId) {
      for (const [number, shown] of await cards.entries()) {
        const left = shown.filter((card) => card.place.conversationId !== conversationId);
        if (left.length < shown.length) await cards.set(number, left, LIFETIME_MS);
      }
    },
    async close() {
      closing.abort();
      const done = async () => {
        while (editing.size > 0) await Promise.all(editing.values());
      };
      await Promise.race([done(), clock.sleep(LONGEST_CLOSING_MS)]);
    },
  };
}
