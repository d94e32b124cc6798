import '../../src/teams/sdk/agents.ts';
import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { serve } from '../../src/app/serve.ts';
import { readConfig } from '../../src/config/config.ts';
import { quickClock } from '../chat/quick-clock.ts';
import { TeamsClient } from '../chat/teams-client.ts';
import { freePort } from '../free-port.ts';
import { PARENT } from '../store/temporary-directory.ts';
import { APP_ID, BotFramework, claimsOf, SECRET, type Signer, sign, signer } from './bot-framework.ts';
import { TENANT } from './server-stage.ts';

type Settings = Readonly<Record<string, string>>;

/** The whole bot on the demo tenant, and the Teams that it talks to. */
export interface Bot extends AsyncDisposable {
  readonly teams: TeamsClient;
  readonly dataDir: string;
  readonly port: number;
}

/** As Teams reaches it: with credentials, real tokens both ways, and a Bot Framework on loopback. */
export interface BotWithCredentials extends Bot {
  readonly framework: BotFramework;
  readonly microsoft: Signer;
}

/** As this machine reaches it. */
export function botOnLoopback(): Promise<Bot> {
  return botWith(() => ({ CHAT: 'off' }));
}

export async function botWithCredentials(settings: Settings = {}): Promise<BotWithCredentials> {
  await using opened = new AsyncDisposableStack();
  const microsoft = await signer('microsoft');
  const framework = opened.use(await BotFramework.start(microsoft));
  const bot = opened.use(await botWith((teams) => ({ ...credentialsFor(framework, teams), ...settings })));
  bot.teams.authorize = async (serviceUrl) => `Bearer ${await sign(microsoft, claimsOf(serviceUrl, quickClock.now()))}`;
  const stack = opened.move();
  return { ...bot, framework, microsoft, [Symbol.asyncDispose]: () => stack.disposeAsync() };
}

/** What makes a bot serve this Teams, under the word of this Bot Framework. */
export function credentialsFor(framework: BotFramework, teams: TeamsClient): Settings {
  return {
    HOST: '127.0.0.1',
    MicrosoftAppId: APP_ID,
    MicrosoftAppPassword: SECRET,
    MicrosoftAppTenantId: TENANT,
    MicrosoftAppType: 'SingleTenant',
    OPENID_METADATA_URL: framework.metadataUrl,
    BOT_LOGIN_URL: framework.loginUrl,
    SERVICE_URLS: new URL(teams.serviceUrl).origin,
  };
}

async function botWith(settings: (teams: TeamsClient) => Settings): Promise<Bot> {
  await using opened = new AsyncDisposableStack();
  const dataDir = mkdtempSync(join(PARENT, 'seatkeeper-'));
  opened.defer(() => rmSync(dataDir, { recursive: true, force: true }));
  const port = await freePort();
  const teams = opened.use(await TeamsClient.start(`http://127.0.0.1:${port}/api/messages`));
  const read = readConfig({ PORT: String(port), DATA_DIR: dataDir, LOG_LEVEL: 'error', ...settings(teams) });
  if ('faults' in read) throw new Error(read.faults.join('\n'));
  const running = await serve(read.config, quickClock);
  opened.defer(() => running.close());
  const stack = opened.move();
  return { teams, dataDir, port, [Symbol.asyncDispose]: () => stack.disposeAsync() };
}
