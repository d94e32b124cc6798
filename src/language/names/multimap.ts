/**
 * From 32-bit hashes to numbers, several to a hash, in three typed arrays: a million names take megabytes, not
 * hundreds of them. Who looks up verifies what it finds, since two keys may share a hash.
 */
export interface HashMultimap {
  add(hash: number, value: number): void;
  /** Visits the values of `hash`, newest first, until `visit` returns false. */
  each(hash: number, visit: (value: number) => boolean): void;
  has(hash: number): boolean;
}

export function hashMultimap(expected: number): HashMultimap {
  let capacity = 64;
  while (capacity < expected) capacity *= 2;
  let heads = new Int32Array(capacity).fill(-1);
  let hashes = new Int32Array(capacity);
  let values = new Int32Array(capacity);
  let next = new Int32Array(capacity);
  let count = 0;

  function slotOf(hash: number): number {
    return (hash ^ (hash >>> 15)) & (capacity - 1);
  }

  function link(index: number): void {
    const slot = slotOf(hashes[index] ?? 0);
    next[index] = heads[slot] ?? -1;
    heads[slot] = index;
  }

  function grow(): void {
    capacity *= 2;
    hashes = extended(hashes, capacity);
    values = extended(values, capacity);
    next = new Int32Array(capacity);
    heads = new Int32Array(capacity).fill(-1);
    for (let index = 0; index < count; index++) link(index);
  }

  function each(hash: number, visit: (value: number) => boolean): void {
    const wanted = hash | 0;
    for (let index = heads[slotOf(wanted)] ?? -1; index >= 0; index = next[index] ?? -1) {
      if (hashes[index] === wanted && !visit(values[index] ?? 0)) return;
    }
  }

  return {
    add(hash, value) {
      if (count === capacity) grow();
      hashes[count] = hash | 0;
      values[count] = value;
      link(count);
      count++;
    },
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

function extended(array: Int32Array, length: number): Int32Array<ArrayBuffer> {
  const longer = new Int32Array(length);
  longer.set(array);
  return longer;
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
