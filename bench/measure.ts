/** Best of several runs: what the work takes, less what else the machine did meanwhile. */
export interface Measured<T> {
  readonly result: T;
  readonly wallMs: number;
  /** Of all threads of this process. */
  readonly cpuMs: number;
}

export function measure<T>(work: () => T, runs = 1): Measured<T> {
  let best: Measured<T> | undefined;
  for (let run = 0; run < runs; run++) {
    const cpu = process.cpuUsage();
    const start = performance.now();
    const result = work();
    const wallMs = performance.now() - start;
    const { user, system } = process.cpuUsage(cpu);
    if (!best || wallMs < best.wallMs) best = { result, wallMs, cpuMs: (user + system) / 1000 };
  }
  if (!best) throw new RangeError(`${runs} runs measure nothing`);
  return best;
}

/** One line of the table: what it took, against what, and what is asked. */
export interface Line {
  readonly what: string;
  readonly value: string;
  readonly against?: string;
  readonly asked: string;
}

export function ms(value: number): string {
  if (value < 1) return `${(value * 1000).toFixed(1)} µs`;
  return value < 100 ? `${value.toFixed(1)} ms` : `${Math.round(value).toLocaleString('en-US')} ms`;
}

export function times(value: number): string {
  return `${value.toFixed(value < 10 ? 2 : 0)} x`;
}

export function table(lines: readonly Line[]): string {
  const rows = [['', 'measured', 'against', 'asked'], ...lines.map((l) => [l.what, l.value, l.against ?? '', l.asked])];
  const widths = [0, 1, 2, 3].map((column) => Math.max(...rows.map((row) => (row[column] ?? '').length)));
  return rows.map((row) => row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ')).join('\n');
}
