const FIRST_DELAY_MS = 500;
const LONGEST_DELAY_MS = 5 * 60_000;

/**
 * How long to wait after so many failures in a row (from 1): twice as long each time, up to five minutes, less up to a
 * half by `jitter` (0 to 1), so that those who failed together do not come back together.
 */
export function backoffMs(failures: number, jitter: number): number {
  const delayMs = Math.min(FIRST_DELAY_MS * 2 ** (failures - 1), LONGEST_DELAY_MS);
  return Math.round(delayMs * (1 - jitter / 2));
}
