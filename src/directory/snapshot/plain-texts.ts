import { asciiHash } from '../../core/licensing/memory/text-hash.ts';

const NON_ASCII = 0x80;

/** The proxy addresses of one line, by their hashes: what `addressHash` makes of them, without a string of them. */
export class PlainAddresses {
  readonly hashes: number[] = [];

  begin(): void {
    this.hashes.length = 0;
  }

  /** Tells whether it could be added: whether lower case is only a matter of ASCII. */
  add(bytes: Uint8Array, start: number, end: number): boolean {
    for (let at = start; at < end; at++) if ((bytes[at] as number) >= NON_ASCII) return false;
    this.hashes.push(asciiHash(bytes, start, end));
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
