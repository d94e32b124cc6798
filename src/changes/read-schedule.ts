import type { Slots } from '../language/command.ts';
import { plus, readDuration } from '../time/duration.ts';
import type { Speaking } from '../time/expression.ts';
import { nextWeekday, readEnds, readMoments } from '../time/moment.ts';

/** When a command is to begin and to end, or why its times cannot be meant. Moments are in milliseconds since 1970. */
export type ReadSchedule =
  | { readonly kind: 'none' }
  | {
      readonly kind: 'schedule';
      /** Undefined: at once. */
      readonly startMs: number | undefined;
      /** Undefined: it stays. */
      readonly endMs: number | undefined;
    }
  /** Nobody can say when that is. */
  | { readonly kind: 'unknown'; readonly text: string }
  /** People would read it in different ways. */
  | { readonly kind: 'either'; readonly text: string; readonly moments: readonly number[] }
  | { readonly kind: 'over'; readonly ms: number }
  | { readonly kind: 'endsFirst'; readonly startMs: number; readonly endMs: number }
  /** Parts of one command at different times. */
  | { readonly kind: 'several' };

/**
 * The times of a command as moments, in the zone of who speaks. A day begins at midnight: "until 1 May" ends as 1 May
 * begins, "through 1 May" as it is over. A duration counts from the start, or from now.
 */
export function readSchedule(slots: Slots, saidAt: Omit<Speaking, 'side'>): ReadSchedule {
  const times = timesIn(slots);
  if (times === 'several') return { kind: 'several' };
  const { start, until, duration } = times;
  if (start === undefined && until === undefined && duration === undefined) return { kind: 'none' };
  const speaking: Speaking = { ...saidAt, side: 'future' };
  const { nowMs } = speaking;

  const spans = start === undefined ? [] : readMoments(start, speaking);
  const unclearStart = unclear(
    start,
    spans.map(({ fromMs }) => fromMs),
  );
  if (unclearStart !== undefined) return unclearStart;
  const [span] = spans;
  const begins = span === undefined ? undefined : nextWeekday(start ?? '', span.fromMs, speaking);
  // "Today" has begun: that is at once.
  const isNow = begins !== undefined && begins <= nowMs && span !== undefined && nowMs < span.toMs;
  const startMs = isNow ? undefined : begins;
  const ends = endsOf(times, startMs, speaking);
  const [endMs] = ends;
  const unclearEnd = unclear(until ?? duration, ends);
  if (unclearEnd !== undefined) return unclearEnd;

  const over = [startMs, endMs].find((ms) => ms !== undefined && ms <= nowMs);
  if (over !== undefined) return { kind: 'over', ms: over };
  if (startMs !== undefined && endMs !== undefined && endMs <= startMs) return { kind: 'endsFirst', startMs, endMs };
  return startMs === undefined && endMs === undefined ? { kind: 'none' } : { kind: 'schedule', startMs, endMs };
}

function endsOf(
  { until, duration }: Pick<Slots, 'until' | 'duration'>,
  startMs: number | undefined,
  speaking: Speaking,
): readonly number[] {
  if (until !== undefined) return readEnds(until, speaking);
  const length = duration === undefined ? undefined : readDuration(duration);
  return length === undefined ? [] : [plus(startMs ?? speaking.nowMs, length, speaking.zone)];
}

function unclear(text: string | undefined, moments: readonly number[]): ReadSchedule | undefined {
  if (text === undefined || moments.length === 1) return undefined;
  return moments.length === 0 ? { kind: 'unknown', text } : { kind: 'either', text, moments };
}

type Times = Pick<Slots, 'start' | 'until' | 'duration'>;

/** Of a command, or of all steps of one alike: what is done together begins and ends together. */
function timesIn(slots: Slots): Times | 'several' {
  const all = (slots.steps ?? [{ slots }]).map((step) => {
    const { start, until, duration } = step.slots;
    return { ...(start && { start }), ...(until && { until }), ...(duration && { duration }) };
  });
  const [first = {}, ...others] = all;
  return others.every((other) => JSON.stringify(other) === JSON.stringify(first)) ? first : 'several';
}

/** The command without its times: what it does is the same at any of them. */
export function withoutTimes<Command extends { readonly slots: Slots }>(command: Command): Command {
  const { start: _, until: __, duration: ___, ...slots } = command.slots;
  return { ...command, slots: slots.steps === undefined ? slots : { ...slots, steps: slots.steps.map(withoutTimes) } };
}
