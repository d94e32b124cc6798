import { describe, expect, it } from 'vitest';
import type { Attempt } from '../../../src/directory/graph/attempt.ts';
import { type Limiter, limiter } from '../../../src/directory/graph/limiter.ts';
import { costOf } from '../../../src/directory/graph/published-limits.ts';
import type { Clock } from '../../../src/engine/clock.ts';
import { GraphError } from '../../../src/graph-emulator/graph-error.ts';
import { type Throttle, throttle } from '../../../src/graph-emulator/throttle.ts';
import { virtualClock } from '../../engine/virtual-clock.ts';

const WRITE = costOf('POST', '/users/x/assignLicense', new URLSearchParams());
const READ = costOf('GET', '/users/x', new URLSearchParams());
const APP = 'seatkeeper';
/** https://learn.microsoft.com/graph/throttling-limits: 3,000 at once, then 20 in a second. */
const publishedFloorS = (writes: number) => (writes - 3_000) / 20;

/** A clock of one sleeper: a sleep is over at once, and later. */
function leapingClock(): Clock {
  let ms = 0;
  return {
    now: () => new Date(ms),
    elapsedMs: () => ms,
    async sleep(pause) {
      ms += pause;
    },
    breathe: async () => undefined,
  };
}

function answerTo(limits: Throttle, clock: Clock): Extract<Attempt, { kind: 'answered' }> {
  try {
    return answered(200, limits.take(WRITE, APP, clock.now().getTime()));
  } catch (error) {
    if (error instanceof GraphError) return answered(error.status, error.headers);
    throw error;
  }
}

function answered(status: number, headers: Readonly<Record<string, string>>) {
  return { kind: 'answered', status, headers: new Headers(headers), body: undefined } as const;
}

/** Writes so much in batches over a slow line; how often Graph refused a part, which is written again. */
async function writeAll(writes: number, pace: Limiter, limits: Throttle, clock: Clock): Promise<number> {
  let refusals = 0;
  for (let left = writes; left > 0; ) {
    const costs = Array.from({ length: Math.min(20, left) }, () => WRITE);
    const admitted = await pace.admit(costs, false);
    await clock.sleep(120);
    const answers = costs.map(() => answerTo(limits, clock));
    await clock.sleep(120);
    admitted.answered(answers);
    const refused = answers.filter(({ status }) => status === 429).length;
    refusals += refused;
    left -= costs.length - refused;
  }
  return refusals;
}

describe('writing to 100,000 people', () => {
  it('takes no longer than the published limits make it take, and is never refused', async () => {
    const clock = leapingClock();
    const limits = throttle({ users: 100_000, tenantId: 'tenant' });
    expect(await writeAll(100_000, limiter(clock), limits, clock)).toBe(0);
    expect(clock.elapsedMs() / 1_000).toBeLessThanOrEqual(publishedFloorS(100_000) * 1.02);
  });

  it('gives way where another process of the same app has written already', async () => {
    const clock = leapingClock();
    const limits = throttle({ users: 100_000, tenantId: 'tenant' });
    for (let written = 0; written < 2_500; written++) limits.take(WRITE, APP, 0);
    expect(await writeAll(5_000, limiter(clock), limits, clock)).toBe(0);
  });

  it('is refused a few times, and no more, where others use up all that the tenant has', async () => {
    const clock = leapingClock();
    const limits = throttle({ users: 100_000, tenantId: 'tenant' });
    for (let written = 0; written < 18_000; written++) limits.take(WRITE, `app-${written % 7}`, 0);
    expect(await writeAll(2_000, limiter(clock), limits, clock)).toBeLessThanOrEqual(20);
  });
});

describe('the pace', () => {
  async function emptied() {
    const clock = virtualClock();
    const pace = limiter(clock);
    await pace.admit(
      Array.from({ length: 3_000 }, () => WRITE),
      false,
    );
    const order: string[] = [];
    const admit = (name: string, costs = [WRITE], isUrgent = false) =>
      void pace.admit(costs, isUrgent).then(() => order.push(name));
    return { clock, pace, order, admit };
  }

  it('lets whoever is waited for go before what goes on by itself', async () => {
    const { clock, order, admit } = await emptied();
    const many = Array.from({ length: 20 }, () => WRITE);
    admit('sweep 1', many);
    admit('sweep 2', many);
    await clock.advance(40);
    admit('chat', [WRITE], true);
    await clock.advance(20);
    expect(order).toEqual(['chat']);
    await clock.advance(2_100);
    expect(order).toEqual(['chat', 'sweep 1', 'sweep 2']);
  });

  it('holds up no reader for a writer', async () => {
    const { clock, order, admit } = await emptied();
    admit('write');
    admit('read', [READ]);
    await clock.advance(0);
    expect(order).toEqual(['read']);
  });

  it('sends nothing of the kind before Graph wants it again', async () => {
    const clock = virtualClock();
    const pace = limiter(clock);
    const first = await pace.admit([WRITE], false);
    first.answered([answered(429, { 'Retry-After': '2.5' })]);
    const order: string[] = [];
    void pace.admit([WRITE], true).then(() => order.push('write'));
    await clock.advance(2_499);
    expect(order).toEqual([]);
    await clock.advance(2);
    expect(order).toEqual(['write']);
  });

  it('counts what Graph says that a call has cost', async () => {
    const clock = virtualClock();
    const pace = limiter(clock);
    const dear = await pace.admit([READ], false);
    dear.answered([answered(200, { 'x-ms-resource-unit': '3501' })]);
    const order: string[] = [];
    void pace.admit([READ, READ], false).then(() => order.push('read'));
    await clock.advance(0);
    expect(order).toEqual([]);
    await clock.advance(10);
    expect(order).toEqual(['read']);
  });
});
