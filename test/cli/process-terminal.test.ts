import { expect, it, vi } from 'vitest';
import { processTerminal } from '../../src/cli/process-terminal.ts';

it('says in a log file how far long work is, every few seconds, and nothing of short work', () => {
  const written: unknown[] = [];
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => written.push(text) > 0);
  const now = vi.spyOn(performance, 'now').mockReturnValue(0);
  const { progress } = processTerminal();
  for (let ms = 0; ms <= 7_000; ms += 500) {
    now.mockReturnValue(ms);
    progress(`Reading … ${ms} people`);
    progress('');
  }
  vi.restoreAllMocks();
  expect(written).toEqual(['Reading … 3000 people\n', 'Reading … 6000 people\n']);
});
