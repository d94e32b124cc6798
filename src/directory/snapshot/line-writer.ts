import { closeSync, fsyncSync, openSync, writeSync } from 'node:fs';

const BUFFER_BYTES = 1 << 22;
/** UTF-8 needs no more for a unit of a JavaScript string. */
const BYTES_OF_A_UNIT = 3;
const NEWLINE = 0x0a;

/**
 * Writes a new file of lines and returns when it is on the disk. Lines are encoded one by one into one buffer: joining
 * them first takes five times as long.
 */
export function writeLines(path: string, lines: Iterable<string>): void {
  const file = openSync(path, 'wx');
  try {
    const buffer = Buffer.allocUnsafe(BUFFER_BYTES);
    let used = 0;
    for (const line of lines) {
      const atMost = line.length * BYTES_OF_A_UNIT + 1;
      if (used + atMost > BUFFER_BYTES) {
        writeAll(file, buffer.subarray(0, used));
        used = 0;
      }
      if (atMost > BUFFER_BYTES) {
        writeAll(file, Buffer.from(`${line}\n`));
        continue;
      }
      used += buffer.write(line, used);
      buffer[used++] = NEWLINE;
    }
    writeAll(file, buffer.subarray(0, used));
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

/** The system may take a part of what it is given. */
function writeAll(file: number, bytes: Buffer): void {
  for (let written = 0; written < bytes.length; ) written += writeSync(file, bytes, written);
}
