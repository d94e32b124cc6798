import { type FileHandle, open } from 'node:fs/promises';

const BUFFER_BYTES = 1 << 22;
/** UTF-8 needs no more for a unit of a JavaScript string. */
const BYTES_OF_A_UNIT = 3;
const NEWLINE = 0x0a;

/**
 * Writes a new file of lines and resolves when it is on the disk. Lines are encoded one by one into one of two buffers,
 * while the system takes the other: joining them first, or waiting for the system, takes several times as long.
 */
export async function writeLines(path: string, lines: Iterable<string>): Promise<void> {
  const file = await open(path, 'wx');
  try {
    let [buffer, other] = [Buffer.allocUnsafe(BUFFER_BYTES), Buffer.allocUnsafe(BUFFER_BYTES)];
    let used = 0;
    let taking: Promise<void> = Promise.resolve();
    for (const line of lines) {
      const atMost = line.length * BYTES_OF_A_UNIT + 1;
      if (used + atMost > BUFFER_BYTES) {
        await taking;
        taking = writeAll(file, buffer.subarray(0, used));
        // Awaited later; until then a fault must not count as one that nobody looks at.
        taking.catch(() => undefined);
        [buffer, other] = [other, buffer];
        used = 0;
      }
      if (atMost > BUFFER_BYTES) {
        await taking;
        await writeAll(file, Buffer.from(`${line}\n`));
        continue;
      }
      used += buffer.write(line, used);
      buffer[used++] = NEWLINE;
    }
    await taking;
    await writeAll(file, buffer.subarray(0, used));
    await file.sync();
  } finally {
    await file.close();
  }
}

/** The system may take a part of what it is given. */
async function writeAll(file: FileHandle, bytes: Buffer): Promise<void> {
  for (let written = 0; written < bytes.length; ) {
    written += (await file.write(bytes, written, bytes.length - written)).bytesWritten;
  }
}
