import type { SqliteStore } from '../store/sqlite/open-store.ts';

/** Aborted while another process has the store, or may have it. */
export type Elsewhere = Pick<AbortSignal, 'aborted'>;

/** @param released aborted when this process gives it free */
export function elsewhere({ shared }: SqliteStore, released: AbortSignal): Elsewhere {
  if (shared === undefined) return new AbortController().signal;
  return {
    get aborted() {
      return shared.lost.aborted || released.aborted || shared.silence.lasts();
    },
  };
}
