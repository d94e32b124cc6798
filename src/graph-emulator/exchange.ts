import { type GraphRequest, type GraphResponse, parsedBody } from './request.ts';

/** One request and its answer, as both were sent: a line of a recording. */
export interface RecordedExchange {
  readonly method: string;
  readonly url: string;
  readonly requestHeaders: Readonly<Record<string, string>>;
  readonly requestBody?: unknown;
  readonly status: number;
  readonly responseHeaders: Readonly<Record<string, string>>;
  readonly responseBody?: unknown;
}

/** Who the client is stays out of recordings. */
export function recordedExchange(request: GraphRequest, response: GraphResponse): RecordedExchange {
  const { authorization, ...headers } = request.headers;
  return {
    method: request.method,
    url: request.url.href,
    requestHeaders: authorization === undefined ? headers : { ...headers, authorization: 'Bearer redacted' },
    ...(request.body === undefined ? {} : { requestBody: request.body }),
    status: response.status,
    responseHeaders: response.headers,
    // What nobody looks at need not be read.
    get responseBody() {
      return parsedBody(response.body);
    },
  };
}
