import { globSync } from 'node:fs';
import type { TestProject } from 'vitest/node';

const LONG = '**/*.long.test.ts';

/** Says in one line what a run without the long tests leaves out. */
export function setup({ config }: TestProject): (() => void) | undefined {
  if (!config.exclude.includes(LONG)) return undefined;
  const { length } = globSync(LONG, { cwd: import.meta.dirname });
  return () =>
    console.log(
      `Left out: ${length} files that start browsers, databases and processes, or tell every story: npm run test:long`,
    );
}
