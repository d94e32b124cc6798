import { type Activity, CloudAdapter, ConfigurationBotFrameworkAuthentication } from 'botbuilder';
import restify from 'restify';
import type { Chat, Conversations } from '../chat.ts';
import { originOf } from './activity.ts';
import { faultOf } from './activity-shape.ts';
import { jsonBody } from './body.ts';
import { connectorChat } from './connector.ts';
import { deliver } from './deliver.ts';
import type { Origin } from './gate.ts';

export interface ServerOptions {
  readonly host: string;
  readonly port: number;
  readonly readiness: () => readonly string[];
  readonly metrics: () => string;
  /** Why what comes from there is not for us; undefined when it is. */
  readonly refuse: (origin: Origin) => string | undefined;
  readonly log: (event: string, details: Readonly<Record<string, unknown>>) => void;
  /** Aborted when the bot stops. */
  readonly stopping: AbortSignal;
  readonly sleep: (ms: number) => Promise<void>;
  readonly random: () => number;
}

export interface Server {
  readonly chat: Chat;
  /** Resolves with the port once it listens; a port in use rejects with `EADDRINUSE`. */
  listen(conversations: Conversations): Promise<number>;
  close(): Promise<void>;
}

/** The HTTP face (contracts.md, *HTTP*) and the way out to Teams. */
export function createServer(options: ServerOptions): Server {
  const adapter = new CloudAdapter(new ConfigurationBotFrameworkAuthentication({}));
  adapter.onTurnError = async (_context, error) => options.log('turn failed', { error: String(error) });
  const server = restify.createServer({ name: '' });
  server.pre((_request, response, next) => {
    response.removeHeader('Server');
    next();
  });
  const chat = connectorChat({
    adapter,
    appId: '',
    sleep: options.sleep,
    stopping: options.stopping,
    random: options.random,
  });

  server.get('/healthz', (_request, response, next) => {
    response.send(200, { status: 'alive' });
    next();
  });
  server.get('/readyz', (_request, response, next) => {
    const missing = options.readiness();
    response.send(missing.length === 0 ? 200 : 503, missing.length === 0 ? { status: 'ready' } : { missing });
    next();
  });
  server.get('/metrics', (_request, response, next) => {
    response.sendRaw(200, options.metrics(), { 'Content-Type': 'text/plain; version=0.0.4; charset=utf-8' });
    next();
  });

  return {
    chat,
    async listen(conversations) {
      server.post('/api/messages', ...jsonBody(), async (request: restify.Request, response: restify.Response) => {
        await answer(request, response);
      });

      async function answer(request: restify.Request, response: restify.Response): Promise<void> {
        const fault = faultOf(request.body);
        if (fault !== undefined) {
          response.send(400, { code: 'BadRequest', message: `Not an activity: ${fault}.` });
          return;
        }
        const refused = options.refuse(originOf(request.body as Activity));
        if (refused !== undefined) {
          options.log('activity refused', { reason: refused });
          response.send(403);
          return;
        }
        await adapter.process(
          // restify types `method` as optional, which exact optional properties do not accept.
          request as unknown as Parameters<CloudAdapter['process']>[0],
          response,
          (context) => deliver(context, { conversations, chat, log: options.log }),
        );
      }

      return new Promise<number>((resolve, reject) => {
        server.once('error', reject);
        server.listen(options.port, options.host, () => resolve(server.address().port));
      });
    },
    async close() {
      await new Promise<void>((resolve) => {
        server.close(() => resolve());
        (server.server as { closeAllConnections?: () => void }).closeAllConnections?.();
      });
    },
  };
}
