import { appendFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { RecordedExchange } from '../../src/graph-emulator/exchange.ts';

/** Where exchanges are kept for whoever wants to judge them; undefined: nowhere. */
const RECORDINGS = process.env['GRAPH_EXCHANGES'];

/** One file for each emulator: links are good in the recording that they were handed out in. */
export function keep(port: number, exchange: RecordedExchange, isExpectedToFail: boolean): void {
  if (RECORDINGS === undefined) return;
  mkdirSync(RECORDINGS, { recursive: true });
  const line = isExpectedToFail ? { ...exchange, expect: 'rejected' } : exchange;
  appendFileSync(join(RECORDINGS, `${process.pid}-${port}.jsonl`), `${JSON.stringify(line)}\n`);
}
