import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { GraphEmulator } from '../src/graph-emulator/graph-emulator.ts';

const COMMAND_MS = 600_000;

/** CLI for Microsoft 365, as it comes, before an emulator of Graph. */
export interface M365 {
  run(args: readonly string[]): Promise<{ readonly code: number | null; readonly said: string }>;
  close(): void;
}

/** @param folder one in which `npm i @pnp/cli-microsoft365` was run: it is 400 MB of packages, and so no development dependency */
export async function m365Before(emulator: Pick<GraphEmulator, 'port' | 'certificate'>, folder: string): Promise<M365> {
  const program = join(folder, 'node_modules/@pnp/cli-microsoft365/dist/index.js');
  // Its hosts are fixed: every one of them leads to the emulator.
  const proxy = createServer().on('connect', (_request, client) => {
    const server = connect(emulator.port, '127.0.0.1', () => client.write('HTTP/1.1 200 OK\r\n\r\n'));
    server.on('error', () => client.destroy()).pipe(client);
    client.on('error', () => server.destroy()).pipe(server);
  });
  proxy.listen(0, '127.0.0.1');
  await once(proxy, 'listening');
  const home = mkdtempSync(join(tmpdir(), 'm365-'));
  writeFileSync(join(home, 'graph.pem'), emulator.certificate);
  const env = {
    PATH: process.env['PATH'],
    HOME: home,
    HTTPS_PROXY: `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`,
    NO_PROXY: '127.0.0.1',
    NODE_EXTRA_CA_CERTS: join(home, 'graph.pem'),
    IDENTITY_ENDPOINT: `http://127.0.0.1:${emulator.port}/msi/token`,
    IDENTITY_HEADER: 'any',
  };
  return {
    async run(args) {
      const child = spawn(process.execPath, [program, ...args], { env, timeout: COMMAND_MS });
      const said: string[] = [];
      for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => said.push(String(chunk)));
      const [code] = await once(child, 'close');
      return { code, said: said.join('') };
    },
    close: () => void proxy.close(),
  };
}
