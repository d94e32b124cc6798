import { describe, expect, test } from 'vitest';
import { type Limited, limits } from '../../src/teams/limits.ts';
import { ALEX as ALEX_ACCOUNT, MEGAN as MEGAN_ACCOUNT, TeamsClient } from '../chat/teams-client.ts';
import { serverStage } from './server-stage.ts';

const MEGAN = { person: 'megan', conversation: 'hers', tenant: 'contoso' };
const ALEX = { person: 'alex', conversation: 'his', tenant: 'contoso' };

/** Limits with a clock that is moved by hand. */
function stage(nowMs = 1_000_000) {
  const taken = limits(() => nowMs);
  return {
    served: (whose: Limited, times: number) =>
      Array.from({ length: times }, () => taken.take(whose)).filter((waitMs) => waitMs === undefined).length,
    waitMs: (whose: Limited) => taken.take(whose),
    pass(ms: number) {
      nowMs += ms;
    },
  };
}

describe('a person', () => {
  test('may send two hundred at once, then ten a second', () => {
    const { served, pass } = stage();
    expect(served(MEGAN, 1_000)).toBe(200);
    pass(1_000);
    expect(served(MEGAN, 1_000)).toBe(10);
  });

  test.each([1_000.003_123, 65_000.003_123])('loses none of them by the fractions of a clock: %d', (nowMs) => {
    const { served, pass } = stage(nowMs);
    expect(served(MEGAN, 1_000)).toBe(200);
    pass(1_000);
    expect(served(MEGAN, 1_000)).toBe(10);
  });

  test('hears how long to wait, and is served then', () => {
    const { served, waitMs, pass } = stage();
    served(MEGAN, 200);
    const wait = waitMs(MEGAN);
    expect(wait).toBeCloseTo(100);
    pass(wait ?? 0);
    expect(waitMs(MEGAN)).toBeUndefined();
  });

  test('uses up nobody else’s, and what is refused costs nothing', () => {
    const { served, pass } = stage();
    served(MEGAN, 100_000);
    expect(served(ALEX, 100)).toBe(100);
    pass(20_000);
    expect(served(MEGAN, 1_000)).toBe(200);
  });
});

test('a conversation has a limit for all who are in it', () => {
  const { served } = stage();
  const everybody = Array.from({ length: 10 }, (_, n) => ({ ...MEGAN, person: `p${n}`, conversation: 'group' }));
  expect(everybody.map((whose) => served(whose, 100)).reduce((sum, count) => sum + count)).toBe(400);
});

test('a tenant has a limit for all its people, which another does not feel', () => {
  const { served } = stage();
  const everybody = Array.from({ length: 30 }, (_, n) => ({ ...MEGAN, person: `p${n}`, conversation: `c${n}` }));
  expect(everybody.map((whose) => served(whose, 100)).reduce((sum, count) => sum + count)).toBe(2_000);
  expect(served({ ...ALEX, tenant: 'fabrikam' }, 10)).toBe(10);
});

test('millions of senders are not remembered for ever, and who flooded a moment ago is', () => {
  const { served, pass } = stage();
  served(MEGAN, 200);
  for (let n = 0; n < 50_000; n += 1) {
    served({ person: `p${n}`, conversation: `c${n}`, tenant: `t${n}` }, 1);
    if (n % 5_000 === 0) pass(500);
  }
  expect(served(MEGAN, 200)).toBeLessThan(60);
});

test('who floods the bot is stopped, others are served, and a press is answered in words', async () => {
  const stillMs = performance.now();
  await using stage = await serverStage({ limits: limits(() => stillMs) });
  await using teams = await TeamsClient.start(stage.endpoint);
  const [alex, megan] = [teams.personal(ALEX_ACCOUNT), teams.personal(MEGAN_ACCOUNT)];
  const flood = [];
  // Few connections at once: a machine that is slow to take them is no flood.
  for (let round = 0; round < 15; round += 1) {
    flood.push(...(await Promise.all(Array.from({ length: 20 }, () => alex.send('help')))));
  }
  expect(flood.filter(({ status }) => status === 200)).toHaveLength(200);
  expect(flood.filter(({ status }) => status === 429)).toHaveLength(100);
  expect((await megan.say('hello')).states[0]?.activity.text).toBe('heard: hello');
  const pressed = await alex.execute({ id: 'card', conversationId: 'c', states: [] }, 'apply', {});
  expect(pressed.status).toBe(200);
  expect(pressed.body?.value).toMatchObject({ code: 'TooManyRequests', message: expect.stringMatching(/wait/) });
  expect(stage.pressed).toEqual([]);
});
