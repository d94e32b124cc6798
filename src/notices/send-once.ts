import { type Message, PerhapsSent, type Place } from '../chat/chat.ts';
import type { Foundation } from '../chat/foundation.ts';

/** What a message is about, as the log names it. */
interface About {
  readonly kind: string;
  /** Of the change. */
  readonly number?: number | undefined;
}

type Ways = Pick<Foundation, 'chat' | 'events' | 'places'>;

/** Sends to where the place is found now. `perhaps`: nobody said whether it arrived, and it is not sent again. */
export async function sendOnce(
  { chat, events, places }: Ways,
  place: Place,
  message: Message,
  about: About,
): Promise<string | 'gone' | 'perhaps'> {
  try {
    return await chat.send(await places.latest(place), message);
  } catch (error) {
    if (!(error instanceof PerhapsSent)) throw error;
    events.unsure({ ...about, error: error.message });
    return 'perhaps';
  }
}

/** Says of a message that a process before this one was sending when it ended that it is perhaps there. */
export function noteCutShort({ events }: Pick<Ways, 'events'>, about: About): void {
  events.unsure({ ...about, error: 'the process ended while it was sent' });
}
