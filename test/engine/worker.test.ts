import { describe, expect, it, onTestFinished } from 'vitest';
import { type Fault, worker } from '../../src/engine/worker.ts';
import { virtualClock } from './virtual-clock.ts';

/** A worker that does as it is told for each key in turn: `true`, `false`, or an error to throw. */
function started(script: readonly (boolean | Error)[]) {
  const clock = virtualClock();
  const worked: string[] = [];
  const faults: Fault[] = [];
  const steps = [...script];
  const it_ = worker<string>({
    clock,
    random: () => 0,
    askedToWaitMs: (error) => (error instanceof Busy ? error.waitMs : undefined),
    onFault: (fault) => faults.push(fault),
    async work(key) {
      worked.push(key);
      const step = steps.shift() ?? true;
      if (step instanceof Error) {
        throw step;
      }
      return step;
    },
  });
  onTestFinished(() => it_.stop());
  it_.start();
  return { ...it_, clock, worked, faults };
}

class Busy extends Error {
  readonly waitMs = 7_000;
}

describe('a worker', () => {
  it('works a key again that was not done, and then rests', async () => {
    const { add, idle, worked } = started([false, false, true]);
    add('a');
    await idle();
    expect(worked).toEqual(['a', 'a', 'a']);
  });

  it('tries again what failed, later and later, and from the start after a success', async () => {
    const error = new Error('the disk failed');
    const { add, idle, clock, worked, faults } = started([error, error, true, error]);
    add('a');
    await clock.advance(0);
    expect(worked).toHaveLength(1);
    await clock.advance(499);
    expect(worked).toHaveLength(1);
    await clock.advance(1);
    expect(worked).toHaveLength(2);
    await clock.advance(1000);
    expect(worked).toHaveLength(3);
    await idle();
    add('a');
    await clock.advance(0);
    expect(faults.map(({ failures, retryAfterMs }) => [failures, retryAfterMs])).toEqual([
      [1, 500],
      [2, 1000],
      [1, 500],
    ]);
    expect(faults[0]?.error).toBe(error);
  });

  it('waits as long as it was asked to', async () => {
    const { add, clock, worked } = started([new Busy()]);
    add('a');
    await clock.advance(6_999);
    expect(worked).toHaveLength(1);
    await clock.advance(1);
    expect(worked).toHaveLength(2);
  });

  it('does not spin on a key that fails every time, and works the others meanwhile', async () => {
    const poison = Array.from({ length: 100 }, () => new TypeError('a bug'));
    const { add, clock, worked } = started([poison[0] ?? true, true, ...poison.slice(1)]);
    add('poison');
    add('fine');
    await clock.advance(60 * 60_000);
    expect(worked.filter((key) => key === 'fine')).toHaveLength(1);
    expect(worked.length).toBeLessThan(30);
    expect(worked.length).toBeGreaterThan(15);
  });

  it('is not idle while something is to be tried again', async () => {
    const { add, idle, clock } = started([new Error('once')]);
    add('a');
    let isIdle = false;
    void idle().then(() => {
      isIdle = true;
    });
    await clock.advance(499);
    expect(isIdle).toBe(false);
    await clock.advance(1);
    expect(isIdle).toBe(true);
  });

  it('stops in the middle of waiting, and takes up nothing more', async () => {
    const { add, stop, idle, clock, worked } = started([new Error('once')]);
    add('a');
    await clock.advance(0);
    await stop();
    await idle();
    add('b');
    await clock.advance(10_000);
    expect(worked).toEqual(['a']);
  });
});
