import { DirectoryError } from '../port.ts';
import { faultOf, type GraphAnswer } from './answer.ts';
import { type JsonObject, linkOf, step, valuesOf } from './pages.ts';

/** What one round of a delta query told, and where the next one begins. */
export interface DeltaRound {
  /** An object may be told of several times: what comes later counts. */
  readonly items: readonly JsonObject[];
  readonly deltaLink: string;
}

/** A token that is too old is answered in one of these ways. */
const GONE = 410;
const RESYNC = /^(?:syncStateNotFound|resyncRequired|syncStateInvalid)$/i;

/**
 * Reads a round to its end. Undefined: Graph does not know any more what changed since, and everything is to be read again.
 * @throws DirectoryError where a round does not end in a link for the next one
 */
export async function readDelta(
  path: string,
  send: (path: string) => Promise<GraphAnswer>,
): Promise<DeltaRound | undefined> {
  const items: JsonObject[] = [];
  const seen = new Set<string>();
  for (let next = path; ; ) {
    const answer = await send(step(next, seen));
    if (answer.kind === 'refused') {
      if (answer.refusal.status === GONE || RESYNC.test(answer.refusal.code)) return undefined;
      throw faultOf(answer.refusal);
    }
    const page = (answer.body ?? {}) as JsonObject;
    items.push(...valuesOf(page, next));
    const deltaLink = linkOf(page, '@odata.deltaLink', next);
    if (deltaLink !== undefined) return { items, deltaLink };
    const nextLink = linkOf(page, '@odata.nextLink', next);
    if (nextLink === undefined)
      throw new DirectoryError('Unreachable', `Graph ended ${path} without a link for what comes next.`);
    next = nextLink;
  }
}
