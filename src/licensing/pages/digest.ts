import type { ChangeRecord } from '../../changes/change-record.ts';
import { nextOf } from '../../changes/schedule.ts';
import { MS_A_DAY } from '../../time/civil.ts';
import type { FailureCause } from '../explain/failure-cause.ts';
import type { Seats } from '../model/product-seats.ts';
import { type Forecast, forecastSeats, seatsOverTime } from './forecast.ts';
import type { FailingRow } from './report-data.ts';

/** What was known when a summary was made: what is the same next time is no news. */
export interface KnownBefore {
  /** Object ids of those who fail, by the group that fails them. */
  readonly failing: Readonly<Record<string, readonly string[]>>;
  /** Products that have no seat left, or soon will. */
  readonly scarceSkuIds: readonly string[];
}

/** What of a tenant a summary is made from. */
interface DigestSources {
  readonly nowMs: number;
  /** Up to when was told (milliseconds since 1970). */
  readonly sinceMs: number;
  /** Absent: nothing is, and nothing is called new. */
  readonly known: KnownBefore | undefined;
  readonly failing: readonly FailingRow[];
  readonly seats: readonly Seats[];
  /** Changes that were applied, newest first. */
  readonly applied: readonly ChangeRecord[];
  /** Changes for which something is still to happen by itself. */
  readonly toCome: readonly ChangeRecord[];
  readonly msOf: (iso: string) => number;
}

export interface DigestTold {
  readonly sinceMs: number;
  /** People who fail now, and of them those who are new; people who failed and do not any more. */
  readonly failing: number;
  readonly fresh: number;
  readonly solved: number;
  /** Causes with people who are new, most of them first. */
  readonly freshCauses: readonly { readonly cause: FailureCause; readonly people: number }[];
  readonly changes: readonly ChangeRecord[];
  /** What begins or ends within a week, the next first. */
  readonly ahead: readonly ChangeRecord[];
  /** Products without a free seat, or that would soon have none, least free first. */
  readonly scarce: readonly { readonly seats: Seats; readonly told: Forecast }[];
  /** Anything of it is new. */
  readonly isNews: boolean;
  /** What is known from now on. */
  readonly known: KnownBefore;
}

const A_WEEK_MS = 7 * MS_A_DAY;
/** What would run out later than this is no news yet. */
const SOON_MS = 28 * MS_A_DAY;

export function digestOf({ nowMs, sinceMs, known, failing, seats, applied, toCome, msOf }: DigestSources): DigestTold {
  const failingIn = new Map<string, Set<string>>();
  for (const { cause, userIds } of failing) {
    const people = failingIn.get(cause.groupId) ?? new Set();
    failingIn.set(cause.groupId, people);
    for (const id of userIds) people.add(id);
  }
  const scarce = scarceOf({ nowMs, seats, applied, msOf });
  const current: KnownBefore = {
    failing: Object.fromEntries([...failingIn].map(([groupId, people]) => [groupId, [...people]])),
    scarceSkuIds: scarce.map(({ seats: { skuId } }) => skuId),
  };
  const before = known ?? current;
  const freshCauses = failing
    .map(({ cause, userIds }) => {
      const failed = new Set(before.failing[cause.groupId]);
      return { cause, userIds: userIds.filter((id) => !failed.has(id)) };
    })
    .filter(({ userIds }) => userIds.length > 0)
    .sort((a, b) => b.userIds.length - a.userIds.length);
  const now = new Set(Object.values(current.failing).flat());
  const fresh = new Set(freshCauses.flatMap(({ userIds }) => userIds));
  const solved = new Set(Object.values(before.failing).flat()).difference(now).size;
  const changes = applied.filter(({ appliedAt }) => appliedAt !== undefined && msOf(appliedAt) > sinceMs);
  const dueMs = (record: ChangeRecord) => msOf(nextOf(record)?.at ?? '');
  const ahead = toCome
    .filter((record) => dueMs(record) > nowMs && dueMs(record) <= nowMs + A_WEEK_MS)
    .sort((a, b) => dueMs(a) - dueMs(b));
  const newlyScarce = current.scarceSkuIds.some((id) => !before.scarceSkuIds.includes(id));
  return {
    sinceMs,
    failing: now.size,
    fresh: fresh.size,
    solved,
    freshCauses: freshCauses.map(({ cause, userIds }) => ({ cause, people: userIds.length })),
    changes,
    ahead,
    scarce,
    isNews: fresh.size + solved + changes.length + ahead.length > 0 || newlyScarce,
    known: current,
  };
}

/** Products that have no seat left, or will have none soon at the pace of the record. */
function scarceOf({
  nowMs,
  seats,
  applied,
  msOf,
}: Pick<DigestSources, 'nowMs' | 'seats' | 'applied' | 'msOf'>): DigestTold['scarce'] {
  return seats
    .filter(({ forOrganization, seats: all }) => !forOrganization && all > 0)
    .map((product) => {
      const points = seatsOverTime(applied, product.skuId, { now: { atMs: nowMs, used: product.used }, msOf });
      return { seats: product, told: forecastSeats(points, product.free) };
    })
    .filter(({ told }) => told.kind === 'gone' || (told.kind === 'runsOut' && told.atMs <= nowMs + SOON_MS))
    .sort((a, b) => a.seats.free - b.seats.free);
}
