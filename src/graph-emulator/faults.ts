import { seededRandom } from '../directory/demo/random.ts';
import { GraphError } from './graph-error.ts';
import { throttled } from './throttle.ts';

/** What goes wrong with one request. */
export type InjectedFault =
  /** Nothing is done, and the client is told so. */
  | { readonly kind: 'refused'; readonly error: GraphError }
  /** Nothing is done, and the connection is closed. */
  | { readonly kind: 'reset' }
  /** Nothing is done, and nothing comes. */
  | { readonly kind: 'silent' }
  /** It is done, and the answer breaks off. */
  | { readonly kind: 'torn' }
  /** It is done, and the answer comes when nobody waits for it any more. */
  | { readonly kind: 'late' };

export const FAULT_KINDS = ['429', '503', '500', '504', 'reset', 'silent', 'torn', 'late'] as const;

export type FaultKind = (typeof FAULT_KINDS)[number];

/** Decides for each request, and for each part of a batch, whether something goes wrong. */
export interface Faults {
  next(): InjectedFault | undefined;
  nextOfPart(): GraphError | undefined;
}

interface FaultOptions {
  /** Of 100 requests, and of 100 parts of batches. */
  readonly percent: number;
  /** The same seed, the same faults for the same requests. */
  readonly seed?: number;
  /** Undefined: of every kind. */
  readonly kinds?: readonly FaultKind[];
}

const PARTS: readonly FaultKind[] = ['429', '503', '500', '504'];

export function seededFaults({ percent, seed = 1, kinds = FAULT_KINDS }: FaultOptions): Faults {
  const random = seededRandom(seed);
  const ofParts = kinds.filter((kind) => PARTS.includes(kind));
  const pick = (among: readonly FaultKind[]): FaultKind | undefined =>
    random.chance(percent) ? among[random.below(among.length)] : undefined;
  /** Of whole and broken seconds, of dates and of silence: how long to wait is said in each way that services have. */
  const refusal = (kind: FaultKind): GraphError => {
    const seconds = (1 + random.below(2_000)) / 1_000;
    if (kind === '429') return throttled(random.chance(50) ? Math.ceil(seconds) : seconds);
    if (kind === '500') return new GraphError(500, 'InternalServerError', 'An internal server error occurred.');
    if (kind === '504') return new GraphError(504, 'GatewayTimeout', 'The gateway timed out.');
    const headers = random.chance(50) ? {} : { 'Retry-After': String(Math.ceil(seconds)) };
    return new GraphError(503, 'ServiceUnavailable', 'The service is temporarily unavailable.', { headers });
  };
  return {
    next() {
      const kind = pick(kinds);
      switch (kind) {
        case undefined:
          return undefined;
        case 'reset':
        case 'silent':
        case 'torn':
        case 'late':
          return { kind };
        default:
          return { kind: 'refused', error: refusal(kind) };
      }
    },
    nextOfPart() {
      const kind = pick(ofParts);
      return kind === undefined ? undefined : refusal(kind);
    },
  };
}
