import type { Chat, Message, Place } from '../chat/chat.ts';
import type { Clock } from '../engine/clock.ts';
import type { Language } from '../language/command.ts';
import { texts } from '../words/catalogue.ts';
import { fill } from '../words/fill.ts';

/** Whoever got the answer goes on within this time, or needs nothing. */
const SIGN_WITHIN_MS = 10_000;

/** Answers of which nobody said whether they arrived. None is sent twice: whoever may have heard nothing is told how to see it. */
export interface Unsure {
  /** Somebody says or presses something here. */
  heard(place: Place): void;
  /** This answer is perhaps there. */
  answer(place: Place, message: Message, language: Language): void;
  /** What was not told by then is not told. */
  close(): Promise<void>;
}

export interface UnsureOptions {
  readonly chat: Chat;
  readonly clock: Pick<Clock, 'sleep'>;
  readonly onFault: (error: unknown) => void;
}

export function unsure({ chat, clock, onFault }: UnsureOptions): Unsure {
  const closing = new AbortController();
  const waiting = new Map<string, AbortController>();
  const telling = new Set<Promise<void>>();

  const signs = (place: Place) => waiting.get(place.conversationId)?.abort();

  async function tell(place: Place, text: string, sign: AbortSignal): Promise<void> {
    await clock.sleep(SIGN_WITHIN_MS, AbortSignal.any([closing.signal, sign]));
    if (closing.signal.aborted || sign.aborted) return;
    await chat.send(place, { text });
  }

  return {
    heard: signs,
    answer(place, { shows }, language) {
      signs(place);
      const sign = new AbortController();
      waiting.set(place.conversationId, sign);
      const { perhapsSaid, perhapsShown } = texts[language].answers;
      const text = shows === undefined ? perhapsSaid : fill(perhapsShown, { number: String(shows) });
      const told = tell(place, text, sign.signal)
        .catch(onFault)
        .finally(() => {
          telling.delete(told);
          if (waiting.get(place.conversationId) === sign) waiting.delete(place.conversationId);
        });
      telling.add(told);
    },
    async close() {
      closing.abort();
      await Promise.all(telling);
    },
  };
}
