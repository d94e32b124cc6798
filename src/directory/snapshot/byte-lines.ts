import { closeSync, openSync, readSync } from 'node:fs';
import { viewOf } from '../../plain/viewed.ts';

const CHUNK_BYTES = 1 << 20;
const NEWLINE = 0x0a;

/** A line of a file, in place: good until the next one is asked for. */
export interface ByteLine {
  readonly bytes: Buffer;
  /** Over the same bytes. */
  readonly view: DataView;
  readonly start: number;
  /** Where its line feed is, or the end of the file. */
  readonly end: number;
}

/**
 * The lines of a UTF-8 file, one after the other, without a byte order mark and without a copy: the same object each time,
 * over a buffer that is as large as the longest line needs. The file stays open until the last line was taken or the
 * loop is left.
 */
export function* readByteLines(path: string): Generator<ByteLine, void, undefined> {
  const file = openSync(path, 'r');
  try {
    let bytes = Buffer.allocUnsafe(CHUNK_BYTES);
    let line = { bytes, view: viewOf(bytes), start: 0, end: 0 };
    let filled = 0;
    let isFirst = true;
    for (;;) {
      const length = readSync(file, bytes, filled, bytes.length - filled, null);
      filled += length;
      let start = isFirst && hasMark(bytes, filled) ? 3 : 0;
      isFirst = isFirst && filled < 3 && length > 0;
      for (;;) {
        const end = bytes.indexOf(NEWLINE, start);
        if (end < 0 || end >= filled) break;
        line.start = start;
        line.end = end;
        yield line;
        start = end + 1;
      }
      if (length === 0) {
        line.start = start;
        line.end = filled;
        if (start < filled) yield line;
        return;
      }
      // The line that has begun goes on at the front, in a larger buffer where it has filled this one.
      const rest = filled - start;
      const target = rest * 2 > bytes.length ? Buffer.allocUnsafe(bytes.length * 2) : bytes;
      bytes.copy(target, 0, start, filled);
      if (target !== bytes) line = { bytes: target, view: viewOf(target), start: 0, end: 0 };
      bytes = target;
      filled = rest;
    }
  } finally {
    closeSync(file);
  }
}

/** As text; what is no UTF-8 in it becomes U+FFFD. */
export function lineText({ bytes, start, end }: ByteLine): string {
  return bytes.toString('utf8', start, end);
}

function hasMark(bytes: Buffer, length: number): boolean {
  return length >= 3 && bytes.readUIntBE(0, 3) === 0xefbbbf;
}
