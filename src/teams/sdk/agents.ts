import { Activity } from '@microsoft/agents-activity';
import {
  ConnectorClient,
  HttpClient,
  HttpError,
  type HttpRequestConfig,
  type HttpResponse,
} from '@microsoft/agents-hosting';
import { type Connector, ConnectorFault, type ConnectorOptions, objectIdIn } from '../connector.ts';
import { call } from '../outgoing.ts';

/** The Bot Connector by the Microsoft 365 Agents SDK, asked for as little as botbuilder is. */
export function agentsConnector({ token, inTime }: ConnectorOptions): Connector {
  async function client(serviceUrl: string): Promise<Client> {
    const authorization = token === undefined ? {} : { Authorization: `Bearer ${await token()}` };
    const headers = { ...authorization, Accept: 'application/json' };
    return new Client(new Transport({ baseURL: serviceUrl, headers }, inTime));
  }
  return {
    async send({ serviceUrl, conversationId }, activity) {
      const connector = await client(serviceUrl);
      const path = encodeURIComponent(conversationId);
      const { id } = await attempt(() => connector.sendToConversation(path, Activity.fromObject(activity)));
      return id ?? '';
    },
    async update({ serviceUrl, conversationId }, messageId, activity) {
      const connector = await client(serviceUrl);
      const [path, id] = [encodeURIComponent(conversationId), encodeURIComponent(messageId)];
      await attempt(() => connector.updateActivity(path, id, Activity.fromObject(activity)));
    },
    async objectIdOf({ serviceUrl, conversationId }, memberId) {
      const connector = await client(serviceUrl);
      const [path, id] = [encodeURIComponent(conversationId), encodeURIComponent(memberId)];
      return objectIdIn(await attempt(() => connector.getConversationMember(id, path)));
    },
  };
}

/** The SDK's client may be made by its subclasses with a transport of their own. */
class Client extends ConnectorClient {
  constructor(transport: HttpClient) {
    super(transport);
  }
}

/** The SDK's own transport follows redirects and waits for ever. */
class Transport extends HttpClient {
  readonly #inTime: ConnectorOptions['inTime'];

  constructor(options: ConstructorParameters<typeof HttpClient>[0], inTime: ConnectorOptions['inTime']) {
    super(options);
    this.#inTime = inTime;
  }

  override async request<T = unknown>(config: HttpRequestConfig): Promise<HttpResponse<T>> {
    const url = `${this.baseURL.replace(/\/$/, '')}/${config.url}`;
    const [{ ok, status, statusText, headers }, text] = await this.#inTime(async (signal) => {
      const response = await call(url, {
        method: config.method.toUpperCase(),
        headers: { ...this.defaultHeaders, ...config.headers },
        ...(config.data === undefined ? {} : { body: JSON.stringify(config.data) }),
        signal,
      });
      return [response, await response.text()] as const;
    });
    const answer = { data: dataOf(text) as T, status, statusText, headers, config };
    if (!ok) throw new HttpError(`Request failed with status ${status}`, answer, config);
    return answer;
  }
}

function dataOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return {};
  }
}

async function attempt<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw faultOf(error);
  }
}

function faultOf(error: unknown): unknown {
  if (error instanceof HttpError) {
    const { status, response } = error;
    const retryAfter = response.headers.get('retry-after');
    const fault = retryAfter === null ? { status } : { status, retryAfter };
    return new ConnectorFault(`the connector answered ${status}`, { ...fault, cause: error });
  }
  const { name, cause } = error as { readonly name?: string; readonly cause?: { readonly code?: string } };
  if (name !== 'TimeoutError' && name !== 'TypeError') return error;
  return new ConnectorFault(`the connector did not answer: ${cause?.code ?? name}`, {
    code: cause?.code,
    cause: error,
  });
}
