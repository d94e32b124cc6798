import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';

export const ROOT = join(import.meta.dirname, '../..');

/** A document whose blocks are run: what stands in them is typed, and what it promises is looked for. */
export interface Document {
  readonly path: string;
  readonly text: string;
}

export function readDocument(path: string): Document {
  return { path, text: readFileSync(join(ROOT, path), 'utf8') };
}

/** The blocks of one kind; every other line is left empty, so that a fault names the line of the document. */
export function blocksOf({ text }: Document, kind: string): string {
  let inside = false;
  const lines = text.split('\n').map((line) => {
    if (line.startsWith('```')) {
      inside = line === `\`\`\`${kind}`;
      return '';
    }
    return inside ? line : '';
  });
  return lines.join('\n');
}

/** What `npm run -s seatkeeper -- …` prints, when it ends with one of these codes. */
export function runSeatkeeper(command: string, where: string, codes: readonly number[] = [0, 1]): string {
  const [, rest = ''] = /^npm run -s seatkeeper -- (.+)$/.exec(command) ?? [];
  const args = [...rest.matchAll(/"([^"]*)"|(\S+)/g)].map((match) => match[1] ?? match[2] ?? '');
  const result = spawnSync(process.execPath, [join(ROOT, 'src/main.ts'), ...args], { encoding: 'utf8' });
  expect(codes, `${where}: ${result.stderr}`).toContain(result.status);
  return result.stdout + result.stderr;
}
