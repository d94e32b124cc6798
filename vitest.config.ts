import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts', ...(process.env['REPLICAS'] === undefined ? [] : ['test/cli/replicas.ts'])],
    globalSetup: ['test/store/postgres/one-server.ts', 'test/left-out.ts'],
    // Nothing is late because the machine is busy otherwise: this ends what hangs.
    testTimeout: 120_000,
    hookTimeout: 120_000,
    // No module keeps anything, so files share a process: starting one for each would take a quarter of the time.
    isolate: false,
    // Long tests wait for processes and browsers, and leave the processors to the others. Without them `npm test` has a worker for
    // each processor: each loads everything once.
    maxWorkers: availableParallelism() * 2,
  },
});
