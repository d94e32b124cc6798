import { demoTenant } from '../directory/demo/demo-tenant.ts';
import { counting } from '../directory/snapshot/counting.ts';
import { generateTenant } from '../directory/snapshot/generate-tenant.ts';
import { targetIsFree, writeSnapshot } from '../directory/snapshot/write-snapshot.ts';
import { type Arguments, EXIT, readArguments, UsageError } from './arguments.ts';
import type { Terminal } from './terminal.ts';

const LARGEST_TENANT = 20_000_000;
const DEFAULT_SEED = 1;

export async function runTenantGenerate(args: readonly string[], terminal: Terminal): Promise<number> {
  const given = readArguments(args, { texts: ['users', 'seed', 'out'], flags: ['demo', 'json'] });
  const out = given.required('out');
  const snapshot = given.flag('demo') ? demo(given) : generated(given);
  if (!targetIsFree(out)) throw new UsageError(`${out} exists already: give --out a new folder.`);
  const written = await writeSnapshot(out, counting(snapshot, 'Writing', terminal.progress));
  terminal.progress('');
  if (written === 'exists') throw new UsageError(`${out} exists already: give --out a new folder.`);
  const { displayName } = snapshot.organization;
  terminal.out(
    given.flag('json') ? JSON.stringify({ organization: displayName, out }) : `Wrote ${displayName} to ${out}.`,
  );
  return EXIT.done;
}

function demo(given: Arguments): ReturnType<typeof demoTenant> {
  if (given.text('users') !== undefined || given.text('seed') !== undefined) {
    throw new UsageError('The demo tenant has its own size: give --demo, or --users and --seed.');
  }
  return demoTenant();
}

function generated(given: Arguments): ReturnType<typeof generateTenant> {
  const users = given.whole('users');
  if (users === undefined) throw new UsageError('--users is missing, or --demo.');
  if (users > LARGEST_TENANT) throw new UsageError(`--users is more than ${LARGEST_TENANT}: ${users}`);
  return generateTenant({ users, seed: given.whole('seed') ?? DEFAULT_SEED });
}
