import { availableParallelism } from 'node:os';
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';
import { KINDS, metKey } from './drawn.ts';
import { simulate } from './simulate.ts';

/**
 * `npm run simulate:faults`: some hundred seeds, on all cores. `-- 5000`: so many; `-- 5000 801`: from that one on. `-- seed 17`: that
 * one, with all that happened. With FIRST set it ends at the first that fails. Closes with how often each fault met a change in
 * each state, and which never did: of 2,000 that fails as well.
 */

interface Played {
  readonly seed: number;
  readonly message: string | undefined;
  readonly faults: ReadonlyMap<string, number>;
  readonly met: ReadonlySet<string>;
}

/** In which a change is when something goes wrong; those that end have just ended, and are being told. */
const STATES = [
  'previewed',
  'waiting',
  'scheduled',
  'running',
  'cancelling',
  'finished',
  'cancelled',
  'dismissed',
  'superseded',
  'refused',
  'rejected',
  'expired',
];

const CELLS = KINDS.flatMap((kind) => STATES.map((state) => metKey(kind, state)));

/** So many seeds are to reach all of them. */
const REACHES_ALL = 2_000;

async function playOne(seed: number): Promise<void> {
  const { violation, trace, hash } = await simulate(seed);
  console.log(trace.join('\n'), `\n${hash}\n${violation?.message ?? 'held'}`);
  process.exitCode = violation === undefined ? 0 : 1;
}

async function playHere({ next, end }: { readonly next: Int32Array; readonly end: number }): Promise<void> {
  for (;;) {
    const seed = Atomics.add(next, 0, 1);
    if (seed >= end) return;
    const { violation, faults, met } = await simulate(seed);
    parentPort?.postMessage({ seed, message: violation?.message, faults, met } satisfies Played);
  }
}

async function playAll(count: number, from: number): Promise<void> {
  const startMs = performance.now();
  const faults = new Map<string, number>();
  const met = new Map<string, number>();
  const next = new Int32Array(new SharedArrayBuffer(4));
  next[0] = from;
  let [played, failed] = [0, 0];
  const heard = (one: Played) => {
    played += 1;
    for (const [kind, times] of one.faults) faults.set(kind, (faults.get(kind) ?? 0) + times);
    for (const both of one.met) met.set(both, (met.get(both) ?? 0) + 1);
    if (one.message === undefined) return;
    failed += 1;
    console.log(`seed ${one.seed}: ${one.message}`);
    if (process.env['FIRST'] !== undefined) Atomics.store(next, 0, from + count);
  };
  const players = Array.from({ length: availableParallelism() }, () => {
    const player = new Worker(new URL(import.meta.url), { workerData: { next, end: from + count } });
    player.on('message', heard);
    return new Promise((resolve, reject) => player.on('exit', resolve).on('error', reject));
  });
  await Promise.all(players);
  const seconds = (performance.now() - startMs) / 1_000;
  console.log(`${played} seeds, ${failed} failed, ${seconds.toFixed(1)} s`);
  console.log([...faults].map(([kind, times]) => `${kind} ${times}`).join(', '));
  console.log(tableOf(met));
  const unmet = CELLS.filter((cell) => !met.has(cell));
  console.log(`${unmet.length} of ${CELLS.length} are empty${unmet.length === 0 ? '' : `: ${unmet.join(', ')}`}`);
  // A player that ends amid a seed says nothing of it.
  const isWhole = played === count || process.env['FIRST'] !== undefined;
  if (!isWhole) console.log(`${count - played} seeds were not played to their end`);
  const isReached = unmet.length === 0 || played < REACHES_ALL;
  process.exitCode = failed > 0 || !isWhole || !isReached ? 1 : 0;
}

/** In how many seeds each fault met each state. */
function tableOf(met: ReadonlyMap<string, number>): string {
  const rows = KINDS.map((kind) => [kind, ...STATES.map((state) => String(met.get(metKey(kind, state)) ?? '–'))]);
  const lines = [['', ...STATES], STATES.map(() => '---').concat('---'), ...rows];
  return lines.map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

if (!isMainThread) await playHere(workerData);
else {
  const [first = '300', second] = process.argv.slice(2);
  const numbers = [first, second].filter((word) => word !== undefined && word !== 'seed');
  if (numbers.some((word) => !/^\d+$/.test(word ?? ''))) throw new Error(`Not a number of seeds: ${numbers.join(' ')}`);
  await (first === 'seed' ? playOne(Number(second)) : playAll(Number(first), Number(second ?? 1)));
}
