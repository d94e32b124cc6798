import { plant } from './plant.ts';

/** Plays seeds with a bug planted until an invariant breaks, and writes what was found as JSON: NAME SEEDS SECONDS. */
export interface Found {
  readonly seeds: number;
  readonly seed?: number;
  readonly invariant?: string;
  readonly what?: string;
}

const [name = '', seeds = '10000', seconds = '600'] = process.argv.slice(2);
plant(name);
const { simulate } = await import('../simulate.ts');
const untilMs = performance.now() + Number(seconds) * 1_000;
let found: Found = { seeds: 0 };
for (let seed = 1; seed <= Number(seeds) && performance.now() < untilMs; seed += 1) {
  const { violation } = await simulate(seed);
  found = { seeds: seed };
  if (violation === undefined) continue;
  found = { seeds: seed, seed, invariant: violation.invariant, what: violation.message };
  break;
}
console.log(JSON.stringify(found));
process.exit();
