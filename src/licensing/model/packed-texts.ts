import type { Steps } from '../steps.ts';

/** How bytes are kept in less memory than they take. A dictionary is bytes that are much like them, the same each time. */
export interface Packing {
  pack(bytes: Uint8Array, dictionary: Uint8Array): Uint8Array;
  /** What was packed, in memory that is the caller's. */
  unpack(packed: Uint8Array, dictionary: Uint8Array): Buffer;
}

/** The part of a text that `bytes` hold from `start` to `end`. */
export interface TextSpan {
  readonly bytes: Buffer;
  readonly start: number;
  readonly end: number;
}

/** Profiles as JSON, each without the brace that closes it. */
export interface TextsByIndex {
  readonly count: number;
  span(index: number): TextSpan;
}

/** A block is unpacked to read one of its texts: more of them take less memory and a longer time. */
const TEXTS_A_BLOCK = 32;
/** Whoever reads a text reads its neighbours next, or the same one again. */
const BLOCKS_UNPACKED = 4;
/** Some milliseconds of work. */
const BLOCKS_A_STEP = 64;
/** Behind each text: no JSON has it. */
const END = 0;
const BRACE = '{'.charCodeAt(0);

interface Unpacked {
  readonly bytes: Buffer;
  /** Where each text of the block begins, and where the one behind the last would. */
  readonly starts: readonly number[];
}

/** Packs texts, which stay as they are. A text that begins with its id, as `idOf` has it, is kept without. */
export function* packTexts(texts: TextsByIndex, idOf: (index: number) => string, packing: Packing): Steps<PackedTexts> {
  const blocks: Uint8Array[] = [];
  const ends = new Uint32Array(Math.ceil(texts.count / TEXTS_A_BLOCK));
  const dictionary = blockOf(texts, 0, idOf);
  let end = 0;
  for (let from = 0; from < texts.count; from += TEXTS_A_BLOCK) {
    const packed = packing.pack(blockOf(texts, from, idOf), dictionary);
    end += packed.length;
    ends[blocks.length] = end;
    blocks.push(packed);
    if (blocks.length % BLOCKS_A_STEP === 0) yield;
  }
  const unpack = (packed: Uint8Array) => packing.unpack(packed, dictionary);
  return new PackedTexts(texts.count, joined(blocks), ends, idOf, unpack);
}

function blockOf(texts: TextsByIndex, from: number, idOf: (index: number) => string): Uint8Array {
  const parts: Uint8Array[] = [];
  for (let index = from; index < Math.min(from + TEXTS_A_BLOCK, texts.count); index++) {
    const { bytes, start, end } = texts.span(index);
    const text = bytes.subarray(start, end);
    const beginning = beginningOf(idOf(index));
    const hasIt = text.subarray(0, beginning.length).equals(beginning);
    parts.push(hasIt ? text.subarray(beginning.length) : text, Buffer.of(END));
  }
  return joined(parts);
}

/** In memory of its own: what Node takes for many small ones is not given back before the last of them. */
function joined(parts: readonly Uint8Array[]): Buffer {
  const all = Buffer.alloc(parts.reduce((length, part) => length + part.length, 0));
  let end = 0;
  for (const part of parts) {
    all.set(part, end);
    end += part.length;
  }
  return all;
}

function beginningOf(id: string): Buffer {
  return Buffer.from(`{"id":${JSON.stringify(id)}`);
}

/** Texts of which those that were read last lie open, and all others packed: a tenth of the memory. */
export class PackedTexts implements TextsByIndex {
  readonly count: number;
  readonly #packed: Buffer;
  /** Where each block ends. */
  readonly #ends: Uint32Array;
  readonly #idOf: (index: number) => string;
  readonly #unpack: (packed: Uint8Array) => Buffer;
  /** By block, the one that was read last behind the others. */
  readonly #unpacked = new Map<number, Unpacked>();
  #latest = -1;

  constructor(
    count: number,
    packed: Buffer,
    ends: Uint32Array,
    idOf: (index: number) => string,
    unpack: (packed: Uint8Array) => Buffer,
  ) {
    this.count = count;
    this.#packed = packed;
    this.#ends = ends;
    this.#idOf = idOf;
    this.#unpack = unpack;
  }

  span(index: number): TextSpan {
    const { bytes, starts } = this.#blockAt(Math.floor(index / TEXTS_A_BLOCK));
    const place = index % TEXTS_A_BLOCK;
    return { bytes, start: starts[place] as number, end: starts[place + 1] as number };
  }

  #blockAt(block: number): Unpacked {
    const known = this.#unpacked.get(block);
    if (known !== undefined && this.#latest === block) return known;
    const unpacked = known ?? this.#open(block);
    this.#latest = block;
    this.#unpacked.delete(block);
    this.#unpacked.set(block, unpacked);
    if (this.#unpacked.size > BLOCKS_UNPACKED) this.#unpacked.delete(this.#unpacked.keys().next().value as number);
    return unpacked;
  }

  #open(block: number): Unpacked {
    const start = block === 0 ? 0 : (this.#ends[block - 1] as number);
    const texts = this.#unpack(this.#packed.subarray(start, this.#ends[block]));
    const parts: Buffer[] = [];
    const starts = [0];
    let length = 0;
    const keep = (part: Buffer) => {
      parts.push(part);
      length += part.length;
    };
    for (let from = 0, index = block * TEXTS_A_BLOCK; from < texts.length; index++) {
      const end = texts.indexOf(END, from);
      if (texts[from] !== BRACE) keep(beginningOf(this.#idOf(index)));
      keep(texts.subarray(from, end));
      starts.push(length);
      from = end + 1;
    }
    return { bytes: joined(parts), starts };
  }
}
