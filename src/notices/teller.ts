import type { Message, Place } from '../chat/chat.ts';
import type { ShownCard } from '../chat/shown-cards.ts';
import type { Untold } from '../store/store.ts';

/** How one kind of news is told. What throws is asked again later: nothing here minds being asked twice. */
export interface Teller<News = unknown> {
  /**
   * Whom news without a recipient is for: a row for each takes its place; undefined while nobody can be told. Absent: it is told
   * as it is.
   */
  recipients?(item: Untold<News>): Promise<readonly string[] | undefined>;
  /** What is to be said now, and where; undefined: nobody needs to be told any more. */
  compose(item: Untold<News>): Promise<ToSay<News> | undefined>;
  /** It stands there now. */
  sent?(item: Untold<News>, card: ShownCard): Promise<void>;
  /** Nobody said whether it arrived, or the process ended while it was sent: it is not sent again. */
  perhaps?(item: Untold<News>): Promise<void>;
  /** Nobody is there any more. */
  gone?(item: Untold<News>, place: Place): Promise<void>;
}

interface ToSay<News = unknown> {
  readonly place: Place;
  readonly message: Message;
  /** What the row holds from now on, for whoever hears what came of it: over restarts, too. */
  readonly news?: News;
}

/** By the kind of what they tell. */
export type Tellers = Readonly<Record<string, Teller>>;
