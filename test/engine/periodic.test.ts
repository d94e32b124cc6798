import { expect, it, onTestFinished } from 'vitest';
import { periodic } from '../../src/engine/periodic.ts';
import { virtualClock } from './virtual-clock.ts';

/** Answers each look with the next of these: how long to wait, or an error. */
function looking(script: readonly (number | Error)[], after?: Promise<void>) {
  const clock = virtualClock();
  const begunMs = clock.elapsedMs();
  const lookedAt: number[] = [];
  const faults: unknown[] = [];
  const steps = [...script];
  const looks = periodic(
    async () => {
      lookedAt.push(clock.elapsedMs() - begunMs);
      const step = steps.shift() ?? 1_000_000;
      if (step instanceof Error) throw step;
      return step;
    },
    { clock, afterFaultMs: 5_000, onFault: (error) => faults.push(error) },
  );
  onTestFinished(() => looks.close());
  looks.start(after);
  return { ...looks, clock, lookedAt, faults };
}

it('looks at the start, and again when the time is over that the last look answered', async () => {
  const { clock, lookedAt } = looking([300, 700]);
  await clock.advance(10_000);
  expect(lookedAt).toEqual([0, 300, 1_000]);
});

it('looks at once when it is woken', async () => {
  const { clock, lookedAt, wake } = looking([60_000]);
  await clock.advance(10_000);
  wake();
  await clock.advance(0);
  expect(lookedAt).toEqual([0, 10_000]);
});

it('repeats a look that threw after its time', async () => {
  const fault = new Error('the disk is full');
  const { clock, lookedAt, faults } = looking([fault]);
  await clock.advance(10_000);
  expect(lookedAt).toEqual([0, 5_000]);
  expect(faults).toEqual([fault]);
});

it('looks at nothing before what it waits for is over, also when that fails, nor after it is closed', async () => {
  const first = Promise.withResolvers<void>();
  const { clock, lookedAt, faults, close } = looking([300, 300], first.promise);
  await clock.advance(1_000);
  expect(lookedAt).toEqual([]);
  first.reject(new Error('the disk is full'));
  await clock.advance(100);
  expect(lookedAt).toEqual([1_000]);
  expect(faults).toHaveLength(1);
  await close();
  await clock.advance(10_000);
  expect(lookedAt).toEqual([1_000]);
});
