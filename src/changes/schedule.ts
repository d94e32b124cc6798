/** How often a stage begins. */
export type Pace = 'hour' | 'day' | 'week';

/** What people say: so many at a time, so often. */
export interface StagesAsked {
  readonly size: number;
  readonly every: Pace;
}

/**
 * A change that reaches its people some at a time. For a group each stage gives its people the product directly; when all have
 * had their turn the group gets it, and the direct copies go once it gives them. What names people reaches those of the stage.
 */
export interface Stages extends StagesAsked {
  /** Whose turn is still to come, in their order, by object id. Nobody else gets anything. */
  readonly left: readonly string[];
  /** How many there were at the start. */
  readonly of: number;
  /** Numbers of the changes that were its stages, oldest first. */
  readonly done: readonly number[];
  readonly next: 'people' | 'group' | 'tidy' | 'end';
  /** `asked`: until somebody resumes it. `failures`: the same, and it paused itself. */
  readonly paused?: 'asked' | 'failures';
}

/** When a change begins and when it is taken back. Times are ISO 8601, in UTC, as `Date.toISOString` writes them. */
export interface Schedule {
  /** Absent: at once. */
  readonly startsAt?: string;
  /** Absent: it stays. */
  readonly endsAt?: string;
  /** It reaches its people some at a time: `startsAt` is when the next stage begins. */
  readonly stages?: Stages;
  /** In which the times were said (IANA). */
  readonly zone: string;
  /** What was announced the day before. */
  readonly reminded?: 'start' | 'end';
  /** Nothing more happens by itself. */
  readonly over?: true;
}

interface Scheduled {
  readonly schedule?: Schedule;
}

/** Whether it may not begin yet; what goes in stages is begun by none but them. */
export function startsLater({ schedule }: Scheduled, now: string): boolean {
  return schedule?.startsAt !== undefined && (schedule.startsAt > now || schedule.stages !== undefined);
}

/** Its stages wait until somebody resumes them. */
export function isPaused({ state, schedule }: Scheduled & { readonly state: string }): boolean {
  return state === 'scheduled' && schedule?.stages?.paused !== undefined;
}

/** What is still to happen by itself. `at`: ISO 8601. */
export interface Next {
  readonly kind: 'start' | 'end';
  readonly at: string;
}

/** Undefined when nothing is. */
export function nextOf({ state, schedule }: Scheduled & { readonly state: string }): Next | undefined {
  if (schedule === undefined || schedule.over === true) return undefined;
  const { startsAt, endsAt, stages } = schedule;
  if (stages?.paused !== undefined) return undefined;
  if (state === 'scheduled' && startsAt !== undefined) return { kind: 'start', at: startsAt };
  return state === 'finished' && endsAt !== undefined ? { kind: 'end', at: endsAt } : undefined;
}
