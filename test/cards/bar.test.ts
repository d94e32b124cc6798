import { crc32, inflateSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { barPng, PROGRESS_BAR, SEATS_BAR } from '../../src/cards/bar.ts';

type Pixel = readonly [red: number, green: number, blue: number, alpha: number];

interface Picture {
  readonly width: number;
  readonly height: number;
  pixel(x: number, y: number): Pixel;
}

/** Reads a palette PNG of four bits a pixel, and checks its chunks on the way. */
function read(uri: string): Picture {
  const png = Buffer.from(uri.slice('data:image/png;base64,'.length), 'base64');
  const chunks = new Map<string, Buffer>();
  for (let at = 8; at < png.length; ) {
    const length = png.readUInt32BE(at);
    const body = png.subarray(at + 4, at + 8 + length);
    expect(png.readUInt32BE(at + 8 + length)).toBe(crc32(body));
    chunks.set(body.toString('latin1', 0, 4), body.subarray(4));
    at += length + 12;
  }
  const header = chunks.get('IHDR') ?? Buffer.alloc(13);
  const [width, height] = [header.readUInt32BE(0), header.readUInt32BE(4)];
  const rows = inflateSync(chunks.get('IDAT') ?? Buffer.alloc(0));
  const [colors, alphas] = [chunks.get('PLTE') ?? Buffer.alloc(0), chunks.get('tRNS') ?? Buffer.alloc(0)];
  const pixel = (x: number, y: number): Pixel => {
    const byte = rows[y * (1 + width / 2) + 1 + (x >> 1)] ?? 0;
    const index = x % 2 === 0 ? byte >> 4 : byte & 15;
    return [colors[index * 3] ?? 0, colors[index * 3 + 1] ?? 0, colors[index * 3 + 2] ?? 0, alphas[index] ?? 0];
  };
  return { width, height, pixel };
}

const FILL: Pixel = [0x75, 0x79, 0xeb, 255];
const TRACK: Pixel = [0x80, 0x80, 0x80, 69];

describe('a bar', () => {
  test('is filled up to its share, and track beyond', () => {
    const picture = read(barPng(0.43, PROGRESS_BAR));
    expect([picture.width, picture.height]).toEqual([480, 8]);
    expect(picture.pixel(150, 4)).toEqual(FILL);
    expect(picture.pixel(250, 4)).toEqual(TRACK);
  });

  test('shows a sliver from the first person on', () => {
    expect(read(barPng(1 / 100_000, PROGRESS_BAR)).pixel(4, 4)).toEqual(FILL);
    expect(read(barPng(0, PROGRESS_BAR)).pixel(4, 4)).toEqual(TRACK);
  });

  test('is full only when all are done', () => {
    expect(read(barPng(1, PROGRESS_BAR)).pixel(476, 4)).toEqual(FILL);
    expect(read(barPng(0.9999, PROGRESS_BAR)).pixel(476, 4)).toEqual(TRACK);
  });

  test('has round ends: its corners are clear', () => {
    const picture = read(barPng(1, SEATS_BAR));
    for (const [x, y] of [
      [0, 0],
      [359, 0],
      [0, 3],
      [359, 3],
    ] as const)
      expect(picture.pixel(x, y)[3]).toBeLessThan(255);
  });

  test.each([0, 0.01, 0.43, 0.99, 1])('of %d is a short text', (fraction) => {
    expect(barPng(fraction, PROGRESS_BAR).length).toBeLessThan(320);
  });
});
