import { simulate } from './simulate.ts';

/**
 * `npm run simulate:faults`: some hundred seeds. `-- 5000`: so many. `-- seed 17`: that one, with all that happened.
 * With FIRST set it ends at the first that fails.
 */
const [first = '300', second] = process.argv.slice(2);
const isOne = first === 'seed';
const [from, to] = isOne
  ? [Number(second), Number(second)]
  : [Number(second ?? 1), Number(second ?? 1) + Number(first) - 1];
const counts = new Map<string, number>();
let failed = 0;
const startMs = performance.now();
for (let seed = from; seed <= to; seed += 1) {
  const { violation, trace, hash, faults } = await simulate(seed);
  for (const [kind, times] of faults) counts.set(kind, (counts.get(kind) ?? 0) + times);
  if (isOne) console.log(trace.join('\n'), `\n${hash}`);
  if (violation === undefined) continue;
  failed += 1;
  console.log(`seed ${seed}: ${violation.message}`);
  if (process.env['FIRST'] !== undefined) break;
}
const seconds = (performance.now() - startMs) / 1_000;
console.log(`${to - from + 1} seeds, ${failed} failed, ${seconds.toFixed(1)} s`);
console.log([...counts].map(([kind, times]) => `${kind} ${times}`).join(', '));
process.exitCode = failed > 0 ? 1 : 0;
