import { describe, expect, it } from 'vitest';
import { workQueue } from '../../src/engine/work-queue.ts';

describe('the work queue', () => {
  it('gives keys out in the order in which they came', async () => {
    const queue = workQueue<string>();
    queue.add('a');
    queue.add('b');
    expect([await queue.get(), await queue.get()]).toEqual(['a', 'b']);
  });

  it('gives a key once, however often it was added before', async () => {
    const queue = workQueue<string>();
    queue.add('a');
    queue.add('b');
    queue.add('a');
    expect(queue.length).toBe(2);
    expect([await queue.get(), await queue.get(), queue.length]).toEqual(['a', 'b', 0]);
  });

  it('gives a key again that was added while in work, when that is done and not before', async () => {
    const queue = workQueue<string>();
    queue.add('a');
    await queue.get();
    queue.add('a');
    queue.add('a');
    expect(queue.length).toBe(0);
    queue.done('a');
    expect([queue.length, await queue.get()]).toEqual([1, 'a']);
    queue.done('a');
    expect([queue.length, queue.busy]).toEqual([0, false]);
  });

  it('lets another key pass one that is in work', async () => {
    const queue = workQueue<string>();
    queue.add('a');
    await queue.get();
    queue.add('a');
    queue.add('b');
    expect(await queue.get()).toBe('b');
  });

  it('wakes those who wait, first come first served', async () => {
    const queue = workQueue<string>();
    const waiting = [queue.get(), queue.get()];
    queue.add('a');
    queue.add('b');
    expect(await Promise.all(waiting)).toEqual(['a', 'b']);
  });

  it('never has one key in work twice, also when many wait for it', async () => {
    const queue = workQueue<string>();
    const first = queue.get();
    const second = queue.get();
    queue.add('a');
    queue.add('a');
    expect(await first).toBe('a');
    queue.add('b');
    expect(await second).toBe('b');
    queue.done('a');
    expect(await queue.get()).toBe('a');
  });

  it('is busy while a key waits or is in work', async () => {
    const queue = workQueue<string>();
    expect(queue.busy).toBe(false);
    queue.add('a');
    expect(queue.busy).toBe(true);
    await queue.get();
    expect(queue.busy).toBe(true);
    queue.done('a');
    expect(queue.busy).toBe(false);
  });

  it('shut down, takes nothing more, gives out what waits, and then tells everybody that it is over', async () => {
    const queue = workQueue<string>();
    queue.add('a');
    queue.shutDown();
    queue.add('b');
    expect([await queue.get(), await queue.get()]).toEqual(['a', undefined]);
    const empty = workQueue<string>();
    const waiting = empty.get();
    empty.shutDown();
    expect(await waiting).toBeUndefined();
  });
});
