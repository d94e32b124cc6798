import { request as ask, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer, type Server } from 'node:https';
import { claimsOf, type Signer, sign, signer } from '../teams/bot-framework.ts';

/** Host names of Microsoft's that are this machine in the world. */
export const HOSTS = ['login.botframework.com', 'login.microsoftonline.com', 'smba.trafficmanager.net'] as const;

/** Where Teams would have a bot answer. */
export const SERVICE_URL = 'https://smba.trafficmanager.net/emea/';

const KEYS_URL = 'https://login.botframework.com/v1/.well-known/keys';

export interface Credentials {
  readonly appId: string;
  readonly password: string;
  readonly tenantId: string;
}

/** Microsoft's part of a bot in Teams, at its own names and port: who signs tokens, who gives them, who takes messages. */
export interface Microsoft {
  /** What the Bot Connector says of itself in a call. */
  authorization(): Promise<string>;
  /** The same by somebody else, with a key of the same name. */
  forged(): Promise<string>;
  /** Each request that came, as `host path`. */
  readonly asked: readonly string[];
}

/** @param connector where messages to people go on to: a plain HTTP server that takes `/connector/…` */
export async function microsoft(
  tls: { readonly key: string; readonly cert: string },
  { appId, password, tenantId }: Credentials,
  connector: URL,
): Promise<Microsoft> {
  const [own, other] = await Promise.all([signer('connector'), signer('connector')]);
  const asked: string[] = [];

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const at = `${request.headers.host} ${request.url}`;
    asked.push(at);
    const json = (body: object, status = 200) => {
      response.writeHead(status, { 'Content-Type': 'application/json' }).end(JSON.stringify(body));
    };
    switch (at) {
      case 'login.botframework.com /v1/.well-known/openidconfiguration':
        return json({ issuer: 'https://api.botframework.com', jwks_uri: KEYS_URL });
      case 'login.botframework.com /v1/.well-known/keys':
        return json({ keys: [own.jwk] });
      case `login.microsoftonline.com /${tenantId}/oauth2/v2.0/token`: {
        const form = new URLSearchParams(await textOf(request));
        const isBot = form.get('client_id') === appId && form.get('client_secret') === password;
        return isBot ? json({ access_token: 'of-entra', expires_in: 3_600 }) : json({ error: 'invalid_client' }, 401);
      }
      default:
        if (!at.startsWith('smba.trafficmanager.net /emea/')) return json({}, 404);
        return request.headers.authorization === 'Bearer of-entra'
          ? passOn(request, response, connector)
          : json({}, 401);
    }
  }

  const server: Server = createServer(tls, (request, response) => void answer(request, response));
  await new Promise<void>((resolve) => server.listen(443, '127.0.0.1', resolve));
  const by = async (who: Signer) => `Bearer ${await sign(who, { ...claimsOf(SERVICE_URL), aud: appId })}`;
  return { authorization: () => by(own), forged: () => by(other), asked };
}

async function textOf(request: IncomingMessage): Promise<string> {
  let text = '';
  for await (const chunk of request) text += chunk;
  return text;
}

function passOn(request: IncomingMessage, response: ServerResponse, { host }: URL): void {
  const { method, headers, url = '' } = request;
  const path = url.replace(/^\/emea/, '/connector');
  const onward = ask(`http://${host}${path}`, { method, headers: { ...headers, host } }, (answered) => {
    response.writeHead(answered.statusCode ?? 502, answered.headers);
    answered.pipe(response);
  });
  request.pipe(onward);
}
