import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';

/** Where Debian's package `chromium` puts it. */
export const CHROMIUM = '/usr/bin/chromium';

/** What this machine lacks for the acceptance test, as a sentence; undefined when nothing is missing. */
export function whatIsMissing(): string | undefined {
  if (!existsSync(CHROMIUM)) return `${CHROMIUM} is not here (Debian: apt-get install chromium fonts-noto-core)`;
  try {
    createRequire(import.meta.url).resolve('@microsoft/m365agentsplayground/cli.js');
  } catch {
    return 'the package @microsoft/m365agentsplayground is not installed';
  }
  return undefined;
}
