import { createHmac } from 'node:crypto';
import { derivedId } from './derived-id.ts';
import { GraphError } from './graph-error.ts';

/**
 * What an access token says. It does not say whether it is an app's or a person's (`idtyp`): some clients refuse some of
 * their commands to apps, and whoever tries them here has no other token.
 */
export interface Claims {
  readonly aud: string;
  readonly tid: string;
  readonly appid: string;
  readonly roles: readonly string[];
  readonly iat: number;
  readonly exp: number;
  /** What clients show of whoever is signed in. */
  readonly app_displayname: string;
  readonly oid: string;
}

/** Signs and checks access tokens. They are good after a restart as well: on loopback there is nothing to keep secret. */
export interface IssuedTokens {
  readonly lifeSeconds: number;
  issue(audience: string, appId: string, nowMs: number): { readonly token: string; readonly expiresAtSeconds: number };
  /** @throws GraphError 401 for no token, another's, an old one and one for another audience */
  check(authorization: string | undefined, nowMs: number): Claims;
}

const GRAPH_APP_ID = '00000003-0000-0000-c000-000000000000';
const GRAPH_HOSTS: ReadonlySet<string> = new Set(['graph.microsoft.com', 'localhost', '127.0.0.1', '[::1]']);

export function accessTokens(
  tenantId: string,
  { roles, lifeSeconds = 3_599 }: { readonly roles: readonly string[]; readonly lifeSeconds?: number },
): IssuedTokens {
  const key = `seatkeeper graph-emulator ${tenantId}`;
  const sign = (content: string) => createHmac('sha256', key).update(content).digest('base64url');
  const header = encode({ typ: 'JWT', alg: 'HS256' });

  return {
    lifeSeconds,
    issue(audience, appId, nowMs) {
      const iat = Math.floor(nowMs / 1_000);
      const expiresAtSeconds = iat + lifeSeconds;
      const claims: Claims = {
        aud: audience,
        tid: tenantId,
        appid: appId,
        roles,
        iat,
        exp: expiresAtSeconds,
        app_displayname: appId,
        oid: derivedId(tenantId, 'servicePrincipal', appId),
      };
      const content = `${header}.${encode(claims)}`;
      return { token: `${content}.${sign(content)}`, expiresAtSeconds };
    },
    check(authorization, nowMs) {
      const token = /^Bearer (\S+)$/i.exec(authorization ?? '')?.[1];
      if (token === undefined) throw unauthorized('Access token is empty.');
      const [head, claims, signature] = token.split('.');
      if (signature === undefined) throw unauthorized('IDX14100: JWT is not well formed, there are no dots (.).');
      if (sign(`${head}.${claims}`) !== signature) throw unauthorized('Signature is invalid.');
      const read = JSON.parse(Buffer.from(claims ?? '', 'base64url').toString()) as Claims;
      if (!isForGraph(read.aud)) {
        throw unauthorized('Access token validation failure. Invalid audience.');
      }
      if (read.exp * 1_000 <= nowMs) throw unauthorized('Lifetime validation failed, the token is expired.');
      return read;
    },
  };
}

/** For Microsoft Graph, or for the emulator by its own address. */
function isForGraph(audience: string): boolean {
  return audience === GRAPH_APP_ID || GRAPH_HOSTS.has(URL.parse(audience)?.hostname ?? '');
}

function encode(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}

function unauthorized(message: string): GraphError {
  return new GraphError(401, 'InvalidAuthenticationToken', message, {
    headers: {
      'WWW-Authenticate':
        'Bearer realm="", authorization_uri="https://login.microsoftonline.com/common/oauth2/authorize"',
    },
  });
}
