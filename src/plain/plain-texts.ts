import { isLocation } from '../catalogue/countries.ts';
import { asciiHash } from '../licensing/model/text-hash.ts';
import { Viewed } from './viewed.ts';

const NON_ASCII = 0x80;

/** The proxy addresses of one line, by their hashes: what `addressHash` makes of them, without a string of them. */
export class PlainAddresses {
  readonly hashes: number[] = [];
  readonly #viewed = new Viewed();

  begin(): void {
    this.hashes.length = 0;
  }

  /** Tells whether it could be added: whether lower case is only a matter of ASCII. */
  add(bytes: Uint8Array, start: number, end: number): boolean {
    for (let at = start; at < end; at++) if ((bytes[at] as number) >= NON_ASCII) return false;
    this.hashes.push(asciiHash(this.#viewed.of(bytes), start, end));
    return true;
  }
}

/** Codes of countries, each made once: a million people live in a few. */
export class PlainCountries {
  readonly #known: (string | undefined)[] = [];

  /** Undefined for what is no country's code. */
  of(bytes: Buffer, start: number, end: number): string | undefined {
    const [first = 0, second = 0] = [bytes[start], bytes[start + 1]];
    if (end - start !== 2 || (first | second) >= NON_ASCII) return end === start ? '' : undefined;
    const place = first * NON_ASCII + second;
    const known = this.#known[place];
    if (known !== undefined) return known;
    const text = bytes.toString('utf8', start, end);
    if (!isLocation(text)) return undefined;
    this.#known[place] = text;
    return text;
  }
}

/** Of names by which Graph calls its properties none begins so; of PowerShell's all do. */
export function isCapital(byte: number): boolean {
  return byte >= UPPER_A && byte <= UPPER_Z;
}

const [UPPER_A, UPPER_Z] = [0x41, 0x5a];
