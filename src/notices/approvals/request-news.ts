import type { ChangeRecord } from '../../changes/change-record.ts';
import type { Place } from '../../chat/chat.ts';
import { channelOf, isIn } from '../../chat/places.ts';
import { REQUEST_NEWS } from '../../engine/approval-desk.ts';
import type { Teller } from '../teller.ts';
import type { AskingCards } from './asking-cards.ts';
import { approvalChannel, audienceOf, inPerson } from './audience.ts';
import { foundAt, type RequestBook, unsureAt } from './request-book.ts';
import { approverMessage, type KnowsRequests } from './request-card.ts';

interface RequestNewsOptions {
  readonly services: KnowsRequests;
  readonly book: RequestBook;
  readonly cards: AskingCards;
  readonly warn: (event: string, details: Readonly<Record<string, unknown>>) => void;
}

/** Carries the card of a request to those who may decide it: one for each, in person or in their channel. */
interface RequestNews extends Teller {
  /** Asked here; answers whether it was not known before. */
  begin(record: ChangeRecord, place: Place): Promise<boolean>;
  /** This person can be written to from now on. */
  met(record: ChangeRecord, userId: string): Promise<void>;
}

/** Between a request and its first word about it lies less. */
const BEING_ASKED_MS = 5_000;

/** As an older store noted it: conversations where the card perhaps is. */
interface NewsBefore {
  readonly perhaps?: readonly string[];
}

export function requestNews({ services, book, cards, warn }: RequestNewsOptions): RequestNews {
  const { store, places, clock, desk, liveCards } = services;
  const startedMs = clock.now().getTime();

  async function begin(record: ChangeRecord, place: Place | undefined): Promise<boolean> {
    if ((await book.get(record.number)) !== undefined) return false;
    const channel = await approvalChannel(services);
    if (channel === undefined) warnOfChannel(record);
    const told = inPerson(await audienceOf(services, record, channel));
    const first = { ...(place && { place }), told, ...(channel && { channel }), reminded: false };
    await book.update(record.number, (before) => before ?? first);
    return true;
  }

  function warnOfChannel({ number }: ChangeRecord): void {
    const { channel } = desk.approvals.policy;
    if (channel === undefined) return;
    warn('approval channel not known: people are asked in person', { variable: 'APPROVAL_CHANNEL', channel, number });
  }

  /**
   * Nobody said where it was asked, because the process ended or the disk failed: on the card that stands there, or in the chat
   * of who asked, if any is known. Not of one that this process is asking at this moment.
   */
  async function beginUnasked(record: ChangeRecord): Promise<void> {
    const askedMs = Date.parse(record.approval?.askedAt ?? '');
    const isBeingAsked = askedMs >= startedMs && clock.now().getTime() - askedMs < BEING_ASKED_MS;
    if (isBeingAsked || (await book.get(record.number)) !== undefined) return;
    const [card] = await liveCards.cardsOf(record.number);
    const place = card?.place ?? (await places.personal(record.requestedBy.userId));
    await begin(record, place);
  }

  const placeOf = async (recipient: string) => (await places.personal(recipient)) ?? (await places.at(recipient));

  async function isThere(number: number, { conversationId }: Place): Promise<boolean> {
    const shown = await cards.approver.cardsOf(number);
    const { unsure = [] } = (await book.get(number)) ?? {};
    return unsure.includes(conversationId) || shown.some(({ place }) => place.conversationId === conversationId);
  }

  async function noteUnsure(number: number, conversationIds: readonly string[]): Promise<void> {
    await book.update(number, (asked) => asked && unsureAt(asked, conversationIds));
    liveCards.moved(number);
  }

  return {
    begin,
    async met({ number }, userId) {
      await store.outbox.put(REQUEST_NEWS, number, {}, userId);
      await book.update(number, (asked) => asked && { ...asked, told: [...new Set([...asked.told, userId])] });
    },
    async recipients({ about, news }) {
      const record = await store.changes.get(about);
      if (record?.state !== 'waiting') return [];
      await beginUnasked(record);
      const asked = await book.get(about);
      if (asked === undefined) return undefined;
      const { perhaps = [] } = news as NewsBefore;
      if (perhaps.length > 0) await noteUnsure(about, perhaps);
      if (asked.channel && asked.place && isIn(asked.channel, asked.place)) return [];
      const audience = await audienceOf(services, record, asked.channel);
      return audience.map(({ userId, place }) => userId ?? channelOf(place));
    },
    async compose({ about, recipient }) {
      const record = await store.changes.get(about);
      const place = await placeOf(recipient);
      if (record?.state !== 'waiting' || place === undefined || (await isThere(about, place))) return undefined;
      return { place, message: await approverMessage(services, record, place) };
    },
    async sent({ about }, card) {
      await cards.approver.shown(about, card);
      await book.update(about, (asked) => asked && foundAt(asked, card.place.conversationId));
      // The row alone knows of the card after a restart, until the disk has taken it.
      await cards.approver.kept();
    },
    async perhaps({ about, recipient }) {
      const place = await placeOf(recipient);
      if (place !== undefined) await noteUnsure(about, [place.conversationId]);
    },
    async gone({ about, recipient }) {
      const record = await store.changes.get(about);
      const { channel } = (await book.get(about)) ?? {};
      if (record === undefined || channel === undefined || channelOf(channel) !== recipient) return;
      warnOfChannel(record);
      const told = inPerson(await audienceOf(services, record, undefined));
      await book.update(about, (asked) => {
        const { channel: _gone, ...others } = asked ?? { reminded: false };
        return { ...others, told };
      });
      cards.moved(about);
      liveCards.moved(about);
      await store.outbox.put(REQUEST_NEWS, about, {});
    },
  };
}
