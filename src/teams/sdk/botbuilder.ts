import { ConfigurationBotFrameworkAuthentication } from 'botbuilder';
import {
  ClaimsIdentity,
  type ConnectorClient,
  type ServiceClientCredentials,
  type ServiceClientCredentialsFactory,
} from 'botframework-connector';
import { type Connector, ConnectorFault, type ConnectorOptions, objectIdIn } from '../connector.ts';

/**
 * The Bot Connector by botbuilder, which is asked for its client alone: who writes to us is known before any SDK, and so
 * is our own token.
 */
export function botbuilderConnector({ token, inTime }: ConnectorOptions): Connector {
  const credentials: ServiceClientCredentials = {
    async signRequest(request) {
      if (token !== undefined) request.headers.set('Authorization', `Bearer ${await token()}`);
      return request;
    },
  };
  const factory: ServiceClientCredentialsFactory = {
    isValidAppId: async () => true,
    isAuthenticationDisabled: async () => false,
    createCredentials: async () => credentials,
  };
  const clients = new ConfigurationBotFrameworkAuthentication({}, factory).createConnectorFactory(
    new ClaimsIdentity([], true),
  );
  async function conversations(serviceUrl: string) {
    const connector = await clients.create(serviceUrl, '');
    obedient(connector);
    return connector.conversations;
  }
  const attempt = <T>(call: (options: { readonly abortSignal: AbortSignal }) => Promise<T>) =>
    inTime((abortSignal) => call({ abortSignal })).catch((error) => {
      throw faultOf(error);
    });
  return {
    async send({ serviceUrl, conversationId }, activity) {
      const client = await conversations(serviceUrl);
      const { id } = await attempt((options) => client.sendToConversation(conversationId, activity, options));
      return id ?? '';
    },
    async update({ serviceUrl, conversationId }, messageId, activity) {
      const client = await conversations(serviceUrl);
      await attempt((options) => client.updateActivity(conversationId, messageId, activity, options));
    },
    async objectIdOf({ serviceUrl, conversationId }, memberId) {
      const client = await conversations(serviceUrl);
      return objectIdIn(await attempt((options) => client.getConversationMember(conversationId, memberId, options)));
    },
  };
}

/** Trying again is decided in one place, and a message goes nowhere but to the address that was allowed. */
function obedient(connector: ConnectorClient): void {
  const { pipeline } = (connector as unknown as { client: { pipeline: { removePolicy(of: { name: string }): void } } })
    .client;
  for (const name of ['defaultRetryPolicy', 'redirectPolicy']) pipeline.removePolicy({ name });
}

function faultOf(error: unknown): unknown {
  const { name, code, statusCode, response } = error as {
    readonly name?: string;
    readonly code?: string;
    readonly statusCode?: number;
    readonly response?: { readonly headers?: { get(name: string): string | undefined } };
  };
  if (statusCode !== undefined) {
    const retryAfter = response?.headers?.get('retry-after');
    const fault = retryAfter === undefined ? { status: statusCode } : { status: statusCode, retryAfter };
    return new ConnectorFault(`the connector answered ${statusCode}`, { ...fault, cause: error });
  }
  if (name !== 'AbortError' && name !== 'RestError') return error;
  return new ConnectorFault(`the connector did not answer: ${code ?? name}`, { code, cause: error });
}
