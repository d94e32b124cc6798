import type { UserText } from '../../graph/snapshot-text.ts';
import { CLOSE, CLOSE_LIST, COLON, COMMA, OPEN_BRACE, OPEN_LIST, QUOTE } from '../../plain/plain-json.ts';

/** An object in its bytes, without the brace that closes it. */
type ObjectBytes = Pick<UserText, 'bytes' | 'start' | 'end'>;

/** Members that stand one behind the other. */
interface MembersInBytes {
  readonly start: number;
  readonly end: number;
  readonly count: number;
}

const [BACKSLASH, SPACE, NULL] = [0x5c, 0x20, 0x6e];

/**
 * The member that has the name at this place of a list of names, and as many of the following names as follow it in the object,
 * all of them as they stand there. Undefined: it is null or not there, or the object is written with white space: `JSON.parse`
 * has to read it.
 */
export function membersInBytes(
  { bytes, start, end }: ObjectBytes,
  names: readonly string[],
  place: number,
): MembersInBytes | undefined {
  let first = start + 1;
  while (!isNamed(bytes, first, names[place])) {
    const value = valuePlace(bytes, first, end);
    if (value === undefined) return undefined;
    first = afterValue(bytes, value, end) + 1;
  }
  let last = first;
  let count = 0;
  for (let next = first; isNamed(bytes, next, names[place + count]); next = last + 1) {
    const value = valuePlace(bytes, next, end);
    if (value === undefined || bytes[value] === NULL) break;
    last = afterValue(bytes, value, end);
    count++;
  }
  return count === 0 ? undefined : { start: first, end: last, count };
}

function isNamed(bytes: Uint8Array, quote: number, name: string | undefined): boolean {
  if (name === undefined || bytes[quote] !== QUOTE || bytes[quote + 1 + name.length] !== QUOTE) return false;
  for (let index = 0; index < name.length; index++) {
    if (bytes[quote + 1 + index] !== name.charCodeAt(index)) return false;
  }
  return true;
}

/** Where the value of the member begins whose name begins here. */
function valuePlace(bytes: Uint8Array, quote: number, end: number): number | undefined {
  if (quote >= end || bytes[quote] !== QUOTE) return undefined;
  const colon = afterString(bytes, quote);
  return bytes[colon] === COLON && (bytes[colon + 1] as number) > SPACE ? colon + 1 : undefined;
}

function afterString(bytes: Uint8Array, quote: number): number {
  let at = quote + 1;
  while (bytes[at] !== QUOTE) at += bytes[at] === BACKSLASH ? 2 : 1;
  return at + 1;
}

/** Up to the comma or brace that ends it. */
function afterValue(bytes: Uint8Array, start: number, end: number): number {
  let depth = 0;
  for (let at = start; at < end; at++) {
    const byte = bytes[at];
    if (byte === QUOTE) at = afterString(bytes, at) - 1;
    else if (byte === OPEN_BRACE || byte === OPEN_LIST) depth++;
    else if (byte === CLOSE || byte === CLOSE_LIST) depth--;
    else if (byte === COMMA && depth === 0) return at;
  }
  return end;
}
