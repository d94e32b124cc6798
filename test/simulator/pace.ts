import type { OutgoingActivity } from '../../src/teams/connector.ts';
import { actionsOf } from '../chat/teams-client.ts';
import { cardIn } from './seen.ts';
import { expectThat } from './violation.ts';

/** Teams takes so many messages and edits of a conversation in this time. */
const TAKEN = { most: 60, withinMs: 30_000 };
/** Nobody reads more: what comes at once is told by one message. */
const ALERTS = { most: 20, withinMs: 10_000 };

/** What is asked of conversations, over all processes. */
export interface Pace {
  /** A message or an edit comes to Teams. Answers whether it is more than Teams takes. */
  called(conversationId: string, nowMs: number): boolean;
  /** A message is to be sent. */
  posts(conversationId: string, activity: OutgoingActivity, nowMs: number): void;
}

export function pace(check: (work: () => void) => void): Pace {
  const calls = new Map<string, readonly number[]>();
  const alerts = new Map<string, readonly number[]>();

  /** How many there are within the time, with this one. */
  function counted(times: Map<string, readonly number[]>, key: string, nowMs: number, withinMs: number): number {
    const recent = [...(times.get(key) ?? []).filter((ms) => ms > nowMs - withinMs), nowMs];
    times.set(key, recent);
    return recent.length;
  }

  return {
    called(conversationId, nowMs) {
      const count = counted(calls, conversationId, nowMs, TAKEN.withinMs);
      check(() =>
        expectThat(count <= TAKEN.most, 'paced', () => `${count} calls for ${conversationId} in half a minute`),
      );
      return count > TAKEN.most;
    },
    posts(conversationId, activity, nowMs) {
      if (!actionsOf(cardIn(activity)).some(({ verb }) => verb === 'notify-off')) return;
      const count = counted(alerts, conversationId, nowMs, ALERTS.withinMs);
      check(() => expectThat(count <= ALERTS.most, 'paced', () => `${count} alerts to ${conversationId} at once`));
    },
  };
}
