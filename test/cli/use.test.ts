import { describe, expect, it } from 'vitest';
import { COMMANDS } from '../../src/cli/commands.ts';
import { temporaryFolder } from '../directory/snapshot/folder.ts';
import { seatkeeper } from './terminal.ts';

describe('help', () => {
  it('names every command and the exit codes', async () => {
    const { code, out } = await seatkeeper(['--help']);
    expect(code).toBe(0);
    for (const { name, summary } of COMMANDS)
      expect(out).toMatch(new RegExp(`^ {2}${name} +${summary.slice(0, 20)}`, 'm'));
    expect(out).toContain('78 wrong configuration or faulty snapshot');
  });

  it.each(COMMANDS.map(({ name }) => name))('tells how %s is used', async (name) => {
    const { code, out } = await seatkeeper([...name.split(' '), '--help']);
    expect(code).toBe(0);
    expect(out).toContain(`Usage: seatkeeper ${name}`);
  });
});

describe('wrong use is told on standard error with the usage, exit code 2', () => {
  it.each([
    [[], 'Name a command.'],
    [['frobnicate'], 'There is no command "frobnicate".'],
    [['tenant'], 'There is no command "tenant".'],
    [['tenant', 'delete'], 'There is no command "tenant delete".'],
    [['parse'], 'The text is missing.'],
    [['parse', 'who', 'failed'], '"failed" is one argument too many.'],
    [['parse', 'who failed', '--tenant'], "Option '--tenant <value>' argument missing"],
    [['parse', 'who failed', '--loud'], "Unknown option '--loud'"],
    [['chat'], '--as is missing.'],
    [['chat', '--as', 'Alex Wilber', '--port', '65536'], '--port is not a port: 65536'],
    [['reconcile'], '--out is missing.'],
    [['reconcile', '--out', '/'], '/ exists already: give --out a new folder.'],
    [['tenant', 'generate', '--out', '/no/such'], '--users is missing, or --demo.'],
    [['tenant', 'generate', '--users', 'many', '--out', '/no/such'], '--users is not a whole number: many'],
    [['tenant', 'generate', '--users', '1', '--demo', '--out', '/no/such'], 'The demo tenant has its own size'],
    [['tenant', 'generate', '--demo', '--out', '/'], '/ exists already: give --out a new folder.'],
    [['tenant', 'export', '--out', '/'], '/ exists already: give --out a new folder.'],
  ])('%j', async (args, problem) => {
    const { code, out, err } = await seatkeeper(args);
    expect(err).toContain(problem);
    expect(err).toContain('Usage: seatkeeper');
    expect(out).toBe('');
    expect(code).toBe(2);
  });
});

describe('a wrong configuration ends with 78, a line for each fault', () => {
  it.each(
    [['serve'], ['chat', '--as', 'Alex Wilber'], ['tenant', 'export', '--out', '/no/such'], ['audit', 'verify']].map(
      (args) => ({ args }),
    ),
  )('$args', async ({ args }) => {
    const { code, err } = await seatkeeper(args, { env: { PORT: 'x', LOG_LEVEL: 'y' } });
    expect(code).toBe(78);
    expect(
      err
        .trimEnd()
        .split('\n')
        .map((line) => line.split(':')[0]),
    ).toEqual(['PORT', 'LOG_LEVEL']);
  });
});

it.each(
  [
    ['parse', 'who failed'],
    ['simulate', 'assign E3 to HR'],
    ['reconcile', '--out', '/no/such'],
  ].map((args) => ({ args })),
)('a faulty snapshot ends with 78: $args', async ({ args }) => {
  const { code, out, err } = await seatkeeper([...args, '--tenant', '/no/such/tenant']);
  expect(err).toBe('/no/such/tenant is not a tenant snapshot:\n.: there is no such folder\n');
  expect(out).toBe('');
  expect(code).toBe(78);
});

it('a bot whose approvers the tenant does not have does not start: one line, 78', async () => {
  const env = {
    DATA_DIR: temporaryFolder(),
    PORT: '0',
    CHAT: 'off',
    LOG_LEVEL: 'error',
    APPROVERS: 'group:Nobody Knows',
  };
  const { code, err } = await seatkeeper(['serve'], { env });
  expect(err).toBe(
    'APPROVERS: no group of Contoso is called "Nobody Knows". Give its display name or its object id.\n',
  );
  expect(code).toBe(78);
});

describe('simulate', () => {
  const lines = async (...args: readonly string[]) =>
    (await seatkeeper(['simulate', 'assign E3 to HR Department', ...args])).out.split('\n');

  it('names ten of a thousand people, then says what it comes to', async () => {
    const out = await lines();
    expect(out.findIndex((line) => line.startsWith('… and 990 people more'))).toBe(10);
    expect(out.length).toBeLessThan(50);
    expect(out.slice(11).join('\n')).toContain('1,000 members');
  });

  it('names everybody when asked for people', async () => {
    expect((await lines('--people')).filter((line) => line.includes('@'))).toHaveLength(1_000);
  });
});
