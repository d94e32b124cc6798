import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { demoTenant } from '../src/directory/demo/demo-tenant.ts';
import { systemClock } from '../src/engine/clock.ts';
import { startGraphEmulator } from '../src/graph-emulator/graph-emulator.ts';

/*
 * Runs CLI for Microsoft 365, as it comes, against the emulator of Graph: `node scripts/try-m365.ts FOLDER`, where FOLDER is
 * one in which `npm i @pnp/cli-microsoft365` was run. It is 400 MB of packages, and so no development dependency. Ends with
 * 1 when a command does not do what it should.
 */
const [folder = '.'] = process.argv.slice(2);
const CLI = join(folder, 'node_modules/@pnp/cli-microsoft365/dist/index.js');
const E3 = '6fd2c87f-b296-42f0-b197-1e91e994b900';
const COMMAND_MS = 120_000;

/** A command line, the code that it ends with, and what it prints. */
const STORY: readonly (readonly [command: string, code: number, printed: string])[] = [
  ['cli config set --key disableTelemetry --value true', 0, ''],
  ['login --authType identity', 0, '"authType": "identity"'],
  ['entra license list --query [].skuPartNumber', 0, '"ENTERPRISEPACK"'],
  [`entra user license add --userName adelev@contoso.com --ids ${E3}`, 0, '"Adele Vance"'],
  ['entra user license list --userName adelev@contoso.com --query [].skuPartNumber', 0, '"ENTERPRISEPACK"'],
  [`entra user license remove --userName adelev@contoso.com --ids ${E3} --force`, 0, ''],
  ['entra user license list --userName adelev@contoso.com --query length(@)', 0, '0'],
  [
    'entra user license add --userName adelev@contoso.com --ids 11111111-2222-4333-8444-555555555555',
    1,
    'does not correspond to a valid company License',
  ],
  ['entra user get --userName meganb@contoso.com', 0, '"Megan Bowen"'],
  ['entra user list --properties id --query length(@)', 0, '1200'],
  ['entra group list --type security --query length(@)', 0, '22'],
  ['entra group get --displayName Marketing', 0, '"Marketing"'],
  ['entra group member list --groupName Marketing --role Member --query length(@)', 0, '28'],
  ['entra group member add --groupName Marketing --userNames adelev@contoso.com --role Member', 0, ''],
  ['entra group member list --groupName Marketing --role Member --query length(@)', 0, '29'],
  ['entra group member remove --groupName Marketing --userNames adelev@contoso.com --role Member --force', 0, ''],
  ['entra group member list --groupName Marketing --role Member --query length(@)', 0, '28'],
  ['logout', 0, ''],
];

const emulator = await startGraphEmulator({
  snapshot: demoTenant(),
  clock: systemClock,
  port: 0,
  onBug: (error) => {
    throw error;
  },
});
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

for (const [command, expectedCode, printed] of STORY) {
  const { code, said } = await run(command.split(' '));
  const isRight = code === expectedCode && said.includes(printed);
  if (!isRight) process.exitCode = 1;
  process.stdout.write(
    `${isRight ? 'right' : 'WRONG'} m365 ${command}\n${isRight ? '' : `  ended with ${code}: ${said}\n`}`,
  );
}
proxy.close();
await emulator.close();

async function run(args: readonly string[]): Promise<{ readonly code: number | null; readonly said: string }> {
  const child = spawn(process.execPath, [CLI, ...args], { env, timeout: COMMAND_MS });
  const said: string[] = [];
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => said.push(String(chunk)));
  const [code] = await once(child, 'close');
  return { code, said: said.join('') };
}
