import { expect, test } from 'vitest';
import { turnstile } from '../../src/chat/turnstile.ts';

/** A thread that each piece of work keeps to itself for so long. */
function busyThread() {
  let nowMs = 0;
  const pass = turnstile({ breathe: () => new Promise((resolve) => setImmediate(resolve)), elapsedMs: () => nowMs });
  const begun: string[] = [];
  const late: string[] = [];
  return {
    begun,
    late,
    ask: (who: string, ms: number) =>
      pass
        .pass(who, () => late.push(who))
        .then(() => {
          begun.push(who);
          nowMs += ms;
        }),
  };
}

test('who asks a lot keeps nobody waiting but themselves', async () => {
  const { ask, begun } = busyThread();
  await Promise.all([ask('Ann', 100), ask('Ann', 100), ask('Ann', 100), ask('Bob', 100)]);
  expect(begun).toEqual(['Ann', 'Ann', 'Bob', 'Ann']);
});

test('whoever waits long is told so once, before it is their turn', async () => {
  const { ask, late } = busyThread();
  await Promise.all([ask('Ann', 900), ask('Bob', 900), ask('Cas', 900), ask('Dee', 900)]);
  expect(late).toEqual(['Cas', 'Dee']);
});
