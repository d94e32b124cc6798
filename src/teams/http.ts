import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';

/** Whoever sends slower than this is cut off. */
export const TIMEOUTS = { headersTimeout: 5_000, requestTimeout: 10_000, connectionsCheckingInterval: 1_000 };
/** Of a body that nobody reads, this much is taken for the sake of an orderly answer. */
const UNREAD_BYTES = 1024 * 1024;

export interface HttpAnswer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** A text as it is, anything else as JSON; undefined: nothing at all. */
  readonly body?: unknown;
}

type Handler = (request: IncomingMessage) => HttpAnswer | Promise<HttpAnswer>;

/** By method. */
export type MethodHandlers = Readonly<Record<string, Handler>>;

interface Watchers {
  readonly onFault: (path: string, error: unknown) => void;
  readonly onAnswer: (answer: { readonly route: string; readonly status: number; readonly ms: number }) => void;
}

/**
 * Serves each path by its methods; a slash at a path's end means nothing, and HEAD is GET without the body. What a handler
 * throws is told to `onFault` and to nobody outside.
 */
export function answering(
  routes: Readonly<Record<string, MethodHandlers>>,
  { onFault, onAnswer }: Watchers,
): RequestListener {
  return async (request, response) => {
    const path = pathOf(request);
    const startMs = performance.now();
    const route = Object.hasOwn(routes, path) ? path : 'other';
    response.once('finish', () => onAnswer({ route, status: response.statusCode, ms: performance.now() - startMs }));
    try {
      write(request, response, await answer(routes, path, request));
    } catch (error) {
      // The sender has gone in the middle of the body: nobody is there to be answered.
      if (request.destroyed && !request.complete) return;
      onFault(path, error);
      write(request, response, { status: 500 });
    }
  };
}

function pathOf({ url = '/' }: IncomingMessage): string {
  const [path = ''] = url.split('?');
  return path.replace(/\/+$/, '') || '/';
}

function answer(
  routes: Readonly<Record<string, MethodHandlers>>,
  path: string,
  request: IncomingMessage,
): HttpAnswer | Promise<HttpAnswer> {
  const route = Object.hasOwn(routes, path) ? routes[path] : undefined;
  if (route === undefined) return { status: 404 };
  const method = request.method === 'HEAD' ? 'GET' : (request.method ?? '');
  const handler = Object.hasOwn(route, method) ? route[method] : undefined;
  if (handler === undefined) return { status: 405, headers: { Allow: Object.keys(route).join(', ') } };
  return handler(request);
}

function write(request: IncomingMessage, response: ServerResponse, { status, headers = {}, body }: HttpAnswer): void {
  if (!request.complete) letGo(request);
  const isText = typeof body === 'string';
  const content = body === undefined ? '' : isText ? body : JSON.stringify(body);
  response.writeHead(status, {
    ...(body === undefined ? {} : { 'Content-Type': isText ? 'text/plain; charset=utf-8' : 'application/json' }),
    'Content-Length': Buffer.byteLength(content),
    ...headers,
  });
  response.end(request.method === 'HEAD' ? undefined : content);
}

/** Answered before all of the body has come: the rest is let go, within limits. */
function letGo(request: IncomingMessage): void {
  let unread = 0;
  request.on('data', (chunk: Buffer) => {
    unread += chunk.length;
    if (unread > UNREAD_BYTES) request.destroy();
  });
  request.resume();
}
