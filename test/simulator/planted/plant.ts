import { readFileSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { fileURLToPath } from 'node:url';
import { PLANTED, type Planted } from './bugs.ts';

const SRC = new URL('../../../src/', import.meta.url);

/** The file with the bug in it. Throws when what the bug replaces does not stand there once. */
export function withBug({ name, file, edits }: Planted): string {
  let source = readFileSync(new URL(file, SRC), 'utf8');
  for (const [stands, becomes] of edits) {
    const parts = source.split(stands);
    if (parts.length !== 2) throw new Error(`“${name}” does not fit ${file} any more: ${stands}`);
    source = parts.join(becomes);
  }
  return source;
}

/** From now on this process loads the bug where it would load the bot. */
export function plant(name: string): void {
  const bugs = PLANTED.filter((planted) => planted.name === name);
  if (bugs.length === 0) throw new Error(`There is no bug called “${name}”.`);
  const sources = new Map(bugs.map((planted) => [fileURLToPath(new URL(planted.file, SRC)), withBug(planted)]));
  registerHooks({
    load(url, context, nextLoad) {
      const source = url.startsWith('file:') ? sources.get(fileURLToPath(url)) : undefined;
      return source === undefined
        ? nextLoad(url, context)
        : { format: 'module-typescript', source, shortCircuit: true };
    },
  });
}
