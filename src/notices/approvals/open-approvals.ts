import type { Chat } from '../../chat/chat.ts';
import { type LiveCards, liveCards } from '../../chat/live-cards.ts';
import type { Services } from '../../chat/services.ts';
import type { Clock } from '../../engine/clock.ts';
import type { Store } from '../../store/store.ts';
import type { Approvals } from './approvals.ts';
import { type AsksAs, askingCards } from './asking-cards.ts';
import { carryRequests } from './carry-requests.ts';
import { justShown } from './just-shown.ts';
import { requestBook } from './request-book.ts';
import { approverMessage } from './request-card.ts';

export interface OpenApprovalsOptions {
  readonly chat: Chat;
  readonly store: Store;
  readonly clock: Clock;
  readonly onFault: (number: number | undefined, error: unknown) => void;
  readonly warn: (event: string, details: Readonly<Record<string, unknown>>) => void;
}

/** The cards of who decides are kept true apart from those of the change: they stay requests to the end. */
export function openApprovals(
  services: () => Services,
  { chat, store, clock, onFault, warn }: OpenApprovalsOptions,
): Approvals {
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
      latest: (place) => services().places.latest(place),
      clock,
      onFault,
      versionOf: async (number) => (await store.changes.get(number))?.version,
      render: async (number, place) => {
        const record = await store.changes.get(number);
        return record && approverMessage(services(), record, place, as);
      },
    });
  const cards = askingCards({
    approver: noted(cardsOf('approver', 'approval-cards')),
    emergency: noted(cardsOf('emergency', 'emergency-cards')),
  });
  return carryRequests({ services, book: requestBook(store.kv('requests')), cards, justShown: latest, onFault, warn });
}
