import { closeSync, fstatSync, openSync, readSync } from 'node:fs';

const CHUNK_BYTES = 1 << 20;

type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be';

/**
 * A file of text as chunks of UTF-8 without a byte order mark, whatever wrote it: Windows PowerShell's `>` and `Out-File`
 * write UTF-16. A chunk is good until the next one is asked for.
 */
export function* readUtf8(path: string): Generator<Buffer, void, undefined> {
  const file = openSync(path, 'r');
  try {
    // Of many small files, none needs a large buffer.
    const bytes = Buffer.allocUnsafe(Math.min(fstatSync(file).size + 1, CHUNK_BYTES));
    let length = fill(file, bytes);
    const encoding = encodingOf(bytes.subarray(0, length));
    if (encoding === 'utf-8') {
      const mark = startsWith(bytes.subarray(0, length), 0xef, 0xbb, 0xbf) ? 3 : 0;
      yield bytes.subarray(mark, length);
      for (length = fill(file, bytes); length > 0; length = fill(file, bytes)) yield bytes.subarray(0, length);
      return;
    }
    const decoder = new TextDecoder(encoding);
    for (; length > 0; length = fill(file, bytes)) {
      yield Buffer.from(decoder.decode(bytes.subarray(0, length), { stream: true }));
    }
    yield Buffer.from(decoder.decode());
  } finally {
    closeSync(file);
  }
}

/** The system may give less than there is room for, and the first chunk has to show what wrote the file. */
function fill(file: number, bytes: Buffer): number {
  let filled = 0;
  while (filled < bytes.length) {
    const length = readSync(file, bytes, filled, bytes.length - filled, null);
    if (length === 0) break;
    filled += length;
  }
  return filled;
}

/** Without a mark, by where the noughts are: exports begin with ASCII. */
function encodingOf(start: Buffer): Encoding {
  if (startsWith(start, 0xff, 0xfe)) return 'utf-16le';
  if (startsWith(start, 0xfe, 0xff)) return 'utf-16be';
  if (start.length < 2) return 'utf-8';
  if (start[0] !== 0 && start[1] === 0) return 'utf-16le';
  if (start[0] === 0 && start[1] !== 0) return 'utf-16be';
  return 'utf-8';
}

function startsWith(bytes: Buffer, ...start: readonly number[]): boolean {
  return bytes.length >= start.length && start.every((byte, at) => bytes[at] === byte);
}
