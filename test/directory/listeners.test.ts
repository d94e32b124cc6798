import { expect, it } from 'vitest';
import { listeners } from '../../src/directory/listeners.ts';

it('tells everyone in order, until they stop', () => {
  const heard: string[] = [];
  const all = listeners<string>();
  const stop = all.add((event) => heard.push(`first ${event}`));
  all.add((event) => heard.push(`second ${event}`));
  all.tell('a');
  stop();
  all.tell('b');
  expect(heard).toEqual(['first a', 'second a', 'second b']);
});

it('lets one that throws harm nobody else, and its error surface on its own', async () => {
  const bug = new TypeError('a bug in a card');
  const all = listeners<string>();
  const heard: string[] = [];
  all.add(() => {
    throw bug;
  });
  all.add((event) => heard.push(event));
  const uncaught = await uncaughtDuring(() => all.tell('a'));
  expect(heard).toEqual(['a']);
  expect(uncaught).toBe(bug);
});

/** What the process hears of while `work` is done, in place of whoever listens for it otherwise. */
async function uncaughtDuring(work: () => void): Promise<unknown> {
  const others = process.listeners('uncaughtException');
  process.removeAllListeners('uncaughtException');
  const uncaught = new Promise((resolve) => process.once('uncaughtException', resolve));
  work();
  const error = await uncaught;
  for (const other of others) {
    process.on('uncaughtException', other);
  }
  return error;
}
