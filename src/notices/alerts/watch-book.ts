import { oneAtATime } from '../../chat/one-at-a-time.ts';
import type { KeyValue } from '../../store/store.ts';
import { NOTHING_WATCHED, type Silent, type Watched } from './watched.ts';

/** What every place is to be told and has been told, by `channelOf`. On disk before anything resolves. */
export interface WatchBook {
  get(channel: string): Promise<Watched>;
  /** One after another, so that none is lost. A place without watches is forgotten. */
  update(channel: string, change: (watched: Watched) => Watched): Promise<void>;
  /** The same, with something that was found on the way. */
  decide<T>(channel: string, change: (watched: Watched) => readonly [Watched, T]): Promise<T>;
  /** Every place that is to be told something. */
  channels(): Promise<readonly string[]>;
}

export interface WatchBookOptions {
  readonly watches: KeyValue<Omit<Watched, 'silent'>>;
  /** Apart, since it may be long and seldom changes. */
  readonly silent: KeyValue<Silent>;
}

/** Reads the disk once: nobody else writes there. */
export function watchBook({ watches, silent }: WatchBookOptions): WatchBook {
  const inOrder = oneAtATime();
  let loading: Promise<Map<string, Watched>> | undefined;

  async function load(): Promise<Map<string, Watched>> {
    const places = new Map<string, Watched>();
    for (const [channel, kept] of await watches.entries()) {
      places.set(channel, { ...kept, silent: (await silent.get(channel)) ?? {} });
    }
    return places;
  }

  /** A disk that fails once is asked again. */
  function loaded(): Promise<Map<string, Watched>> {
    loading ??= load().catch((error: unknown) => {
      loading = undefined;
      throw error;
    });
    return loading;
  }

  async function keep(channel: string, before: Watched, after: Watched): Promise<void> {
    const places = await loaded();
    if (after.watches.length === 0) {
      await watches.delete(channel);
      await silent.delete(channel);
      places.delete(channel);
      return;
    }
    const { silent: pairs, ...rest } = after;
    // First what is no news: a watch without it would tell everything that is known.
    if (pairs !== before.silent) await silent.set(channel, pairs);
    await watches.set(channel, rest);
    places.set(channel, after);
  }

  const get = async (channel: string) => (await loaded()).get(channel) ?? NOTHING_WATCHED;
  const decide = <T>(channel: string, change: (watched: Watched) => readonly [Watched, T]): Promise<T> =>
    inOrder(channel, async () => {
      const before = await get(channel);
      const [after, answer] = change(before);
      if (after !== before) await keep(channel, before, after);
      return answer;
    });
  return {
    get,
    decide,
    update: (channel, change) => decide(channel, (watched) => [change(watched), undefined]),
    channels: async () => [...(await loaded()).keys()],
  };
}
