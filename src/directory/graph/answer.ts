import { DirectoryError } from '../port.ts';
import type { GraphReads } from './attempt.ts';
import type { Answered } from './next-step.ts';
import { type GraphRefusal, refusalOf } from './refusal.ts';

/** One call, below the version. */
export interface GraphCall {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  /** `/users/…`, encoded, with its options; or a whole link that Graph gave. */
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  /**
   * Doing it twice comes to the same as doing it once: after a connection that broke it is sent again. Reads are, by
   * themselves.
   */
  readonly isRepeatable?: boolean;
  /** How a good answer is read; undefined: as JSON. A batch is read as the first of its calls. */
  readonly read?: GraphReads | undefined;
}

/** What Graph did, or why it would not. */
export type GraphAnswer =
  | { readonly kind: 'done'; readonly status: number; readonly body: unknown }
  | { readonly kind: 'refused'; readonly refusal: GraphRefusal };

const [UNAUTHORIZED, FORBIDDEN, NOT_FOUND] = [401, 403, 404];

/** @throws DirectoryError where the app itself is refused, which no other request would change */
export function answerOf({ status, body }: Pick<Answered, 'status' | 'body'>): GraphAnswer {
  if (status < 300) return { kind: 'done', status, body };
  const refusal = refusalOf(status, body);
  if (status === UNAUTHORIZED || status === FORBIDDEN) throw faultOf(refusal);
  return { kind: 'refused', refusal };
}

export function faultOf({ status, code, message }: GraphRefusal): DirectoryError {
  const kind =
    status === NOT_FOUND ? 'NotFound' : status === UNAUTHORIZED || status === FORBIDDEN ? 'Forbidden' : 'Unreachable';
  return new DirectoryError(kind, `Graph answered ${status} ${code}: ${message}`);
}
