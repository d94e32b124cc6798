import { readFile } from 'node:fs/promises';
import type { ClientCertificatePEMCertificate, TokenCredential } from '@azure/identity';
import type { GraphCredential } from '../../config/directory.ts';
import type { Credential } from './tokens.ts';

/** The variables of `@azure/identity` that say who we are. */
type CredentialEnvironment = Readonly<Record<string, string | undefined>>;

/** What a managed identity proves itself with to Entra as an app registration. */
const EXCHANGE = 'api://AzureADTokenExchange/.default';

/**
 * The one credential that is configured, and no chain: an authority that cannot be reached must not lead to another identity
 * with other rights. Loaded when it is asked for.
 */
export async function graphCredential(kind: GraphCredential, env: CredentialEnvironment): Promise<Credential> {
  return asOurs(await credentialOf(kind, env));
}

async function credentialOf(kind: GraphCredential, env: CredentialEnvironment): Promise<TokenCredential> {
  const identity = await import('@azure/identity');
  const [tenantId = '', clientId = ''] = [env['AZURE_TENANT_ID'], env['AZURE_CLIENT_ID']];
  const authority = authorityOf(env['AZURE_AUTHORITY_HOST']);
  /** Without an id, the one that the machine has by itself. */
  const managedIdentity = (id: string) =>
    id === '' ? new identity.ManagedIdentityCredential() : new identity.ManagedIdentityCredential({ clientId: id });
  switch (kind) {
    case 'managed-identity':
      return managedIdentity(clientId);
    case 'client-secret':
      return new identity.ClientSecretCredential(tenantId, clientId, env['AZURE_CLIENT_SECRET'] ?? '', authority);
    case 'certificate':
      return withNewestCertificate(
        env,
        (certificate) =>
          new identity.ClientCertificateCredential(tenantId, clientId, certificate, {
            ...authority,
            sendCertificateChain: /^(?:1|true)$/i.test(env['AZURE_CLIENT_SEND_CERTIFICATE_CHAIN'] ?? ''),
          }),
      );
    case 'federated': {
      const managed = managedIdentity(env['AZURE_MANAGED_IDENTITY_CLIENT_ID'] ?? '');
      const assertion = async () => (await managed.getToken(EXCHANGE)).token;
      return new identity.ClientAssertionCredential(tenantId, clientId, assertion, authority);
    }
    case 'workload-identity':
      return new identity.WorkloadIdentityCredential({
        tenantId,
        clientId,
        tokenFilePath: env['AZURE_FEDERATED_TOKEN_FILE'] ?? '',
        ...authority,
      });
  }
}

/** A credential signs with its first certificate for as long as it lives: a renewed file needs another one. */
function withNewestCertificate(
  env: CredentialEnvironment,
  made: (certificate: ClientCertificatePEMCertificate) => TokenCredential,
): TokenCredential {
  const certificatePassword = env['AZURE_CLIENT_CERTIFICATE_PASSWORD'];
  let signing: { readonly certificate: string; readonly credential: TokenCredential } | undefined;
  return {
    async getToken(scopes, options) {
      const certificate = await readFile(env['AZURE_CLIENT_CERTIFICATE_PATH'] ?? '', 'utf8');
      if (certificate !== signing?.certificate) {
        const credential = made({ certificate, ...(certificatePassword === undefined ? {} : { certificatePassword }) });
        signing = { certificate, credential };
      }
      return signing.credential.getToken(scopes, options);
    },
  };
}

const PUBLIC_AUTHORITY = 'login.microsoftonline.com';

/** The public cloud vouches for its own authorities alone: another one is not asked about there. */
function authorityOf(authorityHost: string | undefined): {
  authorityHost?: string;
  disableInstanceDiscovery?: boolean;
} {
  if (authorityHost === undefined || URL.parse(authorityHost)?.host === PUBLIC_AUTHORITY) return {};
  return { authorityHost, disableInstanceDiscovery: true };
}

function asOurs(credential: TokenCredential): Credential {
  return { getToken: (scope, options) => credential.getToken(scope, options) };
}
