import type { Chat, Message, Place } from '../chat/chat.ts';
import type { Clock } from '../engine/clock.ts';
import type { Language } from '../language/command.ts';
import type { KeyValue } from '../store/store.ts';
import { texts } from '../words/catalogue.ts';
import { fill } from '../words/fill.ts';

/** Whoever got the answer goes on within this time, or needs nothing. */
const SIGN_WITHIN_MS = 10_000;

/** Answers of which nobody said whether they arrived. None is sent twice: whoever may have heard nothing is told how to see it. */
export interface Unsure {
  /** Takes up what a process before this one did not come to tell. */
  start(): Promise<void>;
  /** Somebody says or presses something here. */
  heard(place: Place): void;
  /** This answer is perhaps there. That it may have to be told is kept once this resolves. */
  answer(place: Place, message: Message, language: Language): Promise<void>;
  /** What was not told by then is told by the next process. */
  close(): Promise<void>;
}

/** What is told in a conversation if nobody says anything there. */
interface Doubt {
  readonly place: Place;
  readonly text: string;
}

interface UnsureOptions {
  readonly chat: Chat;
  readonly clock: Pick<Clock, 'sleep'>;
  /** By conversation. */
  readonly doubts: KeyValue<Doubt>;
  readonly onFault: (error: unknown) => void;
}

export function unsure({ chat, clock, doubts, onFault }: UnsureOptions): Unsure {
  const closing = new AbortController();
  const waiting = new Map<string, AbortController>();
  const telling = new Set<Promise<void>>();

  const signs = (place: Place) => waiting.get(place.conversationId)?.abort();

  async function tell({ place, text }: Doubt, sign: AbortController, withinMs: number): Promise<void> {
    await clock.sleep(withinMs, AbortSignal.any([closing.signal, sign.signal]));
    // What is kept then is of a later answer.
    if (closing.signal.aborted || waiting.get(place.conversationId) !== sign) return;
    await doubts.delete(place.conversationId);
    if (!sign.signal.aborted) await chat.send(place, { text });
  }

  function wait(doubt: Doubt, withinMs: number): void {
    const { conversationId } = doubt.place;
    signs(doubt.place);
    const sign = new AbortController();
    waiting.set(conversationId, sign);
    const told = tell(doubt, sign, withinMs)
      .catch(onFault)
      .finally(() => {
        telling.delete(told);
        if (waiting.get(conversationId) === sign) waiting.delete(conversationId);
      });
    telling.add(told);
  }

  return {
    async start() {
      // Whoever has waited for a process that ended waits no longer: the next one may end as soon.
      for (const [, doubt] of await doubts.entries()) wait(doubt, 0);
    },
    heard: signs,
    async answer(place, { shows }, language) {
      const { perhapsSaid, perhapsShown } = texts[language].answers;
      const text = shows === undefined ? perhapsSaid : fill(perhapsShown, { number: String(shows) });
      await doubts.set(place.conversationId, { place, text }).catch(onFault);
      wait({ place, text }, SIGN_WITHIN_MS);
    },
    async close() {
      closing.abort();
      await Promise.all(telling);
    },
  };
}
