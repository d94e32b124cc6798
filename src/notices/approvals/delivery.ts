import type { ChangeRecord } from '../../changes/change-record.ts';
import type { LiveCards } from '../../chat/live-cards.ts';
import type { Clock } from '../../engine/clock.ts';
import { within } from '../../engine/within.ts';
import { sendOnce } from '../send-once.ts';
import type { Addressee } from './audience.ts';
import { type RequestBook, sendingTo, unsureAt } from './request-book.ts';
import { approverMessage, type KnowsRequests } from './request-card.ts';

export interface DeliveryOptions {
  readonly services: KnowsRequests;
  readonly book: RequestBook;
  /** The cards of approvers. */
  readonly cards: LiveCards;
  readonly onFault: (number: number, error: unknown) => void;
  /** Nobody is in the channel of approvals any more: the request goes out in person. */
  readonly onChannelGone: (record: ChangeRecord) => Promise<void>;
}

/** Writes to people about requests. */
export interface Delivery {
  /** Cards to these, by and by. */
  toApprovers(record: ChangeRecord, approvers: readonly Addressee[]): void;
  close(): Promise<void>;
}

/** A message that Teams does not take is not waited for. */
const CLOSING_MS = 1_000;
const AGAIN_AFTER_MS = 30_000;
/** What could not be told so often waits for the next start. */
const ATTEMPTS = 8;

export function delivery({ services, book, cards, onChannelGone, ...options }: DeliveryOptions): Delivery {
  const underWay = new Set<Promise<void>>();
  const closing = new AbortController();
  let isClosed = false;
  /** What is still under way when the bot has ended stands in the store as that: the next start goes on with it. */
  const onFault: DeliveryOptions['onFault'] = (number, error) => {
    if (!isClosed) options.onFault(number, error);
  };
  const ways: Ways = { services, book, cards, onFault };

  /** Answers whom it did not reach. */
  async function deliver({ number }: ChangeRecord, approvers: readonly Addressee[]): Promise<readonly Addressee[]> {
    const current = () => services.store.changes.get(number);
    // Beside each other: a conversation that does not answer keeps nobody else waiting.
    const reached = await Promise.all(
      approvers.map(async (approver) => {
        const record = await current();
        if (record?.state !== 'waiting') return true;
        try {
          if ((await deliverTo(record, approver, ways)) === 'channelGone') await onChannelGone(record);
          return true;
        } catch (error) {
          onFault(number, error);
          // They may be told when they write themselves, before it is tried again.
          await notTold(number, approver, ways).catch((fault) => onFault(number, fault));
          return false;
        }
      }),
    );
    // They have it: a disk that does not take that is no reason to send it again.
    if (!reached.includes(false)) await book.mark(number, { delivered: true }).catch((fault) => onFault(number, fault));
    // A card that went out while it was decided shows the end as well.
    if ((await current())?.state !== 'waiting') cards.moved(number);
    return approvers.filter((_, place) => reached[place] === false);
  }

  function beside({ number }: ChangeRecord, act: () => Promise<void>): void {
    const work = act()
      .catch((error) => onFault(number, error))
      .finally(() => underWay.delete(work));
    underWay.add(work);
  }

  const again = (number: number) => ({ ...services, signal: closing.signal, onFault: faultOf(number) });
  const faultOf = (number: number) => (error: unknown) => onFault(number, error);

  async function toApprovers(record: ChangeRecord, approvers: readonly Addressee[]): Promise<void> {
    let left = approvers;
    await persistently(again(record.number), async () => {
      left = await deliver(record, left);
      const { told = [] } = (await book.get(record.number)) ?? {};
      left = left.filter(({ userId }) => userId === undefined || !told.includes(userId));
      return left.length === 0;
    });
  }

  return {
    toApprovers: (record, approvers) => beside(record, () => toApprovers(record, approvers)),
    async close() {
      closing.abort();
      await within(CLOSING_MS, Promise.all(underWay), services.clock);
      isClosed = true;
    },
  };
}

type Ways = Omit<DeliveryOptions, 'onChannelGone'>;

async function deliverTo(
  record: ChangeRecord,
  { userId, place }: Addressee,
  { services, book, cards, onFault }: Ways,
): Promise<'channelGone' | undefined> {
  const { number } = record;
  const message = await approverMessage(services, record, place);
  const { conversationId } = place;
  // On disk before it is sent: should the process end meanwhile, nobody is asked twice.
  await book.update(number, (asked) => asked && sendingTo(asked, conversationId, true));
  const messageId = await sendOnce(services, place, message, { kind: 'request', number });
  if (messageId === 'gone' && userId === undefined) return 'channelGone';
  // It is there: a disk that does not take that is no reason to send it again.
  const taken = (written: Promise<void>) =>
    written.then(
      () => true,
      (error) => onFault(number, error) ?? false,
    );
  const isSent = messageId !== 'gone' && messageId !== 'perhaps';
  const isKnown = messageId === 'gone' || (isSent && (await taken(cards.shown(number, { place, messageId }))));
  await taken(
    book.update(number, (asked) => {
      const next = asked && (isKnown ? sendingTo(asked, conversationId, false) : unsureAt(asked, [conversationId]));
      return next && (userId === undefined ? next : { ...next, told: [...new Set([...next.told, userId])] });
    }),
  );
  if (!isKnown) services.liveCards.moved(number);
  return undefined;
}

/** Whoever could not be written to now holds up nobody else, and is told as soon as they write themselves. */
function notTold(number: number, { userId, place }: Addressee, { book }: Pick<Ways, 'book'>): Promise<void> {
  return book.update(number, (asked) => {
    const next = asked && sendingTo(asked, place.conversationId, false);
    return next && { ...next, told: next.told.filter((id) => id !== userId) };
  });
}

interface Again {
  readonly clock: Clock;
  readonly signal: AbortSignal;
  readonly onFault: (error: unknown) => void;
}

/** Until there is nothing left to tell: a disk that is full, and a Teams that takes nothing, come to again. */
async function persistently({ clock, signal, onFault }: Again, tell: () => Promise<boolean>): Promise<void> {
  for (let attempt = 1; attempt <= ATTEMPTS && !signal.aborted; attempt += 1) {
    const isTold = await tell().catch((error) => onFault(error) ?? false);
    if (isTold) return;
    await clock.sleep(AGAIN_AFTER_MS, signal);
  }
}
