import type { DirectoryConfig } from '../../config/directory.ts';
import type { Clock } from '../../engine/clock.ts';
import { type GraphConnection, graphClient } from './client.ts';
import { graphCredential } from './credential.ts';
import type { SharedLimit } from './limiter.ts';
import { type Tokens, tokensFrom } from './tokens.ts';

const PUBLIC_GRAPH = 'https://graph.microsoft.com';

type GraphConfig = Extract<DirectoryConfig, { readonly kind: 'graph' }>;

interface ConnectOptions {
  readonly clock: Clock;
  readonly random: () => number;
  readonly mostAttempts?: number;
  readonly writesOfApp?: SharedLimit | undefined;
}

/** Graph, as the environment says who we are to it. Nothing is asked yet. */
export async function connectGraph(config: GraphConfig, options: ConnectOptions): Promise<GraphConnection> {
  const tokens = await graphTokens(config, options.clock);
  return graphClient({ baseUrl: config.baseUrl, tokens, ...options });
}

export async function graphTokens({ baseUrl, credential, identity }: GraphConfig, clock: Clock): Promise<Tokens> {
  const found = await graphCredential(credential, identity);
  return tokensFrom({ credential: found, scope: scopeOf(baseUrl), clock });
}

/** Application permissions that a token grants; undefined where it does not say. */
export function permissionsIn(token: string): readonly string[] | undefined {
  try {
    const claims: unknown = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString());
    const roles = (claims as { readonly roles?: unknown }).roles;
    return Array.isArray(roles) ? roles.map(String) : undefined;
  } catch {
    return undefined;
  }
}

/** Tokens are for the cloud's own Graph; one on this machine stands in for the public one. */
function scopeOf(baseUrl: string): string {
  const { protocol, origin, hostname } = new URL(baseUrl);
  const isCloud =
    protocol === 'https:' && /(?:^|\.)(?:graph\.microsoft\.us|microsoftgraph\.chinacloudapi\.cn)$/.test(hostname);
  return `${isCloud ? origin : PUBLIC_GRAPH}/.default`;
}
