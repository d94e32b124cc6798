import { execFile } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { PLANTED } from './bugs.ts';
import type { Found } from './play.ts';

/**
 * `npm run simulate:planted`: each bug is planted and looked for, and the table in docs/simulator.md is written. Words after
 * it: only bugs whose names have one of them. `SEEDS` and `SECONDS` of work bound the search for one, `AT_ONCE` says how many are looked for beside each other.
 */
const DOCUMENT = fileURLToPath(new URL('../../../docs/simulator.md', import.meta.url));
const PLAY = fileURLToPath(new URL('play.ts', import.meta.url));
const { SEEDS = '10000', SECONDS = '600', AT_ONCE = '2' } = process.env;
/** A machine that does much else is slow. */
const SLOWER = 60;

const words = process.argv.slice(2);
const names = [...new Set(PLANTED.map(({ name }) => name))];
const wanted = names.filter((name) => words.length === 0 || words.some((word) => name.includes(word)));

async function search(name: string, first: string): Promise<Found> {
  const timeout = Number(SECONDS) * 1_000 * SLOWER;
  try {
    const { stdout } = await promisify(execFile)(process.execPath, [PLAY, name, SEEDS, SECONDS, first], { timeout });
    return JSON.parse(stdout.trim().split('\n').at(-1) ?? '') as Found;
  } catch (error) {
    return { seeds: 0, what: String(error).slice(0, 200) };
  }
}

function rowOf(name: string, { seeds, seed, invariant }: Found): string {
  return seed === undefined ? `| ${name} | not in ${seeds} | |` : `| ${name} | ${seed} | ${invariant} |`;
}

function knownIn(document: string): Map<string, string> {
  const rows = document.split('\n').filter((line) => line.startsWith('| ') && names.includes(nameIn(line)));
  return new Map(rows.map((line) => [nameIn(line), line]));
}

function nameIn(row: string): string {
  return row.split(' | ')[0]?.slice(2) ?? '';
}

/** The seed that found it when it was looked for last. */
function seedOf(name: string): string {
  const row = knownIn(readFileSync(DOCUMENT, 'utf8')).get(name) ?? '';
  return /\| (\d+) \|/.exec(row)?.[1] ?? '';
}

/** The table with this row in it, in the order of the bugs. */
function write(name: string, row: string): void {
  const document = readFileSync(DOCUMENT, 'utf8');
  const known = knownIn(document);
  known.set(name, row);
  const table = names.flatMap((each) => known.get(each) ?? []);
  const [head = '', rest = ''] = document.split(/(?<=<!-- planted -->\n)[\s\S]*(?=<!-- end -->)/);
  const heading = '| planted | seed | what it broke |\n| --- | --- | --- |\n';
  writeFileSync(DOCUMENT, `${head}\n${heading}${table.join('\n')}\n\n${rest}`);
}

const left = wanted.values();
await Promise.all(
  Array.from({ length: Number(AT_ONCE) }, async () => {
    for (const name of left) {
      const found = await search(name, seedOf(name));
      console.log(`${name}: ${JSON.stringify(found)}`);
      write(name, rowOf(name, found));
    }
  }),
);
