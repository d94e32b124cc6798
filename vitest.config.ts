import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts', ...(process.env['REPLICAS'] === undefined ? [] : ['test/cli/replicas.ts'])],
    globalSetup: ['test/store/postgres/one-server.ts'],
    // Nothing is late because the machine is busy otherwise: this ends what hangs.
    testTimeout: 120_000,
    hookTimeout: 120_000,
    // No module keeps anything, so files share a process: starting one for each would take a quarter of the time.
    isolate: false,
    // Some wait for a process or a browser and leave the processors to the others; each worker loads everything once.
    maxWorkers: availableParallelism() * 2,
  },
});
