import { giveBack } from '../plain/give-back.ts';
import { badRequest } from './graph-error.ts';
import { bodyObject } from './license-body.ts';
import { type GraphRequest, type GraphResponse, jsonOf, serviceOf } from './request.ts';

const MOST_PARTS = 20;
const METHODS: ReadonlySet<string> = new Set(['GET', 'POST', 'PATCH', 'PUT', 'DELETE']);
const FAILED_DEPENDENCY = 424;

interface Part {
  readonly id: string;
  readonly request: GraphRequest;
  readonly dependsOn: readonly string[];
}

interface BatchOptions {
  readonly answerPart: (part: GraphRequest) => GraphResponse;
  /** Answers come in any order: a number below `end` each time. */
  readonly below: (end: number) => number;
}

/**
 * Answers up to 20 requests at once (https://learn.microsoft.com/graph/json-batching): each is metered, and fails, on its
 * own. A part waits for those that it depends on, and fails with them.
 * @throws GraphError for a batch that cannot be read
 */
export function answerBatch(request: GraphRequest, { answerPart, below }: BatchOptions): GraphResponse {
  const parts = partsOf(request);
  const answers = new Map<string, GraphResponse>();
  for (const { id, request: part, dependsOn } of parts) {
    const hasFailed = dependsOn.some((other) => (answers.get(other)?.status ?? FAILED_DEPENDENCY) >= 400);
    answers.set(id, hasFailed ? failedDependency() : answerPart(part));
  }
  const responses = [...answers].map(([id, { status, headers, body }]) => {
    const part = JSON.stringify({ id, status, headers: partHeaders(headers, body) });
    return body === undefined ? [part] : [part.slice(0, -1), ',"body":', jsonOf(body), '}'];
  });
  const list = shuffled(responses, below).flatMap((part, place) => (place === 0 ? part : [',', ...part]));
  const pieces = ['{"responses":[', ...list, ']}'].map((piece) =>
    typeof piece === 'string' ? Buffer.from(piece) : piece,
  );
  const body = Buffer.concat(pieces);
  for (const piece of pieces) giveBack(piece);
  return { status: 200, headers: {}, body };
}

function partsOf(request: GraphRequest): readonly Part[] {
  const { requests } = bodyObject(request.body);
  if (!Array.isArray(requests) || requests.length === 0) {
    throw badRequest("Invalid batch payload format: 'requests' is missing or empty.");
  }
  if (requests.length > MOST_PARTS) {
    throw badRequest(`Number of batch request steps exceeds the maximum value of ${MOST_PARTS}.`);
  }
  const parts = requests.map((part) => partOf(request, bodyObject(part)));
  const ids = parts.map(({ id }) => id.toLowerCase());
  const double = ids.find((id, place) => ids.indexOf(id) !== place);
  if (double !== undefined) throw badRequest(`Invalid batch payload: the request id '${double}' is not unique.`);
  for (const { id, dependsOn } of parts) {
    // A part may depend on what stands before it: so no ring can be made.
    const unknown = dependsOn.find(
      (other) => !ids.slice(0, ids.indexOf(id.toLowerCase())).includes(other.toLowerCase()),
    );
    if (unknown !== undefined)
      throw badRequest(`Invalid batch payload: '${id}' depends on '${unknown}', which is not before it.`);
  }
  return parts;
}

/** Ids may be numbers; they come back as texts. */
function partOf(batch: GraphRequest, { id, method, url, headers, body, dependsOn }: Record<string, unknown>): Part {
  const isText = typeof id === 'string' || typeof id === 'number';
  if (!isText || id === '') throw badRequest("Invalid batch payload: each request needs an 'id'.");
  if (typeof method !== 'string' || !METHODS.has(method.toUpperCase())) {
    throw badRequest(`Invalid batch payload: the request '${id}' needs a 'method'.`);
  }
  if (typeof url !== 'string' || /^https?:/i.test(url)) {
    throw badRequest(`Invalid batch payload: the request '${id}' needs a 'url' below the version.`);
  }
  const own = lowerCase(headers);
  if (body !== undefined && own['content-type'] === undefined) {
    throw badRequest(`Invalid batch payload: the request '${id}' has a body and no Content-Type header.`);
  }
  const target = URL.parse(`${serviceOf(batch)}/${url.replace(/^\//, '')}`);
  if (target === null) throw badRequest(`Invalid batch payload: the url of '${id}' cannot be read.`);
  return {
    id: String(id),
    request: { method: method.toUpperCase(), url: target, headers: own, body },
    dependsOn: Array.isArray(dependsOn) ? dependsOn.map(String) : [],
  };
}

function lowerCase(headers: unknown): Record<string, string> {
  const given = typeof headers === 'object' && headers !== null ? Object.entries(headers) : [];
  return Object.fromEntries(given.map(([name, value]) => [name.toLowerCase(), String(value)]));
}

function failedDependency(): GraphResponse {
  const error = { code: 'FailedDependency', message: 'A request that this one depends on has failed.' };
  return { status: FAILED_DEPENDENCY, headers: {}, body: { error } };
}

/** Spelled exactly so: clients look for it in this letter case to know what a part is. */
function partHeaders(headers: GraphResponse['headers'], body: unknown): Record<string, string> {
  const { 'request-id': _, 'client-request-id': __, ...kept } = headers;
  if (body === undefined) return kept;
  return { ...kept, 'Content-Type': typeof body === 'string' ? 'text/plain' : 'application/json' };
}

function shuffled<T>(items: readonly T[], below: (end: number) => number): readonly T[] {
  const order = [...items];
  for (let place = order.length - 1; place > 0; place--) {
    const other = below(place + 1);
    [order[place], order[other]] = [order[other] as T, order[place] as T];
  }
  return order;
}
