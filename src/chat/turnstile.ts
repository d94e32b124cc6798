import type { Clock } from '../engine/clock.ts';

/** Whoever has waited longer than this is told that it takes a while. */
const TOLD_AFTER_MS = 1_500;

/**
 * Lets one piece of work begin at a time, each when the thread is free again: of each person in turn, so that who asks a lot
 * keeps nobody waiting but themselves. What begins and then waits for others, for Teams say, holds up nobody.
 */
interface Turnstile {
  /** Resolves when it is this person's turn. @param late is called once when that takes long */
  pass(person: string, late: () => void): Promise<void>;
}

interface Ticket {
  readonly sinceMs: number;
  readonly begin: () => void;
  readonly late: () => void;
  isTold: boolean;
}

export function turnstile(clock: Pick<Clock, 'breathe' | 'elapsedMs'>): Turnstile {
  /** In the order in which it is their turn; nobody is here without a ticket. */
  const lanes = new Map<string, Ticket[]>();
  let isOpen = false;

  function tellLate(): void {
    const nowMs = clock.elapsedMs();
    for (const [ticket] of lanes.values()) {
      if (ticket === undefined || ticket.isTold || nowMs - ticket.sinceMs < TOLD_AFTER_MS) continue;
      ticket.isTold = true;
      ticket.late();
    }
  }

  async function open(): Promise<void> {
    isOpen = true;
    for (let next = lanes.entries().next(); !next.done; next = lanes.entries().next()) {
      const [person, tickets] = next.value;
      lanes.delete(person);
      const ticket = tickets.shift();
      if (tickets.length > 0) lanes.set(person, tickets);
      ticket?.begin();
      // What was begun computes now; whatever else is due, an answer of Teams say, comes before the next.
      await clock.breathe();
      tellLate();
    }
    isOpen = false;
  }

  return {
    pass(person, late) {
      return new Promise((begin) => {
        const ticket = { sinceMs: clock.elapsedMs(), begin, late, isTold: false };
        lanes.set(person, [...(lanes.get(person) ?? []), ticket]);
        if (!isOpen) void open();
      });
    },
  };
}
