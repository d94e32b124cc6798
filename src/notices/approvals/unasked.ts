import type { Foundation } from '../../chat/foundation.ts';
import type { Approvals } from './approvals.ts';

/**
 * Asks what was stored as asked and then not asked of anybody, because the process ended or the disk failed: on the card that stands where it was asked, or
 * in the chat of who asked. Somebody who cannot be written to at all gets the answer from "show pending approvals".
 */
export async function askUnasked(
  services: Foundation,
  { asked, ask }: Pick<Approvals, 'asked' | 'ask'>,
  askedBefore = services.clock.now().toISOString(),
): Promise<void> {
  for (const record of await services.desk.approvals.waiting()) {
    if (record.approval.askedAt > askedBefore) continue;
    if ((await asked(record.number)) !== undefined) continue;
    const [card] = await services.liveCards.cardsOf(record.number);
    const place = card?.place ?? (await services.places.personal(record.requestedBy.userId));
    if (place !== undefined) await ask(record, place);
  }
}
