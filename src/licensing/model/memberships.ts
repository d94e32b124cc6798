import { idKey } from '../../graph/ids.ts';
import { type MemberIds, memberIds } from '../../graph/snapshot-text.ts';
import { at, type Column, NARROW, Words } from './growable.ts';
import type { IdIndex } from './id-index.ts';
import type { GroupIndex, UserIndex } from './tenant.ts';

const LEFT = -1;
/** Members that are no people: `OTHER - n` is the n-th id of `others`. */
const OTHER = -2;

/** Members of a group by number; narrow where each person of the tenant has a small one. */
type Codes = Int32Array | Int16Array;

const wide = (codes: Codes) => (codes instanceof Int32Array ? codes : Int32Array.from(codes));

/** How many people, and how many others, have a narrow code. */
const NARROW_CODES = 0x7fff;

/**
 * Who is in which group, both ways. A group's list is in order of joining and only grows at its end: whoever leaves
 * leaves a hole, so that the place of a member never changes. A person's groups are a slice of two parallel columns, the
 * group and the person's place in its list; a change writes a new slice at the end, and the old one serves to undo it.
 */
export class Memberships {
  readonly start: Uint32Array;
  readonly count: Uint32Array;
  readonly groups: Words<Column>;
  readonly places = new Words<Column>(1 << 10);
  readonly #lists: Codes[] = [];
  readonly #lengths: number[] = [];
  /** What is no person, as it is called where it was first met. */
  readonly #others: string[] = [];
  readonly #otherCodes = new Map<string, number>();
  readonly #userIds: IdIndex;

  /** `lists` are every group's members; each is read once and not kept. */
  constructor(userIds: IdIndex, lists: Iterable<MemberIds>) {
    this.#userIds = userIds;
    this.start = new Uint32Array(userIds.size);
    this.count = new Uint32Array(userIds.size);
    for (const ids of lists) this.#lists.push(this.#codesOf(ids));
    for (const list of this.#lists) this.#lengths.push(list.length);
    this.groups = this.#lists.length > NARROW ? new Words<Column>(1 << 10) : Words.narrow(1 << 10);
    this.#slices();
  }

  /** Calls everything that is no person what it is called where it is at home. */
  nameOthers(nameOf: (id: string) => string): void {
    this.#others.forEach((id, place) => {
      this.#others[place] = nameOf(id);
    });
  }

  /** The codes of a group's list up to `length`; negative ones are no people. */
  list(group: GroupIndex): { codes: Codes; length: number } {
    return { codes: at(this.#lists, group), length: at(this.#lengths, group) };
  }

  people(group: GroupIndex): UserIndex[] {
    const { codes, length } = this.list(group);
    const people: UserIndex[] = [];
    for (let place = 0; place < length; place++) {
      const code = codes[place] as number;
      if (code >= 0) people.push(code);
    }
    return people;
  }

  peopleCount(group: GroupIndex): number {
    const { codes, length } = this.list(group);
    let count = 0;
    for (let place = 0; place < length; place++) if ((codes[place] as number) >= 0) count++;
    return count;
  }

  /** Ids of members that are no people, in order. */
  othersOf(group: GroupIndex): string[] {
    const { codes, length } = this.list(group);
    const ids: string[] = [];
    for (let place = 0; place < length; place++) {
      const code = codes[place] as number;
      if (code <= OTHER) ids.push(at(this.#others, OTHER - code));
    }
    return ids;
  }

  /** Every member's id, in order of joining. */
  ids(group: GroupIndex): string[] {
    const { codes, length } = this.list(group);
    const ids: string[] = [];
    for (let place = 0; place < length; place++) {
      const code = codes[place] as number;
      if (code >= 0) ids.push(this.#userIds.id(code));
      else if (code <= OTHER) ids.push(at(this.#others, OTHER - code));
    }
    return ids;
  }

  /** Its `json` holds until that of another group is asked for. */
  memberIds(group: GroupIndex): MemberIds {
    const { codes, length } = this.list(group);
    if (!this.#userIds.arePlain || codes.subarray(0, length).some((code) => code <= OTHER)) {
      return memberIds(this.ids(group));
    }
    let made: MemberIds | undefined;
    const ids = () => {
      made ??= memberIds(this.ids(group));
      return made;
    };
    return {
      get length() {
        return ids().length;
      },
      id: (place) => ids().id(place),
      find: (lookup, found) => ids().find(lookup, found),
      json: () => this.#userIds.json(wide(codes.subarray(0, length))),
    };
  }

  groupsOf(user: UserIndex): GroupIndex[] {
    const start = this.start[user] as number;
    const end = start + (this.count[user] as number);
    const groups: GroupIndex[] = [];
    for (let index = start; index < end; index++) groups.push(this.groups.data[index] as number);
    return groups;
  }

  placeIn(group: GroupIndex, user: UserIndex): number | undefined {
    const start = this.start[user] as number;
    const end = start + (this.count[user] as number);
    for (let index = start; index < end; index++) {
      if (this.groups.data[index] === group) return this.places.data[index] as number;
    }
    return undefined;
  }

  /** Returns how to undo it; what was done later is undone first. */
  add(group: GroupIndex, user: UserIndex): () => void {
    const length = at(this.#lengths, group);
    const list = at(this.#lists, group);
    if (length === list.length) {
      const Kind = list instanceof Int16Array ? Int16Array : Int32Array;
      const grown = new Kind(Math.max(8, length * 2));
      grown.set(list);
      this.#lists[group] = grown;
    }
    if (length > NARROW) this.places.widen();
    if (group > NARROW) this.groups.widen();
    at(this.#lists, group)[length] = user;
    this.#lengths[group] = length + 1;
    const undoSlice = this.#reslice(user, [...this.#slice(user), { group, place: length }]);
    return () => {
      this.#lengths[group] = length;
      undoSlice();
    };
  }

  remove(group: GroupIndex, user: UserIndex): () => void {
    const place = this.placeIn(group, user);
    if (place === undefined) return () => {};
    at(this.#lists, group)[place] = LEFT;
    const undoSlice = this.#reslice(
      user,
      this.#slice(user).filter((membership) => membership.group !== group),
    );
    return () => {
      at(this.#lists, group)[place] = user;
      undoSlice();
    };
  }

  /** Takes no more memory than is needed, for numbers that are as small as they are. */
  fit(): void {
    this.groups.fitNarrow();
    this.places.fitNarrow();
    if (this.#userIds.size > NARROW_CODES || this.#others.length > NARROW_CODES + OTHER) return;
    for (const [group, list] of this.#lists.entries())
      this.#lists[group] = Int16Array.from(list.subarray(0, at(this.#lengths, group)));
  }

  #slice(user: UserIndex): { group: GroupIndex; place: number }[] {
    const start = this.start[user] as number;
    return this.groupsOf(user).map((group, index) => ({ group, place: this.places.data[start + index] as number }));
  }

  #reslice(user: UserIndex, slice: readonly { group: GroupIndex; place: number }[]): () => void {
    const before = { start: this.start[user] as number, count: this.count[user] as number, end: this.groups.length };
    this.start[user] = before.end;
    this.count[user] = slice.length;
    for (const { group, place } of slice) {
      this.groups.push(group);
      this.places.push(place);
    }
    return () => {
      this.start[user] = before.start;
      this.count[user] = before.count;
      this.groups.length = before.end;
      this.places.length = before.end;
    };
  }

  #slices(): void {
    let end = 0;
    for (let user = 0; user < this.start.length; user++) {
      this.start[user] = end;
      end += this.count[user] as number;
    }
    this.groups.reserve(end);
    this.places.reserve(end);
    this.groups.length = end;
    this.places.length = end;
    const next = this.start.slice();
    const [groups, places] = [this.groups.data, this.places.data];
    for (let group = 0; group < this.#lists.length; group++) {
      const list = at(this.#lists, group);
      for (let place = 0; place < list.length; place++) {
        const code = list[place] as number;
        if (code < 0) continue;
        const index = next[code] as number;
        next[code] = index + 1;
        groups[index] = group;
        places[index] = place;
      }
    }
  }

  #codesOf(ids: MemberIds): Int32Array {
    const codes = new Int32Array(ids.length);
    ids.find(this.#userIds, codes);
    const { count } = this;
    for (let place = 0; place < codes.length; place++) {
      const user = codes[place] as number;
      if (user >= 0) count[user] = (count[user] as number) + 1;
      else codes[place] = this.#codeOf(ids.id(place));
    }
    return codes;
  }

  #codeOf(id: string): number {
    const key = idKey(id);
    const known = this.#otherCodes.get(key);
    if (known !== undefined) return known;
    const code = OTHER - this.#others.length;
    this.#others.push(id);
    this.#otherCodes.set(key, code);
    return code;
  }
}
