import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { demoTenant } from '../../src/directory/demo/demo-tenant.ts';
import { buildNames, namesOf, understand } from '../../src/language/index.ts';
import { loadTenant } from '../../src/licensing/model/load-tenant.ts';

const root = new URL('../../', import.meta.url);
const read = (path: string) => readFileSync(new URL(path, root), 'utf8');
const documents = [
  ...[
    'README.md',
    'ARCHITECTURE.md',
    'CONTRIBUTING.md',
    'CHANGELOG.md',
    'docs/SECURITY.md',
    'docs/approvals.md',
    'docs/backup.md',
    'docs/bring-your-tenant.md',
    'docs/connect-microsoft-365.md',
    'docs/graph.md',
    'docs/graph-emulator.md',
    'docs/licensing-rules.md',
    'docs/snapshot.md',
    'manifest/README.md',
  ],
  ...readdirSync(new URL('docs/adr/', root)).map((name) => `docs/adr/${name}`),
];

const section = (document: string, title: string) => document.split(`## ${title}\n`)[1]?.split('\n## ')[0] ?? '';
const inCode = (text: string) => [...text.matchAll(/`([^`\n]+)`/g)].map(([, code = '']) => code);

describe('what people are told to say', () => {
  const names = buildNames(namesOf(loadTenant(demoTenant())));
  const intentOf = (sentence: string) => understand(sentence, { names }).intent;
  const inReadme = inCode(section(read('README.md'), 'What you can say'));
  const inManifest: string[] = JSON.parse(read('manifest/manifest.json'))
    .bots[0].commandLists.flatMap((list: { commands: { title: string; description: string }[] }) => list.commands)
    .filter(({ title, description }: { title: string; description: string }) => description.startsWith(`${title} `))
    .flatMap(({ description }: { description: string }) => description.split(', '));

  test.each([...new Set([...inReadme, ...inManifest])])('is understood in the demo tenant: %s', (sentence) => {
    expect(['clarify', 'out_of_scope', 'smalltalk']).not.toContain(intentOf(sentence));
  });

  test('is said in both places', () => {
    expect(inReadme.length).toBeGreaterThan(20);
    expect(inManifest).toContain('assign E3 and EMS to HR Department without Yammer');
  });
});

test.each(documents)('%s links to files that exist', (path) => {
  const links = [...read(path).matchAll(/\]\(([^)#]+)[^)]*\)/g)].map(([, link = '']) => link);
  const missing = links.filter((link) => !link.includes('://') && !existsSync(new URL(link, new URL(path, root))));
  expect(missing).toEqual([]);
});

test('the configuration in the README is the one that is read', () => {
  const source = ['config', 'approval', 'bot', 'directory', 'tenants']
    .map((file) => read(`src/config/${file}.ts`))
    .join('\n');
  const rows = section(read('README.md'), 'Configuration').matchAll(/^\| (`[^|]+) \|/gm);
  const variables = [...rows].flatMap(([, cell = '']) => inCode(cell));
  expect(variables.length).toBeGreaterThan(5);
  expect(variables.filter((variable) => !source.includes(`'${variable}'`))).toEqual([]);
});

test('every way into the bot stands in the threat model', () => {
  const ways = [
    ...read('src/teams/server.ts').matchAll(/^ +'(\/[\w/]+)': \{/gm),
    ...read('src/teams/deliver.ts').matchAll(/case '(\w+)'|type === '(\w+)'/g),
  ].flatMap(([, route, type]) => route ?? type ?? []);
  const kinds = ways.filter((way) => !['card', 'sentence', 'problem'].includes(way));
  expect(kinds).toContain('/api/messages');
  expect(kinds).toContain('invoke');
  expect(kinds.filter((kind) => !read('docs/SECURITY.md').includes(kind))).toEqual([]);
});

test('the architecture names files and folders that exist', () => {
  const paths = inCode(read('ARCHITECTURE.md')).filter((code) => /^[\w./-]+\/[\w./-]*$/.test(code));
  expect(paths.length).toBeGreaterThan(30);
  const isThere = (path: string) => ['', 'src/', 'test/'].some((start) => existsSync(new URL(start + path, root)));
  expect(paths.filter((path) => !isThere(path))).toEqual([]);
});

test('the architecture names no file by a name that none has', () => {
  const names = inCode(read('ARCHITECTURE.md')).filter((code) => /^[\w.-]+\.ts$/.test(code));
  expect(names.length).toBeGreaterThan(20);
  const files = sources().map(([path]) => path);
  expect(names.filter((name) => !files.some((path) => path.endsWith(`/${name}`)))).toEqual([]);
});

/** What comments and tests say, with where they say it. */
function sources(): readonly (readonly [path: string, text: string])[] {
  return ['src/', 'test/', 'bench/', 'scripts/'].flatMap((folder) =>
    readdirSync(new URL(folder, root), { recursive: true, encoding: 'utf8' })
      .filter((path) => path.endsWith('.ts'))
      .map((path) => [`${folder}${path}`, read(`${folder}${path}`)] as const),
  );
}

test('comments name only documents that are there', () => {
  const known = new Set(
    ['.', 'docs/', 'manifest/'].flatMap((folder) =>
      readdirSync(new URL(folder, root), { recursive: folder !== '.', encoding: 'utf8' }).map((path) =>
        path.replace(/^.*\//, ''),
      ),
    ),
  );
  const missing = sources().flatMap(([path, text]) =>
    [...text.matchAll(/(?:\/\*\*?|\*|\/\/) .*?\b([\w-]+\.md)\b/g)]
      .filter(([, name = '']) => !known.has(name))
      .map(([, name]) => `${path}: ${name}`),
  );
  expect(missing).toEqual([]);
});

test('each rule that code names by its number is stated once', () => {
  const stated = [...read('docs/licensing-rules.md').matchAll(/^\| R(\d+) \|/gm)].map(([, number]) => number);
  const named = sources().flatMap(([, text]) =>
    [...text.matchAll(/\((R\d+(?:, R\d+)*)\)|\bby (R\d+)\b/gi)].flatMap((match) => [...match[0].matchAll(/R(\d+)/g)]),
  );
  const numbers = [...new Set(named.map(([, number]) => number))];
  expect(numbers.length).toBeGreaterThan(20);
  expect(numbers.filter((number) => !stated.includes(number))).toEqual([]);
  expect(stated.filter((number, index) => stated.indexOf(number) !== index)).toEqual([]);
});
