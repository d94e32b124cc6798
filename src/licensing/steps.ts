/** Work that can be put down and taken up again: where it yields, others may have their turn. */
export type Steps<T> = Generator<void, T, void>;

/** Does all of it at once. */
export function finish<T>(steps: Steps<T>): T {
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
  }
}

/** After so many people it is asked whether a pause is due: far less than a millisecond of work, far more than asking takes. */
export const PEOPLE_PER_LOOK = 256;

/** Work that never pauses, where steps are asked for. */
// biome-ignore lint/correctness/useYield: it never pauses
export function* oneStep<T>(work: () => T): Steps<T> {
  return work();
}
