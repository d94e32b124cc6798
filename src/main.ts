#!/usr/bin/env node
import { processTerminal } from './cli/process-terminal.ts';
import { runCommandLine } from './cli/run.ts';

process.exitCode = await runCommandLine(process.argv.slice(2), processTerminal());
