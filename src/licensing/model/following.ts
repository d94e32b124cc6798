interface Entry<K, V> {
  readonly key: K;
  value: V;
  /** The entry that was asked for after this one last. */
  next: Entry<K, V> | undefined;
}

/**
 * A map for keys that mostly come in an order in which they came before, as the license rows of people do: the one that
 * followed last time is tried first, and asking the table is seldom needed.
 */
export class Following<K, V> {
  readonly #entries = new Map<K, Entry<K, V>>();
  #latest: Entry<K, V> | undefined;

  get size(): number {
    return this.#entries.size;
  }

  get(key: K): V | undefined {
    const likely = this.#latest?.next;
    if (likely !== undefined && likely.key === key) {
      this.#latest = likely;
      return likely.value;
    }
    const found = this.#entries.get(key);
    return found === undefined ? undefined : this.#follow(found);
  }

  set(key: K, value: V): void {
    const known = this.#entries.get(key);
    const entry = known ?? { key, value, next: undefined };
    entry.value = value;
    if (known === undefined) this.#entries.set(key, entry);
    this.#follow(entry);
  }

  clear(): void {
    this.#entries.clear();
    this.#latest = undefined;
  }

  #follow(entry: Entry<K, V>): V {
    if (this.#latest !== undefined) this.#latest.next = entry;
    this.#latest = entry;
    return entry.value;
  }
}
