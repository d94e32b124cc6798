import { expect, it } from 'vitest';
import { backoffMs } from '../../src/engine/backoff.ts';

it('waits twice as long after each failure, up to five minutes', () => {
  const delays = Array.from({ length: 12 }, (_, index) => backoffMs(index + 1, 0));
  expect(delays).toEqual([500, 1000, 2000, 4000, 8000, 16_000, 32_000, 64_000, 128_000, 256_000, 300_000, 300_000]);
  expect(backoffMs(5_000, 0)).toBe(300_000);
});

it('takes off up to a half, so that those who failed together come back apart', () => {
  expect([backoffMs(3, 0), backoffMs(3, 0.5), backoffMs(3, 1)]).toEqual([2000, 1500, 1000]);
});
