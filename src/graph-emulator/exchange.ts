import { type GraphRequest, type GraphResponse, jsonOf, parsedBody } from './request.ts';

/** One request and its answer, as both were sent: a line of a recording. */
export interface RecordedExchange {
  readonly method: string;
  readonly url: string;
  readonly requestHeaders: Readonly<Record<string, string>>;
  readonly requestBody?: unknown;
  readonly status: number;
  readonly responseHeaders: Readonly<Record<string, string>>;
  /** To be read while the exchange is heard of: what was sent is forgotten. */
  readonly responseBody?: unknown;
  /** All of it as JSON, with a line feed; what was sent as JSON is not read for it. */
  line(): Buffer;
}

/** Who the client is stays out of recordings. */
export function recordedExchange(request: GraphRequest, response: GraphResponse): RecordedExchange {
  const { authorization, ...headers } = request.headers;
  const { body } = response;
  const told = {
    method: request.method,
    url: request.url.href,
    requestHeaders: authorization === undefined ? headers : { ...headers, authorization: 'Bearer redacted' },
    ...(request.body === undefined ? {} : { requestBody: request.body }),
    status: response.status,
    responseHeaders: response.headers,
  };
  return {
    ...told,
    // What nobody looks at need not be read.
    get responseBody() {
      return parsedBody(body);
    },
    line() {
      const begin = JSON.stringify(told).slice(0, -1);
      const rest = body === undefined ? [] : [Buffer.from(',"responseBody":'), jsonOf(body)];
      return Buffer.concat([Buffer.from(begin), ...rest, Buffer.from('}\n')]);
    },
  };
}
