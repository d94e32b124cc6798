import type { Language } from '../language/command.ts';
import type { KeyValue } from '../store/store.ts';
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
  /** Somebody speaks this language in their own chat. */
  speaks(place: Place, language: Language): Promise<void>;
  /** The language last spoken in somebody's own chat; undefined elsewhere, and where nothing was said yet. */
  languageIn(place: Place): Promise<Language | undefined>;
  /** In which somebody's client spoke last (IANA): some clients name none. */
  zoneOf(person: Person): Promise<string | undefined>;
  /** The same place, at the address from which it was heard last: Teams moves conversations between its services. */
  latest(place: Place): Promise<Place>;
}

interface PlacesOptions {
  /** By `channelOf`. */
  readonly places: KeyValue<Place>;
  /** By the person's object id. */
  readonly personalChats: KeyValue<Place>;
  /** By the id of somebody's own chat. */
  readonly languages: KeyValue<Language>;
  /** By the person's object id. */
  readonly zones: KeyValue<string>;
}

export function places({ places: known, personalChats, languages, zones }: PlacesOptions): Places {
  async function keep<T>(kv: KeyValue<T>, key: string, value: T): Promise<void> {
    if (JSON.stringify(await kv.get(key)) !== JSON.stringify(value)) await kv.set(key, value);
  }
  return {
    async heard(place, { userId, timeZone }) {
      const channel = channelOf(place);
      await keep(known, channel, { ...place, conversationId: channel });
      if (userId === undefined) return;
      if (place.conversationType === 'personal') await keep(personalChats, userId, place);
      if (timeZone !== undefined) await keep(zones, userId, timeZone);
    },
    async forget(place) {
      await known.delete(channelOf(place));
      if (place.conversationType !== 'personal') return;
      await languages.delete(place.conversationId);
      for (const [userId, chat] of await personalChats.entries()) {
        if (chat.conversationId === place.conversationId) await personalChats.delete(userId);
      }
    },
    personal: (userId) => personalChats.get(userId),
    everyPersonal: () => personalChats.entries(),
    at: (conversationId) => known.get(conversationId),
    async speaks(place, language) {
      if (place.conversationType !== 'personal' || (await languages.get(place.conversationId)) === language) return;
      await languages.set(place.conversationId, language);
    },
    languageIn: async ({ conversationType, conversationId }) =>
      conversationType === 'personal' ? languages.get(conversationId) : undefined,
    zoneOf: async ({ userId, timeZone }) => timeZone ?? (userId === undefined ? undefined : zones.get(userId)),
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
