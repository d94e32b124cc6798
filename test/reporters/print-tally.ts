// Usage: node print-tally.ts REPORT.json [FAILED_STEP ...]: names each failure, closes with one line of counts, and
// exits with 1 unless everything ran and passed.
import { existsSync, readFileSync } from 'node:fs';
import { type TestReport, tally } from './tally.ts';

const [path = '', ...failedSteps] = process.argv.slice(2);
const report: TestReport | undefined = existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : undefined;
const { passed, failures } = tally(report, failedSteps);
for (const failure of failures) console.log(failure);
console.log(`${passed} passed, ${failures.length} failed`);
process.exitCode = failures.length === 0 ? 0 : 1;
