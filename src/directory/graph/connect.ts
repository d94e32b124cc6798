import type { DirectoryConfig } from '../../config/directory.ts';
import type { Clock } from '../../engine/clock.ts';
import { type GraphClient, graphClient } from './client.ts';
import { graphCredential } from './credential.ts';
import { tokensFrom } from './tokens.ts';

const PUBLIC_GRAPH = 'https://graph.microsoft.com';

/** Graph, as the environment says who we are to it. Nothing is asked yet. */
export async function connectGraph(
  { baseUrl, credential, identity }: Extract<DirectoryConfig, { readonly kind: 'graph' }>,
  options: { readonly clock: Clock; readonly random: () => number; readonly mostAttempts?: number },
): Promise<GraphClient> {
  const found = await graphCredential(credential, identity);
  const tokens = tokensFrom({ credential: found, scope: scopeOf(baseUrl), clock: options.clock });
  return graphClient({ baseUrl, tokens, ...options });
}

/** Tokens are for the cloud's own Graph; one on this machine stands in for the public one. */
function scopeOf(baseUrl: string): string {
  const { protocol, origin, hostname } = new URL(baseUrl);
  const isCloud =
    protocol === 'https:' && /(?:^|\.)(?:graph\.microsoft\.us|microsoftgraph\.chinacloudapi\.cn)$/.test(hostname);
  return `${isCloud ? origin : PUBLIC_GRAPH}/.default`;
}
