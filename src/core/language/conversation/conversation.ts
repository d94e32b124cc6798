import type { Reading } from '../command.ts';

/**
 * What a follow-up may speak of: the last exchange of one person in one conversation, and what is open there. Plain
 * JSON. Who keeps it decides for how long.
 */
export interface Conversation {
  /** The last thing that was understood. */
  readonly reading?: Reading;
  /** The change whose preview waits for this person's answer. */
  readonly pending?: number | undefined;
  /** A change is in progress. */
  readonly running?: boolean | number | undefined;
  /** The request whose thread this is, waiting to be approved. */
  readonly thread?: number | undefined;
  /** User principal names or object ids of the people whom the last card lists. */
  readonly users?: readonly string[] | undefined;
  /** The change for whose failures suggestions are shown. */
  readonly suggestions?: number | undefined;
  /** The directory would not take what was asked for last. */
  readonly refused?: boolean | undefined;
  /** The page of a list that is shown, counted from 1. */
  readonly page?: number | undefined;
}
