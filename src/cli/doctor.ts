import { type Config, EXIT_CONFIG, readConfig } from '../config.ts';
import { EXIT, readArguments } from './arguments.ts';
import { checkApprovers } from './doctor/check-approvers.ts';
import { checkBot } from './doctor/check-bot.ts';
import { checkMachine, checkStore } from './doctor/check-machine.ts';
import { checkTenant } from './doctor/check-tenant.ts';
import type { Finding } from './doctor/finding.ts';
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
    ...checkStore(config.dataDir, terminal),
    ...(await checkTenant(config, terminal)),
    ...(await checkApprovers(config, terminal)),
    ...(await checkBot(config)),
  ];
}

function configurationFault(fault: string): Finding {
  return { ...subjectIn(fault), state: 'wrong' };
}

function unknownVariable(note: string): Finding {
  return { ...subjectIn(note), state: 'note' };
}

/** "VARIABLE: what is to be said of it". */
function subjectIn(line: string): Pick<Finding, 'subject' | 'detail'> {
  const colon = line.indexOf(': ');
  return { subject: line.slice(0, colon), detail: line.slice(colon + 2) };
}

const MARKS = { good: '✓', note: '○', wrong: '✕' } satisfies Record<Finding['state'], string>;

function describe({ subject, state, detail }: Finding): string {
  return `${MARKS[state]} ${subject}: ${detail}`;
}
