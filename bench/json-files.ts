import { closeSync, fsyncSync, mkdirSync, openSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { lineText, readByteLines } from '../src/directory/snapshot/byte-lines.ts';
import { better, type Measured, measure } from './measure.ts';

const PIECE_BYTES = 1 << 22;

/** Reads the large files of a snapshot as JSON and writes what was read, and nothing else; the better of two runs. */
export async function copyAsJson(folder: string, target: string): Promise<Measured<void>> {
  warm(folder);
  const first = await measure(() => copy(folder, target));
  rmSync(target, { recursive: true });
  return better(first, await measure(() => copy(folder, target)));
}

function copy(folder: string, target: string): void {
  mkdirSync(target);
  for (const file of ['users.ndjson', 'groups.ndjson']) {
    const lines = Iterator.from(readByteLines(join(folder, file))).map((line) =>
      JSON.stringify(JSON.parse(lineText(line))),
    );
    writeInPieces(join(target, file), lines);
  }
}

/** As programs write files: in large pieces, through the system's cache, and onto the disk at the end. */
function writeInPieces(path: string, lines: Iterable<string>): void {
  const file = openSync(path, 'wx');
  let piece = Buffer.allocUnsafe(PIECE_BYTES);
  let used = 0;
  const end = () => {
    for (let at = 0; at < used; ) at += writeSync(file, piece, at, used - at);
    used = 0;
  };
  for (const line of lines) {
    const atMost = line.length * 3 + 1;
    if (used + atMost > piece.length) end();
    if (atMost > piece.length) piece = Buffer.allocUnsafe(atMost);
    used += piece.write(`${line}\n`, used);
  }
  end();
  fsyncSync(file);
  closeSync(file);
}

/** Reads the large files once, so that nobody waits for the disk: what is measured is the work. */
export function warm(folder: string): void {
  for (const file of ['users.ndjson', 'groups.ndjson']) for (const _ of readByteLines(join(folder, file)));
}
