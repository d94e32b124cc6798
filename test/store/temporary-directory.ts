import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';

/** An empty directory that the end of the test removes. */
export function temporaryDirectory(): string {
  const path = mkdtempSync(join(tmpdir(), 'seatkeeper-'));
  onTestFinished(() => rmSync(path, { recursive: true, force: true }));
  return path;
}
