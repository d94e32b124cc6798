import type { IncomingMessage } from 'node:http';
import { readBody } from './body.ts';
import type { HttpAnswer, MethodHandlers } from './http.ts';

/** Below `PUBLIC_URL`. */
export const NOTIFICATIONS_PATH = '/api/graph';

const LONGEST_TOKEN = 2_000;

/**
 * Where Graph posts change notifications: it asks first whether they are wanted, by a token that is to come back as it is, and wants
 * an answer at once. Who is not Graph hears nothing from which to tell whether it was believed.
 */
export function notificationRoute(receive: (body: unknown) => void): MethodHandlers {
  return {
    async POST(request: IncomingMessage): Promise<HttpAnswer> {
      const token = new URLSearchParams((request.url ?? '').split('?')[1]).get('validationToken');
      if (token !== null) return token.length > LONGEST_TOKEN ? { status: 400 } : echo(token);
      const body = await readBody(request);
      if ('status' in body) return { status: body.status };
      receive(body.value);
      return { status: 202 };
    },
  };
}

function echo(token: string): HttpAnswer {
  const headers = { 'Content-Type': 'text/plain; charset=utf-8', 'X-Content-Type-Options': 'nosniff' };
  return { status: 200, body: token, headers };
}
