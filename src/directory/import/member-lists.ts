import { idKey } from '../../graph/ids.ts';
import type { ListOwner } from './owner.ts';
import type { Spool, SpoolPlace } from './spool.ts';

/** Graph's `$expand=members` gives so many at most, and does not say that there are more. */
const EXPANDED_AT_MOST = 20;
/** So many ids are put down together. */
const TOGETHER = 10_000;

/** One place in an export that lists the members of one group or role. */
interface Source {
  readonly file: string;
  readonly places: SpoolPlace[];
  /** Found and not put down yet; with a `-` before it: removed again. */
  pending: string[];
  mayBeCut: boolean;
}

/** An owner of which only the name is known yet, and where that stands. */
type NamedOwner = Extract<ListOwner, { readonly name: string }> & { readonly file: string };

/** The members of one group or role, or why they are not known. */
type MemberList =
  | { readonly kind: 'known'; readonly ids: readonly string[]; readonly file: string }
  | { readonly kind: 'unknown' }
  /** Somebody is removed of whom nothing says that they were there. */
  | { readonly kind: 'changes'; readonly file: string }
  | { readonly kind: 'cut'; readonly file: string }
  | { readonly kind: 'contradiction'; readonly files: readonly [string, string] };

/** Who is in what, by owner: the key of an id, or of a name where the export gives no id. */
export class MemberLists {
  readonly #spool: Spool;
  readonly #owners = new Map<string, Map<string, Source>>();
  readonly #names = new Map<string, NamedOwner>();

  constructor(spool: Spool) {
    this.#spool = spool;
  }

  /** Names of owners, as files have them, by key. */
  get names(): ReadonlyMap<string, NamedOwner> {
    return this.#names;
  }

  /**
   * Adds members from one source, which may come in parts; none is an empty list, which is known to be empty.
   * @param source equal for parts of one list
   */
  add(
    owner: NonNullable<ListOwner>,
    ids: readonly string[],
    from: { readonly source: string; readonly file: string; readonly areExpanded?: boolean },
  ): void {
    const key = ownerKey(owner);
    if ('name' in owner && !this.#names.has(key)) this.#names.set(key, { ...owner, file: from.file });
    const sources = this.#owners.get(key) ?? new Map<string, Source>();
    this.#owners.set(key, sources);
    const source = sources.get(from.source) ?? {
      file: from.file,
      places: [],
      pending: [],
      mayBeCut: false,
    };
    sources.set(from.source, source);
    source.mayBeCut ||= from.areExpanded === true && ids.length === EXPANDED_AT_MOST;
    for (const id of ids) source.pending.push(id);
    if (source.pending.length >= TOGETHER) this.#put(source);
  }

  /** What the name of a file calls a group is that group. */
  rename(key: string, id: string): void {
    const sources = this.#owners.get(key);
    if (sources === undefined) return;
    this.#owners.delete(key);
    const others = this.#owners.get(idKey(id)) ?? new Map<string, Source>();
    for (const [name, source] of sources) {
      const first = others.get(name);
      if (first === undefined) others.set(name, source);
      else for (const member of this.#idsOf(source).ids) first.pending.push(member);
    }
    this.#owners.set(idKey(id), others);
  }

  of(id: string): MemberList {
    const [first, ...others] = [...(this.#owners.get(idKey(id))?.values() ?? [])].map((source) => ({
      ...source,
      ...this.#idsOf(source),
    }));
    if (first === undefined) return { kind: 'unknown' };
    const changes = [first, ...others].find(({ areChanges }) => areChanges);
    if (changes !== undefined) return { kind: 'changes', file: changes.file };
    let best = first;
    for (const other of others) {
      if (areEqual(best.ids, other.ids)) {
        if (best.mayBeCut) best = other;
      } else if (best.mayBeCut && contains(other.ids, best.ids)) best = other;
      else if (!(other.mayBeCut && contains(best.ids, other.ids))) {
        return { kind: 'contradiction', files: [best.file, other.file] };
      }
    }
    if (best.mayBeCut) return { kind: 'cut', file: best.file };
    return { kind: 'known', ids: best.ids, file: best.file };
  }

  #put(source: Source): void {
    source.places.push(this.#spool.add(JSON.stringify(source.pending)));
    source.pending = [];
  }

  /** Each once, in order of joining, without those who were removed again. */
  #idsOf(source: Source): { readonly ids: readonly string[]; readonly areChanges: boolean } {
    const found = new Map<string, string>();
    let areChanges = false;
    const take = (ids: readonly string[]): void => {
      for (const id of ids) {
        const key = idKey(id.replace(/^-/, ''));
        if (!id.startsWith('-')) found.set(key, found.get(key) ?? id);
        else if (!found.delete(key)) areChanges = true;
      }
    };
    for (const place of source.places) take(JSON.parse(this.#spool.read(place)));
    take(source.pending);
    return { ids: [...found.values()], areChanges };
  }
}

function ownerKey(owner: NonNullable<ListOwner>): string {
  if ('id' in owner) return idKey(owner.id);
  return `${owner.isWhole ? 'whole name' : 'name'} ${owner.name.toLowerCase()}`;
}

function areEqual(left: readonly string[], right: readonly string[]): boolean {
  return left.length === right.length && contains(left, right);
}

function contains(all: readonly string[], some: readonly string[]): boolean {
  const ids = new Set(all.map(idKey));
  return some.every((id) => ids.has(idKey(id)));
}
