/**
 * From 32-bit hashes to numbers, several to a hash, in typed arrays: a million names take megabytes, not hundreds of them.
 * Who looks up verifies what it finds, since two keys may share a hash.
 */
export interface HashMultimap {
  /** Visits the values of `hash`, newest first, until `visit` returns false. */
  each(hash: number, visit: (value: number) => boolean): void;
  has(hash: number): boolean;
}

/** Takes in what a multimap will have. */
export interface HashMultimapBuilder {
  add(hash: number, value: number): void;
  /** The multimap, in no more memory than it needs; nothing is added any more. */
  built(): HashMultimap;
}

const SMALLEST = 64;
/** So many times its length, before it is copied. */
const GROWS_IN_PLACE = 8;

export function hashMultimap(expected: number): HashMultimapBuilder {
  let hashes = growing(Math.max(SMALLEST, expected));
  let values = growing(hashes.length);
  let count = 0;
  return {
    add(hash, value) {
      if (count === hashes.length) [hashes, values] = [longer(hashes), longer(values)];
      hashes[count] = hash | 0;
      values[count] = value;
      count++;
    },
    built: () => bySlot(hashes.subarray(0, count), values.subarray(0, count)),
  };
}

/** In memory of its own, which the system has back as soon as it is let go: what `built` makes stays, and would pin other memory. */
function growing(length: number): Int32Array<ArrayBuffer> {
  return new Int32Array(new ArrayBuffer(length * 4, { maxByteLength: length * 4 * GROWS_IN_PLACE }));
}

function longer(array: Int32Array<ArrayBuffer>): Int32Array<ArrayBuffer> {
  const { buffer, length } = array;
  if (length * 2 * 4 <= buffer.maxByteLength) {
    buffer.resize(length * 2 * 4);
    return array;
  }
  const copy = growing(length * 2);
  copy.set(array);
  return copy;
}

/** Hashes that have the same slot stand behind one another, oldest first. */
function bySlot(added: Int32Array, addedValues: Int32Array): HashMultimap {
  let slots = 1;
  while (slots * 2 < added.length) slots *= 2;
  const slotOf = (hash: number) => (hash ^ (hash >>> 15)) & (slots - 1);
  /** Of each slot, and behind the last one; first of all where the next one of it is put, from its end on. */
  const starts = new Uint32Array(slots + 1);
  for (const hash of added) starts[slotOf(hash)] = (starts[slotOf(hash)] as number) + 1;
  for (let slot = 0, end = 0; slot <= slots; slot++) {
    end += starts[slot] as number;
    starts[slot] = end;
  }
  /** Of so many slots the one of a hash and its upper half are all of it. */
  const areHalves = slots >= 1 << 16;
  const kept = (hash: number) => (areHalves ? hash >>> 16 : hash);
  const hashes = areHalves ? new Uint16Array(added.length) : new Int32Array(added.length);
  const values = new Int32Array(added.length);
  for (let index = added.length - 1; index >= 0; index--) {
    const hash = added[index] as number;
    const slot = slotOf(hash);
    const place = (starts[slot] as number) - 1;
    starts[slot] = place;
    hashes[place] = kept(hash);
    values[place] = addedValues[index] as number;
  }

  function each(hash: number, visit: (value: number) => boolean): void {
    const slot = slotOf(hash | 0);
    const wanted = kept(hash | 0);
    const start = starts[slot] as number;
    for (let place = (starts[slot + 1] as number) - 1; place >= start; place--)
      if (hashes[place] === wanted && !visit(values[place] as number)) return;
  }

  return {
    each,
    has(hash) {
      let found = false;
      each(hash, () => {
        found = true;
        return false;
      });
      return found;
    },
  };
}

export const EMPTY_HASH = 0x811c9dc5;

/** FNV-1a, continued: the hash of a sequence of keys is built one key at a time. */
export function hashKey(hash: number, key: string): number {
  let result = hash;
  for (let index = 0; index < key.length; index++) {
    result = Math.imul(result ^ key.charCodeAt(index), 0x01000193);
  }
  return Math.imul(result ^ 32, 0x01000193);
}
