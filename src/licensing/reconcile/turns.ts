import { Words } from '../model/growable.ts';
import type { MemoryTenant } from '../model/memory-tenant.ts';
import type { GroupIndex, UserIndex } from '../model/tenant.ts';
import { comparePlaces, type TurnPlace } from '../model/waiting-line.ts';
import { PEOPLE_PER_LOOK, type Steps } from '../steps.ts';
import { Heap } from './heap.ts';
import type { Look } from './look.ts';
import type { NextInLine } from './next-in-line.ts';

/** Tries one person, by their entry, in one group; tells whether another turn there may come out differently. */
export type TakeTurn = (entry: number, group: GroupIndex) => boolean;

/**
 * The order of a round: licensed groups in group order, and in each its members in the order of joining. Whoever joins
 * the round while it goes on has those turns that are still to come.
 */
export interface TakeTurns {
  /** The person in the look competes from now on; `only`: in these groups alone, by group 1. */
  add(entry: number, look: Look, only: Uint8Array | undefined): void;
  round(turn: TakeTurn): Steps<void>;
  /** Is there anybody to have one? */
  readonly areExpected: boolean;
}

/**
 * For many people: the first round goes through every member of every group that somebody waits in, later ones through the
 * turns that may come out differently, which are few.
 */
export class AllTurns implements TakeTurns {
  readonly #tenant: MemoryTenant;
  readonly #licensed: readonly GroupIndex[];
  /** By person, the entry + 1. */
  readonly #entries: Uint32Array;
  readonly #isAwaited: Uint8Array;
  /** Entry, group and place of each turn to come; undefined: somebody came who is not among them. */
  #again: Words | undefined;

  constructor(tenant: MemoryTenant) {
    this.#tenant = tenant;
    this.#licensed = tenant.groupOrder().filter((group) => tenant.groups.templates[group] !== undefined);
    this.#entries = new Uint32Array(tenant.userCount);
    this.#isAwaited = new Uint8Array(tenant.groupCount);
  }

  get areExpected(): boolean {
    return this.#isAwaited.includes(1);
  }

  add(entry: number, look: Look, only: Uint8Array | undefined): void {
    this.#again = undefined;
    this.#entries[look.user] = entry + 1;
    for (let local = 0; local < look.groupCount; local++) {
      const group = look.group[local] as number;
      if (look.accepted[local] === 0 && only?.[group] !== 0) this.#isAwaited[group] = 1;
    }
  }

  *round(turn: TakeTurn): Steps<void> {
    const before = this.#again;
    const again = new Words(1 << 10);
    this.#again = again;
    if (before === undefined) {
      yield* this.#everyMember(turn, again);
      return;
    }
    for (let at = 0; at < before.length; at += 3) {
      if (at % PEOPLE_PER_LOOK === 0 && this.#tenant.isPauseDue) yield;
      const [entry, group, place] = [before.data[at], before.data[at + 1], before.data[at + 2]] as Triple;
      if (turn(entry, group)) pushTurn(again, entry, group, place);
      // Whoever came meanwhile is not in the list, and has those turns that are still to come.
      if (this.#again !== again) {
        yield* this.#everyMember(turn, again, { group, place });
        return;
      }
    }
  }

  *#everyMember(
    turn: TakeTurn,
    again: Words,
    after?: { readonly group: GroupIndex; readonly place: number },
  ): Steps<void> {
    const first = after === undefined ? 0 : this.#licensed.indexOf(after.group);
    for (let index = first; index < this.#licensed.length; index++) {
      const group = this.#licensed[index] as GroupIndex;
      if (this.#isAwaited[group] === 0) continue;
      const { codes, length } = this.#tenant.memberships.list(group);
      for (let place = group === after?.group ? after.place + 1 : 0; place < length; place++) {
        if (place % PEOPLE_PER_LOOK === 0 && this.#tenant.isPauseDue) yield;
        const code = codes[place] as number;
        const entry = code < 0 ? 0 : (this.#entries[code] as number);
        if (entry !== 0 && turn(entry - 1, group)) pushTurn(again, entry - 1, group, place);
      }
    }
  }
}

type Triple = [entry: number, group: GroupIndex, place: number];

function pushTurn(words: Words, entry: number, group: GroupIndex, place: number): void {
  words.push(entry);
  words.push(group);
  words.push(place);
}

interface Place extends TurnPlace {
  readonly entry: number;
}

/**
 * For few people in a large tenant: costs nothing for anybody else. Those who wait for a seat are taken in when it is
 * their turn and there is a seat for them, and not before: most of them never have to be looked at.
 */
export class FewTurns implements TakeTurns {
  readonly #tenant: MemoryTenant;
  readonly #inLine: NextInLine;
  readonly #takeIn: (user: UserIndex) => void;
  readonly #places: Place[] = [];
  /** What is left of this round, the next one first. */
  readonly #left = new Heap<Place>(comparePlaces);
  #last: TurnPlace | undefined;

  constructor(tenant: MemoryTenant, inLine: NextInLine, takeIn: (user: UserIndex) => void) {
    this.#tenant = tenant;
    this.#inLine = inLine;
    this.#takeIn = takeIn;
  }

  get areExpected(): boolean {
    return this.#places.length > 0 || this.#inLine.next(undefined) !== undefined;
  }

  add(entry: number, look: Look, only: Uint8Array | undefined): void {
    const { groups, memberships } = this.#tenant;
    for (let local = 0; local < look.groupCount; local++) {
      const group = look.group[local] as number;
      if (look.accepted[local] === 1 || only?.[group] === 0) continue;
      const place = memberships.placeIn(group, look.user) ?? 0;
      const turn = { entry, group, rank: groups.rank[group] as number, place };
      this.#places.push(turn);
      if (this.#last !== undefined && comparePlaces(turn, this.#last) > 0) this.#left.push(turn);
    }
  }

  /** Few have a turn: it does not pause. */
  // biome-ignore lint/correctness/useYield: the other kind of turns pauses
  *round(turn: TakeTurn): Steps<void> {
    this.#last = BEFORE_ALL;
    for (const place of this.#places) this.#left.push(place);
    for (;;) {
      const next = this.#left.first();
      const inLine = this.#inLine.next(this.#last);
      if (inLine !== undefined && (next === undefined || comparePlaces(inLine, next) <= 0)) {
        // Their turn is among those that are left from now on.
        this.#takeIn(inLine.user);
        continue;
      }
      if (next === undefined) break;
      this.#left.pop();
      this.#last = next;
      turn(next.entry, next.group);
    }
    this.#last = undefined;
  }
}

const BEFORE_ALL: TurnPlace = { group: -1, rank: -1, place: -1 };
