import { randomUUID } from 'node:crypto';
import { costOf } from '../directory/graph/published-limits.ts';
import { answerBatch } from './batch.ts';
import type { Faults } from './faults.ts';
import { forbidden, GraphError } from './graph-error.ts';
import { type GraphRequest, type GraphResponse, wantsNoMetadata, withPlainOptions } from './request.ts';
import { findRoute } from './route.ts';
import { ROUTES } from './routes/routes.ts';
import type { Throttle } from './throttle.ts';
import type { Claims, IssuedTokens } from './tokens.ts';
import type { World } from './world.ts';

/** What answers requests below `/v1.0`. */
export interface Service {
  readonly world: World;
  readonly tokens: IssuedTokens;
  /** Undefined: there are no limits. */
  readonly throttle: Throttle | undefined;
  /** Of the parts of batches. Undefined: nothing goes wrong by itself. */
  readonly faults: Faults | undefined;
  /** A new number for each, the same from the same seed. */
  readonly below: (end: number) => number;
}

/** Answers one request, a batch with all of its parts. What a client does wrong is an answer; only a bug throws. */
export function answer(service: Service, request: GraphRequest, nowMs: number): GraphResponse {
  return answered(request, nowMs, () => {
    const claims = service.tokens.check(request.headers['authorization'], nowMs);
    if (request.method === 'POST' && BATCH.test(request.url.pathname)) {
      return answerBatch(request, {
        answerPart: (part) =>
          answered(part, nowMs, () => {
            const fault = service.faults?.nextOfPart();
            if (fault !== undefined) throw fault;
            return served(service, part, claims, nowMs);
          }),
        below: service.below,
      });
    }
    return served(service, request, claims, nowMs);
  });
}

/** The error of a request as Graph answers it. */
export function errorResponse(request: GraphRequest, nowMs: number, error: GraphError): GraphResponse {
  return answered(request, nowMs, () => {
    throw error;
  });
}

function served({ world, throttle }: Service, sent: GraphRequest, claims: Claims, nowMs: number): GraphResponse {
  const request = withPlainOptions(sent);
  world.catchUp(nowMs);
  const found = findRoute(ROUTES, request);
  const { appid: appId } = claims;
  const limits = throttle?.take(costOf(found.route.method, found.route.path, request.url.searchParams), appId, nowMs);
  if (!found.route.permissions.some((permission) => claims.roles.includes(permission))) throw forbidden();
  const response = found.route.answer({ world, request, ids: found.ids, nowMs, appId });
  return { ...response, headers: { ...limits, ...response.headers } };
}

function answered(request: GraphRequest, nowMs: number, serve: () => GraphResponse): GraphResponse {
  const requestId = randomUUID();
  const clientRequestId = request.headers['client-request-id'] ?? requestId;
  const ids = { 'request-id': requestId, 'client-request-id': clientRequestId };
  try {
    const response = serve();
    const hasBody = response.body !== undefined;
    return {
      ...response,
      ...(hasBody && wantsNoMetadata(request) ? { body: withoutMetadata(response.body) } : {}),
      headers: { ...ids, 'OData-Version': '4.0', ...(hasBody ? contentType(request) : {}), ...response.headers },
    };
  } catch (error) {
    if (!(error instanceof GraphError)) throw error;
    const { code, message, inner } = error;
    const date = new Date(nowMs).toISOString().slice(0, '2026-11-24T08:00:00'.length);
    return {
      status: error.status,
      headers: { ...ids, 'Content-Type': 'application/json', ...error.headers },
      body: { error: { code, message, innerError: { ...inner, date, ...ids } } },
    };
  }
}

function contentType(request: GraphRequest): Record<string, string> {
  const metadata = wantsNoMetadata(request) ? 'none' : 'minimal';
  return {
    'Content-Type': `application/json;odata.metadata=${metadata};odata.streaming=true;IEEE754Compatible=false;charset=utf-8`,
  };
}

const BATCH = /^\/v1\.0\/(?:\$|%24)batch\/?$/i;
const METADATA: ReadonlySet<string> = new Set(['@odata.context', '@odata.type']);

/** Links and counts stay. What is JSON already was written without. */
function withoutMetadata(body: unknown): unknown {
  if (Buffer.isBuffer(body)) return body;
  return JSON.parse(JSON.stringify(body), (name, value) => (METADATA.has(name) ? undefined : value));
}
