import type { Leaving } from '../core/command/leave-instead.ts';
import type { Plan } from '../core/command/plan.ts';
import type { Reading } from '../core/language/command.ts';
import type { Outcome } from '../core/licensing/outcome.ts';
import type { Suggestion } from '../core/licensing/suggestion.ts';
import type { Schedule } from '../core/schedule.ts';

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
