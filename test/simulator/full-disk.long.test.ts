import { expect, test } from 'vitest';
import { simulate } from './simulate.ts';
import { STORIES, type Story, told } from './stories.ts';

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
