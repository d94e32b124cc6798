import type { ChangeRecord } from '../../changes/change-record.ts';
import type { Foundation } from '../../chat/foundation.ts';
import { LOOK_AGAIN_MS } from '../../engine/clock.ts';
import type { RequestBook } from './request-book.ts';

/** A request is reminded of when this much of its time has passed. */
const REMINDER_AT = 3 / 4;
const AFTER_FAULT_MS = 5_000;

/** Ends requests when their time is over, and reminds of them once before. */
export interface Deadlines {
  start(): void;
  /** A request was made: its time may be the next to look at. */
  changed(): void;
  close(): Promise<void>;
}

export interface DeadlinesOptions {
  readonly services: Foundation;
  readonly book: RequestBook;
  readonly expired: (record: ChangeRecord) => Promise<void>;
  /** Looks after requests that were stored and not asked of anybody. */
  readonly neglected: () => Promise<void>;
  readonly remind: (record: ChangeRecord, leftMs: number) => Promise<void>;
  readonly onFault: (number: undefined, error: unknown) => void;
}

export function deadlines({ services, book, expired, neglected, remind, onFault }: DeadlinesOptions): Deadlines {
  const closing = new AbortController();
  let nap = new AbortController();
  let running = Promise.resolve();

  async function run(): Promise<void> {
    while (!closing.signal.aborted) {
      nap = new AbortController();
      const waitMs = await look().catch((error) => {
        onFault(undefined, error);
        return AFTER_FAULT_MS;
      });
      await services.clock.sleep(waitMs, AbortSignal.any([closing.signal, nap.signal]));
    }
  }

  /** Does what is due; answers how long nothing will be. */
  async function look(): Promise<number> {
    const { desk, clock } = services;
    await neglected();
    for (const record of await desk.approvals.expireDue()) await expired(record);
    let waitMs = LOOK_AGAIN_MS;
    for (const record of await desk.approvals.waiting()) {
      const { askedAt, expiresAt } = record.approval;
      const [from, to, now] = [Date.parse(askedAt), Date.parse(expiresAt), clock.now().getTime()];
      const remindAt = from + (to - from) * REMINDER_AT;
      const isReminded = (await book.get(record.number))?.reminded === true;
      if (!isReminded && now >= remindAt) await remind(record, to - now);
      waitMs = Math.min(waitMs, (isReminded || now >= remindAt ? to : remindAt) - now);
    }
    return Math.max(0, waitMs);
  }

  return {
    start() {
      running = run();
    },
    changed: () => nap.abort(),
    async close() {
      closing.abort();
      await running;
    },
  };
}
