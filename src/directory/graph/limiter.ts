import type { Clock } from '../../engine/clock.ts';
import type { Attempt } from './attempt.ts';
import { AUDITS, type Cost, type Limit, resourceUnitsAt, WRITES } from './published-limits.ts';
import { retryAfterMs } from './retry-after.ts';

/**
 * The pace of everything that one process asks of one tenant: within Microsoft's published limits, and within what Graph says
 * is left of them, since others may use the same app. Whoever is waited for by a person goes before who is not.
 */
export interface Limiter {
  /** Resolves when all of this may be sent. */
  admit(costs: readonly Cost[], isUrgent: boolean): Promise<AdmittedCall>;
}

interface AdmittedCall {
  /** Hears what Graph says of its limits in its answers, in the order of the costs. */
  answered(answers: readonly Attempt[]): void;
}

const TOO_MANY = 429;
/** From the scarcest on. */
const KINDS = ['audits', 'writes', 'resourceUnits'] as const;
type Kind = (typeof KINDS)[number];

/** What others share: the writes of the app in all tenants, say. */
export interface SharedLimit {
  take(amount: number): Promise<void>;
}

/** @param writesOfApp undefined where this is the only tenant of its app */
export function limiter(clock: Clock, writesOfApp?: SharedLimit): Limiter {
  // Units as in the smallest tenant: writes are what limits all of our work.
  const pools = {
    audits: pool(AUDITS, clock),
    writes: pool(WRITES, clock),
    resourceUnits: pool(resourceUnitsAt(0), clock),
  };
  return {
    async admit(costs, isUrgent) {
      const left: Partial<Record<Kind, number>> = {};
      for (const kind of KINDS) {
        const all = costs.reduce((sum, cost) => sum + cost[kind], 0);
        if (all > 0) left[kind] = await pools[kind].take(all, isUrgent);
        if (all > 0 && kind === 'writes') await writesOfApp?.take(all);
      }

      function hear({ status, headers }: Extract<Attempt, { kind: 'answered' }>, cost: Cost): void {
        const scarcest = KINDS.find((kind) => cost[kind] > 0) ?? 'resourceUnits';
        const charged = numberIn(headers, 'x-ms-resource-unit') ?? cost.resourceUnits;
        pools.resourceUnits.lower(charged - cost.resourceUnits);
        if (status === TOO_MANY) pools[scarcest].refuse(retryAfterMs(headers, clock.now().getTime()) ?? 0);
        const used = numberIn(headers, 'x-ms-throttle-limit-percentage');
        const believed = left[scarcest];
        if (used === undefined || believed === undefined) return;
        const excess = Math.max(0, believed - (1 - used) * pools[scarcest].amount);
        pools[scarcest].lower(excess);
        left[scarcest] = believed - excess;
      }

      return {
        answered(answers) {
          for (const [place, answer] of answers.entries()) {
            const cost = costs[place];
            if (answer.kind === 'answered' && cost !== undefined) hear(answer, cost);
          }
        },
      };
    },
  };
}

function numberIn(headers: Pick<Headers, 'get'>, name: string): number | undefined {
  const value = Number.parseFloat(headers.get(name) ?? '');
  return Number.isFinite(value) ? value : undefined;
}

interface Pool {
  readonly amount: number;
  /** Resolves, with what is left, when there is enough. */
  take(amount: number, isUrgent: boolean): Promise<number>;
  /** There is so much less than was believed; negative: more. */
  lower(by: number): void;
  /** There is nothing left, and nothing is to be taken for so long. */
  refuse(ms: number): void;
}

interface Waiting {
  readonly amount: number;
  readonly isUrgent: boolean;
  readonly go: (left: number) => void;
}

function pool({ amount: most, seconds }: Limit, clock: Clock): Pool {
  const perMs = most / seconds / 1_000;
  const waiting: Waiting[] = [];
  let level = most;
  let filledAtMs = clock.elapsedMs();
  let notBeforeMs = filledAtMs;
  let isServing = false;
  let pause = new AbortController();

  function fill(): void {
    const nowMs = clock.elapsedMs();
    level = Math.min(most, level + (nowMs - filledAtMs) * perMs);
    filledAtMs = nowMs;
  }

  function waitsMs(amount: number): number {
    fill();
    return Math.ceil(Math.max(notBeforeMs - filledAtMs, (amount - level) / perMs));
  }

  async function serve(): Promise<void> {
    isServing = true;
    for (;;) {
      const next = waiting.find(({ isUrgent }) => isUrgent) ?? waiting[0];
      if (next === undefined) break;
      const ms = waitsMs(next.amount);
      if (ms > 0) {
        pause = new AbortController();
        await clock.sleep(ms, pause.signal);
        continue;
      }
      waiting.splice(waiting.indexOf(next), 1);
      level -= next.amount;
      next.go(level);
    }
    isServing = false;
  }

  return {
    amount: most,
    take(amount, isUrgent) {
      return new Promise((go) => {
        waiting.push({ amount, isUrgent, go });
        if (isServing) pause.abort();
        else void serve();
      });
    },
    lower(by) {
      level -= by;
    },
    refuse(ms) {
      fill();
      level = Math.min(level, 0);
      notBeforeMs = Math.max(notBeforeMs, filledAtMs + ms);
    },
  };
}
