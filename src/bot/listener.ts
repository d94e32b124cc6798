import type { ChangeRecord } from '../core/change-record.ts';
import type { Language, Reading } from '../core/language/command.ts';
import { type Names, understand } from '../core/language/index.ts';
import type { KeyValue } from '../store/key-value.ts';
import type { Person, Place } from './chat.ts';
import type { Remembered } from './handlers/handler.ts';
import type { Turn } from './turn.ts';

/** Follow-ups speak of what was said within this time (conversation.md). */
const LIFETIME_MS = 10 * 60_000;

/** The last thing that one person said in one conversation, and what was answered. Plain JSON, kept over restarts. */
export interface Exchange extends Remembered {
  readonly reading: Reading;
  readonly text: string;
}

/** Understands people, each in the light of what they said here last. */
export interface Listener {
  understand(turn: Turn, text: string): Promise<Reading>;
  /** Understands a text as a correction of a change that is previewed. */
  correct(turn: Turn, record: ChangeRecord, text: string): Promise<Reading>;
  remember(turn: Turn, exchange: Exchange): Promise<void>;
  lastOf(turn: Turn): Promise<Exchange | undefined>;
  /** The language of the last exchange; English before there is one. */
  languageOf(place: Place, person: Person): Promise<Language>;
}

export function listener(names: Names, exchanges: KeyValue<Exchange>): Listener {
  const key = (place: Place, userId: string) => `${place.conversationId} ${userId}`;
  const lastOf = (turn: Turn) => exchanges.get(key(turn.place, turn.by.userId));
  return {
    async understand(turn, text) {
      return understand(text, { names, botName: turn.place.bot.name });
    },
    async correct(turn, _record, text) {
      return understand(text, { names, botName: turn.place.bot.name });
    },
    remember: (turn, exchange) => exchanges.set(key(turn.place, turn.by.userId), exchange, LIFETIME_MS),
    lastOf,
    async languageOf(place, person) {
      if (person.userId === undefined) return 'en';
      return (await exchanges.get(key(place, person.userId)))?.reading.language ?? 'en';
    },
  };
}
