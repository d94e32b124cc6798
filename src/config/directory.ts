import type { EnvironmentReader } from './environment.ts';

const GRAPH_V1 = 'https://graph.microsoft.com/v1.0';

/** What azure/identity reads for each kind of credential, and cannot do without. */
const CREDENTIALS = {
  'managed-identity': [],
  'client-secret': ['AZURE_TENANT_ID', 'AZURE_CLIENT_ID', 'AZURE_CLIENT_SECRET'],
  certificate: ['AZURE_TENANT_ID', 'AZURE_CLIENT_ID', 'AZURE_CLIENT_CERTIFICATE_PATH'],
  federated: ['AZURE_TENANT_ID', 'AZURE_CLIENT_ID'],
  'workload-identity': ['AZURE_TENANT_ID', 'AZURE_CLIENT_ID', 'AZURE_FEDERATED_TOKEN_FILE'],
} as const;

const IDENTITY = [
  ...new Set(Object.values(CREDENTIALS).flat()),
  'AZURE_AUTHORITY_HOST',
  'AZURE_CLIENT_CERTIFICATE_PASSWORD',
  'AZURE_CLIENT_SEND_CERTIFICATE_CHAIN',
  'AZURE_MANAGED_IDENTITY_CLIENT_ID',
];

export type GraphCredential = keyof typeof CREDENTIALS;

/** Which tenant the bot works on. */
export type DirectoryConfig =
  | {
      readonly kind: 'embedded';
      /** The snapshot folder to start from; undefined is the demo tenant. */
      readonly tenantFolder: string | undefined;
      /** Undefined: as fast as it can. */
      readonly usersPerSecond: number | undefined;
    }
  | {
      readonly kind: 'graph';
      readonly baseUrl: string;
      readonly credential: GraphCredential;
      /** Who expands groups: Entra, or the engine. */
      readonly licensing: 'native' | 'managed';
      /** Where Graph can reach us with change notifications. */
      readonly publicUrl: string | undefined;
      /** The variables of `@azure/identity` that say who we are. */
      readonly identity: Readonly<Record<string, string | undefined>>;
    };

export function readDirectory(env: EnvironmentReader): DirectoryConfig {
  const usersPerSecond = env.positive('EMBEDDED_USERS_PER_SECOND');
  const graph = readGraph(env);
  if (env.oneOf('DIRECTORY', ['embedded', 'graph']) !== 'graph') {
    return { kind: 'embedded', tenantFolder: env.text('TENANT'), usersPerSecond };
  }
  if (env.isSet('TENANT')) {
    env.fault('TENANT', 'a snapshot cannot be loaded into a real tenant', 'Leave it out, or leave out DIRECTORY=graph');
  }
  for (const variable of CREDENTIALS[graph.credential]) {
    if (env.isSet(variable)) continue;
    env.fault(
      variable,
      `is not set, and GRAPH_CREDENTIAL=${graph.credential} needs it`,
      'Set it, or choose another GRAPH_CREDENTIAL',
    );
  }
  return graph;
}

function readGraph(env: EnvironmentReader): DirectoryConfig & { kind: 'graph' } {
  const credentials = Object.keys(CREDENTIALS) as readonly GraphCredential[];
  return {
    kind: 'graph',
    baseUrl: env.url('GRAPH_BASE_URL') ?? GRAPH_V1,
    credential: env.oneOf('GRAPH_CREDENTIAL', credentials) ?? 'managed-identity',
    licensing: env.oneOf('GRAPH_LICENSING', ['native', 'managed']) ?? 'native',
    publicUrl: env.url('PUBLIC_URL'),
    identity: Object.fromEntries(IDENTITY.map((variable) => [variable, env.text(variable)])),
  };
}
