import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';

/** In memory where the system has it: tests kill processes, never the power, so that no fsync is worth the wait. */
export const PARENT = existsSync('/dev/shm') ? '/dev/shm' : tmpdir();

/** An empty directory that the end of the test removes. */
export function temporaryDirectory(): string {
  const path = mkdtempSync(join(PARENT, 'seatkeeper-'));
  onTestFinished(() => rmSync(path, { recursive: true, force: true }));
  return path;
}
