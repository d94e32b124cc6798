import type { Foundation } from '../../chat/foundation.ts';
import { noteCutShort } from '../send-once.ts';
import { postAlerts } from './alert-post.ts';
import { asked } from './asked.ts';
import { endNews } from './end-news.ts';
import { restlessness } from './restlessness.ts';
import { rounds } from './rounds.ts';
import { type WatchBookOptions, watchBook } from './watch-book.ts';
import type { Watched } from './watched.ts';
import type { Watching } from './watching.ts';

interface WatchingOptions {
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
  }

  return {
    ...asked({ services, book, unrest, look: (channel) => looks.add(channel, { scope: 'everywhere', records: [] }) }),
    changing: unrest.begin,
    heard(event) {
      unrest.heard(event);
      if (event.type === 'settled') lookEverywhere().catch((error) => onFault('everywhere', error));
    },
    ended: unrest.ended,
    ends: endNews(services, book),
    close: looks.close,
  };
}
