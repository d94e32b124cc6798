import { inflateSync } from 'node:zlib';

const SIGNATURE = '89504e470d0a1a0a';
/** Bytes of a pixel by PNG colour type, at eight bits a channel. */
const CHANNELS: Readonly<Record<number, number>> = { 0: 1, 2: 3, 4: 2, 6: 4 };

export interface Png {
  readonly width: number;
  readonly height: number;
  readonly channels: number;
  /** One entry a pixel, row by row, `channels` numbers each. */
  readonly pixels: readonly (readonly number[])[];
}

/** Reads a PNG of eight bits a channel, not interlaced and without a palette; throws on any other. */
export function readPng(file: Buffer): Png {
  if (file.subarray(0, 8).toString('hex') !== SIGNATURE) throw new Error('not a PNG');
  const parts: Buffer[] = [];
  for (let at = 8; at < file.length; at += 12 + file.readUInt32BE(at)) {
    if (file.toString('latin1', at + 4, at + 8) === 'IDAT')
      parts.push(file.subarray(at + 8, at + 8 + file.readUInt32BE(at)));
  }
  const width = file.readUInt32BE(16);
  const height = file.readUInt32BE(20);
  const channels = CHANNELS[file.readUInt8(25)];
  if (channels === undefined || file.readUInt8(24) !== 8 || file.readUInt8(28) !== 0)
    throw new Error('another kind of PNG');
  const bytes = unfiltered(inflateSync(Buffer.concat(parts)), width * channels, height, channels);
  const pixels = Array.from({ length: width * height }, (_, index) => [
    ...bytes.subarray(index * channels, (index + 1) * channels),
  ]);
  return { width, height, channels, pixels };
}

/** Undoes the five row filters (https://www.w3.org/TR/png-3/#9Filters). */
function unfiltered(filtered: Buffer, rowBytes: number, height: number, channels: number): Buffer {
  const bytes = Buffer.alloc(rowBytes * height);
  for (let row = 0; row < height; row++) {
    const filter = filtered.readUInt8(row * (rowBytes + 1));
    for (let column = 0; column < rowBytes; column++) {
      const at = row * rowBytes + column;
      const left = column < channels ? 0 : bytes.readUInt8(at - channels);
      const above = row === 0 ? 0 : bytes.readUInt8(at - rowBytes);
      const aboveLeft = row === 0 || column < channels ? 0 : bytes.readUInt8(at - rowBytes - channels);
      const guess = [0, left, above, (left + above) >> 1, paeth(left, above, aboveLeft)][filter];
      if (guess === undefined) throw new Error(`no such filter: ${filter}`);
      bytes[at] = filtered.readUInt8(row * (rowBytes + 1) + 1 + column) + guess;
    }
  }
  return bytes;
}

function paeth(left: number, above: number, aboveLeft: number): number {
  const estimate = left + above - aboveLeft;
  const distances = [left, above, aboveLeft].map((value) => Math.abs(estimate - value));
  const [toLeft = 0, toAbove = 0, toAboveLeft = 0] = distances;
  if (toLeft <= toAbove && toLeft <= toAboveLeft) return left;
  return toAbove <= toAboveLeft ? above : aboveLeft;
}
