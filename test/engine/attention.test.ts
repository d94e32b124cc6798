import { describe, expect, it } from 'vitest';
import { attention } from '../../src/engine/attention.ts';
import type { Rows } from '../../src/licensing/model/tenant.ts';

const change = (user: number) => ({ user, before: 0 as Rows, after: 1 as Rows });

describe('whom the controller owes a look', () => {
  it('is everyone at first, and everyone waits until the first decision', () => {
    const owed = attention();
    expect(owed.waits(7)).toBe(true);
    expect(owed.take()).toBe('everyone');
    expect(owed.waits(7)).toBe(true);
    owed.decided([change(3)]);
    expect([owed.waits(3), owed.waits(7)]).toEqual([true, false]);
  });

  it('is whoever was added since, each once, and still waits when a decision is applied meanwhile', () => {
    const owed = attention();
    owed.take();
    owed.decided([change(1), change(2)]);
    owed.add([2, 3]);
    owed.add([3]);
    owed.applied([change(1)]);
    expect([1, 2, 3].map(owed.waits)).toEqual([false, true, true]);
    expect(owed.take()).toEqual(new Set([2, 3]));
    expect(owed.take()).toEqual(new Set());
  });

  it('stays everyone when somebody is added to everyone', () => {
    const owed = attention();
    owed.add([1]);
    expect(owed.take()).toBe('everyone');
    owed.add([1]);
    owed.returnTaken([2]);
    expect(owed.take()).toBe('everyone');
  });

  it('is again whoever was taken for a decision that was not applied to its end', () => {
    const owed = attention();
    owed.take();
    owed.add([1, 2]);
    owed.take();
    owed.add([3]);
    owed.returnTaken([2, 4]);
    expect(owed.take()).toEqual(new Set([1, 2, 3, 4]));
  });
});
