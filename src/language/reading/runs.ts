/** A piece of a sentence; names are bold. What a name holds is literal: no markup is read in it. */
export interface Run {
  readonly text: string;
  readonly bold?: true;
}

/** Values of a pattern; one that is absent or empty takes its square brackets with it. */
export type Values = Readonly<Record<string, readonly Run[] | undefined>>;

/** A piece of a pattern: words, or the place of a value. */
type Piece = { readonly text: string } | { readonly name: string; readonly bold: boolean };
interface Part {
  /** Left out where one of its values is. */
  readonly optional: boolean;
  readonly pieces: readonly Piece[];
}

/** Fills the places of a pattern: `{name}`, `**{name}**` in bold, `[…]` only when every value in it is there. */
export function fill(pattern: string, values: Values): Run[] {
  const filled = partsOf(pattern).flatMap(({ optional, pieces }) => {
    const complete = pieces.every((piece) => 'text' in piece || (values[piece.name]?.length ?? 0) > 0);
    return optional && !complete ? [] : pieces.flatMap((piece) => filledIn(piece, values));
  });
  return merged(filled);
}

function filledIn(piece: Piece, values: Values): readonly Run[] {
  if ('text' in piece) return [piece];
  const value = values[piece.name] ?? [];
  return piece.bold ? value.map((run) => ({ ...run, bold: true })) : value;
}

/** Patterns are those of the catalogues: each is taken apart once. */
const taken = new Map<string, readonly Part[]>();

function partsOf(pattern: string): readonly Part[] {
  const known = taken.get(pattern);
  if (known !== undefined) return known;
  const parts = pattern.split(/(\[[^\]]*\])/).map((part): Part => {
    const inner = /^\[(.*)\]$/.exec(part)?.[1];
    return { optional: inner !== undefined, pieces: piecesOf(inner ?? part) };
  });
  taken.set(pattern, parts);
  return parts;
}

function piecesOf(part: string): readonly Piece[] {
  return part.split(/(\*\*\{\w+\}\*\*|\{\w+\})/).flatMap((piece): readonly Piece[] => {
    const name = /\{(\w+)\}/.exec(piece)?.[1];
    if (name !== undefined) return [{ name, bold: piece.startsWith('**') }];
    return piece === '' ? [] : [{ text: piece }];
  });
}

function merged(runs: readonly Run[]): Run[] {
  const result: Run[] = [];
  for (const run of runs) {
    const last = result.at(-1);
    if (last !== undefined && last.bold === run.bold)
      result[result.length - 1] = { ...last, text: last.text + run.text };
    else result.push(run);
  }
  return result;
}

export function plainText(runs: readonly Run[]): string {
  return runs.map((run) => run.text).join('');
}

export function bold(text: string): Run[] {
  return [{ text, bold: true }];
}

export function plain(text: string): Run[] {
  return [{ text }];
}
