import type { ChangeRecord } from '../../changes/change-record.ts';
import { MS_A_DAY } from '../../time/civil.ts';

/** How many seats of a product were in use at a moment (milliseconds since 1970). */
export interface SeatsAt {
  readonly atMs: number;
  readonly used: number;
}

/** The seats of a product in use as the record knows them, oldest first, and at last as they are now. */
export function seatsOverTime(
  records: readonly ChangeRecord[],
  skuId: string,
  { now, msOf }: { readonly now: SeatsAt; readonly msOf: (iso: string) => number },
): readonly SeatsAt[] {
  const points = records
    .flatMap(({ appliedAt, finishedAt, real }): readonly SeatsAt[] => {
      const product = real?.products.find((candidate) => candidate.skuId === skuId);
      if (product === undefined || appliedAt === undefined) return [];
      return [
        { atMs: msOf(appliedAt), used: product.before },
        { atMs: msOf(finishedAt ?? appliedAt), used: product.after },
      ];
    })
    .sort((a, b) => a.atMs - b.atMs);
  return [...points, now];
}

/** When seats run out if they go on as they went. `since`: how far back that looks, and how many were in use then. */
export type Forecast =
  /** No change of its seats is known, or they are too young to tell a pace. */
  | { readonly kind: 'unknown'; readonly since?: SeatsAt }
  | { readonly kind: 'gone' }
  | { readonly kind: 'lasts'; readonly since: SeatsAt }
  | { readonly kind: 'runsOut'; readonly since: SeatsAt; readonly perWeek: number; readonly atMs: number };

/** A pace is that of the last quarter. */
const LOOKED_BACK_MS = 90 * MS_A_DAY;
/** From less than this nobody can tell a pace. */
const SHORTEST_MS = 3 * MS_A_DAY;
/** Later than this is no forecast. */
const LONGEST_MS = 2 * 365 * MS_A_DAY;

export function forecastSeats(points: readonly SeatsAt[], free: number): Forecast {
  const now = points.at(-1);
  if (free <= 0) return { kind: 'gone' };
  if (now === undefined || points.length < 2) return { kind: 'unknown' };
  const since = points.find(({ atMs }) => now.atMs - atMs <= LOOKED_BACK_MS);
  const spanMs = since === undefined ? 0 : now.atMs - since.atMs;
  if (since === undefined || spanMs < SHORTEST_MS)
    return { kind: 'unknown', ...(since === undefined ? {} : { since }) };
  const perMs = (now.used - since.used) / spanMs;
  const lastsMs = free / perMs;
  if (perMs <= 0 || lastsMs > LONGEST_MS) return { kind: 'lasts', since };
  return { kind: 'runsOut', since, perWeek: perMs * 7 * MS_A_DAY, atMs: now.atMs + lastsMs };
}
