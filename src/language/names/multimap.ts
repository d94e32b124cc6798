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

export function hashMultimap(expected: number): HashMultimapBuilder {
  let hashes = new Int32Array(Math.max(SMALLEST, expected));
  let values = new Int32Array(hashes.length);
  let count = 0;
  return {
    add(hash, value) {
      if (count === hashes.length) [hashes, values] = [extended(hashes), extended(values)];
      hashes[count] = hash | 0;
      values[count] = value;
      count++;
    },
    built: () => bySlot(hashes.subarray(0, count), values.subarray(0, count)),
  };
}

function extended(array: Int32Array): Int32Array<ArrayBuffer> {
  const longer = new Int32Array(array.length * 2);
  longer.set(array);
  return longer;
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
  const hashes = new Int32Array(added.length);
  const values = new Int32Array(added.length);
  for (let index = added.length - 1; index >= 0; index--) {
    const hash = added[index] as number;
    const slot = slotOf(hash);
    const place = (starts[slot] as number) - 1;
    starts[slot] = place;
    hashes[place] = hash;
    values[place] = addedValues[index] as number;
  }

  function each(hash: number, visit: (value: number) => boolean): void {
    const wanted = hash | 0;
    const slot = slotOf(wanted);
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
