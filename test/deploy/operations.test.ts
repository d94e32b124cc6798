import { readFileSync } from 'node:fs';
import { describe, expect, it, onTestFinished } from 'vitest';
import { readConfig } from '../../src/config/config.ts';
import { processText } from '../../src/observe/metrics.ts';
import { Stage } from '../chat/stage.ts';

const read = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');
const RULES = read('deploy/prometheus/alerts.yaml');
const namesIn = (text: string) => new Set(text.match(/\b(?:seatkeeper|http_server|process)_[a-z_]+\b/g));

/** What a bot that runs says of itself, and one that stands by. */
async function metricNames(): Promise<ReadonlySet<string>> {
  const stage = await Stage.open();
  onTestFinished(() => stage.close());
  await stage.start({});
  const text = await (await fetch(new URL('/metrics', stage.teams.endpoint))).text();
  return new Set(`${text}${processText({ owns: false })}`.matchAll(/^# HELP (\S+)/gm).map(([, name = '']) => name));
}

describe('what watches a bot', () => {
  it('asks for metrics that there are', async () => {
    const there = await metricNames();
    const asked = [...namesIn(RULES), ...namesIn(read('deploy/grafana/seatkeeper.json'))];
    expect(asked.length).toBeGreaterThan(15);
    expect(asked.filter((name) => !there.has(name.replace(/_bucket$/, '')))).toEqual([]);
  });

  it('sends whoever is woken to a part of the manual that there is', () => {
    const headings = [...read('docs/operate.md').matchAll(/^### (.+)$/gm)].map(([, heading = '']) =>
      heading.toLowerCase().replaceAll(' ', '-'),
    );
    const runbooks = [...RULES.matchAll(/runbook: docs\/operate\.md#(\S+)/g)].map(([, place]) => place);
    expect(runbooks).toEqual([...new Set(runbooks)]);
    expect(runbooks.toSorted()).toEqual(headings.toSorted());
    expect(RULES.match(/- alert:/g)).toHaveLength(runbooks.length);
  });
});

describe('a deployment', () => {
  const DATABASE_URL = 'postgres://seatkeeper:abc@database:5432/seatkeeper';
  const valued = (names: readonly string[], values: Readonly<Record<string, string>>) =>
    Object.fromEntries(names.map((name) => [name, values[name] ?? 'x']));

  it.each([
    ['deploy/compose.yaml', /^ {6}(\w+): (?=postgres:|0\.|\$\{Microsoft)/gm, {}],
    [
      'deploy/azure/main.bicep',
      /\{ name: '(\w+)', (?:value|secretRef)/g,
      { MicrosoftAppType: 'UserAssignedMSI', DIRECTORY: 'graph', GRAPH_CREDENTIAL: 'managed-identity' },
    ],
  ] as const)('sets what the program reads, and all that it needs: %s', (file, pattern, more) => {
    const names = [...read(file).matchAll(pattern)].map(([, name = '']) => name);
    expect(names.length).toBeGreaterThan(3);
    const reading = readConfig(valued(names, { DATABASE_URL, HOST: '0.0.0.0', ...more }));
    expect(reading).toMatchObject({ notes: [], config: { databaseUrl: DATABASE_URL, host: '0.0.0.0' } });
  });
});
