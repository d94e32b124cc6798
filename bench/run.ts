import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeSnapshot } from '../src/directory/snapshot/write-snapshot.ts';
import { benchDefinition } from './definition.ts';
import { benchEngine } from './engine.ts';
import { benchFlood } from './flood.ts';
import { benchGraphWrites } from './graph-writes.ts';
import { benchGrowth } from './growth.ts';
import { copyAsJson } from './json-files.ts';
import { benchLanguage } from './language.ts';
import { LARGE, largeTenant } from './large-tenant.ts';
import { benchLoad } from './load.ts';
import { benchManyCommands } from './many-commands.ts';
import { benchManyTenants } from './many-tenants.ts';
import { type Line, type Measured, table } from './measure.ts';
import { benchPreview } from './preview.ts';
import { benchReplicas } from './replicas.ts';
import { benchSetBased } from './set-based.ts';
import { benchSuggestions } from './suggestions.ts';
import { benchWholeChange } from './whole-change.ts';

/*
 * `npm run bench`: a million people; `npm run bench -- 100000`: so many; `npm run bench -- --smoke`: few, whether it runs.
 * Each part is a process of its own, so that none runs in the heap that another left and memory is that of one part.
 */
const SMOKE = 2_000;
/** Said one after the other; by hand as many as one likes: `npm run bench -- --part commands 20000`. */
const [FEW_COMMANDS, MANY_COMMANDS] = [20, 1_000];
/** Asked beside the flood. */
const [FEW_QUESTIONS, MANY_QUESTIONS] = [10, 100];
/** People of a tenant that is one of many. */
const OF_MANY = 20_000;
/** Asked of one process and of two, each way. */
const [FEW_REPLIES, MANY_REPLIES] = [40, 400];
/** By hand only: `npm run bench -- --part load 100000 [checkout]`. */
const LOAD_SECONDS = 120;
const [first = '1000000', ...rest] = process.argv.slice(2);

if (first === '--part') await part(rest);
else await whole(first === '--smoke' ? SMOKE : Number(first));

async function whole(users: number): Promise<void> {
  const scratch = mkdtempSync(join(tmpdir(), 'seatkeeper-bench-'));
  const folder = join(scratch, 'tenant');
  const some = Math.min(users, LARGE);
  try {
    run(['write', folder, String(users)]);
    const json = run(['json', folder, join(scratch, 'json')]);
    const lines: Line[] = [
      ['engine', folder, json],
      ['set-based', folder],
      ['definition', String(some)],
      ['preview', folder],
      ['suggestions', String(some)],
      ['growth', String(users)],
      ['tenants', String(Math.min(users, OF_MANY))],
      ['language', String(some), String(users)],
      ['change', String(some)],
      ['replicas', String(users < LARGE ? FEW_REPLIES : MANY_REPLIES)],
      ['commands', String(users < LARGE ? FEW_COMMANDS : MANY_COMMANDS)],
      ['flood', String(users < LARGE ? FEW_QUESTIONS : MANY_QUESTIONS)],
    ].flatMap((args) => JSON.parse(run(args)) as Line[]);
    process.stdout.write(
      `${table(lines)}\n\nTimes and their ratios are of CPU time, which other work on the machine disturbs least.\n`,
    );
  } finally {
    rmSync(scratch, { recursive: true });
  }
}

function run(args: readonly string[]): string {
  const stdio: ['ignore', 'pipe', 'inherit'] = ['ignore', 'pipe', 'inherit'];
  return execFileSync(process.execPath, [import.meta.filename, '--part', ...args], { encoding: 'utf8', stdio });
}

/** A part that may be asked for by hand of another checkout: `npm run bench -- --part change 100000 [checkout]`. */
async function ofCheckout(
  bench: (scratch: string, checkout: string) => AsyncIterable<Line>,
  checkout: string,
): Promise<readonly Line[]> {
  const scratch = mkdtempSync(join(tmpdir(), 'seatkeeper-bench-'));
  try {
    return await Array.fromAsync(bench(scratch, checkout || join(import.meta.dirname, '..')));
  } finally {
    rmSync(scratch, { recursive: true });
  }
}

async function part([name, argument = '', other = '']: readonly string[]): Promise<void> {
  const result = await resultOf(name, argument, other);
  process.stdout.write(
    process.stdout.isTTY && Array.isArray(result) ? `${table(result as Line[])}\n` : JSON.stringify(result),
  );
}

async function resultOf(name: string | undefined, argument: string, other: string): Promise<unknown> {
  switch (name) {
    case 'write':
      return writeSnapshot(argument, largeTenant(Number(other)));
    case 'json':
      return copyAsJson(argument, other);
    case 'engine':
      return Array.fromAsync(benchEngine(argument, JSON.parse(other) as Measured<unknown>));
    case 'set-based':
      return Array.fromAsync(benchSetBased(argument));
    case 'definition':
      return Array.fromAsync(benchDefinition(Number(argument)));
    case 'preview':
      return Array.fromAsync(benchPreview(argument));
    case 'suggestions':
      return Array.fromAsync(benchSuggestions(Number(argument)));
    case 'language':
      return Array.fromAsync(benchLanguage(Number(argument), Number(other)));
    case 'change':
      return ofCheckout((scratch, checkout) => benchWholeChange(scratch, Number(argument), checkout), other);
    case 'commands':
      return ofCheckout((scratch, checkout) => benchManyCommands(scratch, Number(argument), checkout), other);
    case 'flood':
      return ofCheckout(
        (scratch, checkout) => benchFlood(scratch, Number(argument) || MANY_QUESTIONS, checkout),
        other,
      );
    case 'load':
      return ofCheckout(
        (scratch, checkout) => benchLoad(scratch, Number(argument) || LARGE, LOAD_SECONDS, checkout),
        other,
      );
    case 'graph-writes':
      return ofCheckout((scratch) => benchGraphWrites(scratch, Number(argument)), '');
    case 'replicas':
      return ofCheckout((scratch) => benchReplicas(scratch, Number(argument) || MANY_REPLIES), '');
    case 'tenants':
      return [...benchManyTenants(Number(argument) || OF_MANY)];
    case 'growth':
      return [...benchGrowth(Number(argument))];
    default:
      throw new RangeError(`no part ${name}`);
  }
}
