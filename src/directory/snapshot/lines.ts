import { closeSync, openSync, readSync } from 'node:fs';

const CHUNK_BYTES = 1 << 20;
const NEWLINE = 0x0a;

/**
 * The lines of a UTF-8 file, one after the other, without a byte order mark: the file is never in memory as a whole. It
 * stays open until the last line was taken or the loop is left.
 */
export function* readLines(path: string): Generator<string, void, undefined> {
  const file = openSync(path, 'r');
  try {
    const chunk = Buffer.allocUnsafe(CHUNK_BYTES);
    let begun: Buffer[] = [];
    let first = true;
    for (let length = readSync(file, chunk); length > 0; length = readSync(file, chunk)) {
      let start = first && length >= 3 && chunk.readUIntBE(0, 3) === 0xefbbbf ? 3 : 0;
      first = false;
      for (;;) {
        const end = chunk.indexOf(NEWLINE, start);
        if (end < 0 || end >= length) break;
        yield begun.length === 0 ? chunk.toString('utf8', start, end) : joined(begun, chunk.subarray(start, end));
        begun = [];
        start = end + 1;
      }
      if (start < length) begun.push(Buffer.from(chunk.subarray(start, length)));
    }
    if (begun.length > 0) yield joined(begun, chunk.subarray(0, 0));
  } finally {
    closeSync(file);
  }
}

function joined(begun: readonly Buffer[], end: Buffer): string {
  return Buffer.concat([...begun, end]).toString('utf8');
}
