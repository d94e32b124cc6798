import type { Call } from './route.ts';
import type { Writer } from './write.ts';

export function writerOf({ appId, nowMs, request }: Call): Writer {
  return { appId, timeMs: nowMs, correlationId: request.headers['client-request-id'] };
}
