import { isChange, type OfferedReading, type Reading, type Slots } from '../command.ts';
import { type Command, command } from '../draft.ts';

/** A question of the bot: what was said, cut where the answer belongs, and the readings that were offered. */
export interface OpenQuestion {
  readonly gap?: readonly [before: string, after: string] | undefined;
  readonly options: readonly OfferedReading[];
  /** The change that was not understood. */
  readonly told?: string | undefined;
  /** They are what could be said instead: each is taken as it is, and nothing is spoken of by them. */
  readonly instead?: true | undefined;
  /** What the unclear word may mean, by name: those that are offered, and more. */
  readonly candidates?: readonly string[] | undefined;
}

/**
 * What a follow-up may speak of: the last exchange of one person in one conversation, and what is open there. Plain
 * JSON. Who keeps it decides for how long.
 */
export interface Conversation {
  /** The last thing that was understood. */
  readonly reading?: Reading;
  /** The change whose preview waits for this person's answer, and what it would do. */
  readonly pending?: number | undefined;
  readonly previewed?: Reading | undefined;
  /** What the last correction put right. */
  readonly before?: Reading | undefined;
  /** The change that was previewed or asked for last, however it was decided. */
  readonly asked?: number | undefined;
  /** That one, once it was applied. */
  readonly did?: Reading | undefined;
  /** What that took back, where it did. */
  readonly undone?: Reading | undefined;
  /** That one, where it was ended before anything was done: "ask again". */
  readonly dropped?: Reading | undefined;
  /** The change of this person that waits for a second person, or for its time. */
  readonly waits?: number | undefined;
  readonly awaited?: Reading | undefined;
  /** A change is in progress. */
  readonly running?: boolean | number | undefined;
  /** The request that waits here to be approved, and whether nothing else was said here since it was shown. */
  readonly thread?: number | undefined;
  readonly justShown?: boolean | undefined;
  /** What the bot asked last, while nothing was answered. */
  readonly question?: OpenQuestion | undefined;
  /** User principal names or object ids of the people whom the last card lists. */
  readonly users?: readonly string[] | undefined;
  /** Object ids of the groups and products that were named last, newest first: "compare them". */
  readonly mentioned?: readonly string[] | undefined;
  /** Object ids of everybody on the last list, for "remove Visio from those". */
  readonly listed?: readonly string[] | undefined;
  /** The question that the last sentence answered: "no, the other one". */
  readonly answered?: OpenQuestion | undefined;
  /** The change for whose failures suggestions are shown, how many these are, and which was chosen last, counted from 1. */
  readonly suggestions?: number | undefined;
  readonly fixes?: number | undefined;
  readonly chosen?: number | undefined;
  /** The directory would not take what was asked for last. */
  readonly refused?: boolean | undefined;
  /** The page of a list that is shown, counted from 1. */
  readonly page?: number | undefined;
}

/** The change that a correction puts right: the preview that waits, or what a correction of it came to since. */
export function changeMeant({ reading, previewed, awaited }: Conversation): Reading | undefined {
  if (reading?.intent === 'status' && previewed === undefined && awaited !== undefined) return awaited;
  return reading?.corrects === true && isChange(reading.intent) ? reading : (previewed ?? reading);
}

/** The ids of all that a reading speaks of: of several changes, those of each. */
export function idsIn({ slots: { ids = {}, steps = [] } }: Pick<Reading, 'slots'>): NonNullable<Slots['ids']> {
  if (steps.length === 0) return ids;
  const all = (kind: 'groups' | 'users' | 'skus') => [...new Set(steps.flatMap((step) => idsIn(step)[kind] ?? []))];
  return { groups: all('groups'), users: all('users'), skus: all('skus') };
}

/** Several changes as one, or the one that is left; undefined where none is. */
export function together(steps: NonNullable<Slots['steps']>, besides: Slots = {}): Command | undefined {
  const [only, ...more] = steps;
  if (only === undefined) return undefined;
  return more.length === 0 ? command(only.intent, only.slots) : command('batch', { ...besides, steps });
}
