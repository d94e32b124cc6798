import { appendFileSync, writeFileSync } from 'node:fs';
import { giveBackMemoryNow } from '../app/give-back-memory.ts';
import { EXIT_CONFIG } from '../config/config.ts';
import { systemClock } from '../engine/clock.ts';
import { FAULT_KINDS, type FaultKind, type Faults, seededFaults } from '../graph-emulator/faults.ts';
import { type GraphEmulator, type GraphEmulatorOptions, startGraphEmulator } from '../graph-emulator/graph-emulator.ts';
import { type Arguments, EXIT, readArguments, UsageError } from './arguments.ts';
import { openSnapshot } from './open-tenant.ts';
import type { Terminal } from './terminal.ts';
import { warnOf } from './warnings.ts';

const HIGHEST_PORT = 65_535;

const TEXTS = [
  'tenant',
  'port',
  'record',
  'certificate',
  'p1',
  'throttling',
  'permissions',
  'client-secret',
  'processing-delay',
  'people-per-second',
  'replication-delay',
  'faults',
  'fault-kinds',
  'hold',
  'seed',
];

/** Microsoft Graph over a snapshot, until it is told to stop. */
export async function runGraphEmulator(args: readonly string[], terminal: Terminal): Promise<number> {
  const given = readArguments(args, { texts: TEXTS });
  const port = portOf(given);
  const options = optionsOf(given);
  const record = recorder(given.text('record'));
  const snapshot = await openSnapshot(given.text('tenant'));
  const stopped = terminal.stopped();
  const emulator = await started({
    ...options,
    snapshot,
    port,
    clock: systemClock,
    ...record,
    onBug: (error) => terminal.err(error instanceof Error ? (error.stack ?? error.message) : String(error)),
  });
  if (emulator === undefined) {
    terminal.err(`--port: ${port} is taken by another program. Stop it, or give another --port.`);
    return EXIT_CONFIG;
  }
  warnOf(snapshot, terminal);
  const certificate = given.text('certificate');
  if (certificate !== undefined) {
    try {
      writing('certificate', () => writeFileSync(certificate, emulator.certificate));
    } catch (error) {
      await emulator.close();
      throw error;
    }
  }
  giveBackMemoryNow(emulator.world.tenant.userCount);
  for (const line of whereabouts(emulator, certificate)) terminal.err(line);
  await stopped;
  await emulator.close();
  return EXIT.done;
}

function portOf(given: Arguments): number {
  given.required('port');
  const port = given.whole('port') ?? 0;
  if (port > HIGHEST_PORT) throw new UsageError(`--port is not a port: ${port}`);
  return port;
}

function optionsOf(given: Arguments): Omit<GraphEmulatorOptions, 'snapshot' | 'port' | 'clock' | 'onBug'> {
  const permissions = given.text('permissions')?.split(',');
  const clientSecret = given.text('client-secret');
  const faults = faultsOf(given);
  if (given.whole('people-per-second') === 0)
    throw new UsageError('--people-per-second is 0: nobody would be processed.');
  return {
    p1: isOn(given, 'p1'),
    throttling: isOn(given, 'throttling'),
    ...(permissions === undefined ? {} : { permissions }),
    ...(clientSecret === undefined ? {} : { clientSecret }),
    ...(faults === undefined ? {} : { faults }),
    ...numberOf(given, 'processing-delay', 'processingDelayMs'),
    ...numberOf(given, 'people-per-second', 'peoplePerSecond'),
    ...numberOf(given, 'replication-delay', 'replicationDelayMs'),
    ...numberOf(given, 'hold', 'holdMs'),
    ...numberOf(given, 'seed', 'seed'),
  };
}

function isOn(given: Arguments, name: string): boolean {
  const value = given.text(name) ?? 'on';
  if (value !== 'on' && value !== 'off') throw new UsageError(`--${name} is on or off: ${value}`);
  return value === 'on';
}

function numberOf<Name extends string>(
  given: Arguments,
  option: string,
  name: Name,
): { readonly [K in Name]?: number } {
  const value = given.whole(option);
  return (value === undefined ? {} : { [name]: value }) as { readonly [K in Name]?: number };
}

function faultsOf(given: Arguments): Faults | undefined {
  const percent = given.whole('faults');
  const kinds = given.text('fault-kinds')?.split(',');
  if (percent === undefined) {
    if (kinds !== undefined) throw new UsageError('--fault-kinds needs --faults PERCENT.');
    return undefined;
  }
  if (percent > 100) throw new UsageError(`--faults is more than 100 percent: ${percent}`);
  const unknown = kinds?.find((kind) => !FAULT_KINDS.some((known) => known === kind));
  if (unknown !== undefined) throw new UsageError(`--fault-kinds: "${unknown}" is none of ${FAULT_KINDS.join(', ')}.`);
  return seededFaults({
    percent,
    seed: given.whole('seed') ?? 1,
    ...(kinds === undefined ? {} : { kinds: kinds as FaultKind[] }),
  });
}

/** Each exchange is in the file before the client has its answer. What the file has already stays. */
function recorder(file: string | undefined): Pick<GraphEmulatorOptions, 'onExchange'> {
  if (file === undefined) return {};
  const append = (text: string | Buffer) => writing('record', () => appendFileSync(file, text));
  append('');
  return { onExchange: (exchange) => append(exchange.line()) };
}

function writing(option: string, write: () => void): void {
  try {
    write();
  } catch (error) {
    throw new UsageError(`--${option}: the file cannot be written: ${error instanceof Error ? error.message : error}`);
  }
}

/** Undefined: the port is taken. */
async function started(options: GraphEmulatorOptions): Promise<GraphEmulator | undefined> {
  try {
    return await startGraphEmulator(options);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EADDRINUSE') return undefined;
    throw error;
  }
}

function whereabouts(
  { port, url, secureUrl, world }: GraphEmulator,
  certificate: string | undefined,
): readonly string[] {
  const { displayName, id } = world.tenant.organization;
  return [
    `Microsoft Graph over ${displayName} (${id}): ${url} and ${secureUrl}`,
    `Managed identity: IDENTITY_ENDPOINT=http://127.0.0.1:${port}/msi/token IDENTITY_HEADER=any`,
    `Client credentials: POST https://127.0.0.1:${port}/${id}/oauth2/v2.0/token`,
    certificate === undefined
      ? `Trust for https: curl http://127.0.0.1:${port}/certificate.pem > graph.pem, then NODE_EXTRA_CA_CERTS=graph.pem`
      : `Trust for https: NODE_EXTRA_CA_CERTS=${certificate}`,
  ];
}
