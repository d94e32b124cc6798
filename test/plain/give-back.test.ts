import { expect, it } from 'vitest';
import { giveBack } from '../../src/plain/give-back.ts';

it('gives back the memory of bytes that have it to themselves', () => {
  const all = new Uint8Array(1_000);
  const nearlyAll = new Uint8Array(1_000).subarray(100, 900);
  giveBack(all);
  giveBack(nearlyAll);
  expect([all.buffer.byteLength, nearlyAll.buffer.byteLength]).toEqual([0, 0]);
});

it('leaves alone what may share its memory with others', () => {
  const pooled = Buffer.from('small');
  const part = new Uint8Array(1_000).subarray(500);
  giveBack(pooled);
  giveBack(part);
  expect(String(pooled)).toBe('small');
  expect(part.buffer.byteLength).toBe(1_000);
});
