/** One page of a list; pages count from 1. */
export interface Page {
  readonly page: number;
  readonly size: number;
  /** Of the whole list. */
  readonly total: number;
}

export interface PageOf<T> {
  readonly items: readonly T[];
  readonly page: Page;
}

/** Items of the page out of all of them. A page beyond the end is the last one. */
export function pageOf<T>(items: readonly T[], page: number, size: number): PageOf<T> {
  const last = Math.max(1, Math.ceil(items.length / size));
  const shown = Math.min(Math.max(1, Math.trunc(page) || 1), last);
  return {
    items: items.slice((shown - 1) * size, shown * size),
    page: { page: shown, size, total: items.length },
  };
}
