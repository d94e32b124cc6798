import { type Config, EXIT_CONFIG, readConfig } from '../config/config.ts';
import { EXIT, readArguments } from './arguments.ts';
import { checkApprovers } from './doctor/check-approvers.ts';
import { checkBot } from './doctor/check-bot.ts';
import { checkMachine, checkStore } from './doctor/check-machine.ts';
import { checkTenant } from './doctor/check-tenant.ts';
import { configurationFault, type Finding, unknownVariable } from './doctor/finding.ts';
import type { Terminal } from './terminal.ts';

export async function runDoctor(args: readonly string[], terminal: Terminal): Promise<number> {
  const given = readArguments(args, { flags: ['json'] });
  const reading = readConfig(terminal.env);
  const findings =
    'faults' in reading
      ? [...checkMachine(), ...reading.faults.map(configurationFault)]
      : [...checkMachine(), ...reading.notes.map(unknownVariable), ...(await examine(reading.config, terminal))];
  terminal.out(given.flag('json') ? JSON.stringify({ findings }) : findings.map(describe).join('\n'));
  if ('faults' in reading) return EXIT_CONFIG;
  return findings.some(({ state }) => state === 'wrong') ? EXIT.failures : EXIT.done;
}

async function examine(config: Config, terminal: Terminal): Promise<readonly Finding[]> {
  return [
    ...(await checkStore(config, terminal)),
    ...(await checkTenant(config, terminal)),
    ...(await checkApprovers(config, terminal)),
    ...(await checkBot(config)),
  ];
}

const MARKS = { good: '✓', note: '○', wrong: '✕' } satisfies Record<Finding['state'], string>;

function describe({ subject, state, detail }: Finding): string {
  return `${MARKS[state]} ${subject}: ${detail}`;
}
