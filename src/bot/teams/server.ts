import {
  type Activity,
  ActivityTypes,
  CloudAdapter,
  ConfigurationBotFrameworkAuthentication,
  type TurnContext,
} from 'botbuilder';
import restify from 'restify';
import type { Chat, Conversations, PressAnswer } from '../chat.ts';
import { faultOf, messageOf, personOf, placeOf, pressOf } from './activity.ts';
import { jsonBody } from './body.ts';
import { connectorChat } from './connector.ts';

export interface ServerOptions {
  readonly host: string;
  readonly port: number;
  readonly readiness: () => readonly string[];
  readonly metrics: () => string;
  /** Whether messages of this tenant, to be answered at this origin, are for us; the reason when they are not. */
  readonly refuse: (place: { tenantId: string | undefined; serviceUrl: string }) => string | undefined;
  readonly log: (event: string, details: Readonly<Record<string, unknown>>) => void;
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
  const chat = connectorChat({ adapter, appId: '', sleep: options.sleep, random: options.random });

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
        const refused = options.refuse(placeOf(request.body as Activity));
        if (refused !== undefined) {
          options.log('activity refused', { reason: refused });
          response.send(403);
          return;
        }
        await adapter.process(
          // restify types `method` as optional, which exact optional properties do not accept.
          request as unknown as Parameters<CloudAdapter['process']>[0],
          response,
          (context) => turn(context, conversations, options.log),
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

/** Hands one activity to whom it concerns. A handler's fault is logged and answered; it never becomes silence. */
async function turn(context: TurnContext, conversations: Conversations, log: ServerOptions['log']): Promise<void> {
  const { activity } = context;
  const place = placeOf(activity);
  switch (activity.type) {
    case ActivityTypes.Message: {
      const press = activity.text ? undefined : pressOf(activity);
      if (press === undefined) return conversations.onMessage(messageOf(activity));
      await conversations.onPress(press);
      return;
    }
    case ActivityTypes.Invoke: {
      const press = activity.name === 'adaptiveCard/action' ? pressOf(activity) : undefined;
      const body = press === undefined ? UNKNOWN_ACTION : await answerTo(press, conversations, log);
      await context.sendActivity({ type: ActivityTypes.InvokeResponse, value: { status: 200, body } });
      return;
    }
    case ActivityTypes.InstallationUpdate:
      if (activity.action?.startsWith('remove')) return conversations.onRemoved(place);
      return conversations.onInstalled(place, personOf(activity));
    case ActivityTypes.ConversationUpdate: {
      const isBot = (member: { id: string }) => member.id === activity.recipient.id;
      if (activity.membersRemoved?.some(isBot)) return conversations.onRemoved(place);
      if (activity.membersAdded?.some(isBot)) return conversations.onInstalled(place, personOf(activity));
      return;
    }
    default:
      return;
  }
}

const UNKNOWN_ACTION = {
  statusCode: 200,
  type: 'application/vnd.microsoft.error',
  value: { code: 'UnknownAction', message: 'I do not know this button.' },
};

async function answerTo(
  press: Parameters<Conversations['onPress']>[0],
  conversations: Conversations,
  log: ServerOptions['log'],
) {
  try {
    return invokeBodyOf(await conversations.onPress(press));
  } catch (error) {
    log('press failed', { verb: press.verb, error: String(error) });
    return {
      statusCode: 200,
      type: 'application/vnd.microsoft.error',
      value: { code: 'Fault', message: 'Something went wrong here. Nothing was lost; press again in a moment.' },
    };
  }
}

/** The three answers that every Teams client shows; the HTTP status is always 200, or the person would see nothing. */
function invokeBodyOf(answer: PressAnswer) {
  switch (answer.kind) {
    case 'card':
      return { statusCode: 200, type: 'application/vnd.microsoft.card.adaptive', value: answer.message.card };
    case 'sentence':
      return { statusCode: 200, type: 'application/vnd.microsoft.activity.message', value: answer.text };
    case 'problem':
      return {
        statusCode: 200,
        type: 'application/vnd.microsoft.error',
        value: { code: answer.code, message: answer.text },
      };
  }
}
