import { describe, expect, it } from 'vitest';
import { virtualClock } from '../engine/virtual-clock.ts';
import { openForTest, tamper } from './open-for-test.ts';

describe('a key-value namespace', () => {
  it('gives back what was set, also after a restart', async () => {
    const store = openForTest();
    await store.kv('cards').set('a', { activityId: '1', rows: [1, null] });
    await store.close();
    const again = openForTest({ dataDir: store.dataDir });
    expect(await again.kv('cards').get('a')).toEqual({ activityId: '1', rows: [1, null] });
  });

  it('answers undefined for what is not there, and says whether it deleted', async () => {
    const kv = openForTest().kv<string>('cards');
    expect(await kv.get('a')).toBeUndefined();
    await kv.set('a', 'x');
    expect(await kv.delete('a')).toBe(true);
    expect(await kv.delete('a')).toBe(false);
    expect(await kv.get('a')).toBeUndefined();
  });

  it('keeps to itself, whatever its name and its keys look like', async () => {
    const store = openForTest();
    const [op, ops] = [store.kv<number>('op'), store.kv<number>('ops')];
    await op.set('s:1', 1);
    await ops.set('1', 2);
    await ops.set('op:1', 3);
    expect(await op.entries()).toEqual([['s:1', 1]]);
    expect(await ops.entries()).toEqual([
      ['1', 2],
      ['op:1', 3],
    ]);
    expect(await op.get('1')).toBeUndefined();
  });

  it('forgets an entry when its time is over, and not before', async () => {
    const clock = virtualClock();
    const store = openForTest({ clock });
    const kv = store.kv<string>('cards');
    await kv.set('short', 'x', 1000);
    await kv.set('long', 'y');
    await clock.advance(999);
    expect(await kv.get('short')).toBe('x');
    await clock.advance(1);
    expect(await kv.get('short')).toBeUndefined();
    expect(await kv.entries()).toEqual([['long', 'y']]);
    await store.close();
    expect(await openForTest({ dataDir: store.dataDir, clock }).kv('cards').entries()).toEqual([['long', 'y']]);
  });

  it('sets many at once, or none of them', async () => {
    const store = openForTest();
    const kv = store.kv<number>('cards');
    await kv.setAll([
      ['a', 1],
      ['b', 2],
    ]);
    await kv.setAll([]);
    const refuse = "CREATE TRIGGER no BEFORE INSERT ON kv WHEN NEW.key = 'd' BEGIN SELECT RAISE(ABORT, 'no d'); END";
    tamper(store.dataDir, refuse);
    await expect(
      kv.setAll([
        ['a', 3],
        ['c', 4],
        ['d', 5],
      ]),
    ).rejects.toThrow('no d');
    expect(await kv.entries()).toEqual([
      ['a', 1],
      ['b', 2],
    ]);
  });

  it('throws when its backend fails: a failure is not an absence', async () => {
    const store = openForTest();
    const kv = store.kv<string>('cards');
    await kv.set('a', 'x');
    tamper(store.dataDir, 'DROP TABLE kv');
    await expect(kv.get('a')).rejects.toThrow('no such table');
    await expect(kv.set('a', 'y')).rejects.toThrow('no such table');
    await expect(kv.delete('a')).rejects.toThrow('no such table');
    await expect(kv.entries()).rejects.toThrow('no such table');
  });

  it('throws on a value that nobody can read', async () => {
    const store = openForTest();
    await store.kv('cards').set('a', 'x');
    tamper(store.dataDir, "UPDATE kv SET value = '{'");
    await expect(store.kv('cards').get('a')).rejects.toThrow(expect.objectContaining({ code: 'Corrupt' }));
  });
});
