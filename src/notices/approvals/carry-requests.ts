import type { ChangeRecord } from '../../changes/change-record.ts';
import type { Place } from '../../chat/chat.ts';
import type { WaitingHere } from '../../chat/listener.ts';
import { isIn } from '../../chat/places.ts';
import type { ShownCard } from '../../chat/shown-cards.ts';
import { noteCutShort } from '../send-once.ts';
import { approvalNews } from './approval-news.ts';
import type { Approvals } from './approvals.ts';
import type { AskingCards } from './asking-cards.ts';
import { approvalChannel, audienceOf, inPerson } from './audience.ts';
import { deadlines } from './deadlines.ts';
import { delivery } from './delivery.ts';
import type { JustShown } from './just-shown.ts';
import { type RequestBook, sendingTo, type ToldRequest, unsureAt } from './request-book.ts';
import type { KnowsRequests } from './request-card.ts';
import { askUnasked } from './unasked.ts';

export interface ApprovalsOptions {
  readonly services: KnowsRequests;
  readonly book: RequestBook;
  readonly cards: AskingCards;
  readonly justShown: JustShown;
  /** Something is to be told. */
  readonly wake: () => void;
  readonly onFault: (number: number | undefined, error: unknown) => void;
  readonly warn: (event: string, details: Readonly<Record<string, unknown>>) => void;
}

/** Between a request and its first word about it lies less. */
const BEING_ASKED_MS = 5_000;

/** @see Approvals */
export function carryRequests({ services, book, cards, justShown, wake, onFault, warn }: ApprovalsOptions): Approvals {
  const post = delivery({ services, book, cards: cards.approver, onFault, onChannelGone });
  const clocks = deadlines({ services, book, expired: decided, neglected, wake, onFault });

  function moved({ number }: ChangeRecord): void {
    cards.moved(number);
    services.liveCards.moved(number);
  }

  /** Not the one that is being asked at this moment. */
  function neglected(): Promise<void> {
    const askedBefore = new Date(services.clock.now().getTime() - BEING_ASKED_MS).toISOString();
    return askUnasked(services, all, askedBefore);
  }

  async function decided(record: ChangeRecord): Promise<void> {
    moved(record);
    wake();
  }

  function warnOfChannel({ number }: ChangeRecord): void {
    const { channel } = services.desk.approvals.policy;
    if (channel === undefined) return;
    warn('approval channel not known: people are asked in person', { variable: 'APPROVAL_CHANNEL', channel, number });
  }

  async function onChannelGone(record: ChangeRecord): Promise<void> {
    warnOfChannel(record);
    const approvers = await audienceOf(services, record, undefined);
    await book.update(record.number, (asked) => asked && withoutChannel({ ...asked, told: inPerson(approvers) }));
    moved(record);
    post.toApprovers(record, approvers);
  }

  /** Cards to those whom a restart kept from getting theirs. */
  async function deliverRest(record: ChangeRecord, asked: ToldRequest): Promise<void> {
    const reached = await reachedBefore(record, asked, { services, book, cards });
    const all = await audienceOf(services, record, asked.channel);
    post.toApprovers(
      record,
      all.filter(({ place }) => !reached.has(place.conversationId)),
    );
  }

  const all: Approvals = {
    ...cards,
    news: approvalNews(services, book),
    async ask(record, place) {
      const isAgain = (await book.get(record.number)) !== undefined;
      const channel = await approvalChannel(services);
      if (channel === undefined && !isAgain) warnOfChannel(record);
      const audience = await audienceOf(services, record, channel);
      const isThere = channel !== undefined && isIn(channel, place);
      const posted = channel === undefined ? {} : { channel };
      const first = { place, told: inPerson(audience), ...posted, delivered: isThere, reminded: false };
      await book.update(record.number, (before) => before ?? first);
      moved(record);
      // Before anything that a disk may not take: nobody comes back to whom the book holds as told.
      if (!isAgain && !isThere) post.toApprovers(record, audience);
      clocks.wake();
      if (!isAgain) await justShown.asked(record.number, place);
    },
    decided,
    async met(userId, place) {
      for (const record of await services.desk.approvals.waiting()) {
        const asked = await book.get(record.number);
        if (asked === undefined || asked.channel !== undefined || asked.told.includes(userId)) continue;
        const standing = await services.desk.approvals.standing(record, userId);
        if (standing === 'approver') post.toApprovers(record, [{ userId, place }]);
      }
    },
    pressed: (number, card) => foundAgain(number, card, { book, cards }),
    asked: book.get,
    sees: (record, userId) => hasSeen(record, userId, book),
    threadOf: async (place) =>
      waitingHere(place, { waiting: await services.desk.approvals.waiting(), book, cards, justShown }),
    passedOver: (place) => justShown.over(place),
    async start() {
      for (const [number, asked] of await book.entries()) {
        const record = await services.store.changes.get(number);
        if (record?.state === 'waiting' && !asked.delivered) await deliverRest(record, asked);
      }
      await askUnasked(services, all);
      clocks.start();
    },
    async close() {
      await clocks.close();
      await post.close();
      await cards.close();
    },
  };
  return all;
}

/** Conversations that have the card of the request, and those that perhaps have it: they do not get it twice. */
async function reachedBefore(
  { number }: ChangeRecord,
  { sending = [] }: ToldRequest,
  { services, book, cards }: Pick<ApprovalsOptions, 'services' | 'book' | 'cards'>,
): Promise<ReadonlySet<string>> {
  for (const _ of sending) noteCutShort(services, { kind: 'request', number });
  if (sending.length > 0) {
    await book.update(number, (asked) => asked && unsureAt(asked, sending));
    services.liveCards.moved(number);
  }
  const shown = await cards.approver.cardsOf(number);
  return new Set([...shown.map(({ place }) => place.conversationId), ...sending]);
}

/** Somebody presses a card that perhaps arrived: so it is there. */
async function foundAgain(
  number: number,
  card: ShownCard,
  { book, cards }: Pick<ApprovalsOptions, 'book' | 'cards'>,
): Promise<void> {
  const { sending = [] } = (await book.get(number)) ?? {};
  const { conversationId } = card.place;
  if (!sending.includes(conversationId) || (await cards.standIn(number, card.place))) return;
  await cards.approver.shown(number, card);
  await book.update(number, (asked) => asked && sendingTo(asked, conversationId, false));
}

function withoutChannel({ channel: _gone, ...asked }: ToldRequest): ToldRequest {
  return asked;
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
    const isHere = asked?.place.conversationId === place.conversationId;
    if (isHere || (await cards.standIn(record.number, place))) here.push(record);
  }
  const shown = await justShown.in(place);
  const latest = here.find(({ number }) => number === shown);
  const record = latest ?? (here.length === 1 ? here[0] : undefined);
  return record && { record, justShown: record === latest };
}
