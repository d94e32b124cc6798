import type { Reading } from '../../core/language/command.ts';
import type { OpenQuestion } from '../../core/language/index.ts';
import type { Message } from '../chat.ts';
import type { Services } from '../services.ts';
import type { Turn } from '../turn.ts';

/** What one intent does: reads the tenant, or proposes a change to it, and answers. Sends nothing itself. */
export type Handler = (services: Services, turn: Turn, heard: Heard) => Promise<Answer>;

/** A reading, and what was typed. */
export interface Heard extends Reading {
  readonly said: string;
}

/** Messages in their order, and what a follow-up may speak of. */
export interface Answer {
  readonly messages: readonly Message[];
  readonly remember?: Remembered;
}

/** What the card shows that a person may refer to by "she", "the rest", "option 2" or "yes". */
export interface Remembered {
  readonly pending?: number;
  readonly users?: readonly string[];
  /** The directory would not take it: "why?" means that. */
  readonly refused?: boolean;
  readonly suggestions?: number;
  /** The fixes that were shown, in their order: fingerprints of their outcomes. */
  readonly options?: readonly string[];
  readonly page?: number;
  /** What was asked back, for the answer in words. */
  readonly question?: OpenQuestion;
}
