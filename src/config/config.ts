import { type ApprovalConfig, readApproval } from './approval.ts';
import { type BotCredentials, type BotFramework, readBotCredentials, readBotFramework } from './bot.ts';
import { type DirectoryConfig, readDirectory } from './directory.ts';
import { type Environment, type EnvironmentReader, environmentReader, isLoopback } from './environment.ts';
import { misspelt } from './misspelt.ts';
import { readTenants, type TenantReading, type TenantsConfig, tenantsNamed } from './tenants.ts';

export type { ApprovalConfig } from './approval.ts';
export type { BotCredentials, BotFramework } from './bot.ts';
export type { DirectoryConfig, GraphCredential } from './directory.ts';
export type { Environment } from './environment.ts';

/** What the process ends with when it cannot start like this: EX_CONFIG of sysexits.h. */
export const EXIT_CONFIG = 78;

const LOG_LEVELS = ['debug', 'info', 'warn', 'error'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

const PORTS = { from: 0, to: 65_535 };
const DEFAULTS = { port: 3978, chatPort: 56_150, dataDir: '.data' };

/** Everything that the environment decides, checked. */
export interface Config {
  readonly host: string;
  readonly port: number;
  readonly dataDir: string;
  /** The PostgreSQL that keeps what must not be lost, with its password; undefined: `dataDir` does. */
  readonly databaseUrl: string | undefined;
  readonly directory: DirectoryConfig;
  /** The chat in the browser; undefined when there is none. */
  readonly chat: { readonly port: number } | undefined;
  /** Undefined: nobody is asked who they are, so only this machine can reach the bot. */
  readonly credentials: BotCredentials | undefined;
  readonly botFramework: BotFramework;
  /** Tenants whose people may speak to the bot; undefined means the embedded tenant alone. */
  readonly allowedTenants: readonly string[] | undefined;
  /** Where they have a directory each: then `directory` and `approval` are nobody's. */
  readonly tenants: TenantsConfig | undefined;
  readonly approval: ApprovalConfig;
  /** Whether cards bring the charts that Teams draws; else the bars that stand for them. */
  readonly charts: boolean;
  readonly logLevel: LogLevel;
}

/** `notes`: what is set and perhaps meant for us. */
type ConfigReading =
  | { readonly config: Config; readonly notes: readonly string[] }
  | { readonly faults: readonly string[] };

/** The configuration, or everything that is wrong with it: the variable, what is wrong, and what to do, a line each. */
export function readConfig(environment: Environment): ConfigReading {
  const env = environmentReader(environment);
  const credentials = readBotCredentials(env);
  const ids = tenantsNamed(env);
  const readOne = (own: Environment) => ofOne(environmentReader(own, env.asked));
  const tenants = ids && readTenants(env, environment, { ids, readOne });
  const { directory, approval } = tenants?.first ?? ofOne(env);
  const port = env.whole('PORT', PORTS) ?? DEFAULTS.port;
  const config: Config = {
    host: readHost(env, credentials),
    port,
    dataDir: env.text('DATA_DIR') ?? DEFAULTS.dataDir,
    databaseUrl: readDatabaseUrl(env),
    directory,
    chat: tenants === undefined ? readChat(env, { credentials, directory, port }) : undefined,
    credentials,
    botFramework: readBotFramework(env),
    allowedTenants:
      env.list('ALLOWED_TENANTS') ?? (credentials?.tenantId === undefined ? undefined : [credentials.tenantId]),
    tenants,
    approval,
    charts: env.oneOf('CARDS', ['charts', 'plain']) !== 'plain',
    logLevel: env.oneOf('LOG_LEVEL', LOG_LEVELS) ?? 'info',
  };
  const notes = misspelt(Object.keys(environment), env.asked);
  return env.faults.length === 0 ? { config, notes } : { faults: [...env.faults, ...notes] };
}

function ofOne(env: EnvironmentReader): TenantReading {
  return { directory: readDirectory(env), approval: readApproval(env), faults: env.faults };
}

/** Without credentials anybody who reaches the bot could say who they are. */
function readHost(env: EnvironmentReader, credentials: BotCredentials | undefined): string {
  const host = env.text('HOST') ?? (credentials === undefined ? '127.0.0.1' : '0.0.0.0');
  if (credentials === undefined && !isLoopback(host)) {
    env.fault(
      'HOST',
      `"${host}" can be reached from other machines, and the bot has no credentials`,
      'Set MicrosoftAppId and what belongs to it, or listen on 127.0.0.1',
    );
  }
  return host;
}

/** No fault says what it is: a password may stand anywhere in what is not such a URL. */
function readDatabaseUrl(env: EnvironmentReader): string | undefined {
  const text = env.text('DATABASE_URL');
  if (text === undefined) return undefined;
  const { protocol, hostname, pathname = '' } = URL.parse(text) ?? {};
  const isUrl =
    (protocol === 'postgres:' || protocol === 'postgresql:') && hostname !== '' && /^\/[^/@]+$/.test(pathname);
  if (isUrl) return text;
  env.fault(
    'DATABASE_URL',
    'it is not the URL of a PostgreSQL database',
    'Give one like postgres://user:password@host:5432/database, and what is no letter or digit in a password as %40 for @',
  );
  return undefined;
}

interface ChatSurroundings {
  readonly credentials: BotCredentials | undefined;
  readonly directory: DirectoryConfig;
  readonly port: number;
}

function readChat(env: EnvironmentReader, { credentials, directory, port }: ChatSurroundings): Config['chat'] {
  const asked = env.oneOf('CHAT', ['on', 'off']);
  const chatPort = env.whole('CHAT_PORT', PORTS) ?? DEFAULTS.chatPort;
  const isPlayful = credentials === undefined && directory.kind === 'embedded';
  if (asked === 'on' && !isPlayful) {
    const beside = credentials === undefined ? 'DIRECTORY=graph' : 'Microsoft credentials';
    env.fault('CHAT', `the chat in the browser never starts beside ${beside}`, 'Set CHAT=off, or leave it out');
  }
  if (asked === 'off' || !isPlayful) return undefined;
  if (chatPort === port && port !== 0) {
    env.fault('CHAT_PORT', `${chatPort} is the port of the bot as well`, 'Give the chat another one');
  }
  return { port: chatPort };
}
