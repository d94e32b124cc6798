import { readdirSync, readFileSync, statSync } from 'node:fs';
import { stripTypeScriptTypes } from 'node:module';
import { join } from 'node:path';

/** A file of the image, by its path in `/app`. */
export interface Entry {
  readonly path: string;
  readonly bytes: Uint8Array;
}

const CODE = /\.(?:js|cjs|mjs|json)$/;
const LICENSE = /^(?:licen[cs]e|notice|copying)(?:[.-].*)?$/i;
/** Of packages: what nobody loads. */
const UNUSED = new Set(['test', 'tests', '__tests__', 'docs', 'example', 'examples', 'coverage', 'node_modules']);

/** Everything that runs, of the checkout at `root`: JavaScript, JSON and licenses, no types, tests or tools. */
export function contentsOf(root: string): readonly Entry[] {
  const read = (path: string): Entry => ({ path, bytes: readFileSync(join(root, path)) });
  const own = [...filesIn(root, 'src'), ...filesIn(root, 'cards')].filter((path) => /\.(?:ts|mjs|json)$/.test(path));
  const packages = productionPackages(root).flatMap((folder) => [...filesIn(root, folder)].filter(isNeeded));
  return ['LICENSE', 'package.json', ...packages]
    .map(read)
    .concat(own.map((path) => asScript(read(path))))
    .sort((one, other) => (one.path < other.path ? -1 : 1));
}

/** Folders of what is installed for those who run it, by the lock file. */
export function productionPackages(root: string): readonly string[] {
  const { packages } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')) as {
    readonly packages: Readonly<Record<string, { readonly dev?: true; readonly devOptional?: true }>>;
  };
  return Object.entries(packages)
    .filter(([folder, { dev, devOptional }]) => folder !== '' && dev === undefined && devOptional === undefined)
    .map(([folder]) => folder)
    .filter((folder) => statSync(join(root, folder), { throwIfNoEntry: false }) !== undefined);
}

function* filesIn(root: string, folder: string): Generator<string> {
  for (const entry of readdirSync(join(root, folder), { withFileTypes: true })) {
    const path = `${folder}/${entry.name}`;
    if (entry.isFile()) yield path;
    else if (entry.isDirectory() && !(folder.includes('node_modules') && UNUSED.has(entry.name)))
      yield* filesIn(root, path);
  }
}

function isNeeded(path: string): boolean {
  const name = path.slice(path.lastIndexOf('/') + 1);
  return CODE.test(name) || LICENSE.test(name);
}

/** Types go, and places stay: a line of a stack is that of the source. */
function asScript({ path, bytes }: Entry): Entry {
  if (!path.endsWith('.ts')) return { path, bytes };
  const script = stripTypeScriptTypes(Buffer.from(bytes).toString()).replace(IMPORTED, '$1.js$2');
  return { path: path.replace(/\.ts$/, '.js'), bytes: Buffer.from(script) };
}

/** A module of ours, as it is imported, or started as a thread. */
const IMPORTED = /((?:from |import\(|import |new URL\()'\.{1,2}\/[^']*)\.ts(')/g;
