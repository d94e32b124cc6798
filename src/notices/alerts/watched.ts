import type { Place } from '../../chat/chat.ts';
import type { Actor } from '../../directory/port.ts';
import type { LicenseAssignmentError } from '../../graph/types.ts';
import type { Language } from '../../language/command.ts';
import { type QuietHours, quietUntilMs } from '../../time/quiet-hours.ts';

/** What somebody wants to be told without asking again. Plain JSON, like everything here. */
export interface Watch {
  /** Of those of one place. */
  readonly number: number;
  readonly place: Place;
  readonly by: Actor;
  readonly language: Language;
  /** `any`: failures, and the end of every change. `finished`: one end, and then the watch is gone. */
  readonly event: 'finished' | 'failure' | 'any';
  /** Without groups or products: whatever it is about. */
  readonly groupIds?: readonly string[];
  readonly skuIds?: readonly string[];
  /** Of `finished`: the changes whose end is to be told. Without any, the next one that ends. */
  readonly changes?: readonly number[];
}

/** A message about one cause that is not solved yet. */
export interface Alert extends CauseAbout {
  readonly causeKey: string;
  readonly error: LicenseAssignmentError;
  readonly on: 'assignment' | 'removal';
  /** Object ids of those whom the message counts. */
  readonly people: readonly string[];
  readonly place: Place;
  /** Unknown while it is being sent, and where nobody said whether it arrived. */
  readonly messageId?: string;
  readonly by: Actor;
  readonly language: Language;
  readonly at: string;
  /** Its message says “solved” since then: a cause that returns soon brings the message back to life. */
  readonly solvedAt?: string;
  /** The change that its buttons refer to: no other message's do. */
  readonly offering: number;
  /** The message tells of other causes as well, each an alert of its own with the same message. */
  readonly listed?: true;
}

/** What one place (a channel with all of its threads) is to be told, and has been told. */
export interface Watched {
  readonly watches: readonly Watch[];
  readonly muted: readonly Muted[];
  readonly alerts: readonly Alert[];
  /** Who fails and is no news here: they failed before, or a change's own card tells of them. */
  readonly silent: Silent;
  /** Each day between these hours no new message comes. */
  readonly quiet?: QuietHours;
}

/** Object ids of people, by the group that fails them. */
export type Silent = Readonly<Record<string, readonly string[]>>;

/** Not to be spoken of although a watch covers it. */
export interface Muted {
  /** ISO 8601: it ends by itself, and what fails by then is told. Absent: until somebody asks for it again. */
  readonly until?: string;
  readonly groupId?: string;
  readonly skuId?: string;
}

/** What a cause is about, as far as watches ask for it. */
interface CauseAbout {
  readonly groupId: string;
  /** The product that carries the reason, and every one that is held up by it. */
  readonly skuId: string;
  readonly failedSkuIds: readonly string[];
}

/** Its message says that it is solved. */
export function asSolved(alert: Alert, at: string): Alert {
  return { ...alert, people: [], solvedAt: at };
}

/** It fails again, or still. */
export function asOpen({ solvedAt: _, ...alert }: Alert): Alert {
  return alert;
}

export const NOTHING_WATCHED: Watched = { watches: [], muted: [], alerts: [], silent: {} };

/** Asked for in somebody's own chat. */
export function isPersonal({ place }: Watch): boolean {
  return place.conversationType === 'personal';
}

/** The first watch that wants to hear of the failure, unless it is muted for good. */
export function watchFor({ watches, muted }: Pick<Watched, 'watches' | 'muted'>, cause: CauseAbout): Watch | undefined {
  if (muted.some((entry) => entry.until === undefined && isAbout(entry, cause))) return undefined;
  return watches.find((watch) => watch.event !== 'finished' && wants(watch, [cause.groupId], cause.failedSkuIds));
}

/** Whether a watch asks for any of these groups and any of these products. */
export function wants(
  { groupIds, skuIds }: Pick<Watch, 'groupIds' | 'skuIds'>,
  groups: readonly string[],
  skus: readonly string[],
): boolean {
  return (
    (groupIds === undefined || groups.some((id) => groupIds.includes(id))) &&
    (skuIds === undefined || skus.some((id) => skuIds.includes(id)))
  );
}

/** Until when nothing new is said of the cause, in milliseconds since 1970; undefined: it may be said now. */
export function heldUntilMs(
  { muted, quiet }: Pick<Watched, 'muted' | 'quiet'>,
  cause: CauseAbout,
  nowMs: number,
): number | undefined {
  const ends = muted
    .filter((entry) => entry.until !== undefined && isAbout(entry, cause))
    .map(({ until = '' }) => Date.parse(until))
    .filter((ms) => ms > nowMs);
  const wakes = quiet === undefined ? undefined : quietUntilMs(quiet, nowMs);
  const latest = Math.max(...ends, wakes ?? Number.NEGATIVE_INFINITY);
  return Number.isFinite(latest) ? latest : undefined;
}

function isAbout({ groupId, skuId }: Muted, cause: CauseAbout): boolean {
  return (groupId === undefined || groupId === cause.groupId) && (skuId === undefined || skuId === cause.skuId);
}
