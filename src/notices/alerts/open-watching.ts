import type { ChangeRecord } from '../../changes/change-record.ts';
import type { Foundation } from '../../chat/foundation.ts';
import { noteCutShort } from '../send-once.ts';
import { postAlerts } from './alert-post.ts';
import { asked } from './asked.ts';
import { overdue, tellEnd } from './ends.ts';
import { restlessness } from './restlessness.ts';
import { rounds } from './rounds.ts';
import { type WatchBook, type WatchBookOptions, watchBook } from './watch-book.ts';
import type { Watched } from './watched.ts';
import type { Watching } from './watching.ts';

export interface WatchingOptions {
  readonly services: Foundation;
  readonly watches: WatchBookOptions['watches'];
  readonly silent: WatchBookOptions['silent'];
  readonly onFault: (channel: string, error: unknown) => void;
}

/** @see Watching */
export function openWatching({ services, watches, silent, onFault }: WatchingOptions): Watching {
  const book = watchBook({ watches, silent });
  const unrest = restlessness();
  const { restingSince } = unrest;
  const ends = endTeller({ services, book, onFault });
  const looks = rounds({
    clock: services.clock,
    isSettled: () => restingSince() !== undefined,
    look: (channel, moved, stopping) =>
      postAlerts({ services: services, book, restingSince, stopping }, channel, moved),
    onFault,
  });

  let areLeftovers = true;

  /** What a process before this one was sending when it ended is perhaps there. */
  function noteLeftovers({ alerts }: Watched): void {
    for (const { messageId, offering } of areLeftovers ? alerts : []) {
      if (messageId === undefined) noteCutShort(services, { kind: 'alert', number: offering });
    }
  }

  async function lookEverywhere(): Promise<void> {
    const channels = await book.channels();
    for (const channel of channels) noteLeftovers(await book.get(channel));
    areLeftovers = false;
    const running = await services.store.changes.inState('queued', 'running', 'cancelling');
    const { scope, records } = unrest.take();
    for (const channel of channels) looks.add(channel, { scope, records: [...records, ...running] });
    // Ends that could not be told when they came.
    await Promise.all(
      channels.map(async (channel) => {
        for (const record of await overdue(services, await book.get(channel))) await ends(channel, record);
      }),
    );
  }

  return {
    ...asked({ services, book, unrest, look: (channel) => looks.add(channel, { scope: 'everywhere', records: [] }) }),
    changing: unrest.begin,
    heard(event) {
      unrest.heard(event);
      if (event.type === 'settled') lookEverywhere().catch((error) => onFault('everywhere', error));
    },
    async ended(record) {
      unrest.ended(record);
      const channels = await book.channels();
      const told = new Map(channels.map((channel) => [channel, ends(channel, record)]));
      return async (channel) => (await told.get(channel)) ?? false;
    },
    close: looks.close,
  };
}

/** Tells a place of an end, once; a place that cannot be told now keeps nobody else from hearing it. */
function endTeller({
  services,
  book,
  onFault,
}: Pick<WatchingOptions, 'services' | 'onFault'> & { readonly book: WatchBook }) {
  const telling = new Set<string>();
  const sent = new Set<string>();
  return async (channel: string, record: ChangeRecord): Promise<boolean> => {
    const key = `${record.number} ${channel}`;
    if (telling.has(key)) return false;
    telling.add(key);
    try {
      return await tellEnd(services, book, channel, { record, sent });
    } catch (error) {
      onFault(channel, error);
      return false;
    } finally {
      telling.delete(key);
    }
  };
}
