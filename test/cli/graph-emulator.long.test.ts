import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { describe, expect, it, onTestFinished } from 'vitest';
import { snapshotFolder, temporaryFolder } from '../directory/snapshot/folder.ts';
import { ROOT } from '../docs/read-document.ts';
import { freePort } from '../free-port.ts';
import { seatkeeper } from './terminal.ts';

describe('the emulator of Graph', () => {
  it('serves the snapshot, records what was said without the token, and stops when told', async () => {
    const record = join(temporaryFolder(), 'exchanges.jsonl');
    const { port, stop } = await start('--tenant', snapshotFolder(), '--record', record);
    const token = await tokenAt(port);
    const answer = await fetch(`http://127.0.0.1:${port}/v1.0/users?$select=id`, {
      headers: { Authorization: `Bearer ${token}` },
    });
    expect(await answer.json()).toMatchObject({ value: [{ id: 'ann' }, { id: 'bob' }] });
    const text = readFileSync(record, 'utf8');
    expect(text).not.toContain(token);
    expect(JSON.parse(text)).toMatchObject({
      method: 'GET',
      url: `http://127.0.0.1:${port}/v1.0/users?$select=id`,
      requestHeaders: { authorization: 'Bearer redacted' },
      status: 200,
      responseHeaders: { 'OData-Version': '4.0' },
      responseBody: { value: [{ id: 'ann' }, { id: 'bob' }] },
    });
    expect(await stop()).toBe(0);
  });

  it('writes the certificate that clients are to trust', async () => {
    const certificate = join(temporaryFolder(), 'graph.pem');
    const { port, stop } = await start('--certificate', certificate);
    const served = await (await fetch(`http://127.0.0.1:${port}/certificate.pem`)).text();
    expect(readFileSync(certificate, 'utf8')).toBe(served);
    await stop();
  });

  it('refuses a port that is taken, with one line', async () => {
    const { port, stop } = await start();
    const { code, err } = await seatkeeper(['graph-emulator', '--port', String(port)]);
    expect(err).toBe(`--port: ${port} is taken by another program. Stop it, or give another --port.\n`);
    expect(code).toBe(78);
    await stop();
  });

  it.each([
    [[], '--port is missing.'],
    [['--port', '70000'], '--port is not a port: 70000'],
    [['--port', '0', '--p1', 'no'], '--p1 is on or off: no'],
    [['--port', '0', '--faults', '101'], '--faults is more than 100 percent: 101'],
    [['--port', '0', '--faults', '10', '--fault-kinds', '418'], '--fault-kinds: "418" is none of'],
    [['--port', '0', '--fault-kinds', '429'], '--fault-kinds needs --faults PERCENT.'],
    [['--port', '0', '--people-per-second', '0'], '--people-per-second is 0'],
    [['--port', '0', '--record', '/nowhere/at/all'], '--record: the file cannot be written'],
  ])('is told what is wrong with %j', async (args, problem) => {
    const { code, err } = await seatkeeper(['graph-emulator', ...args]);
    expect(err).toContain(problem);
    expect(code).toBe(2);
  });

  it('refuses a snapshot that is none', async () => {
    const { code, err } = await seatkeeper(['graph-emulator', '--port', '0', '--tenant', temporaryFolder()]);
    expect(err).toContain('organization.json');
    expect(code).toBe(78);
  });
});

async function start(...args: readonly string[]) {
  const port = await freePort();
  const command = [join(ROOT, 'src/main.ts'), 'graph-emulator', '--port', String(port), ...args];
  const emulator = spawn(process.execPath, command, { stdio: ['ignore', 'ignore', 'pipe'] });
  onTestFinished(() => void emulator.kill('SIGKILL'));
  const lines = createInterface({ input: emulator.stderr });
  for await (const line of lines) if (line.startsWith('Trust for https')) break;
  return {
    port,
    async stop(): Promise<number | null> {
      emulator.kill('SIGTERM');
      const [code] = await once(emulator, 'close');
      return code;
    },
  };
}

async function tokenAt(port: number): Promise<string> {
  const url = `http://127.0.0.1:${port}/msi/token?resource=https://graph.microsoft.com`;
  const answer = await (await fetch(url)).json();
  return (answer as { access_token: string }).access_token;
}
