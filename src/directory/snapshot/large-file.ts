import { constants } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';

/** What is written past the system's cache lies in memory, and in the file, at a multiple of this. */
export const BLOCK_BYTES = 1 << 12;

/** Memory that begins where the system can take it from: V8 gives pages of their own to what could be made shorter. */
export function alignedBytes(length: number): Buffer<ArrayBuffer> {
  return Buffer.from(new ArrayBuffer(length, { maxByteLength: length }), 0, length);
}

/**
 * A file of which large pieces are written past the system's cache, because copying them there takes ten times as long, and
 * nobody reads them before they are on the disk. Where a file or a system has no such way, they go through the cache.
 */
export class LargeFile {
  readonly #file: FileHandle;
  #past: FileHandle | undefined;

  private constructor(file: FileHandle, past: FileHandle | undefined) {
    this.#file = file;
    this.#past = past;
  }

  /** `file` is open for writing at this path; it stays the caller's to close. */
  static async of(file: FileHandle, path: string): Promise<LargeFile> {
    return new LargeFile(file, await openPastCache(path));
  }

  /** Whole blocks, at a multiple of `BLOCK_BYTES`. */
  async write(blocks: Buffer, position: number): Promise<void> {
    if (this.#past !== undefined && (await isTaken(this.#past, blocks, position))) return;
    await this.close();
    await writeAll(this.#file, blocks, position);
  }

  async close(): Promise<void> {
    await this.#past?.close();
    this.#past = undefined;
  }
}

/** The system may take a part of what it is given. */
export async function writeAll(file: FileHandle, bytes: Buffer, position: number): Promise<void> {
  for (let written = 0; written < bytes.length; ) {
    written += (await file.write(bytes, written, bytes.length - written, position + written)).bytesWritten;
  }
}

async function openPastCache(path: string): Promise<FileHandle | undefined> {
  if (constants.O_DIRECT === undefined) return undefined;
  try {
    return await open(path, constants.O_WRONLY | constants.O_DIRECT);
  } catch (error) {
    if (!isInvalid(error)) throw error;
    return undefined;
  }
}

async function isTaken(file: FileHandle, blocks: Buffer, position: number): Promise<boolean> {
  try {
    await writeAll(file, blocks, position);
    return true;
  } catch (error) {
    if (!isInvalid(error)) throw error;
    return false;
  }
}

/** The system's word for a file or a memory that cannot be used so. */
function isInvalid(error: unknown): boolean {
  return (error as NodeJS.ErrnoException).code === 'EINVAL';
}
