import { expect, test } from 'vitest';
import { pointsOf, tell, tellKilled } from './kills.ts';
import { randomOf } from './random.ts';
import { simulate } from './simulate.ts';
import { STORIES, type Story, told } from './stories.ts';

/** The whole bot in virtual time, with all that can go wrong around it; many more by hand: npm run simulate:faults -- 5000. */

/** Of each story; 2,000 of all: npm run simulate:kills. */
const KILLS = Number(process.env['SIMULATED_KILLS'] ?? 1);
const SEEDS = Number(process.env['SEEDS'] ?? 8);

test('whatever goes wrong, nothing is lost, done unseen or told twice, and everything comes to rest', async () => {
  for (let seed = 1; seed <= SEEDS; seed += 1) {
    const { violation } = await simulate(seed);
    expect(violation?.message, `npm run simulate:faults -- seed ${seed}`).toBeUndefined();
  }
}, 280_000);

test('a story ends like one without a kill, wherever the bot is killed in it', async () => {
  const random = randomOf(1);
  for (const story of STORIES) {
    const { left, moments } = await tell(story, []);
    for (let killed = 0; killed < KILLS; killed += 1) {
      await tellKilled(story, [random.pick(pointsOf(moments))], left);
    }
  }
}, 280_000);

/** Tells it with two commits that the disk does not take, and the bot killed at its next call after the second. Answers how many there were. */
async function tellFull(story: Story, full: readonly number[]): Promise<number> {
  let commits = 0;
  let isKilled = false;
  const commit = () => (full.includes(commits++) ? 'full' : 'well');
  const fate = () => {
    if (isKilled || commits <= Math.max(...full)) return 'well';
    isKilled = true;
    return 'killedAfter';
  };
  const { violation } = await simulate(1, told(story, { commit, fate }));
  expect(violation?.message, `full at the commits ${full.join(' and ')}`).toBeUndefined();
  return commits;
}

test('a card that is posted while the disk is full comes to its last state, also when the bot is killed soon after', async () => {
  const { steps = [] } = STORIES.find(({ name }) => name === 'ask') ?? {};
  const story: Story = { name: 'ask, then help', steps: [...steps, { who: 'megan', says: 'help' }] };
  const commits = await tellFull(story, [Number.POSITIVE_INFINITY]);
  expect(commits).toBeGreaterThan(20);
  for (let at = 1; at < commits; at += 1) {
    for (const later of [1, 3, 4]) await tellFull(story, [at, at + later]);
  }
}, 280_000);

test('the same seed gives the same, to the last line', async () => {
  const [first, second] = [await simulate(3), await simulate(3)];
  expect(second.trace).toEqual(first.trace);
  expect(second.hash).toBe(first.hash);
}, 60_000);
