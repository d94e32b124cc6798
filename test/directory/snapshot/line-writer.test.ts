import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { alignedBytes, BLOCK_BYTES, LargeFile } from '../../../src/directory/snapshot/large-file.ts';
import { type WrittenLine, writeLines } from '../../../src/directory/snapshot/line-writer.ts';
import { temporaryFolder } from './folder.ts';

async function written(lines: readonly WrittenLine[]): Promise<Buffer> {
  const path = join(temporaryFolder(), 'lines');
  await writeLines(path, lines);
  return readFileSync(path);
}

it.each([
  ['nothing', []],
  ['an empty line', ['']],
  ['little', ['one', [Buffer.from('two'), Buffer.from('é')]]],
  ['what fills the first buffer just so', ['x'.repeat(4096 * 4 - 1)]],
  ['a line longer than any buffer', ['short', 'ü'.repeat(5_000_000), 'short']],
  ['many lines of odd lengths', Array.from({ length: 30_000 }, (_, line) => 'a line '.repeat(line % 131))],
  ['blocks and nothing behind them', Array.from({ length: 3000 }, () => 'y'.repeat(4095))],
] as const)('writes %s to the letter', async (_, lines) => {
  const expected = Buffer.concat(
    lines.flatMap((line: WrittenLine) => [
      typeof line === 'string' ? Buffer.from(line) : Buffer.concat(line),
      Buffer.from('\n'),
    ]),
  );
  expect((await written(lines)).equals(expected)).toBe(true);
});

it('writes through the cache what the system does not take past it', async () => {
  // On a disk: memory that is a file system takes everything.
  const folder = mkdtempSync(join(tmpdir(), 'seatkeeper-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const path = join(folder, 'large');
  const file = await open(path, 'wx');
  const large = await LargeFile.of(file, path);
  const besideAPage = alignedBytes(BLOCK_BYTES * 2).subarray(1, BLOCK_BYTES + 1);
  await large.write(besideAPage.fill('a'), 0);
  await large.write(alignedBytes(BLOCK_BYTES).fill('b'), BLOCK_BYTES);
  await large.close();
  await file.close();
  expect(readFileSync(path, 'utf8')).toBe('a'.repeat(BLOCK_BYTES) + 'b'.repeat(BLOCK_BYTES));
});
