import type { Foundation } from '../../chat/foundation.ts';
import { type LiveCards, liveCards } from '../../chat/live-cards.ts';
import type { Approvals } from './approvals.ts';
import { type AsksAs, askingCards } from './asking-cards.ts';
import { type ApprovalsOptions, carryRequests } from './carry-requests.ts';
import { justShown } from './just-shown.ts';
import { requestBook } from './request-book.ts';
import { approverMessage } from './request-card.ts';

/** The cards of who decides are kept true apart from those of the change: they stay requests to the end. */
export function openApprovals(
  foundation: Foundation,
  { news, onFault, warn }: Pick<ApprovalsOptions, 'news' | 'onFault' | 'warn'>,
): Approvals {
  const { chat, store, clock, places } = foundation;
  const book = requestBook(store.kv('requests'));
  const services = { ...foundation, approvals: { asked: book.get } };
  const latest = justShown(store.kv('just-shown-requests'));
  const noted = (cards: LiveCards): LiveCards => ({
    ...cards,
    async shown(number, card, insteadOf) {
      await cards.shown(number, card, insteadOf);
      await latest.posted(number, card);
    },
  });
  const cardsOf = (as: AsksAs, kv: string) =>
    liveCards({
      chat,
      cards: store.kv(kv),
      latest: places.latest,
      clock,
      onFault,
      newest: store.changes.newest,
      versionsOf: store.changes.versionsOf,
      render: async (number, place) => {
        const record = await store.changes.get(number);
        return record && approverMessage(services, record, place, as);
      },
    });
  const cards = askingCards({
    approver: noted(cardsOf('approver', 'approval-cards')),
    emergency: noted(cardsOf('emergency', 'emergency-cards')),
  });
  return carryRequests({ services, book, cards, justShown: latest, news, onFault, warn });
}
