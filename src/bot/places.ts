import type { KeyValue } from '../store/key-value.ts';
import type { Person, Place } from './chat.ts';

/** Every place where the bot was installed or heard, so that it can speak there first. Kept over restarts. */
export interface Places {
  /** Something came from here: it can be written to. */
  heard(place: Place, person: Person): Promise<void>;
  /** Nobody is there any more: the bot was removed. */
  forget(place: Place): Promise<void>;
  /** The person's own chat with the bot, when there is one. */
  personal(userId: string): Promise<Place | undefined>;
  /** Everybody's own chat with the bot, by object id. */
  everyPersonal(): Promise<readonly (readonly [userId: string, chat: Place])[]>;
  /** The conversation of this id, without a thread: what is written there is a new post. */
  at(conversationId: string): Promise<Place | undefined>;
  /** The same place, at the address from which it was heard last: Teams moves conversations between its services. */
  latest(place: Place): Promise<Place>;
}

export interface PlacesOptions {
  /** By `channelOf`. */
  readonly places: KeyValue<Place>;
  /** By the person's object id. */
  readonly personalChats: KeyValue<Place>;
}

export function places({ places: known, personalChats }: PlacesOptions): Places {
  async function keep(kv: KeyValue<Place>, key: string, place: Place): Promise<void> {
    if (JSON.stringify(await kv.get(key)) !== JSON.stringify(place)) await kv.set(key, place);
  }
  return {
    async heard(place, { userId }) {
      const channel = channelOf(place);
      await keep(known, channel, { ...place, conversationId: channel });
      if (place.conversationType === 'personal' && userId !== undefined) await keep(personalChats, userId, place);
    },
    async forget(place) {
      await known.delete(channelOf(place));
      if (place.conversationType !== 'personal') return;
      for (const [userId, chat] of await personalChats.entries()) {
        if (chat.conversationId === place.conversationId) await personalChats.delete(userId);
      }
    },
    personal: (userId) => personalChats.get(userId),
    everyPersonal: () => personalChats.entries(),
    at: (conversationId) => known.get(conversationId),
    async latest(place) {
      const { serviceUrl, bot } = (await known.get(channelOf(place))) ?? place;
      return { ...place, serviceUrl, bot };
    },
  };
}

/** The conversation without the thread: all threads of a channel are one place. */
export function channelOf({ conversationId }: Pick<Place, 'conversationId'>): string {
  return conversationId.replace(/;messageid=.*$/, '');
}

/** Whether a place is the channel, or one of its threads. */
export function isIn(channel: Place, place: Place): boolean {
  return channelOf(place) === channelOf(channel);
}
