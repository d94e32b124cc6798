import { EXIT_CONFIG } from '../config/config.ts';
import { DirectoryError } from '../directory/port.ts';
import { SnapshotFault } from '../directory/snapshot/faults.ts';
import { StoreFault } from '../store/fault.ts';
import { EXIT, UsageError } from './arguments.ts';
import { type CliCommand, COMMANDS } from './commands.ts';
import type { Terminal } from './terminal.ts';

/** Runs one command line. What a person can cause is told in their words and answered with an exit code; a bug flies. */
export async function runCommandLine(args: readonly string[], terminal: Terminal): Promise<number> {
  const command = commandOf(args);
  if (args.some((argument) => argument === '--help' || argument === '-h')) {
    terminal.out(help(command));
    return EXIT.done;
  }
  if (command === undefined) {
    const problem = args.length === 0 ? 'Name a command.' : `There is no command "${args.slice(0, 2).join(' ')}".`;
    terminal.err(`${problem}\n\n${help(undefined)}`);
    return EXIT.wrongUse;
  }
  try {
    const run = await command.load();
    return await run(args.slice(command.name.split(' ').length), terminal);
  } catch (error) {
    terminal.progress('');
    if (error instanceof UsageError) {
      terminal.err(`${error.message}\n\n${usageOf(command)}`);
      return EXIT.wrongUse;
    }
    if (error instanceof SnapshotFault || error instanceof StoreFault || isOfGraph(error)) {
      terminal.err(error.message);
      return EXIT_CONFIG;
    }
    throw error;
  }
}

/** The directory is elsewhere, and does not do its part: what is wrong is said there, or in the configuration. */
function isOfGraph(error: unknown): error is DirectoryError {
  return error instanceof DirectoryError && error.code !== 'Storage';
}

function commandOf(args: readonly string[]): CliCommand | undefined {
  return COMMANDS.find(({ name }) => name.split(' ').every((word, index) => args[index] === word));
}

function help(command: CliCommand | undefined): string {
  if (command !== undefined) return `${command.name}: ${command.summary}\n\n${usageOf(command)}`;
  const width = Math.max(...COMMANDS.map(({ name }) => name.length));
  return [
    'Seatkeeper keeps licenses right: it previews, assigns, explains and repairs group-based licensing.',
    '',
    'Usage: seatkeeper COMMAND …',
    '',
    ...COMMANDS.map(({ name, summary }) => `  ${name.padEnd(width)}  ${summary}`),
    '',
    'Without --tenant the demo tenant is meant. --json prints one JSON value on one line. --help after a command tells more.',
    'Exit codes: 0 done, 1 done with failures to look at, 2 wrong use, 78 wrong configuration or faulty snapshot.',
  ].join('\n');
}

function usageOf({ name, usage }: CliCommand): string {
  return `Usage: seatkeeper ${name} ${usage}`.trimEnd();
}
