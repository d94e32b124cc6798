import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { cardOf, eventually, MEGAN, TeamsClient, textOf } from '../chat/teams-client.ts';
import { microsoft, SERVICE_URL } from './microsoft.ts';

/**
 * Played where Microsoft's host names are this machine. The bot is started as an operator would, with nothing but its own
 * credentials; what came of it is written as one line of JSON.
 */

const [folder = '', sdk = ''] = process.argv.slice(2);
const credentials = {
  appId: 'b0b0b0b0-0000-4000-8000-000000000001',
  password: 'secret-of-the-app',
  tenantId: '11111111-1111-1111-1111-111111111111',
};

const teams = await TeamsClient.start('http://127.0.0.1:3978/api/messages');
const tls = {
  key: readFileSync(join(folder, 'key.pem'), 'utf8'),
  cert: readFileSync(join(folder, 'cert.pem'), 'utf8'),
};
const world = await microsoft(tls, credentials, new URL(teams.serviceUrl));
teams.serviceUrl = SERVICE_URL;

const bot = spawn(process.execPath, [fileURLToPath(new URL('../../src/main.ts', import.meta.url)), 'serve'], {
  stdio: ['ignore', 'ignore', 'inherit'],
  env: {
    PATH: process.env['PATH'],
    NODE_EXTRA_CA_CERTS: join(folder, 'cert.pem'),
    DATA_DIR: join(folder, `data-${sdk}`),
    BOT_SDK: sdk,
    MicrosoftAppId: credentials.appId,
    MicrosoftAppPassword: credentials.password,
    MicrosoftAppTenantId: credentials.tenantId,
  },
});

try {
  while (!(await fetch('http://127.0.0.1:3978/readyz').catch(() => undefined))?.ok) {
    if (bot.exitCode !== null) throw new Error(`the bot ended with ${bot.exitCode}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  const megan = teams.personal(MEGAN);
  teams.authorize = world.forged;
  let forged = await megan.send('assign E3 and EMS to HR Department without Yammer');
  // The keys come once: until they are there nobody can be judged, and Teams is told to come again.
  for (let tries = 0; forged.status === 503 && tries < 20; tries += 1) {
    forged = await megan.send('assign E3 and EMS to HR Department without Yammer');
  }
  teams.authorize = undefined;
  const silent = await megan.send('assign E3 and EMS to HR Department without Yammer');
  const saidToStrangers = teams.messages.length;
  teams.authorize = world.authorization;
  const preview = await megan.say('assign E3 and EMS to HR Department without Yammer');
  const shown = textOf(cardOf(preview));
  await megan.press(preview, 'Apply');
  await eventually(() => /Finished with failures/.test(textOf(cardOf(preview))), 'the end on its card');
  const end = textOf(cardOf(preview));
  const hosts = [...new Set(world.asked.map((at) => at.split(' ')[0]))].toSorted();
  console.log(JSON.stringify({ forged: forged.status, silent: silent.status, saidToStrangers, shown, end, hosts }));
} finally {
  bot.kill('SIGTERM');
  await new Promise((resolve) => bot.once('exit', resolve));
}
process.exit();
