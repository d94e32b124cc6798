/** JSON on its way into the bytes that are sent: what is text already is copied once, and nothing is read again. */
export interface JsonBytes {
  text(json: string): void;
  copy(bytes: Uint8Array, start?: number, end?: number): void;
  /** All of it; nothing is written after it. */
  whole(): Buffer;
}

/** UTF-8 needs no more for a unit of a JavaScript string. */
const BYTES_OF_A_UNIT = 3;
/** A call out of JavaScript takes longer than so many characters. */
const SHORT = 48;
const NON_ASCII = 0x80;

/** Where bytes come together, one answer after the other: it grows to the largest, and is not asked of the system each time. */
let scratch = Buffer.allocUnsafeSlow(1 << 16);

/** One at a time: the next one begins where this one did. */
export function jsonBytes(): JsonBytes {
  let used = 0;

  function makeRoom(length: number): void {
    if (used + length <= scratch.length) return;
    const wider = Buffer.allocUnsafeSlow(Math.max(scratch.length * 2, used + length));
    wider.set(scratch.subarray(0, used));
    scratch = wider;
  }

  /** Whether it was short and plain enough. */
  function putShort(json: string): boolean {
    if (json.length > SHORT) return false;
    for (let index = 0; index < json.length; index++) {
      const code = json.charCodeAt(index);
      if (code >= NON_ASCII) return false;
      scratch[used + index] = code;
    }
    used += json.length;
    return true;
  }

  return {
    text(json) {
      makeRoom(json.length * BYTES_OF_A_UNIT);
      if (!putShort(json)) used += scratch.write(json, used);
    },
    copy(bytes, start = 0, end = bytes.length) {
      makeRoom(end - start);
      copy.call(bytes, scratch, used, start, end);
      used += end - start;
    },
    whole() {
      const bytes = scratch.subarray(0, used);
      // What is large is sent from where it was written.
      if (used <= scratch.length / 2) return Buffer.from(bytes);
      scratch = Buffer.allocUnsafeSlow(scratch.length);
      return bytes;
    },
  };
}

/** Of any bytes, without a view of the part that is copied. */
const { copy } = Buffer.prototype;
