import { type ParseArgsOptionsConfig, parseArgs } from 'node:util';

/** Exit codes. 78, a wrong configuration or a faulty snapshot, is `EXIT_CONFIG`. */
export const EXIT = { done: 0, failures: 1, wrongUse: 2 } as const;

/** The command was not given as it has to be. */
export class UsageError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'UsageError';
  }
}

export interface Arguments {
  readonly positionals: readonly string[];
  flag(name: string): boolean;
  text(name: string): string | undefined;
  list(name: string): readonly string[];
  /** @throws UsageError when it is missing */
  required(name: string): string;
  /** A whole number of at least 0. @throws UsageError when it is none */
  whole(name: string): number | undefined;
}

/**
 * Reads `--name value` for each of `texts`, the same any number of times for each of `lists`, and `--name` for each of
 * `flags`. With `more`, one or more positionals of that name may come.
 * @throws UsageError for anything else, and for more or fewer positionals than named
 */
export function readArguments(
  args: readonly string[],
  known: {
    readonly texts?: readonly string[];
    readonly flags?: readonly string[];
    readonly lists?: readonly string[];
    readonly positionals?: readonly string[];
    readonly more?: string;
  },
): Arguments {
  const { texts = [], flags = [], lists = [], more } = known;
  const expected = more === undefined ? (known.positionals ?? []) : [more];
  const options: ParseArgsOptionsConfig = {
    ...Object.fromEntries(texts.map((name) => [name, { type: 'string' as const }])),
    ...Object.fromEntries(lists.map((name) => [name, { type: 'string' as const, multiple: true }])),
    ...Object.fromEntries(flags.map((name) => [name, { type: 'boolean' as const }])),
  };
  const { values, positionals } = parse(args, options);
  const missing = expected[positionals.length];
  if (missing !== undefined) throw new UsageError(`${missing} is missing.`);
  if (positionals.length > expected.length && more === undefined)
    throw new UsageError(`"${positionals[expected.length]}" is one argument too many.`);
  const text = (name: string): string | undefined => {
    const value = values[name];
    if (value === '') throw new UsageError(`--${name} is empty.`);
    return typeof value === 'string' ? value : undefined;
  };
  return {
    positionals,
    text,
    list(name) {
      const value = values[name];
      return Array.isArray(value) ? value.map(String) : [];
    },
    flag: (name) => values[name] === true,
    required: (name) => text(name) ?? missingOption(name),
    whole(name) {
      const value = text(name);
      if (value === undefined) return undefined;
      const number = /^\d+$/.test(value) ? Number(value) : Number.NaN;
      if (!Number.isSafeInteger(number)) throw new UsageError(`--${name} is not a whole number: ${value}`);
      return number;
    },
  };
}

function parse(
  args: readonly string[],
  options: ParseArgsOptionsConfig,
): Pick<ReturnType<typeof parseArgs>, 'values' | 'positionals'> {
  try {
    const { values, positionals } = parseArgs({
      args: args.filter((argument) => !isSentence(argument)),
      options,
      allowPositionals: true,
      strict: true,
    });
    return { values, positionals: [...positionals, ...args.filter(isSentence)] };
  } catch (error) {
    if (error instanceof TypeError && 'code' in error) throw new UsageError(error.message);
    throw error;
  }
}

/** A bullet before a sentence is no option. */
function isSentence(argument: string): boolean {
  return /^-\S*\s/.test(argument);
}

function missingOption(name: string): never {
  throw new UsageError(`--${name} is missing.`);
}
