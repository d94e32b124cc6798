import type { ChangeRecord } from '../../changes/change-record.ts';
import type { Place } from '../../chat/chat.ts';
import type { WaitingHere } from '../../chat/listener.ts';
import type { ShownCard } from '../../chat/shown-cards.ts';
import { REQUEST_NEWS } from '../../engine/approval-desk.ts';
import type { Delivery } from '../delivery.ts';
import { approvalNews } from './approval-news.ts';
import type { Approvals } from './approvals.ts';
import type { AskingCards } from './asking-cards.ts';
import { deadlines } from './deadlines.ts';
import type { JustShown } from './just-shown.ts';
import { foundAt, type RequestBook } from './request-book.ts';
import type { KnowsRequests } from './request-card.ts';
import { requestNews } from './request-news.ts';

export interface ApprovalsOptions {
  readonly services: KnowsRequests;
  readonly book: RequestBook;
  readonly cards: AskingCards;
  readonly justShown: JustShown;
  /** Tells what lies in the outbox. */
  readonly news: Pick<Delivery, 'wake' | 'heard'>;
  readonly onFault: (number: number | undefined, error: unknown) => void;
  readonly warn: (event: string, details: Readonly<Record<string, unknown>>) => void;
}

/** @see Approvals */
export function carryRequests({ services, book, cards, justShown, news, onFault, warn }: ApprovalsOptions): Approvals {
  const requests = requestNews({ services, book, cards, warn });
  const clocks = deadlines({ services, book, expired: decided, wake: news.wake, onFault });

  function moved({ number }: ChangeRecord): void {
    cards.moved(number);
    services.liveCards.moved(number);
  }

  async function decided(record: ChangeRecord): Promise<void> {
    moved(record);
    news.wake();
  }

  /** Somebody who may approve it can be written to, and was not asked yet. */
  async function askToo(record: ChangeRecord, userId: string): Promise<void> {
    const asked = await book.get(record.number);
    if (asked === undefined || asked.channel !== undefined || asked.told.includes(userId)) return;
    if ((await services.desk.approvals.standing(record, userId)) !== 'approver') return;
    await requests.met(record, userId);
    news.wake();
  }

  /** A process may have ended between hearing somebody for the first time and asking them. */
  async function askWhoWasMissed(): Promise<void> {
    const waiting = await services.desk.approvals.waiting();
    if (waiting.length === 0) return;
    const known = await services.places.everyPersonal();
    for (const record of waiting) {
      const told = new Set((await book.get(record.number))?.told);
      for (const [userId] of known) if (!told.has(userId)) await askToo(record, userId);
    }
  }
  let asking: Promise<void> = Promise.resolve();

  return {
    ...cards,
    tellers: { ...approvalNews(services, book), [REQUEST_NEWS]: requests },
    async ask(record, place) {
      const isFirst = await requests.begin(record, place);
      moved(record);
      news.wake();
      clocks.wake();
      if (isFirst) await justShown.asked(record.number, place);
    },
    decided,
    async met(userId, place) {
      news.heard(place);
      for (const record of await services.desk.approvals.waiting()) await askToo(record, userId);
    },
    pressed: (number, card) => foundAgain(number, card, { book, cards }),
    asked: book.get,
    sees: (record, userId) => hasSeen(record, userId, book),
    threadOf: async (place) =>
      waitingHere(place, { waiting: await services.desk.approvals.waiting(), book, cards, justShown }),
    passedOver: (place) => justShown.over(place),
    start() {
      clocks.start();
      asking = askWhoWasMissed().catch((error) => onFault(undefined, error));
    },
    async close() {
      await clocks.close();
      await asking;
      await cards.close();
    },
  };
}

/** Somebody presses a card that perhaps arrived: so it is there. */
async function foundAgain(
  number: number,
  card: ShownCard,
  { book, cards }: Pick<ApprovalsOptions, 'book' | 'cards'>,
): Promise<void> {
  const { unsure = [] } = (await book.get(number)) ?? {};
  const { conversationId } = card.place;
  if (!unsure.includes(conversationId) || (await cards.standIn(number, card.place))) return;
  await cards.approver.shown(number, card);
  await book.update(number, (asked) => asked && foundAt(asked, conversationId));
}

/** Marks it as seen. */
async function hasSeen(
  { number, version, approval }: ChangeRecord,
  userId: string,
  book: RequestBook,
): Promise<boolean> {
  if (approval?.shownBefore === undefined) return true;
  const before = (await book.get(number))?.seen?.[userId];
  await book.update(number, (asked) => asked && { ...asked, seen: { ...asked.seen, [userId]: version } });
  return before === version;
}

interface Known extends Pick<ApprovalsOptions, 'book' | 'cards' | 'justShown'> {
  readonly waiting: readonly ChangeRecord[];
}

async function waitingHere(place: Place, { waiting, book, cards, justShown }: Known): Promise<WaitingHere | undefined> {
  const here: ChangeRecord[] = [];
  for (const record of waiting) {
    const asked = await book.get(record.number);
    const isHere = asked?.place?.conversationId === place.conversationId;
    if (isHere || (await cards.standIn(record.number, place))) here.push(record);
  }
  const shown = await justShown.in(place);
  const latest = here.find(({ number }) => number === shown);
  const record = latest ?? (here.length === 1 ? here[0] : undefined);
  return record && { record, justShown: record === latest };
}
