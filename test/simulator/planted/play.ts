import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { plant } from './plant.ts';
import { shownBy } from './shown-by.ts';

/**
 * Plays seeds with a bug planted until an invariant breaks that holds without it, and writes what was found as JSON: NAME SEEDS SECONDS FIRST, of its
 * own work. The first is the one that found it before, if any did; then come those that have what the bug is likely to need.
 */
export interface Found {
  readonly seeds: number;
  readonly seed?: number;
  readonly invariant?: string;
  readonly what?: string;
}

const [name = '', seeds = '10000', seconds = '600', first = ''] = process.argv.slice(2);
plant(name);
const { contentsOf } = await import('../drawn.ts');
const { simulate } = await import('../simulate.ts');
const needs = shownBy(name);
const all = Array.from({ length: Number(seeds) }, (_, place) => place + 1);
const isLikely = (seed: number) => {
  const contents = contentsOf(seed);
  return needs.every((what) => contents.includes(what));
};
const likely = new Set([...(first === '' ? [] : [Number(first)]), ...all.filter(isLikely)]);
const RUN = fileURLToPath(new URL('../run.ts', import.meta.url));
const holdsWithoutIt = (seed: number) => spawnSync(process.execPath, [RUN, 'seed', String(seed)]).status === 0;
const spentSeconds = () => process.cpuUsage().user / 1_000_000;
let found: Found = { seeds: 0 };
for (const seed of [...likely, ...all.filter((other) => !likely.has(other))]) {
  if (spentSeconds() > Number(seconds)) break;
  const { violation } = await simulate(seed);
  found = { seeds: found.seeds + 1 };
  if (violation === undefined || !holdsWithoutIt(seed)) continue;
  found = { ...found, seed, invariant: violation.invariant, what: violation.message };
  break;
}
console.log(JSON.stringify(found));
process.exit();
