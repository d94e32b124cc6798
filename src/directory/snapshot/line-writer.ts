import { open } from 'node:fs/promises';
import { alignedBytes, BLOCK_BYTES, LargeFile, writeAll } from './large-file.ts';

/** A small file fits into the first buffer. */
const FIRST_BYTES = 1 << 14;
const BUFFER_BYTES = 1 << 22;
/** UTF-8 needs no more for a unit of a JavaScript string. */
const BYTES_OF_A_UNIT = 3;
const NEWLINE = 0x0a;

/** A line without its end: text, or the bytes of it in parts, which may be other ones at the same place next time. */
export type WrittenLine = string | readonly Uint8Array[];

/**
 * Writes a new file of lines and resolves when it is on the disk. Lines are put one by one into one of two buffers,
 * while the system takes the other: joining them first, or waiting for the system, takes several times as long.
 */
export async function writeLines(path: string, lines: Iterable<WrittenLine>): Promise<void> {
  const file = await open(path, 'wx');
  let large: LargeFile | undefined;
  try {
    let [buffer, other] = [Buffer.allocUnsafe(FIRST_BYTES), Buffer.alloc(0)];
    let used = 0;
    let written = 0;
    let taking: Promise<void> = Promise.resolve();
    for (const line of lines) {
      const atMost = bytesOf(line) + 1;
      if (used + atMost > buffer.length) {
        await taking;
        const blocks = used - (used % BLOCK_BYTES);
        const needed = Math.max(used - blocks + atMost, BUFFER_BYTES);
        const next = needed > other.length ? alignedBytes(needed) : other;
        buffer.copy(next, 0, blocks, used);
        const piece = buffer.subarray(0, blocks);
        taking = large === undefined ? writeAll(file, piece, written) : large.write(piece, written);
        // Awaited later; until then a fault must not count as one that nobody looks at.
        taking.catch(() => undefined);
        large ??= await LargeFile.of(file, path);
        written += blocks;
        used -= blocks;
        [buffer, other] = [next, buffer];
      }
      used = put(line, buffer, used);
      buffer[used++] = NEWLINE;
    }
    await taking;
    await writeAll(file, buffer.subarray(0, used), written);
    await file.sync();
  } finally {
    await large?.close();
    await file.close();
  }
}

/** At most. */
function bytesOf(line: WrittenLine): number {
  if (typeof line === 'string') return line.length * BYTES_OF_A_UNIT;
  let length = 0;
  for (let index = 0; index < line.length; index++) length += (line[index] as Uint8Array).length;
  return length;
}

/** Returns the place after it. */
function put(line: WrittenLine, buffer: Buffer, at: number): number {
  if (typeof line === 'string') return at + buffer.write(line, at);
  let next = at;
  for (let index = 0; index < line.length; index++) {
    const part = line[index] as Uint8Array;
    buffer.set(part, next);
    next += part.length;
  }
  return next;
}
