/** Variables by name, as `process.env` has them. */
export type Environment = Readonly<Record<string, string | undefined>>;

const DURATION_MS = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const;
const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[?::1\]?)$/i;

/**
 * Reads typed values and collects what is wrong, one line each, so that everything is told at once. A variable that is
 * empty counts as not set. After a fault the default goes on, and nothing of the configuration is used.
 */
export interface EnvironmentReader {
  readonly faults: readonly string[];
  /** Every variable that was asked for, set or not. */
  readonly asked: Set<string>;
  fault(variable: string, problem: string, remedy: string): void;
  isSet(variable: string): boolean;
  text(variable: string): string | undefined;
  /** Texts between commas. */
  list(variable: string): readonly string[] | undefined;
  whole(variable: string, range: { readonly from: number; readonly to: number }): number | undefined;
  positive(variable: string): number | undefined;
  oneOf<Value extends string>(variable: string, values: readonly Value[]): Value | undefined;
  /** Milliseconds: `90s`, `30m`, `24h`, `7d`. */
  durationMs(variable: string): number | undefined;
  /** An absolute URL without a slash at its end: `https`, or `http` to this machine. */
  url(variable: string): string | undefined;
  /** `https` origins, or `http` ones of this machine, between commas. */
  origins(variable: string): readonly string[] | undefined;
}

export function environmentReader(env: Environment, asked = new Set<string>()): EnvironmentReader {
  const faults: string[] = [];
  const text = (variable: string): string | undefined => {
    asked.add(variable);
    return env[variable]?.trim() || undefined;
  };
  const fault = (variable: string, problem: string, remedy: string): void => {
    faults.push(`${variable}: ${problem}. ${remedy}.`);
  };

  /** What `parse` makes of the text, or a fault when it makes nothing of it. */
  function read<Value>(
    variable: string,
    parse: (value: string) => Value | undefined,
    expected: string,
    remedy: string,
  ): Value | undefined {
    const value = text(variable);
    if (value === undefined) return undefined;
    const parsed = parse(value);
    if (parsed === undefined) fault(variable, `"${withoutPassword(value)}" is not ${expected}`, remedy);
    return parsed;
  }

  return {
    faults,
    asked,
    fault,
    text,
    isSet: (variable) => text(variable) !== undefined,
    list: (variable) => (text(variable) === undefined ? undefined : listOf(text(variable) ?? '')),
    whole: (variable, { from, to }) => {
      const parse = (value: string) => (/^\d+$/.test(value) ? within(Number(value), from, to) : undefined);
      return read(variable, parse, 'such a number', `Give a whole number from ${from} to ${to}`);
    },
    positive: (variable) =>
      read(
        variable,
        (value) => within(Number(value), Number.MIN_VALUE, Number.MAX_VALUE),
        'a number above 0',
        'Give one, or leave it out',
      ),
    oneOf: (variable, values) =>
      read(variable, (value) => values.find((known) => known === value), 'known', `Give ${alternatives(values)}`),
    durationMs: (variable) => read(variable, durationOf, 'a length of time', 'Give one like 90s, 30m, 24h or 7d'),
    url: (variable) => read(variable, urlOf, 'a safe URL', 'Give one with https://, or http:// to this machine'),
    origins: (variable) => {
      const parse = (value: string) => allOf(listOf(value).map(originOf));
      return read(
        variable,
        parse,
        'a list of origins',
        'Give them like https://host or https://host:port, with commas between',
      );
    },
  };
}

/** Whether only this machine can be meant. */
export function isLoopback(host: string): boolean {
  return LOOPBACK.test(host);
}

/** What stands before the @ of a URL is nobody's business. */
function withoutPassword(value: string): string {
  return value.replace(/\/\/[^@/]*@/g, '//…@');
}

function listOf(value: string): readonly string[] {
  return value
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');
}

function within(value: number, from: number, to: number): number | undefined {
  return value >= from && value <= to ? value : undefined;
}

function durationOf(value: string): number | undefined {
  const [, amount, unit] = /^(\d+)([smhd])$/.exec(value) ?? [];
  if (unit !== 's' && unit !== 'm' && unit !== 'h' && unit !== 'd') return undefined;
  return within(Number(amount) * DURATION_MS[unit], 1, Number.MAX_SAFE_INTEGER);
}

function urlOf(value: string): string | undefined {
  const url = URL.parse(value);
  if (url === null || url.username !== '' || url.password !== '' || !isSafe(url)) return undefined;
  return url.href.replace(/\/$/, '');
}

function originOf(value: string): string | undefined {
  const url = URL.parse(value);
  return url !== null && isSafe(url) && `${url.origin}/` === url.href ? url.origin : undefined;
}

function isSafe(url: URL): boolean {
  return url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url.hostname));
}

function allOf<Value>(values: readonly (Value | undefined)[]): readonly Value[] | undefined {
  const present = values.filter((value) => value !== undefined);
  return present.length === values.length && present.length > 0 ? present : undefined;
}

function alternatives(values: readonly string[]): string {
  return `${values.slice(0, -1).join(', ')} or ${values.at(-1)}`;
}
