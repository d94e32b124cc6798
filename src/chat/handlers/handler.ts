import type { Reading } from '../../language/command.ts';
import type { Message } from '../chat.ts';
import type { Remembered } from '../listener.ts';
import type { Services } from '../services.ts';
import type { Turn } from '../turn.ts';

/** What one intent does: reads the tenant, or proposes a change to it, and answers. Sends nothing itself. */
export type Handler = (services: Services, turn: Turn, heard: Heard) => Promise<Answer>;

/** A reading, and what was typed. */
export interface Heard extends Reading {
  readonly said: string;
  /** The planned change that it puts right. */
  readonly replaces?: number | undefined;
}

/** Messages in their order, and what a follow-up may speak of. */
export interface Answer {
  readonly messages: readonly Message[];
  readonly remember?: Remembered;
}
