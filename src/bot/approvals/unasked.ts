import type { Services } from '../services.ts';
import type { Approvals } from './approvals.ts';

/**
 * Asks what a process stored as asked and ended before it asked anybody: on the card that stands where it was asked, or
 * in the chat of who asked. Somebody who cannot be written to at all gets the answer from "show pending approvals".
 */
export async function askUnasked(services: Services, { asked, ask }: Pick<Approvals, 'asked' | 'ask'>): Promise<void> {
  for (const record of services.desk.approvals.waiting()) {
    if ((await asked(record.number)) !== undefined) continue;
    const [card] = await services.liveCards.cardsOf(record.number);
    const place = card?.place ?? (await services.places.personal(record.requestedBy.userId));
    if (place !== undefined) await ask(record, place);
  }
}
