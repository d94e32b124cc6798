import { CLOSE, CLOSE_LIST, COLON, COMMA, OPEN_BRACE, OPEN_LIST, QUOTE } from '../../plain/plain-json.ts';

const [BACKSLASH, SPACE] = [0x5c, 0x20];

/**
 * The members of an object by name, each value as its JSON. Undefined: it is not written without white space, or with a name that
 * needs escapes, and `JSON.parse` has to read it.
 */
export function jsonMembers(object: string): ReadonlyMap<string, string> | undefined {
  const members = new Map<string, string>();
  for (let at = 1; at < object.length - 1; ) {
    const colon = afterString(object, at);
    const name = object.slice(at + 1, colon - 1);
    if (object.charCodeAt(at) !== QUOTE || object.charCodeAt(colon) !== COLON || name.includes('\\')) return undefined;
    const end = afterValue(object, colon + 1);
    if (object.charCodeAt(colon + 1) === SPACE) return undefined;
    members.set(name, object.slice(colon + 1, end));
    at = end + 1;
  }
  return members;
}

function afterString(json: string, quote: number): number {
  for (let at = quote + 1; ; at++) {
    const code = json.charCodeAt(at);
    if (code === QUOTE) return at + 1;
    if (code === BACKSLASH) at++;
  }
}

/** Up to the comma or brace that ends it. */
function afterValue(json: string, start: number): number {
  let depth = 0;
  for (let at = start; ; at++) {
    const code = json.charCodeAt(at);
    if (code === QUOTE) at = afterString(json, at) - 1;
    else if (code === OPEN_BRACE || code === OPEN_LIST) depth++;
    else if ((code === CLOSE || code === COMMA) && depth === 0) return at;
    else if (code === CLOSE || code === CLOSE_LIST) depth--;
  }
}
