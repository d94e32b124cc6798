import type { ChangeRecord } from '../../changes/change-record.ts';
import type { LiveCards } from '../../chat/live-cards.ts';
import type { Services } from '../../chat/services.ts';
import { within } from '../../engine/within.ts';
import { noteCutShort, sendOnce } from '../send-once.ts';
import { type Addressee, approversOf } from './audience.ts';
import { type RequestBook, sendingTo, unsureAt } from './request-book.ts';
import { approverMessage } from './request-card.ts';
import { newsText, reminderText } from './words.ts';

export interface DeliveryOptions {
  readonly services: () => Services;
  readonly book: RequestBook;
  /** The cards of approvers. */
  readonly cards: LiveCards;
  readonly onFault: (number: number, error: unknown) => void;
  /** Nobody is in the channel of approvals any more: the request goes out in person. */
  readonly onChannelGone: (record: ChangeRecord) => Promise<void>;
}

/** Writes to people about requests. */
export interface Delivery {
  /** Cards to these, by and by. Whoever cannot be written to now is tried after the next start. */
  toApprovers(record: ChangeRecord, approvers: readonly Addressee[]): void;
  remind(record: ChangeRecord, leftMs: number): Promise<void>;
  /** Beside the turn; what could not be told now is told after the next start. */
  toRequester(record: ChangeRecord): void;
  /** Has something told beside the turn. */
  beside(record: ChangeRecord, work: () => Promise<void>): void;
  close(): Promise<void>;
}

/** A message that Teams does not take is not waited for. */
const CLOSING_MS = 1_000;

export function delivery({ services, book, cards, onChannelGone, ...options }: DeliveryOptions): Delivery {
  const underWay = new Set<Promise<void>>();
  let isClosed = false;
  /** What is still under way when the bot has ended stands in the store as that: the next start goes on with it. */
  const onFault: DeliveryOptions['onFault'] = (number, error) => {
    if (!isClosed) options.onFault(number, error);
  };
  /** Requests whose requester is being told how they ended. */
  const telling = new Set<number>();

  async function deliver(request: ChangeRecord, approvers: readonly Addressee[]): Promise<void> {
    const { number } = request;
    const current = () => services().store.changes.get(number);
    // Beside each other: a conversation that does not answer keeps nobody else waiting.
    const reached = await Promise.all(
      approvers.map(async (approver) => {
        const record = await current();
        if (record?.state !== 'waiting') return true;
        try {
          if ((await deliverTo(record, approver)) === 'channelGone') await onChannelGone(record);
          return true;
        } catch (error) {
          await notTold(number, approver);
          onFault(number, error);
          return false;
        }
      }),
    );
    if (!reached.includes(false)) await book.mark(number, { delivered: true });
    // A card that went out while it was decided shows the end as well.
    if ((await current())?.state !== 'waiting') cards.moved(number);
  }

  async function deliverTo(record: ChangeRecord, { userId, place }: Addressee): Promise<'channelGone' | undefined> {
    const { number } = record;
    const message = await approverMessage(services(), record, place);
    const { conversationId } = place;
    // On disk before it is sent: should the process end meanwhile, nobody is asked twice.
    await book.update(number, (asked) => asked && sendingTo(asked, conversationId, true));
    const messageId = await sendOnce(services(), place, message, { kind: 'request', number });
    if (messageId === 'gone' && userId === undefined) return 'channelGone';
    if (messageId !== 'gone' && messageId !== 'perhaps') await cards.shown(number, { place, messageId });
    // It is there: a disk that does not take that is no reason to send it again.
    await book
      .update(number, (asked) => {
        const next =
          asked &&
          (messageId === 'perhaps' ? unsureAt(asked, [conversationId]) : sendingTo(asked, conversationId, false));
        return next && (userId === undefined ? next : { ...next, told: [...new Set([...next.told, userId])] });
      })
      .catch((error) => onFault(number, error));
    if (messageId === 'perhaps') services().liveCards.moved(number);
    return undefined;
  }

  /** Whoever could not be written to now holds up nobody else, and is told as soon as they write themselves. */
  function notTold(number: number, { userId, place }: Addressee): Promise<void> {
    return book.update(number, (asked) => {
      const next = asked && sendingTo(asked, place.conversationId, false);
      return next && { ...next, told: next.told.filter((id) => id !== userId) };
    });
  }

  function beside({ number }: ChangeRecord, act: () => Promise<void>): void {
    const work = act()
      .catch((error) => onFault(number, error))
      .finally(() => underWay.delete(work));
    underWay.add(work);
  }

  return {
    beside,
    toApprovers: (record, approvers) => beside(record, () => deliver(record, approvers)),
    async remind(record, leftMs) {
      await book.mark(record.number, { reminded: true });
      const { channel } = (await book.get(record.number)) ?? {};
      const approvers = channel === undefined ? await approversOf(services(), record) : [{ place: channel }];
      const { chat, places } = services();
      const send = async ({ place }: Addressee) => {
        const language = (await places.languageIn(place)) ?? record.language;
        await chat.send(await places.latest(place), { text: reminderText(services(), record, leftMs, language) });
      };
      for (const each of approvers) beside(record, () => send(each));
    },
    toRequester: (record) => beside(record, () => tellRequester(record, { services, book, telling })),
    async close() {
      await within(CLOSING_MS, Promise.all(underWay), services().clock);
      isClosed = true;
    },
  };
}

async function tellRequester(
  record: ChangeRecord,
  { services, book, telling }: Pick<DeliveryOptions, 'services' | 'book'> & { readonly telling: Set<number> },
): Promise<void> {
  const { number, requestedBy } = record;
  if (telling.has(number)) return;
  telling.add(number);
  try {
    const text = newsText(services(), record);
    const asked = await book.get(number);
    const place = (await services().places.personal(requestedBy.userId)) ?? asked?.place;
    const isTold = asked?.closed === true || text === undefined || place === undefined;
    // A process before this one ended while it told it. The card of the change tells the same.
    if (!isTold && asked?.closing === true) noteCutShort(services(), { kind: 'decision', number });
    else if (!isTold) {
      await book.mark(number, { closing: true });
      await sendOnce(services(), place, { text }, { kind: 'decision', number }).catch(async (error) => {
        await book.mark(number, { closing: false });
        throw error;
      });
    }
    await book.mark(number, { closed: true });
  } finally {
    telling.delete(number);
  }
}
