export interface Measured<T> {
  readonly result: T;
  readonly wallMs: number;
  /** Of all threads of this process, the collector's and a database's included. */
  readonly cpuMs: number;
}

/** What was taken since it was made. */
export function stopwatch(): () => Omit<Measured<unknown>, 'result'> {
  const cpu = process.cpuUsage();
  const start = performance.now();
  return () => {
    const wallMs = performance.now() - start;
    const { user, system } = process.cpuUsage(cpu);
    return { wallMs, cpuMs: (user + system) / 1000 };
  };
}

/** The run of least CPU time of several: what the work takes, less what else the machine did meanwhile. */
export async function measure<T>(work: () => T | Promise<T>, runs = 1): Promise<Measured<T>> {
  let best: Measured<T> | undefined;
  for (let run = 0; run < runs; run++) {
    const taken = stopwatch();
    const result = await work();
    const measured = { result, ...taken() };
    best = best ? better(best, measured) : measured;
  }
  if (!best) throw new RangeError(`${runs} runs measure nothing`);
  return best;
}

/** The better of two: what touches much memory for the first time waits for the machine to have it. */
export function better<T>(one: Measured<T>, other: Measured<T>): Measured<T> {
  return one.cpuMs <= other.cpuMs ? one : other;
}

/** The same of work that is over when it returns, each time inside of `around`, which is not measured. */
export function measureWithin<T>(around: (work: () => void) => void, work: () => T, runs: number): Measured<T> {
  let best: Measured<T> | undefined;
  for (let run = 0; run < runs; run++) {
    around(() => {
      const taken = stopwatch();
      const result = work();
      const measured = { result, ...taken() };
      best = best ? better(best, measured) : measured;
    });
  }
  if (!best) throw new RangeError(`${runs} runs measure nothing`);
  return best;
}

/** Median wall time of work that takes less than the CPU clock can tell. */
export function medianMs(work: (step: number) => void, steps: number): number {
  const durations: number[] = [];
  for (let step = 0; step < steps; step++) {
    const start = performance.now();
    work(step);
    durations.push(performance.now() - start);
  }
  return durations.sort((a, b) => a - b)[steps >>> 1] ?? 0;
}

/** One line of the table: what it took, against what, and what is asked. */
export interface Line {
  readonly what: string;
  readonly value: string;
  readonly against: string;
  readonly asked: string;
  /** Undefined: nothing is asked, or it was not measured. */
  readonly met: boolean | undefined;
}

const UNITS = {
  times,
  ms,
  megabytes: (value: number) => `${value < 10 ? Number(value.toFixed(1)) : Math.round(value)} MB`,
  bytes: (value: number) => `${Math.round(value)} B`,
};

export interface Asked {
  readonly unit: keyof typeof UNITS;
  readonly bar: number;
  /** Undefined: meeting the bar is all that is asked. */
  readonly aim?: number;
  /** More is better. */
  readonly atLeast?: boolean;
}

export function line(what: string, value: number, asked: Asked, against = ''): Line {
  const met = asked.atLeast ? value >= asked.bar : value <= asked.bar;
  return { what, value: UNITS[asked.unit](value), against, asked: barOf(asked), met };
}

/** What was not measured, and why. */
export function unmeasured(what: string, why: string, asked: Asked): Line {
  return { what, value: 'not measured', against: why, asked: barOf(asked), met: undefined };
}

function barOf({ unit, bar, aim, atLeast }: Asked): string {
  const asked = `${atLeast ? '≥' : '≤'} ${UNITS[unit](bar)}`;
  return aim === undefined ? asked : `${asked}, aim ${UNITS[unit](aim)}`;
}

export function note(what: string, { wallMs, cpuMs }: { readonly wallMs: number; readonly cpuMs: number }): Line {
  return { what, value: ms(cpuMs), against: `wall ${ms(wallMs)}`, asked: '', met: undefined };
}

/** A tenth of nothing is not known: the CPU clock counts in milliseconds. */
export function ratio(one: Measured<unknown>, other: Measured<unknown>): number {
  return one.cpuMs / Math.max(other.cpuMs, 1);
}

export function pair(one: Measured<unknown>, other: Measured<unknown>): string {
  return `${ms(one.cpuMs)} : ${ms(other.cpuMs)}, wall ${ms(one.wallMs)} : ${ms(other.wallMs)}`;
}

export function ms(value: number): string {
  if (value < 1) return `${(value * 1000).toFixed(1)} µs`;
  return value < 100 ? `${value.toFixed(1)} ms` : `${Math.round(value).toLocaleString('en-US')} ms`;
}

function times(value: number): string {
  return `${value < 10 ? Number(value.toFixed(2)) : Math.round(value)} x`;
}

export function table(lines: readonly Line[]): string {
  const rows = [
    ['', 'measured', 'of', 'asked', 'met'],
    ...lines.map(({ what, value, against, asked, met }) => [
      what,
      value,
      against,
      asked,
      met === undefined ? '' : met ? 'yes' : 'NO',
    ]),
  ];
  const widths = [0, 1, 2, 3, 4].map((column) => Math.max(...rows.map((row) => (row[column] ?? '').length)));
  return rows
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}
