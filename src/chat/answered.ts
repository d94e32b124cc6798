import type { IncomingPress } from './chat.ts';
import type { Services } from './services.ts';

/** Nobody delivers a message again an hour later, by a clock that may be set by an hour, both ways. */
const DELIVERED_AGAIN_MS = 3 * 3_600_000;

type Delivery = Pick<IncomingPress, 'place' | 'messageId'>;

/**
 * What was answered is not answered again when it is delivered again, also after a restart or by another process; nor is what a process
 * was sending an answer to when it ended: that is perhaps there.
 */
export function answered({ store, log }: Services) {
  const kept = store.kv<true | 'perhaps'>('answered-messages');
  const keyOf = ({ place, messageId = '' }: Delivery) => `${place.conversationId} ${messageId}`;
  return {
    async how(incoming: Delivery): Promise<'answered' | 'perhaps' | undefined> {
      const found = incoming.messageId === undefined ? undefined : await kept.get(keyOf(incoming));
      return found === true ? 'answered' : found;
    },
    async begin(incoming: Delivery) {
      if (incoming.messageId !== undefined) await kept.set(keyOf(incoming), 'perhaps', DELIVERED_AGAIN_MS);
    },
    async keep(incoming: Delivery) {
      if (incoming.messageId === undefined) return;
      // The answer is out: that it cannot be noted is no fault of the turn.
      await kept
        .set(keyOf(incoming), true, DELIVERED_AGAIN_MS)
        .catch((error) => log('answer not noted', { error: String(error) }));
    },
  };
}
