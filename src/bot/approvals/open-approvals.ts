import type { Clock } from '../../engine/clock.ts';
import type { Store } from '../../store/store.ts';
import type { Chat } from '../chat.ts';
import { liveCards } from '../live-cards.ts';
import type { Services } from '../services.ts';
import { type Approvals, approvals } from './approvals.ts';
import { requestBook } from './request-book.ts';
import { approverMessage } from './request-card.ts';

export interface OpenApprovalsOptions {
  readonly chat: Chat;
  readonly store: Store;
  readonly clock: Clock;
  readonly onFault: (number: number | undefined, error: unknown) => void;
}

/** The cards in approvers' chats are kept true apart from those of the change: they stay requests to the end. */
export function openApprovals(
  services: () => Services,
  { chat, store, clock, onFault }: OpenApprovalsOptions,
): Approvals {
  const cards = liveCards({
    chat,
    cards: store.kv('approval-cards'),
    latest: (place) => services().places.latest(place),
    clock,
    onFault,
    render: async (number) => {
      const record = store.changes.get(number);
      return record && approverMessage(services(), record);
    },
  });
  return approvals({ services, book: requestBook(store.kv('requests')), cards, onFault });
}
