import { expect, test } from 'vitest';
import { pace } from '../../src/teams/pace.ts';

/** A pace whose time passes only when nothing else can happen. */
function stage() {
  let nowMs = 0;
  let isStopped = false;
  const waiting: { readonly atMs: number; wake(): void }[] = [];
  const stopping = {
    get aborted() {
      return isStopped;
    },
  };
  const turn = pace({
    elapsedMs: () => nowMs,
    sleep: (ms) => new Promise((wake) => waiting.push({ atMs: nowMs + ms, wake })),
    stopping,
  });
  const made: { readonly conversation: string; readonly isEdit: boolean; readonly atMs: number }[] = [];

  async function calls(count: number, conversation: string, isEdit = false): Promise<void> {
    for (let n = 0; n < count; n += 1) {
      await turn({ conversation, tenant: 'contoso', isEdit });
      made.push({ conversation, isEdit, atMs: nowMs });
    }
  }

  return {
    calls,
    made,
    stop() {
      isStopped = true;
      for (const { wake } of waiting.splice(0)) wake();
    },
    /** Until so much time has passed. */
    async pass(ms: number) {
      const endMs = nowMs + ms;
      for (;;) {
        await new Promise(setImmediate);
        const next = waiting.sort((a, b) => a.atMs - b.atMs)[0];
        if (next === undefined || next.atMs > endMs) break;
        waiting.shift();
        nowMs = next.atMs;
        next.wake();
      }
      nowMs = endMs;
    },
  };
}

/** The most that fell within any time of this length. */
function mostWithin(times: readonly number[], ms: number): number {
  return Math.max(...times.map((from) => times.filter((at) => at >= from && at < from + ms).length));
}

test('edits of a conversation are given what Teams takes, all of that, and no more', async () => {
  const { calls, made, pass } = stage();
  void calls(1_000, 'channel', true);
  await pass(89_999);
  const times = made.map(({ atMs }) => atMs);
  expect([1_000, 2_000, 30_000].map((ms) => mostWithin(times, ms))).toEqual([7, 8, 60]);
  expect(times).toHaveLength(180);
});

test('one conversation that has used up what is its own holds up no other', async () => {
  const { calls, made, pass } = stage();
  void calls(1_000, 'channel', true);
  await pass(5_000);
  const before = made.length;
  void calls(1, 'megan');
  await pass(0);
  expect(made.slice(before)).toEqual([{ conversation: 'megan', isEdit: false, atMs: 5_000 }]);
});

test('what somebody asked for goes out at once, however much its conversation had', async () => {
  const { calls, made, pass } = stage();
  void calls(20, 'megan');
  await pass(0);
  expect(made).toHaveLength(20);
});

test('all conversations of a tenant together are given no more than Teams takes of one bot', async () => {
  const { calls, made, pass } = stage();
  for (let n = 0; n < 300; n += 1) void calls(1, `chat ${n}`);
  await pass(10_000);
  const times = made.map(({ atMs }) => atMs);
  expect(times).toHaveLength(300);
  expect(mostWithin(times, 1_000)).toBe(50);
  expect(times.at(-1)).toBe(5_000);
});

test('many edits leave room for what somebody waits for', async () => {
  const { calls, made, pass } = stage();
  for (let n = 0; n < 1_000; n += 1) void calls(1, `card ${n}`, true);
  await pass(3_500);
  void calls(1, 'megan');
  await pass(0);
  expect(made.at(-1)).toEqual({ conversation: 'megan', isEdit: false, atMs: 3_500 });
  await pass(100_000);
  expect(made).toHaveLength(1_001);
});

test('nothing waits for its turn when the bot stops', async () => {
  const { calls, made, stop, pass } = stage();
  void calls(9, 'channel', true);
  await pass(0);
  expect(made).toHaveLength(7);
  stop();
  await pass(0);
  expect(made).toHaveLength(9);
});
