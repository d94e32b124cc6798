import type { DecidingTenant } from '../model/deciding-tenant.ts';
import { Words } from '../model/growable.ts';
import type { MemoryTenant } from '../model/memory-tenant.ts';
import type { GroupIndex, UserIndex } from '../model/tenant.ts';
import { comparePlaces, type TurnPlace } from '../model/waiting-line.ts';
import { PEOPLE_PER_LOOK, type Steps } from '../steps.ts';
import { Heap } from './heap.ts';
import type { Look } from './look.ts';
import type { NextInLine } from './next-in-line.ts';

/** Tries one person, by their entry, in one group; tells whether another turn there may come out differently. */
type TakeTurn = (entry: number, group: GroupIndex) => boolean;

/**
 * Reads what turns to come will read, of `entries` from one place up to another, each + 1, or 0 for nobody. They wait for
 * memory together then, and not one after the other.
 */
type ReadAhead = (entries: Uint32Array, from: number, to: number) => void;

/** So many turns are read ahead. */
const AHEAD = 64;

/**
 * The order of a round: licensed groups in group order, and in each its members in the order of joining. Whoever joins
 * the round while it goes on has those turns that are still to come.
 */
export interface TakeTurns {
  /** The person in the look competes from now on; `only`: in these groups alone, by group 1. */
  add(entry: number, look: Look, only: Uint8Array | undefined): void;
  round(turn: TakeTurn, readAhead: ReadAhead): Steps<void>;
  /** Is there anybody to have one? */
  readonly areExpected: boolean;
}

/**
 * For many people: the first round goes through all turns of every group, later ones through those that may come out
 * differently, which are few.
 */
export class AllTurns implements TakeTurns {
  areExpected = false;
  readonly #tenant: MemoryTenant;
  readonly #licensed: readonly GroupIndex[];
  /** By group, where its members' turns begin in `#turns`: each has a place there, as in the group's list. */
  readonly #from: Uint32Array;
  readonly #lengths: Uint32Array;
  /** The entry + 1. */
  readonly #turns: Uint32Array;
  /** Entry, group and place of each turn to come; undefined: somebody came who is not among them. */
  #again: Words | undefined;

  constructor(tenant: MemoryTenant) {
    this.#tenant = tenant;
    this.#licensed = tenant.groupOrder().filter((group) => tenant.groups.templates[group] !== undefined);
    this.#from = new Uint32Array(tenant.groupCount);
    this.#lengths = new Uint32Array(tenant.groupCount);
    let turns = 0;
    for (const group of this.#licensed) {
      this.#from[group] = turns;
      const { length } = tenant.memberships.list(group);
      this.#lengths[group] = length;
      turns += length;
    }
    this.#turns = new Uint32Array(turns);
  }

  add(entry: number, look: Look, only: Uint8Array | undefined): void {
    eachTurn(this.#tenant, look, only, (group, place) => this.addTurn(entry, group, place));
  }

  addTurn(entry: number, group: GroupIndex, place: number): void {
    this.#again = undefined;
    this.areExpected = true;
    this.#turns[(this.#from[group] as number) + place] = entry + 1;
  }

  *round(turn: TakeTurn, readAhead: ReadAhead): Steps<void> {
    const before = this.#again;
    const again = new Words(1 << 10);
    this.#again = again;
    if (before === undefined) {
      yield* this.#everyTurn(turn, readAhead, again);
      return;
    }
    for (let at = 0; at < before.length; at += 3) {
      if (at % PEOPLE_PER_LOOK === 0 && this.#tenant.isPauseDue) yield;
      const [entry, group, place] = [before.data[at], before.data[at + 1], before.data[at + 2]] as Triple;
      if (turn(entry, group)) pushTurn(again, entry, group, place);
      // Whoever came meanwhile is not in the list, and has those turns that are still to come.
      if (this.#again !== again) {
        yield* this.#everyTurn(turn, readAhead, again, { group, place });
        return;
      }
    }
  }

  *#everyTurn(
    turn: TakeTurn,
    readAhead: ReadAhead,
    again: Words,
    after?: { readonly group: GroupIndex; readonly place: number },
  ): Steps<void> {
    const turns = this.#turns;
    const first = after === undefined ? 0 : this.#licensed.indexOf(after.group);
    for (let index = first; index < this.#licensed.length; index++) {
      const group = this.#licensed[index] as GroupIndex;
      const from = this.#from[group] as number;
      const length = this.#lengths[group] as number;
      for (let place = group === after?.group ? after.place + 1 : 0; place < length; place++) {
        if (place % PEOPLE_PER_LOOK === 0 && this.#tenant.isPauseDue) yield;
        if (place % AHEAD === 0) readAhead(turns, from + place, from + Math.min(place + AHEAD, length));
        const entry = turns[from + place] as number;
        if (entry !== 0 && turn(entry - 1, group)) pushTurn(again, entry - 1, group, place);
      }
    }
  }
}

/** The turns of the person in the look: in groups that are not accepted, and of those in `only`. */
function eachTurn(
  { memberships }: Pick<DecidingTenant, 'memberships'>,
  look: Look,
  only: Uint8Array | undefined,
  turn: (group: GroupIndex, place: number) => void,
): void {
  const groups = memberships.groups.data;
  const places = memberships.places.data;
  const start = memberships.start[look.user] as number;
  const end = start + (memberships.count[look.user] as number);
  for (let index = start; index < end; index++) {
    const group = groups[index] as number;
    const local = look.find(group);
    if (local !== undefined && look.accepted[local] === 0 && only?.[group] !== 0) turn(group, places[index] as number);
  }
}

/** For a part of all people: they have their turns elsewhere, with everybody. */
export class TurnsElsewhere implements TakeTurns {
  readonly areExpected = false;
  /** Entry, group and place of each. */
  readonly turns = new Words(1 << 10);
  readonly #tenant: DecidingTenant;

  constructor(tenant: DecidingTenant) {
    this.#tenant = tenant;
  }

  add(entry: number, look: Look, only: Uint8Array | undefined): void {
    eachTurn(this.#tenant, look, only, (group, place) => pushTurn(this.turns, entry, group, place));
  }

  *round(): Steps<void> {}
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
