import type { Place } from '../chat/chat.ts';
import type { Foundation } from '../chat/foundation.ts';
import { type ShownCard, shownAs } from '../chat/shown-cards.ts';
import type { Untold } from '../store/store.ts';
import { noteCutShort, sendOnce } from './send-once.ts';
import type { Teller } from './teller.ts';

type Row = Untold<unknown>;

type Outcome =
  | { readonly kind: 'unneeded' | 'perhaps'; readonly item: Row }
  | { readonly kind: 'sent'; readonly item: Row; readonly card: ShownCard }
  | { readonly kind: 'gone'; readonly item: Row; readonly place: Place };

/** Tells what a row of the outbox holds and takes the row out; answers whether something was sent. What it throws is to be tried again. */
export function rowTeller(
  services: Pick<Foundation, 'store' | 'chat' | 'places' | 'events'>,
): (item: Row, teller: Teller) => Promise<boolean> {
  const { outbox } = services.store;
  /** Rows that this process has begun to send: it knows what came of it. */
  const begun = new Set<number>();
  /** What was done and the disk did not take: it is not done again. */
  const outcomes = new Map<number, Outcome>();

  async function attempt(item: Row, teller: Teller): Promise<Outcome> {
    const { id, kind, about: number } = item;
    const about = { kind, ...(number > 0 && { number }) };
    if (item.state === 'sending' && !begun.has(id)) {
      noteCutShort(services, about);
      return { kind: 'perhaps', item };
    }
    const said = await teller.compose(item);
    if (said === undefined) return { kind: 'unneeded', item };
    const { place, message, news = item.news } = said;
    begun.add(id);
    // On disk before it is sent, so that nobody gets the same twice.
    await outbox.replace(id, news, 'sending');
    const result = await sendOnce(services, place, message, about).catch(async (error) => {
      await outbox.replace(id, item.news);
      throw error;
    });
    const written = { ...item, news };
    if (result === 'perhaps') return { kind: result, item: written };
    if (result === 'gone') return { kind: result, item: written, place };
    return { kind: 'sent', item: written, card: shownAs(message, place, result) };
  }

  return async (item, teller) => {
    const { id } = item;
    const outcome = outcomes.get(id) ?? (await attempt(item, teller));
    outcomes.set(id, outcome);
    if (outcome.kind === 'sent') await teller.sent?.(outcome.item, outcome.card);
    if (outcome.kind === 'perhaps') await teller.perhaps?.(outcome.item);
    if (outcome.kind === 'gone') await teller.gone?.(outcome.item, outcome.place);
    await outbox.told(id);
    outcomes.delete(id);
    begun.delete(id);
    return outcome.kind !== 'unneeded';
  };
}
