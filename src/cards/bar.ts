import { crc32, deflateSync } from 'node:zlib';

const FILL = [0x75, 0x79, 0xeb] as const;
const TRACK = [0x80, 0x80, 0x80] as const;
const TRACK_ALPHA = 0.27;

/** Coverage of a pixel at the round ends, in quarters: enough to look round at this height. */
const STEPS = 4;

const PNG_SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
const FOUR_BITS_PALETTE = [4, 3, 0, 0, 0];

interface BarSize {
  readonly width: number;
  readonly height: number;
}

export const PROGRESS_BAR: BarSize = { width: 480, height: 8 };
export const SEATS_BAR: BarSize = { width: 360, height: 4 };

/**
 * A bar with round ends as a data URI of some 260 characters: a picture, since it is the one thing that every client
 * draws alike, at any width and on any ground.
 * @param fraction 0 to 1; anything above 0 shows at least a round sliver, and only 1 is full
 */
export function barPng(fraction: number, size: BarSize): string {
  const palette = new Palette();
  const rows = Buffer.alloc(size.height * (1 + size.width / 2));
  const end = fillEnd(fraction, size);
  for (let y = 0; y < size.height; y += 1) {
    const start = y * (1 + size.width / 2) + 1;
    for (let x = 0; x < size.width; x += 1) {
      const track = coverage(x, y, size.width, size.height);
      const color = palette.index(end === 0 ? 0 : coverage(x, y, end, size.height), track);
      const at = start + (x >> 1);
      rows[at] = (rows[at] ?? 0) | (x % 2 === 0 ? color << 4 : color);
    }
  }
  return `data:image/png;base64,${png(size, palette, rows).toString('base64')}`;
}

function fillEnd(fraction: number, { width, height }: BarSize): number {
  if (fraction <= 0) return 0;
  if (fraction >= 1) return width;
  return Math.min(width - height, Math.max(height, Math.round(fraction * width)));
}

/** Quarters of the pixel inside a pill from 0 to `width`. */
function coverage(x: number, y: number, width: number, height: number): number {
  if (x >= width) return 0;
  const radius = height / 2;
  if (x >= radius && x + 1 <= width - radius) return STEPS;
  const across = x < radius ? radius - (x + 0.5) : x + 0.5 - (width - radius);
  const distance = Math.hypot(across, y + 0.5 - radius);
  return Math.round(Math.min(1, Math.max(0, radius - distance + 0.5)) * STEPS);
}

/** Colors by how much of a pixel the fill and the track cover; both end alike, so there are at most 13 of them. */
class Palette {
  readonly colors: (readonly [number, number, number, number])[] = [];
  readonly #indices = new Map<number, number>();

  index(fill: number, track: number): number {
    const key = fill * (STEPS + 1) + track;
    const known = this.#indices.get(key);
    if (known !== undefined) return known;
    const index = this.colors.push(mix(fill / STEPS, track / STEPS)) - 1;
    this.#indices.set(key, index);
    return index;
  }
}

function mix(fill: number, track: number): readonly [number, number, number, number] {
  const under = Math.max(0, track - fill) * TRACK_ALPHA;
  const alpha = fill + under;
  if (alpha === 0) return [0, 0, 0, 0];
  const channel = (i: 0 | 1 | 2) => Math.round((FILL[i] * fill + TRACK[i] * under) / alpha);
  return [channel(0), channel(1), channel(2), Math.round(alpha * 255)];
}

function png(size: BarSize, palette: Palette, rows: Buffer): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(size.width, 0);
  header.writeUInt32BE(size.height, 4);
  header.set(FOUR_BITS_PALETTE, 8);
  return Buffer.concat([
    PNG_SIGNATURE,
    chunk('IHDR', header),
    chunk('PLTE', Buffer.from(palette.colors.flatMap((color) => color.slice(0, 3)))),
    chunk('tRNS', Buffer.from(palette.colors.map(([, , , alpha]) => alpha))),
    chunk('IDAT', deflateSync(rows, { level: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const framed = Buffer.alloc(body.length + 8);
  framed.writeUInt32BE(data.length, 0);
  framed.set(body, 4);
  framed.writeUInt32BE(crc32(body), body.length + 4);
  return framed;
}
