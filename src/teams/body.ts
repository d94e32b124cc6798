import type { IncomingMessage } from 'node:http';

/** Teams sends at most some tens of kilobytes; more is a mistake or an attack. */
const LARGEST_BODY_BYTES = 256 * 1024;
/** A card's answer lies a handful of levels deep; more would overflow whoever walks it. */
const DEEPEST_NESTING = 64;

/** A JSON body, or how a request without one is answered. */
type Body = { readonly value: unknown } | BodyFault;

export interface BodyFault {
  readonly status: 400 | 413 | 415;
  readonly code: string;
  readonly message: string;
}

/** Reads a JSON body up to the limits. Nothing is ever decompressed. */
export async function readBody(request: IncomingMessage): Promise<Body> {
  const { 'content-encoding': encoding = 'identity', 'content-type': type = '' } = request.headers;
  if (encoding.toLowerCase() !== 'identity') return unsupported('Send the body without a Content-Encoding.');
  // A page in a browser may send anything else without asking first.
  if (!/^application\/json\s*(?:;|$)/i.test(type)) return unsupported('Send the body as application/json.');
  const bytes = await bytesOf(request);
  if (bytes === undefined) {
    return { status: 413, code: 'PayloadTooLarge', message: `More than ${LARGEST_BODY_BYTES} bytes.` };
  }
  const json = parsed(bytes);
  if (json === undefined) return malformed('Not JSON.');
  if (isDeeper(json.value, DEEPEST_NESTING)) return malformed(`More than ${DEEPEST_NESTING} levels in one another.`);
  return json;
}

function unsupported(message: string): BodyFault {
  return { status: 415, code: 'UnsupportedMediaType', message };
}

export function malformed(message: string): BodyFault {
  return { status: 400, code: 'BadRequest', message };
}

/** Undefined: too many, of which no more than the limit is kept. */
async function bytesOf(request: IncomingMessage): Promise<Buffer | undefined> {
  if (Number(request.headers['content-length']) > LARGEST_BODY_BYTES) return undefined;
  const chunks: Buffer[] = [];
  let length = 0;
  // A loop left early would destroy the request, and with it the answer.
  for await (const chunk of request.iterator({ destroyOnReturn: false })) {
    length += (chunk as Buffer).length;
    if (length > LARGEST_BODY_BYTES) return undefined;
    chunks.push(chunk as Buffer);
  }
  return Buffer.concat(chunks);
}

function parsed(bytes: Buffer): { readonly value: unknown } | undefined {
  try {
    return { value: JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)) };
  } catch {
    return undefined;
  }
}

/** Whether something lies in more than this many objects and lists. Stops there, so that its own stack stays small. */
function isDeeper(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return levels === 0 || Object.values(value).some((inner) => isDeeper(inner, levels - 1));
}
