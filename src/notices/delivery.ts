import type { Place } from '../chat/chat.ts';
import type { Foundation } from '../chat/foundation.ts';
import { pacer } from '../chat/pacer.ts';
import { channelOf } from '../chat/places.ts';
import { LOOK_AGAIN_MS } from '../engine/clock.ts';
import { periodic } from '../engine/periodic.ts';
import type { Untold } from '../store/store.ts';
import { rowTeller } from './tell-row.ts';
import type { Tellers } from './teller.ts';

/** Tells what lies in the outbox, each row once, over restarts. */
export interface Delivery {
  start(): void;
  /** Something was put into the outbox. */
  wake(): void;
  /** Somebody is there: what waits for this place is tried at once. */
  heard(place: Pick<Place, 'conversationId'>): void;
  /** Whether anything is still to be told. */
  owes(): Promise<boolean>;
  close(): Promise<void>;
}

interface DeliveryOptions {
  readonly services: Pick<Foundation, 'store' | 'clock' | 'chat' | 'places' | 'events'>;
  readonly tellers: Tellers;
  readonly onFault: (number: number | undefined, error: unknown) => void;
}

type Row = Untold<unknown>;

/** Teams takes 60 messages in half a minute for a conversation, and 7 in a second. */
const PAUSE_MS = 600;

/**
 * One line of rows for each place, told one after the other. A place that fails is tried again, later and later, and holds up
 * no other.
 */
export function delivery({ services, tellers, onFault }: DeliveryOptions): Delivery {
  const { store, clock, places } = services;
  const tellRow = rowTeller(services);
  const lines = new Map<string, readonly Row[]>();
  /** Rows that stand in a line. */
  const standing = new Set<number>();
  const looks = periodic(look, { clock, onFault: (error) => onFault(undefined, error) });
  const inPace = pacer({
    clock,
    pauseMs: PAUSE_MS,
    onFault: (number, error) => onFault(number === 0 ? undefined : number, error),
  });

  async function look(): Promise<number> {
    for (const row of await store.outbox.of(...Object.keys(tellers))) {
      if (standing.has(row.id)) continue;
      const line = await lineOf(row);
      standing.add(row.id);
      lines.set(line, [...(lines.get(line) ?? []), row]);
      // What is new for a place that fails is a reason to try it at once.
      go(line);
    }
    for (const line of lines.keys()) if (!inPace.isBusy(line)) go(line);
    return LOOK_AGAIN_MS;
  }

  /** What is for somebody and what is for their own chat stand in one line. */
  async function lineOf({ kind, about, recipient }: Row): Promise<string> {
    if (recipient === '') return `${kind} ${about}`;
    const personal = await places.personal(recipient);
    return personal === undefined ? recipient : channelOf(personal);
  }

  function go(line: string): void {
    inPace.ask(line, { number: lines.get(line)?.[0]?.about ?? 0, act: () => tellFirst(line) });
  }

  /** Answers whether something was sent. */
  async function tellFirst(line: string): Promise<boolean> {
    const [row] = lines.get(line) ?? [];
    if (row === undefined || looks.closing.aborted) return false;
    const isSent = await tell(row);
    standing.delete(row.id);
    const waiting = (lines.get(line) ?? []).filter((other) => other !== row);
    lines.set(line, waiting);
    if (waiting.length > 0) go(line);
    else lines.delete(line);
    return isSent;
  }

  async function tell(row: Row): Promise<boolean> {
    const teller = tellers[row.kind];
    if (teller === undefined) return false;
    const isForMany = row.recipient === '' && row.state === 'due' && teller.recipients !== undefined;
    if (!isForMany) return tellRow(row, teller);
    const { id, kind, about, news } = row;
    const recipients = await teller.recipients?.(row);
    if (recipients === undefined) return false;
    await store.transaction(async ({ outbox }) => {
      if (!(await outbox.told(id))) return;
      for (const recipient of recipients) await outbox.put(kind, about, news, recipient);
    });
    looks.wake();
    return false;
  }

  return {
    start: () => looks.start(),
    wake: looks.wake,
    heard(place) {
      const line = channelOf(place);
      if (lines.has(line)) go(line);
    },
    owes: async () => (await store.outbox.of(...Object.keys(tellers))).length > 0,
    async close() {
      await looks.close();
      await inPace.close();
    },
  };
}
