import type { Leaving } from '../changes/plan/leave-instead.ts';
import type { Plan } from '../changes/plan/plan.ts';
import type { Schedule } from '../changes/schedule.ts';
import type { Reading } from '../language/command.ts';
import type { Outcome } from '../licensing/outcome/outcome.ts';
import type { Suggestion } from '../licensing/suggest/suggestion.ts';

/** A command, what it comes to, and what would fix whom it fails. */
export interface Simulation {
  readonly reading: Reading;
  readonly plan: Plan;
  readonly outcome: Outcome;
  readonly suggestions: readonly Suggestion[];
  /** How what is inherited is taken all the same. */
  readonly leaving: Leaving | undefined;
  /** Absent: at once, and it stays. */
  readonly schedule?: Schedule;
}
