import type { ChangeRecord } from '../../core/change-record.ts';
import type { Outcome } from '../../core/licensing/outcome.ts';
import type { Place } from '../chat.ts';
import type { LiveCards } from '../live-cards.ts';
import type { Services } from '../services.ts';
import type { ShownCard } from '../shown-cards.ts';
import { viewContext } from '../turn.ts';
import { shownOutcome } from '../views/approval.ts';
import { deadlines } from './deadlines.ts';
import { approversOf, type Delivery, delivery } from './delivery.ts';
import type { Asked, RequestBook } from './request-book.ts';

/** Carries requests to who may approve them, and decisions to who asked, over restarts. */
export interface Approvals {
  /** A request was made, or made again because its outcome has changed: its cards go out, or are edited. */
  ask(record: ChangeRecord, outcome: Outcome, place: Place): Promise<void>;
  /** A request was decided, by whomever or by time. */
  decided(record: ChangeRecord): Promise<void>;
  /** Somebody can be written to from now on: what they may approve is shown to them. */
  met(userId: string, place: Place): Promise<void>;
  asked(number: number): Promise<Asked | undefined>;
  /** From now on this message asks somebody to decide the request. */
  shown(number: number, card: ShownCard): Promise<void>;
  /** Whether this message is an approver's card of the request. */
  isApproverCard(number: number, place: Place, messageId: string | undefined): Promise<boolean>;
  /** The one request that waits where somebody speaks; undefined when there is none, or more than one. */
  threadOf(place: Place): Promise<ChangeRecord | undefined>;
  /** Takes up what a restart interrupted. */
  start(): Promise<void>;
  close(): Promise<void>;
}

export interface ApprovalsOptions {
  /** Asked for when something is to be told: by then everything is wired. */
  readonly services: () => Services;
  readonly book: RequestBook;
  /** The cards in approvers' own chats. */
  readonly cards: LiveCards;
  readonly onFault: (number: number | undefined, error: unknown) => void;
}

export function approvals({ services, book, cards, onFault }: ApprovalsOptions): Approvals {
  const post = delivery({ services, book, cards, onFault });
  const clocks = deadlines({ services, book, expired: decided, remind: post.remind, onFault });

  function moved({ number }: ChangeRecord): void {
    cards.moved(number);
    services().liveCards.moved(number);
  }

  async function decided(record: ChangeRecord): Promise<void> {
    moved(record);
    await post.toRequester(record);
  }

  return {
    async ask(record, outcome, place) {
      const shown = shownOutcome(viewContext(services(), record.language), record, outcome);
      const isAgain = (await book.get(record.number)) !== undefined;
      const approvers = await approversOf(services(), record);
      const told = approvers.map(({ userId }) => userId);
      const first = { place, told, delivered: false, reminded: false, closed: false };
      await book.update(record.number, (before) => ({ ...first, ...before, shown }));
      moved(record);
      if (!isAgain) post.toApprovers(record, approvers);
      clocks.changed();
    },
    decided,
    async met(userId, place) {
      for (const record of services().desk.approvals.waiting()) {
        const asked = await book.get(record.number);
        if (asked === undefined || asked.told.includes(userId)) continue;
        if ((await services().desk.approvals.standing(record, userId)) === 'approver')
          post.toApprovers(record, [{ userId, place }]);
      }
    },
    asked: book.get,
    shown: (number, card) => cards.shown(number, card),
    async isApproverCard(number, { conversationId }, messageId) {
      const shown = await cards.cardsOf(number);
      return shown.some((card) => card.messageId === messageId && card.place.conversationId === conversationId);
    },
    async threadOf(place) {
      const here: ChangeRecord[] = [];
      for (const record of services().desk.approvals.waiting()) {
        const shown = await cards.cardsOf(record.number);
        const places = [(await book.get(record.number))?.place, ...shown.map((card) => card.place)];
        if (places.some((other) => other?.conversationId === place.conversationId)) here.push(record);
      }
      return here.length === 1 ? here[0] : undefined;
    },
    async start() {
      for (const [number, asked] of await book.entries()) {
        const record = services().store.changes.get(number);
        if (record?.state !== 'waiting' && record !== undefined && !asked.closed) await decided(record);
        if (record?.state === 'waiting' && !asked.delivered) await deliverRest(record, { services, cards, post });
      }
      clocks.start();
    },
    async close() {
      await clocks.close();
      await post.close();
      await cards.close();
    },
  };
}

/** Cards to those whom a restart kept from getting theirs. */
async function deliverRest(
  record: ChangeRecord,
  { services, cards, post }: { readonly services: () => Services; readonly cards: LiveCards; readonly post: Delivery },
): Promise<void> {
  const reached = new Set((await cards.cardsOf(record.number)).map((card) => card.place.conversationId));
  const approvers = await approversOf(services(), record);
  post.toApprovers(
    record,
    approvers.filter(({ place }) => !reached.has(place.conversationId)),
  );
}
