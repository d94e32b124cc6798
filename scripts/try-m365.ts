import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { demoTenant } from '../src/directory/demo/demo-tenant.ts';
import { systemClock } from '../src/engine/clock.ts';
import { startGraphEmulator } from '../src/graph-emulator/graph-emulator.ts';
import { m365Before } from './m365.ts';

/*
 * Runs CLI for Microsoft 365, as it comes, against the emulator of Graph: `node scripts/try-m365.ts [FOLDER]`, where FOLDER is
 * one in which `npm i @pnp/cli-microsoft365` was run. Without it the package comes into a folder of its own, and where the
 * registry does not answer soon, nothing is tried; what there is no time for is left out: a line says so each time. Ends with 1
 * when a command does not do what it should.
 */
const PACKAGE = '@pnp/cli-microsoft365@11.11.0';
const [ANSWER_MS, INSTALL_MS, ALL_MS] = [5_000, 60_000, 80_000];
const E3 = '6fd2c87f-b296-42f0-b197-1e91e994b900';

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

const [given] = process.argv.slice(2);
if (given !== undefined) await tryAll(given);
else {
  const folder = mkdtempSync(join(tmpdir(), 'm365-'));
  if (install(folder)) await tryAll(folder);
  else process.stdout.write(`left out: no registry gives ${PACKAGE} in time\n`);
  // Fifty thousand files: nobody waits for that.
  spawn('rm', ['-rf', folder], { detached: true, stdio: 'ignore' }).unref();
}

function install(folder: string): boolean {
  const npm = (args: readonly string[], timeout: number) =>
    spawnSync('npm', args, { cwd: folder, timeout }).status === 0;
  writeFileSync(join(folder, 'package.json'), '{}');
  return (
    npm(['view', PACKAGE, 'version'], ANSWER_MS) &&
    npm(['install', PACKAGE, '--no-audit', '--no-fund', '--no-package-lock', '--ignore-scripts'], INSTALL_MS)
  );
}

async function tryAll(folder: string): Promise<void> {
  const emulator = await startGraphEmulator({
    snapshot: demoTenant(),
    clock: systemClock,
    port: 0,
    onBug: (error) => {
      throw error;
    },
  });
  const m365 = await m365Before(emulator, folder);
  for (const [command, expectedCode, printed] of STORY) {
    if (given === undefined && performance.now() > ALL_MS) {
      process.stdout.write(`left out, for lack of time: m365 ${command}\n`);
      continue;
    }
    const { code, said } = await m365.run(command.split(' '));
    const isRight = code === expectedCode && said.includes(printed);
    if (!isRight) process.exitCode = 1;
    process.stdout.write(
      `${isRight ? 'right' : 'WRONG'} m365 ${command}\n${isRight ? '' : `  ended with ${code}: ${said}\n`}`,
    );
  }
  m365.close();
  await emulator.close();
}
