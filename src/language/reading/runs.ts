/** A piece of a sentence; names are bold. What a name holds is literal: no markup is read in it. */
export interface ReadingRun {
  readonly text: string;
  readonly bold?: true;
}

/** Values of a pattern; one that is absent or empty takes its square brackets with it. */
export type ReadingValues = Readonly<Record<string, readonly ReadingRun[] | undefined>>;

/** A piece of a pattern: words, or the place of a value. */
type Piece = { readonly text: string } | { readonly name: string; readonly bold: boolean };
interface Part {
  /** Left out where one of its values is. */
  readonly optional: boolean;
  readonly pieces: readonly Piece[];
}

/** Fills the places of a pattern: `{name}`, `**{name}**` in bold, `[…]` only when every value in it is there. */
export function fillReading(pattern: string, values: ReadingValues): ReadingRun[] {
  const filled = partsOf(pattern).flatMap(({ optional, pieces }) => {
    const complete = pieces.every((piece) => 'text' in piece || (values[piece.name]?.length ?? 0) > 0);
    return optional && !complete ? [] : pieces.flatMap((piece) => filledIn(piece, values));
  });
  return merged(filled);
}

function filledIn(piece: Piece, values: ReadingValues): readonly ReadingRun[] {
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

function merged(runs: readonly ReadingRun[]): ReadingRun[] {
  const result: ReadingRun[] = [];
  for (const run of runs) {
    const last = result.at(-1);
    if (last !== undefined && last.bold === run.bold)
      result[result.length - 1] = { ...last, text: last.text + run.text };
    else result.push(run);
  }
  return result;
}

export function plainText(runs: readonly ReadingRun[]): string {
  return runs.map((run) => run.text).join('');
}

export function boldName(text: string): ReadingRun[] {
  return [{ text, bold: true }];
}

export function asIs(text: string): ReadingRun[] {
  return [{ text }];
}
