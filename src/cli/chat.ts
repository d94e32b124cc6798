import { join, resolve } from 'node:path';
import { type Config, EXIT_CONFIG, readConfig } from '../config/config.ts';
import { loadTenant } from '../licensing/model/load-tenant.ts';
import type { Tenant } from '../licensing/model/tenant.ts';
import { type Player, playersAs } from '../playground/players.ts';
import { type PlaygroundOptions, startPlayground } from '../playground/playground.ts';
import { EXIT, readArguments, UsageError } from './arguments.ts';
import { withConnectedTenant } from './open-tenant.ts';
import type { Terminal } from './terminal.ts';

const DEFAULT_PORT = 56_151;
const HIGHEST_PORT = 65_535;
const ANSWER_MS = 3_000;

/** A second chat in the browser with the running bot, as somebody else of its tenant. */
export async function runChat(args: readonly string[], terminal: Terminal): Promise<number> {
  const given = readArguments(args, { texts: ['as', 'port'] });
  const name = given.required('as');
  const port = given.whole('port') ?? DEFAULT_PORT;
  if (port === 0 || port > HIGHEST_PORT) throw new UsageError(`--port is not a port: ${port}`);
  const reading = readConfig(terminal.env);
  const faults = 'faults' in reading ? reading.faults : await whyNot(reading.config);
  if ('faults' in reading || faults.length > 0) {
    for (const fault of faults) terminal.err(fault);
    return EXIT_CONFIG;
  }
  return chatWith(await optionsFor(reading.config, { name, port, terminal }), terminal);
}

/** What keeps anybody from being played beside this bot. */
async function whyNot({ port, credentials, directory }: Config): Promise<readonly string[]> {
  if (credentials !== undefined || directory.kind === 'graph') {
    return ['CHAT: nobody can be played beside Microsoft credentials or DIRECTORY=graph. Use Teams itself.'];
  }
  const answers = await fetch(`http://127.0.0.1:${port}/healthz`, { signal: AbortSignal.timeout(ANSWER_MS) }).then(
    (response) => response.ok,
    () => false,
  );
  return answers
    ? []
    : [`PORT: no Seatkeeper answers at ${port}. Start it first (npm start), or set PORT to where it is.`];
}

async function optionsFor(
  { port: botPort, dataDir, databaseUrl, directory }: Config,
  { name, port, terminal }: { readonly name: string; readonly port: number; readonly terminal: Terminal },
): Promise<PlaygroundOptions> {
  if (directory.kind === 'graph') {
    throw new UsageError('DIRECTORY=graph: the chat in the browser is for the embedded tenant alone.');
  }
  const { tenantFolder } = directory;
  return withConnectedTenant({ dataDir, databaseUrl, tenantFolder, clock: terminal }, (snapshot) => {
    const tenant = loadTenant(snapshot);
    const player = personCalled(tenant, name);
    // An id may be any text, and this becomes the name of a folder.
    const own = (id: string) => `${id}-of-${encodeURIComponent(player.userId)}`;
    return {
      port,
      botEndpoint: `http://127.0.0.1:${botPort}/api/messages`,
      tenantId: tenant.organization.id,
      folder: join(resolve(dataDir), own('chat')),
      players: playersAs(tenant, player),
      // Each of these is a conversation of this chat alone: the bot finds it at its own address.
      conversations: {
        personal: own('personal-chat'),
        group: own('group-chat'),
        team: own('team'),
        channel: own('channel'),
      },
    };
  });
}

/** By user principal name, object id, or a display name that one person alone bears. Letter case carries no meaning. */
function personCalled(tenant: Tenant, name: string): Player {
  const wanted = name.trim().toLowerCase();
  const found: Player[] = [];
  for (let user = 0; user < tenant.userCount; user++) {
    const { id, displayName, userPrincipalName } = tenant.user(user);
    const player = { userId: id, displayName, userPrincipalName };
    if ([id.toLowerCase(), userPrincipalName.toLowerCase()].includes(wanted)) return player;
    if (displayName.toLowerCase() === wanted) found.push(player);
  }
  const [one, ...more] = found;
  if (one === undefined) throw new UsageError(`--as: nobody of ${tenant.organization.displayName} is called ${name}.`);
  if (more.length === 0) return one;
  const names = found.map(({ userPrincipalName }) => userPrincipalName).join(', ');
  throw new UsageError(`--as: ${found.length} people are called ${name}. Give one of ${names}.`);
}

async function chatWith(options: PlaygroundOptions, terminal: Terminal): Promise<number> {
  const stopped = terminal.stopped();
  const playground = await startPlayground(options);
  switch (playground.kind) {
    case 'notInstalled':
      terminal.err('There is no chat in the browser here: it comes with the development tools (npm ci).');
      return EXIT_CONFIG;
    case 'portTaken':
      terminal.err(`--port: ${options.port} is taken by another program. Stop it, or give another --port.`);
      return EXIT_CONFIG;
    case 'running':
      terminal.err(`Chat as ${options.players[0]?.displayName} in a browser: ${playground.url}`);
      await stopped;
      await playground.stop();
      return EXIT.done;
  }
}
