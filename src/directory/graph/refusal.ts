/** Why Graph would not do something, in its own words. */
export interface GraphRefusal {
  readonly status: number;
  /** `Request_BadRequest` for every license: only the message tells which. */
  readonly code: string;
  readonly message: string;
  /** What Microsoft finds the request by. */
  readonly requestId: string | undefined;
}

/** Reads `{ "error": … }`. Whatever else came, the status says it. */
export function refusalOf(status: number, body: unknown): GraphRefusal {
  const error = property(body, 'error');
  // Documents spell it one way, examples another.
  const inner = property(error, 'innerError') ?? property(error, 'innererror');
  return {
    status,
    code: text(property(error, 'code')) ?? `HTTP ${status}`,
    message: text(property(error, 'message')) ?? `Graph answered ${status} and did not say why.`,
    requestId: text(property(inner, 'request-id')),
  };
}

function property(from: unknown, name: string): unknown {
  return typeof from === 'object' && from !== null ? (from as Record<string, unknown>)[name] : undefined;
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}
