import type { DecidingTenant } from '../model/deciding-tenant.ts';
import type { Entry } from '../model/plan-bits.ts';
import { DIRECT } from '../model/row-codes.ts';
import type { RowTable } from '../model/row-table.ts';
import type { Look } from './look.ts';

/** What becomes of a row of before. A row that its group's template replaces is gone, too. */
export const GONE = 0;
export const BASE = 1;
export const SWAP = 2;
export const LACKS_DEPENDENCY = 3;
const LEAVING = 4;

/** What a person has when certain groups are accepted: settle(u, A). */
export class Standing {
  /** By place in `Look.row`. */
  mark = new Uint8Array(64);
  /** Enabled plans without and with the rows that are retained. */
  readonly base: Uint32Array;
  readonly effective: Uint32Array;
  readonly #tenant: DecidingTenant;
  readonly #table: RowTable;

  constructor(tenant: DecidingTenant) {
    this.#tenant = tenant;
    this.#table = tenant.table;
    this.base = new Uint32Array(tenant.table.bits.words);
    this.effective = new Uint32Array(tenant.table.bits.words);
  }

  /** `accepted` by place in `Look.group`. */
  settle(look: Look, accepted: Uint8Array): void {
    const { base, effective } = this;
    if (look.rowCount > this.mark.length) this.mark = new Uint8Array(look.rowCount * 2);
    base.fill(0);
    for (let local = 0; local < look.groupCount; local++) {
      if (accepted[local] === 1) unite(base, look.template[local]?.plans ?? base, 0);
    }
    let leaving = 0;
    for (let index = 0; index < look.rowCount; index++) {
      const mark = markOf(look, accepted, index);
      this.mark[index] = mark;
      if (mark === BASE) this.#add(base, look, index);
      else if (mark === LEAVING) leaving++;
    }
    effective.set(base);
    for (let index = 0; index < look.rowCount; index++) {
      if (this.mark[index] === SWAP) this.#add(effective, look, index);
    }
    if (leaving > 0) this.#retainNeeded(look);
  }

  #add(mask: Uint32Array, look: Look, index: number): void {
    unite(mask, this.#table.plans, (look.row[index] as number) * mask.length);
  }

  /** Whole groups of rows that something still needs, first in group order first (R26, R28); the rest is gone. */
  #retainNeeded(look: Look): void {
    for (;;) {
      const source = this.#firstGiver(look);
      if (source === undefined) break;
      for (let index = 0; index < look.rowCount; index++) {
        if (this.mark[index] !== LEAVING || this.#table.source[look.row[index] as number] !== source) continue;
        this.mark[index] = LACKS_DEPENDENCY;
        this.#add(this.effective, look, index);
      }
    }
    for (let index = 0; index < look.rowCount; index++) if (this.mark[index] === LEAVING) this.mark[index] = GONE;
  }

  /** The first source, in group order, of a leaving row that gives what an enabled plan lacks. */
  #firstGiver(look: Look): number | undefined {
    const { bits, plans, source } = this.#table;
    let first: number | undefined;
    for (let entry = 0; entry < bits.entries.length; entry++) {
      const { word, bit, requires } = bits.entries[entry] as Entry;
      if (((this.effective[word] as number) & bit) === 0 || meets(this.effective, 0, requires)) continue;
      for (let index = 0; index < look.rowCount; index++) {
        const row = look.row[index] as number;
        if (this.mark[index] !== LEAVING || !meets(plans, row * bits.words, requires)) continue;
        const giver = source[row] as number;
        if (first === undefined || this.#tenant.licenses.comesBefore(giver, first)) first = giver;
      }
    }
    return first;
  }
}

function markOf(look: Look, accepted: Uint8Array, index: number): number {
  if (look.alive[index] === 0) return GONE;
  const local = look.local[index] as number;
  if (local === DIRECT) return BASE;
  if (local >= 0) {
    const isAccepted = accepted[local] === 1;
    if (look.slot[index] !== -1) return isAccepted ? GONE : BASE;
    if (!isAccepted) return SWAP;
  }
  return LEAVING;
}

/** Is one of the required plans among those that begin at this word? */
export function meets(plans: Uint32Array, from: number, requires: Uint32Array): boolean {
  for (let word = 0; word < requires.length; word++) {
    if (((plans[from + word] as number) & (requires[word] as number)) !== 0) return true;
  }
  return false;
}

/** Adds the plans that begin at this word. */
export function unite(mask: Uint32Array, plans: Uint32Array, from: number): void {
  for (let word = 0; word < mask.length; word++) mask[word] = (mask[word] as number) | (plans[from + word] as number);
}
