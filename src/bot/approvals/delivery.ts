import type { ChangeRecord } from '../../core/change-record.ts';
import type { Place } from '../chat.ts';
import type { LiveCards } from '../live-cards.ts';
import type { Services } from '../services.ts';
import type { RequestBook } from './request-book.ts';
import { approverMessage } from './request-card.ts';
import { newsText, reminderText } from './words.ts';

export interface Approver {
  readonly userId: string;
  readonly place: Place;
}

/** Everybody who may approve it and has a chat with the bot. */
export async function approversOf({ places, desk }: Services, record: ChangeRecord): Promise<readonly Approver[]> {
  const approvers: Approver[] = [];
  for (const [userId, place] of await places.everyPersonal()) {
    if ((await desk.approvals.standing(record, userId)) === 'approver') approvers.push({ userId, place });
  }
  return approvers;
}

export interface DeliveryOptions {
  readonly services: () => Services;
  readonly book: RequestBook;
  /** The cards in approvers' own chats. */
  readonly cards: LiveCards;
  readonly onFault: (number: number, error: unknown) => void;
}

/** Writes to people about requests. */
export interface Delivery {
  /** Cards to these people, by and by. Whoever cannot be written to now is tried after the next start. */
  toApprovers(record: ChangeRecord, approvers: readonly Approver[]): void;
  remind(record: ChangeRecord, leftMs: number): Promise<void>;
  /** Throws nothing: what could not be told now is told after the next start. */
  toRequester(record: ChangeRecord): Promise<void>;
  close(): Promise<void>;
}

/** A message that Teams does not take is not waited for. */
const CLOSING_MS = 1_000;

export function delivery({ services, book, cards, onFault }: DeliveryOptions): Delivery {
  const underWay = new Set<Promise<void>>();

  async function deliver({ number }: ChangeRecord, approvers: readonly Approver[]): Promise<void> {
    const current = () => services().store.changes.get(number);
    for (const { userId, place } of approvers) {
      const record = current();
      if (record?.state !== 'waiting') break;
      const messageId = await services().chat.send(place, await approverMessage(services(), record));
      if (messageId !== 'gone') await cards.shown(number, { place, messageId });
      await book.update(number, (asked) => asked && { ...asked, told: [...new Set([...asked.told, userId])] });
    }
    await book.mark(number, { delivered: true });
    // A card that went out while it was decided shows the end as well.
    if (current()?.state !== 'waiting') cards.moved(number);
  }

  return {
    toApprovers(record, approvers) {
      const work = deliver(record, approvers)
        .catch((error) => onFault(record.number, error))
        .finally(() => underWay.delete(work));
      underWay.add(work);
    },
    async remind(record, leftMs) {
      await book.mark(record.number, { reminded: true });
      const text = reminderText(services(), record, leftMs);
      const send = ({ place }: Approver) => services().chat.send(place, { text });
      const approvers = await approversOf(services(), record);
      await Promise.all(approvers.map((each) => send(each).catch((error) => onFault(record.number, error))));
    },
    async toRequester(record) {
      try {
        const text = newsText(services(), record);
        const asked = await book.get(record.number);
        const place = (await services().places.personal(record.requestedBy.userId)) ?? asked?.place;
        if (asked?.closed !== true && text !== undefined && place !== undefined) {
          await services().chat.send(await services().places.latest(place), { text });
        }
        await book.mark(record.number, { closed: true });
      } catch (error) {
        onFault(record.number, error);
      }
    },
    async close() {
      await Promise.race([Promise.all(underWay), services().clock.sleep(CLOSING_MS)]);
    },
  };
}
