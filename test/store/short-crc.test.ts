import { crc32 } from 'node:zlib';
import { expect, it } from 'vitest';
import { shortCrc } from '../../src/store/sqlite/short-crc.ts';
import { random } from '../licensing/random.ts';

it('the sum of a short text is that of zlib, wherever it stands and whatever came before', () => {
  const draw = random(1);
  const bytes = Uint8Array.from({ length: 1_000 }, () => draw.int(256));
  for (let round = 0; round < 2_000; round += 1) {
    const start = draw.int(800);
    const [end, before] = [start + draw.int(130), draw.int(2 ** 31) * 2 + draw.int(2)];
    expect(shortCrc(bytes, start, end, before)).toBe(crc32(bytes.subarray(start, end), before));
  }
});
