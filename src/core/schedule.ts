/** When a change begins and when it is taken back. Times are ISO 8601, in UTC, as `Date.toISOString` writes them. */
export interface Schedule {
  /** Absent: at once. */
  readonly startsAt?: string;
  /** Absent: it stays. */
  readonly endsAt?: string;
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

/** Whether it may not begin yet. */
export function startsLater({ schedule }: Scheduled, now: string): boolean {
  return schedule?.startsAt !== undefined && schedule.startsAt > now;
}

/** What is still to happen by itself, and when; undefined when nothing is. */
export function nextOf({
  state,
  schedule,
}: Scheduled & { readonly state: string }): { readonly kind: 'start' | 'end'; readonly at: string } | undefined {
  if (schedule === undefined || schedule.over === true) return undefined;
  const { startsAt, endsAt } = schedule;
  if (state === 'scheduled' && startsAt !== undefined) return { kind: 'start', at: startsAt };
  return state === 'finished' && endsAt !== undefined ? { kind: 'end', at: endsAt } : undefined;
}
