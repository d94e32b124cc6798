import { expect, test } from 'vitest';
import { NEEDS } from '../../src/cli/doctor/check-permissions.ts';
import { readConfig } from '../../src/config/config.ts';
import { readDocument } from './read-document.ts';

const { text } = readDocument('docs/connect-microsoft-365.md');

/** Every variable that is asked for when a configuration is read. */
function variablesRead(): ReadonlySet<string> {
  const read = new Set<string>();
  const env: Record<string, string> = { DIRECTORY: 'graph' };
  const get = (values: typeof env, name: string) => {
    read.add(name);
    return values[name];
  };
  readConfig(new Proxy(env, { get }));
  return read;
}

test('every setting that the page names is one that is read', () => {
  const packaging = new Set(readDocument('scripts/package-app.ts').text.match(/(?<=process\.env\[')\w+/g));
  const named = text.match(/(?<![\w.])(?:[A-Z]+_[A-Z_]+|DIRECTORY|PORT|MicrosoftApp\w+)(?=[=`])/g) ?? [];
  expect(new Set(named).size).toBeGreaterThan(15);
  const read = variablesRead();
  expect([...new Set(named)].filter((name) => !read.has(name) && !packaging.has(name))).toEqual([]);
});

test.each(['docs/connect-microsoft-365.md', 'docs/graph.md'])(
  '%s asks for the permissions that are looked for',
  (path) => {
    const rows = [...readDocument(path).text.matchAll(/^\| `([A-Z]\w+\.\w+(?:\.\w+)?)` \|/gm)].map(([, name]) => name);
    expect(rows.toSorted()).toEqual(NEEDS.map(({ permission }) => permission).toSorted());
  },
);

test('a managed identity is granted the same', () => {
  const [, script = ''] = text.split('```powershell');
  for (const { permission } of NEEDS) expect(script.split('```')[0]).toContain(`'${permission}'`);
});
