/** A piece of a sentence; names are bold. What a name holds is literal: no markup is read in it. */
export interface Run {
  readonly text: string;
  readonly bold?: true;
}

/** Values of a pattern; one that is absent or empty takes its square brackets with it. */
export type Values = Readonly<Record<string, readonly Run[] | undefined>>;

/** Fills the places of a pattern: `{name}`, `**{name}**` in bold, `[…]` only when every value in it is there. */
export function fill(pattern: string, values: Values): Run[] {
  return merged(
    pattern.split(/(\[[^\]]*\])/).flatMap((part) => {
      const optional = /^\[(.*)\]$/.exec(part)?.[1];
      if (optional === undefined) return fillPlain(part, values);
      const complete = [...optional.matchAll(/\{(\w+)\}/g)].every(([, name]) => (values[name ?? '']?.length ?? 0) > 0);
      return complete ? fillPlain(optional, values) : [];
    }),
  );
}

function fillPlain(part: string, values: Values): Run[] {
  return part.split(/(\*\*\{\w+\}\*\*|\{\w+\})/).flatMap((piece): readonly Run[] => {
    const name = /\{(\w+)\}/.exec(piece)?.[1];
    if (name === undefined) return piece === '' ? [] : [{ text: piece }];
    const value = values[name] ?? [];
    return piece.startsWith('**') ? value.map((run) => ({ ...run, bold: true })) : value;
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
