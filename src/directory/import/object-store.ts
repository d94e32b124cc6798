import { idKey } from '../../graph/ids.ts';
import { IdIndex } from '../../licensing/model/id-index.ts';
import type { JsonObject } from '../json-object.ts';
import { saysTheSame } from './json-value.ts';
import type { Spool, SpoolPlace } from './spool.ts';

/** What two files say about one object, and not the same. */
interface Contradiction {
  readonly object: JsonObject;
  readonly property: string;
  readonly files: readonly [string, string];
}

/**
 * People or groups of an export, each once: what several files say of one is put together, and must not contradict.
 * Only ids and places are in memory.
 */
export class ObjectStore {
  readonly #spool: Spool;
  readonly #ids = new IdIndex();
  readonly #at: number[] = [];
  readonly #length: number[] = [];
  readonly #file: string[] = [];
  readonly #gone = new Set<number>();

  constructor(spool: Spool) {
    this.#spool = spool;
  }

  get size(): number {
    return this.#ids.size;
  }

  has(id: string): boolean {
    return this.placeOf(id) !== undefined;
  }

  /** A number of its own for each object that is there. */
  placeOf(id: string): number | undefined {
    return this.#ids.find(idKey(id));
  }

  /** Takes out what was there until then, and may be added again. Returns the file that it is from; undefined: it was not there. */
  remove(id: string): string | undefined {
    const place = this.placeOf(id);
    if (place === undefined) return undefined;
    this.#gone.add(place);
    return this.#file[place];
  }

  /** What was taken out. */
  *removed(): Generator<JsonObject> {
    for (const index of this.#gone) yield this.#object(index);
  }

  add(object: JsonObject & { readonly id: string }, file: string): Contradiction | undefined {
    const id = idKey(object.id);
    const known = this.#ids.find(id);
    if (known === undefined) {
      this.#ids.add(id);
      this.#put(this.#ids.size - 1, this.#spool.add(JSON.stringify(object)));
      this.#file.push(file);
      return undefined;
    }
    this.#gone.delete(known);
    const before = this.#object(known);
    const property = Object.keys(object).find(
      (name) => name in before && name !== 'id' && !saysTheSame(before[name], object[name]),
    );
    if (property !== undefined) return { object, property, files: [this.#file[known] ?? '', file] };
    this.fill(object);
    return undefined;
  }

  /** Adds what is not known yet of an object that is there; tells whether it is. */
  fill(object: JsonObject & { readonly id: string }): boolean {
    const known = this.#ids.find(idKey(object.id));
    if (known === undefined) return false;
    const before = this.#object(known);
    if (Object.keys(object).some((name) => !(name in before))) {
      this.#put(known, this.#spool.add(JSON.stringify({ ...object, ...before })));
    }
    return true;
  }

  /** In the order in which they were found. */
  *objects(): Generator<{ readonly object: JsonObject & { readonly id: string }; readonly file: string }> {
    for (let index = 0; index < this.#ids.size; index++) {
      if (this.#gone.has(index)) continue;
      yield { object: this.#object(index), file: this.#file[index] ?? '' };
    }
  }

  #object(index: number): JsonObject & { readonly id: string } {
    const place: SpoolPlace = { at: this.#at[index] ?? 0, length: this.#length[index] ?? 0 };
    return JSON.parse(this.#spool.read(place));
  }

  #put(index: number, { at, length }: SpoolPlace): void {
    this.#at[index] = at;
    this.#length[index] = length;
  }
}
