import restify from 'restify';

/** Teams sends at most some tens of kilobytes; more is a mistake or an attack. */
const LARGEST_BODY_BYTES = 256 * 1024;
/** A card's answer lies a handful of levels deep; more would overflow whoever walks it. */
const DEEPEST_NESTING = 64;

/**
 * Reads a JSON body: 400, 413 or 415 for what is none, is too large, lies too deep or is compressed. Nothing is ever
 * decompressed: restify counts compressed bytes only, and dies of a stream that is no gzip.
 */
export function jsonBody(): restify.RequestHandler[] {
  return [
    refuseEncoded,
    restify.plugins.bodyReader({ maxBodySize: LARGEST_BODY_BYTES }),
    restify.plugins.jsonBodyParser(),
    refuseDeep,
  ].flat();
}

function refuseEncoded(request: restify.Request, response: restify.Response, next: restify.Next): void {
  const encoding = request.headers['content-encoding'];
  if (encoding === undefined || encoding.toLowerCase() === 'identity') {
    delete request.headers['content-encoding'];
    next();
    return;
  }
  response.send(415, { code: 'UnsupportedMediaType', message: 'Send the body without a Content-Encoding.' });
  next(false);
}

function refuseDeep(request: restify.Request, response: restify.Response, next: restify.Next): void {
  if (!isDeeper(request.body, DEEPEST_NESTING)) {
    next();
    return;
  }
  response.send(400, { code: 'BadRequest', message: `More than ${DEEPEST_NESTING} levels in one another.` });
  next(false);
}

/** Whether something lies in more than this many objects and lists. Stops there, so that its own stack stays small. */
function isDeeper(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return levels === 0 || Object.values(value).some((inner) => isDeeper(inner, levels - 1));
}
