import { type ChildProcess, spawn } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { connect } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { makeFolder } from '../store/make-folder.ts';
import type { Player } from './players.ts';

export interface PlaygroundOptions {
  readonly port: number;
  readonly botEndpoint: string;
  readonly tenantId: string;
  /** Where its configuration and its log files go. */
  readonly folder: string;
  /** Who types, then exactly five others: the playground takes no other number. */
  readonly players: readonly Player[];
  /** Ids of its conversations, where several such chats talk to one bot: each is at its own address. */
  readonly conversations?: PlaygroundConversations;
}

interface PlaygroundConversations {
  readonly personal: string;
  readonly group: string;
  readonly team: string;
  readonly channel: string;
}

const CONVERSATIONS: PlaygroundConversations = {
  personal: 'personal-chat',
  group: 'group-chat',
  team: 'team',
  channel: 'channel-licensing',
};

type Playground =
  | { readonly kind: 'running'; readonly url: string; stop(): Promise<void> }
  | { readonly kind: 'notInstalled' }
  | { readonly kind: 'portTaken' };

/**
 * A chat in the browser for the embedded tenant: Microsoft's Agents Playground, installed with the development tools,
 * held to 127.0.0.1 and without telemetry. Never part of a production install.
 */
export async function startPlayground(options: PlaygroundOptions): Promise<Playground> {
  const command = installedCommand();
  if (command === undefined) return { kind: 'notInstalled' };
  if (await answers(options.port)) return { kind: 'portTaken' };
  makeFolder(options.folder);
  await writeFile(join(options.folder, '.m365agentsplayground.yml'), configuration(options));
  const child = spawn(
    process.execPath,
    [
      '--import',
      fileURLToPath(new URL('./loopback-only.mjs', import.meta.url)),
      command,
      'start',
      ...['--app-endpoint', options.botEndpoint],
      ...['--channel-id', 'msteams'],
      ...['--port', String(options.port)],
      '--disable-telemetry',
    ],
    { cwd: options.folder, stdio: 'ignore', env: { ...process.env, TEAMSAPPTESTER_BROWSER: 'none' } },
  );
  return { kind: 'running', url: `http://localhost:${options.port}`, stop: () => stopped(child) };
}

function installedCommand(): string | undefined {
  try {
    return createRequire(import.meta.url).resolve('@microsoft/m365agentsplayground/cli.js');
  } catch {
    return undefined;
  }
}

function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ port, host: '127.0.0.1' });
    const done = (taken: boolean) => {
      socket.destroy();
      resolve(taken);
    };
    socket.once('connect', () => done(true));
    socket.once('error', () => done(false));
  });
}

function stopped(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  return new Promise((resolve) => {
    child.once('exit', () => resolve());
    child.kill('SIGTERM');
  });
}

/** YAML is a superset of JSON: what JSON writes, the playground reads. */
function configuration(options: PlaygroundOptions): string {
  const [currentUser, ...users] = options.players.map(account);
  const { personal, group, team, channel } = options.conversations ?? CONVERSATIONS;
  return JSON.stringify(
    {
      version: '0.1.1',
      tenantId: options.tenantId,
      bot: { id: 'seatkeeper', name: 'Seatkeeper' },
      currentUser,
      users,
      personalChat: { id: personal },
      groupChat: { id: group, name: 'License desk' },
      team: {
        id: team,
        name: 'IT',
        aadGroupId: '11111111-1111-4111-8111-111111111112',
        channels: [{ id: channel, name: 'Licensing' }],
      },
    },
    null,
    2,
  );
}

function account(player: Player) {
  const [givenName = '', ...rest] = player.displayName.split(' ');
  return {
    id: `29:${player.userId}`,
    name: player.displayName,
    // The playground's own spelling.
    userPrincipleName: player.userPrincipalName,
    aadObjectId: player.userId,
    givenName,
    surname: rest.join(' '),
    email: player.userPrincipalName,
  };
}
