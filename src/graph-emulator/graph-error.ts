/** A request that Graph refuses: its status, `error.code` and `error.message`. It is thrown where the fault is seen and answered in one place. */
export class GraphError extends Error {
  readonly status: number;
  readonly code: string;
  readonly headers: Readonly<Record<string, string>>;
  /** What `error.innerError` has besides the date and the ids. */
  readonly inner: Readonly<Record<string, string>>;

  constructor(
    status: number,
    code: string,
    message: string,
    more: {
      readonly headers?: Readonly<Record<string, string>>;
      readonly inner?: Readonly<Record<string, string>>;
    } = {},
  ) {
    super(message);
    this.name = 'GraphError';
    this.status = status;
    this.code = code;
    this.headers = more.headers ?? {};
    this.inner = more.inner ?? {};
  }
}

/** Every refusal of a license has this code; only its text tells which one it is. */
export function badRequest(message: string): GraphError {
  return new GraphError(400, 'Request_BadRequest', message);
}

/** A query that cannot be read. */
export function badQuery(message: string): GraphError {
  return new GraphError(400, 'BadRequest', message);
}

/** A query that can be read and is not served. */
export function unsupportedQuery(message: string): GraphError {
  return new GraphError(400, 'Request_UnsupportedQuery', message);
}

export function notFound(id: string): GraphError {
  const message = `Resource '${id}' does not exist or one of its queried reference-property objects are not present.`;
  return new GraphError(404, 'Request_ResourceNotFound', message);
}

export function forbidden(): GraphError {
  return new GraphError(403, 'Authorization_RequestDenied', 'Insufficient privileges to complete the operation.');
}

/** What Microsoft Graph has and the emulator does not. */
export function notEmulated(what: string): GraphError {
  return new GraphError(501, 'NotImplemented', `The emulator does not have this: ${what}.`);
}
