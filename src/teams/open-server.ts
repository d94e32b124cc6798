import type { Config } from '../config/config.ts';
import { StartFault } from '../config/start-fault.ts';
import type { Clock } from '../engine/clock.ts';
import { inTime } from '../engine/within.ts';
import { botToken } from './bot-token.ts';
import type { Connector } from './connector.ts';
import type { Gate } from './gate.ts';
import { limits } from './limits.ts';
import { loopbackGate } from './loopback-gate.ts';
import { ANSWER_WITHIN_MS } from './outgoing.ts';
import { createServer, type Server, type ServerOptions } from './server.ts';

/** Of Microsoft's public cloud. */
const OPENID_METADATA_URL = 'https://login.botframework.com/v1/.well-known/openidconfiguration';
const TOKEN_ISSUER = 'https://api.botframework.com';

interface OpenServerOptions
  extends Pick<ServerOptions, 'readiness' | 'metrics' | 'routes' | 'events' | 'log' | 'stopping' | 'lost'> {
  /** Whose people are heard when the configuration names no tenant. */
  readonly organizationId: string;
  readonly clock: Clock;
  readonly random: () => number;
}

/**
 * The bot's face as it is configured: for Teams with credentials, else for this machine alone.
 * @throws StartFault when the SDK that was asked for is not installed
 */
export async function openServer(config: Config, options: OpenServerOptions): Promise<Server> {
  const { clock, stopping } = options;
  const now = () => clock.now();
  return createServer({
    ...options,
    gate: await gateOf(config, options.organizationId, now),
    limits: config.credentials === undefined ? undefined : limits(clock.elapsedMs),
    connector: connectorOf(config, clock),
    charts: config.charts,
    now,
    elapsedMs: clock.elapsedMs,
    sleep: (ms) => clock.sleep(ms, stopping),
  });
}

async function gateOf(
  { credentials, botFramework, allowedTenants }: Config,
  organizationId: string,
  now: () => Date,
): Promise<Gate> {
  const tenants = allowedTenants ?? [organizationId];
  if (credentials === undefined) return loopbackGate({ tenants });
  // What reads tokens is loaded where there are any.
  const [{ signingKeys }, { teamsGate }] = await Promise.all([import('./signing-keys.ts'), import('./teams-gate.ts')]);
  const { openIdMetadataUrl: metadataUrl = OPENID_METADATA_URL, tokenIssuer, serviceUrls } = botFramework;
  return teamsGate({
    keys: signingKeys({ metadataUrl, now }),
    appId: credentials.appId,
    issuer: tokenIssuer ?? TOKEN_ISSUER,
    tenants,
    serviceUrls,
    now,
  });
}

/** What each SDK is called where it is installed from. Neither is loaded before something is written. */
const SDKS = {
  botbuilder: {
    package: 'botbuilder',
    load: async () => (await import('./sdk/botbuilder.ts')).botbuilderConnector,
  },
  agents: {
    package: '@microsoft/agents-hosting',
    load: async () => (await import('./sdk/agents.ts')).agentsConnector,
  },
};

function connectorOf({ credentials, botFramework: framework }: Config, clock: Clock): () => Promise<Connector> {
  const sdk = SDKS[framework.sdk];
  refuseMissing(sdk.package);
  const token = credentials && botToken({ credentials, framework, now: () => clock.now() });
  let loaded: Promise<Connector> | undefined;
  return () => {
    loaded ??= sdk
      .load()
      .then((connector) => connector({ token, inTime: (call) => inTime(ANSWER_WITHIN_MS, call, clock) }));
    return loaded;
  };
}

/** Loads what writes to Teams before anything is to be written. */
export async function loadConnector(sdk: keyof typeof SDKS): Promise<void> {
  await SDKS[sdk].load();
}

function refuseMissing(name: string): void {
  try {
    import.meta.resolve(name);
  } catch {
    throw new StartFault(`BOT_SDK: ${name} is not installed. Install it (npm install ${name}), or leave BOT_SDK out.`);
  }
}
