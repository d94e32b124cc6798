import { asciiHash } from '../../core/licensing/memory/text-hash.ts';

const LONGEST_ADDRESS = 1024;
const NON_ASCII = 0x80;
const [UPPER_A, UPPER_Z, LOWER] = [0x41, 0x5a, 0x20];

/** The proxy addresses of one line, by their hashes: what `addressHash` makes of them, without a string of them. */
export class PlainAddresses {
  readonly hashes: number[] = [];
  readonly #folded = new Uint8Array(LONGEST_ADDRESS);

  begin(): void {
    this.hashes.length = 0;
  }

  /** Tells whether it could be added: whether lower case is only a matter of ASCII. */
  add(bytes: Uint8Array, start: number, end: number): boolean {
    const folded = this.#folded;
    const length = end - start;
    if (length > folded.length) return false;
    for (let at = 0; at < length; at++) {
      const byte = bytes[start + at] as number;
      if (byte >= NON_ASCII) return false;
      folded[at] = byte >= UPPER_A && byte <= UPPER_Z ? byte | LOWER : byte;
    }
    this.hashes.push(asciiHash(folded, 0, length));
    return true;
  }
}

/** Texts of two ASCII characters, each made once: a million people live in a few countries. */
export class ShortTexts {
  readonly #known: (string | undefined)[] = [];

  of(bytes: Buffer, start: number, end: number): string {
    const [first = 0, second = 0] = [bytes[start], bytes[start + 1]];
    if (end - start !== 2 || (first | second) >= NON_ASCII) return bytes.toString('utf8', start, end);
    const place = first * NON_ASCII + second;
    const text = this.#known[place] ?? bytes.toString('utf8', start, end);
    this.#known[place] = text;
    return text;
  }
}
