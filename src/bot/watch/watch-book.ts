import type { KeyValue } from '../../store/key-value.ts';
import { oneAtATime } from '../one-at-a-time.ts';
import { NOTHING_WATCHED, type Watched } from './watched.ts';

/** What every place is to be told and has been told, by `channelOf`. On disk before `update` resolves. */
export interface WatchBook {
  get(channel: string): Promise<Watched>;
  /** One after another, so that none is lost. A place without watches is forgotten. */
  update(channel: string, change: (watched: Watched) => Watched): Promise<Watched>;
  channels(): Promise<readonly (readonly [channel: string, watched: Watched])[]>;
}

export function watchBook(watches: KeyValue<Watched>): WatchBook {
  const inOrder = oneAtATime();
  const get = async (channel: string) => (await watches.get(channel)) ?? NOTHING_WATCHED;
  return {
    get,
    update: (channel, change) =>
      inOrder(channel, async () => {
        const before = await get(channel);
        const after = change(before);
        if (after === before) return after;
        if (after.watches.length === 0) await watches.delete(channel);
        else await watches.set(channel, after);
        return after;
      }),
    channels: () => watches.entries(),
  };
}
