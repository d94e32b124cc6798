import type { GraphResponse } from './request.ts';
import type { IssuedTokens } from './tokens.ts';

/** A request that is not below the version, as it came. */
interface PlainRequest {
  readonly method: string;
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
}

interface IdentityOptions {
  readonly tokens: IssuedTokens;
  readonly tenantId: string;
  /** What apps have to prove themselves with; undefined: any secret is good. */
  readonly clientSecret: string | undefined;
}

/** The app of a managed identity that does not say which it is. */
const SYSTEM_ASSIGNED = '00000000-0000-4000-8000-00000000feed';
const GRANTS: ReadonlySet<string> = new Set(['client_credentials', 'urn:ietf:params:oauth:grant-type:jwt-bearer']);

/**
 * Where apps get their tokens: the managed identity of App Service at `/msi/token`, and Entra's token endpoint with what
 * its clients look up before they use it. Undefined: the request is for something else.
 */
export function answerIdentity(
  options: IdentityOptions,
  request: PlainRequest,
  nowMs: number,
): GraphResponse | undefined {
  const { method, url } = request;
  const path = url.pathname;
  if (method === 'GET' && path === '/msi/token') return managedIdentity(options, url, nowMs);
  if (method === 'GET' && path === '/common/discovery/instance') return ok(instances(url));
  const [, tenant = '', endpoint = ''] = /^\/([^/]+)\/(.+)$/.exec(path) ?? [];
  switch (`${method} ${endpoint}`) {
    case 'GET v2.0/.well-known/openid-configuration':
      return ok(openidConfiguration(url, tenant));
    case 'GET discovery/v2.0/keys':
      return ok({ keys: [] });
    case 'POST oauth2/v2.0/token':
      return token(options, new URLSearchParams(request.text), nowMs);
    default:
      return undefined;
  }
}

function managedIdentity({ tokens }: IdentityOptions, { searchParams }: URL, nowMs: number): GraphResponse {
  const resource = searchParams.get('resource');
  if (resource === null) {
    return {
      status: 400,
      headers: JSON_HEADERS,
      body: { statusCode: 400, message: 'The parameter resource is missing.' },
    };
  }
  const appId = searchParams.get('client_id') ?? SYSTEM_ASSIGNED;
  const { token: accessToken, expiresAtSeconds } = tokens.issue(withoutSlash(resource), appId, nowMs);
  // The resource is repeated letter for letter: clients keep the token under it.
  return ok({
    access_token: accessToken,
    client_id: appId,
    expires_on: String(expiresAtSeconds),
    resource,
    token_type: 'Bearer',
  });
}

function token({ tokens, clientSecret }: IdentityOptions, form: URLSearchParams, nowMs: number): GraphResponse {
  const [appId, secret, scope = ''] = [form.get('client_id'), form.get('client_secret'), form.get('scope') ?? ''];
  if (!GRANTS.has(form.get('grant_type') ?? '')) {
    return refusal(400, 'unsupported_grant_type', 70003, 'The app requested an unsupported grant type.');
  }
  if (appId === null)
    return refusal(
      400,
      'invalid_request',
      900144,
      "The request body must contain the following parameter: 'client_id'.",
    );
  if (scope === '')
    return refusal(400, 'invalid_request', 900144, "The request body must contain the following parameter: 'scope'.");
  if (secret === null && form.get('client_assertion') === null) {
    return refusal(
      401,
      'invalid_client',
      7000218,
      "The request body must contain the following parameter: 'client_assertion' or 'client_secret'.",
    );
  }
  if (secret !== null && clientSecret !== undefined && secret !== clientSecret) {
    return refusal(401, 'invalid_client', 7000215, 'Invalid client secret provided.');
  }
  const audience = withoutSlash(scope.split(' ')[0]?.replace(/\/\.default$/, '') ?? '');
  const { token: accessToken } = tokens.issue(audience, appId, nowMs);
  const { lifeSeconds } = tokens;
  return ok({ token_type: 'Bearer', expires_in: lifeSeconds, ext_expires_in: lifeSeconds, access_token: accessToken });
}

function withoutSlash(resource: string): string {
  return resource.replace(/\/$/, '');
}

/** Clients compare the issuer with the address that they were given: host and port are those of the request. */
function openidConfiguration({ origin }: URL, tenant: string) {
  return {
    authorization_endpoint: `${origin}/${tenant}/oauth2/v2.0/authorize`,
    issuer: `${origin}/${tenant}/v2.0`,
    jwks_uri: `${origin}/${tenant}/discovery/v2.0/keys`,
    response_types_supported: ['code', 'id_token', 'token'],
    subject_types_supported: ['pairwise'],
    id_token_signing_alg_values_supported: ['RS256'],
    token_endpoint: `${origin}/${tenant}/oauth2/v2.0/token`,
    token_endpoint_auth_methods_supported: ['client_secret_post', 'private_key_jwt'],
  };
}

function instances({ origin, host }: URL) {
  return {
    'api-version': '1.1',
    metadata: [{ aliases: [host], preferred_cache: host, preferred_network: host }],
    tenant_discovery_endpoint: `${origin}/common/v2.0/.well-known/openid-configuration`,
  };
}

function refusal(status: number, error: string, code: number, text: string): GraphResponse {
  const body = { error, error_codes: [code], error_description: `AADSTS${code}: ${text}` };
  return { status, headers: JSON_HEADERS, body };
}

const JSON_HEADERS = { 'Content-Type': 'application/json; charset=utf-8', 'Cache-Control': 'no-store' };

function ok(body: unknown): GraphResponse {
  return { status: 200, headers: JSON_HEADERS, body };
}
