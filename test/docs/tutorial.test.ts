import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { playConversation } from '../conversations/play.ts';

const ROOT = join(import.meta.dirname, '../..');
const TUTORIAL = readFileSync(join(ROOT, 'docs/tutorial.md'), 'utf8');

/** The blocks of one kind; every other line is left empty, so that a fault names the line of the tutorial. */
function blocks(kind: string): string {
  let inside = false;
  const lines = TUTORIAL.split('\n').map((line) => {
    if (line.startsWith('```')) {
      inside = line === `\`\`\`${kind}`;
      return '';
    }
    return inside ? line : '';
  });
  return lines.join('\n');
}

test('the conversations of the tutorial happen as they are told', async () => {
  await playConversation(blocks('conversation'), 'docs/tutorial.md');
}, 60_000);

test('the commands of the tutorial print what it says', () => {
  const out = mkdtempSync(join(tmpdir(), 'seatkeeper-'));
  let printed = '';
  for (const [index, line] of blocks('sh').split('\n').entries()) {
    if (line.startsWith('$ ')) printed = run(line.slice('$ '.length).replaceAll('$OUT', out), index + 1);
    else if (line !== '') expect(printed, `docs/tutorial.md:${index + 1}`).toContain(line);
  }
  rmSync(out, { recursive: true, force: true });
}, 60_000);

function run(command: string, line: number): string {
  const [, rest = ''] = /^npm run -s seatkeeper -- (.+)$/.exec(command) ?? [];
  const args = [...rest.matchAll(/"([^"]*)"|(\S+)/g)].map((match) => match[1] ?? match[2] ?? '');
  const result = spawnSync(process.execPath, [join(ROOT, 'src/main.ts'), ...args], { encoding: 'utf8' });
  // 1: done, with failures to look at.
  expect([0, 1], `docs/tutorial.md:${line}: ${result.stderr}`).toContain(result.status);
  return result.stdout;
}
