import type { ChangeRecord } from '../../changes/change-record.ts';
import type { Foundation } from '../../chat/foundation.ts';
import { LOOK_AGAIN_MS } from '../../engine/clock.ts';
import { type Periodic, periodic } from '../../engine/periodic.ts';
import { REMINDER } from './approval-news.ts';
import type { RequestBook } from './request-book.ts';

/** A request is reminded of when this much of its time has passed. */
const REMINDER_AT = 3 / 4;

interface DeadlinesOptions {
  readonly services: Foundation;
  readonly book: RequestBook;
  readonly expired: (record: ChangeRecord) => Promise<void>;
  /** Something is to be told. */
  readonly wake: () => void;
  readonly onFault: (number: undefined, error: unknown) => void;
}

/** Ends requests when their time is over, and reminds of them once before. To be woken when a request is made: its time may be the next. */
export function deadlines({ services, book, expired, wake, onFault }: DeadlinesOptions): Periodic {
  async function remind({ number }: ChangeRecord): Promise<void> {
    await services.store.outbox.put(REMINDER, number, {});
    wake();
  }

  async function look(): Promise<number> {
    const { desk, clock } = services;
    for (const record of await desk.approvals.expireDue()) await expired(record);
    let waitMs = LOOK_AGAIN_MS;
    // Asked before the book: whoever takes the row out marks it there first.
    const reminding = new Set((await services.store.outbox.of(REMINDER)).map(({ about }) => about));
    for (const record of await desk.approvals.waiting()) {
      const { askedAt, expiresAt } = record.approval;
      const [from, to, now] = [Date.parse(askedAt), Date.parse(expiresAt), clock.now().getTime()];
      const remindAt = from + (to - from) * REMINDER_AT;
      const { number } = record;
      // Of what nobody was asked yet nobody is reminded.
      const isReminded = reminding.has(number) || (await book.get(number))?.reminded !== false;
      if (!isReminded && now >= remindAt) await remind(record);
      waitMs = Math.min(waitMs, (isReminded || now >= remindAt ? to : remindAt) - now);
    }
    return Math.max(0, waitMs);
  }

  return periodic(look, { clock: services.clock, onFault: (error) => onFault(undefined, error) });
}
