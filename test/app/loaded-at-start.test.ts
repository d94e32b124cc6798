import { readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';

const SRC = join(import.meta.dirname, '../../src');
/** Imports and exports from another file, those of types alone left out. */
const FROM = /^(?:import|export)\s+(?!type\s)(?<names>[^;]*?)\s*from\s+'(?<file>\.[^']+)'/gms;

/** What is loaded with these files, before anything else is done. */
function loadedWith(...files: readonly string[]): ReadonlySet<string> {
  const loaded = new Set<string>();
  const left = files.map((file) => join(SRC, file));
  for (let file = left.pop(); file !== undefined; file = left.pop()) {
    const name = relative(SRC, file);
    if (loaded.has(name) || !file.endsWith('.ts')) continue;
    loaded.add(name);
    for (const { groups } of readFileSync(file, 'utf8').matchAll(FROM)) {
      left.push(resolve(dirname(file), groups?.['file'] ?? ''));
    }
  }
  return loaded;
}

describe('a start of an embedded tenant', () => {
  const loaded = [...loadedWith('main.ts', 'cli/process-terminal.ts', 'cli/run.ts', 'cli/serve.ts', 'app/serve.ts')];

  it('loads what keeps licenses right', () => {
    expect(loaded).toContain('licensing/reconcile/reconcile.ts');
    expect(loaded).toContain('store/sqlite/open-store.ts');
  });

  it.each([
    ['what reads sentences', /^language\/(frames|questions|patterns|conversation)\//],
    ['what answers them', /^chat\/(handlers\/handlers|presses\/presses|conversation)\.ts$/],
    ['what speaks to Microsoft Graph', /^directory\/graph\/(?!belongs-to)/],
    ['what speaks to PostgreSQL', /^store\/postgres\//],
    ['what reads a tenant from files, and the demo tenant', /^directory\/(demo\/|snapshot\/read-snapshot\.ts)/],
    ['the emulator of Graph', /^graph-emulator\//],
  ])('does not wait for %s', (_, files) => {
    expect(loaded.filter((file) => files.test(file))).toEqual([]);
  });
});
