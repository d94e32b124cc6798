/** One request below `/v1.0`, whichever way it came: on its own or as a part of a batch. */
export interface GraphRequest {
  readonly method: string;
  /** Absolute, as the client sent it. */
  readonly url: URL;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  /** Parsed JSON; undefined: there was none. A text that is no JSON stays a text. */
  readonly body: unknown;
}

export interface GraphResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** What is sent as JSON, or is JSON already; a text as it is; undefined: nothing. */
  readonly body?: unknown;
}

/** A body as it is sent. */
export function jsonOf(body: unknown): Buffer {
  return Buffer.isBuffer(body) ? body : Buffer.from(JSON.stringify(body));
}

/** A body as its reader has it. */
export function parsedBody(body: unknown): unknown {
  return Buffer.isBuffer(body) ? JSON.parse(body.toString()) : body;
}

export const VERSION = '/v1.0';

/** Where the service is, as this client calls it: what links begin with. */
export function serviceOf({ url }: GraphRequest): string {
  return `${url.origin}${VERSION}`;
}

/** Does the client want advanced queries, on an index that lags? */
export function isEventual({ headers }: GraphRequest): boolean {
  return headers['consistencylevel']?.toLowerCase() === 'eventual';
}

/** `odata.metadata=none`: no context and no types, links all the same. */
export function wantsNoMetadata({ headers }: GraphRequest): boolean {
  return /odata\.metadata=none/i.test(headers['accept'] ?? '');
}

/** The same with the names of OData's options in lower case: clients write `$deltaToken` and `$Select` as well. */
export function withPlainOptions(request: GraphRequest): GraphRequest {
  const plain = request.url.search.replaceAll(/[?&](?:\$|%24)[A-Za-z]+(?==)/g, (name) => name.toLowerCase());
  if (plain === request.url.search) return request;
  const url = new URL(request.url);
  url.search = plain;
  return { ...request, url };
}
