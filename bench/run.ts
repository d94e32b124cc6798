import { benchEngine } from './engine.ts';
import { type Line, table } from './measure.ts';

/** `npm run bench -- 100000`: with so many people; a million without a number. */
const users = Number(process.argv[2] ?? 1_000_000);
const lines: Line[] = [];
for (const line of benchEngine(users)) {
  lines.push(line);
  process.stderr.write('.');
}
process.stdout.write(`\n${table(lines)}\n`);
