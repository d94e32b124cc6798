/** How many a second in the long run, and how many at once. */
interface Rate {
  readonly perSecond: number;
  readonly atOnce: number;
}

/** Far above what people type and press, clients repeat and connectors deliver again. */
const RATES = {
  person: { perSecond: 10, atOnce: 200 },
  conversation: { perSecond: 20, atOnce: 400 },
  tenant: { perSecond: 200, atOnce: 2_000 },
} as const satisfies Record<string, Rate>;

/** Fewer ids are not looked through for those that have nothing left to pay off. */
const REMEMBERED = 10_000;

export type Limited = Readonly<Record<keyof typeof RATES, string>>;

/** Who floods is stopped at their own limits, before others wait for them. */
export interface Limits {
  /** Undefined: it is served. Else how long to wait; what is not served counts for nothing. */
  take(whose: Limited): number | undefined;
}

/**
 * Each id has a moment until which it has paid off what it sent; it may be ahead of the clock by so much at once.
 *
 * @param elapsedMs never goes back: a clock that is set must leave nobody unserved
 */
export function limits(elapsedMs: () => number): Limits {
  const paidUntilMs = new Map<string, number>();
  let forgetsAtSize = REMEMBERED;

  /** At twice as many as it left last time: however many flood at once, a message costs the same. */
  function forgetThePast(nowMs: number): void {
    if (paidUntilMs.size < forgetsAtSize) return;
    for (const [id, untilMs] of paidUntilMs) if (untilMs <= nowMs) paidUntilMs.delete(id);
    forgetsAtSize = Math.max(REMEMBERED, 2 * paidUntilMs.size);
  }

  return {
    take(whose) {
      // Whole milliseconds add up exactly: fractions would refuse the last that is allowed.
      const nowMs = Math.floor(elapsedMs());
      forgetThePast(nowMs);
      const dues = Object.entries(RATES).map(([kind, { perSecond, atOnce }]) => {
        const id = `${kind} ${whose[kind as keyof Limited]}`;
        const untilMs = Math.max(paidUntilMs.get(id) ?? 0, nowMs) + 1_000 / perSecond;
        return { id, untilMs, waitMs: untilMs - nowMs - (1_000 / perSecond) * atOnce };
      });
      const waitMs = Math.max(...dues.map((due) => due.waitMs));
      if (waitMs > 0) return waitMs;
      for (const { id, untilMs } of dues) paidUntilMs.set(id, untilMs);
      return undefined;
    },
  };
}
