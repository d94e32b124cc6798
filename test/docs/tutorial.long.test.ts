import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { playConversation } from '../conversations/play.ts';
import { blocksOf, readDocument, runSeatkeeper } from './read-document.ts';

const TUTORIAL = readDocument('docs/tutorial.md');

test('the conversations of the tutorial happen as they are told', async () => {
  await playConversation(blocksOf(TUTORIAL, 'conversation'), TUTORIAL.path);
});

test('the commands of the tutorial print what it says', () => {
  const out = mkdtempSync(join(tmpdir(), 'seatkeeper-'));
  let printed = '';
  for (const [index, line] of blocksOf(TUTORIAL, 'sh').split('\n').entries()) {
    const where = `${TUTORIAL.path}:${index + 1}`;
    if (line.startsWith('$ ')) printed = runSeatkeeper(line.slice('$ '.length).replaceAll('$OUT', out), where);
    else if (line !== '') expect(printed, where).toContain(line);
  }
  rmSync(out, { recursive: true, force: true });
});
