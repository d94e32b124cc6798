#!/usr/bin/env node
import { enableCompileCache } from 'node:module';
import { join } from 'node:path';

// Before anything else is loaded: what one start compiles, the next one finds compiled, where the installation may be written.
enableCompileCache(join(import.meta.dirname, '..', 'node_modules', '.cache', 'seatkeeper'));
const [{ processTerminal }, { runCommandLine }] = await Promise.all([
  import('./cli/process-terminal.ts'),
  import('./cli/run.ts'),
]);

process.exitCode = await runCommandLine(process.argv.slice(2), processTerminal());
