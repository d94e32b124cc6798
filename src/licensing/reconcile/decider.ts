import { type DecidingTenant, isProhibited } from '../model/deciding-tenant.ts';
import {
  ACTIVE_WITH_ERROR,
  COUNT,
  DEPENDENCY,
  DIRECT,
  EXCLUSIVE,
  OTHER,
  PROHIBITED,
  UNIQUENESS,
} from '../model/row-codes.ts';
import { excludes, type Template } from '../model/template.ts';
import { Holdings } from './holdings.ts';
import type { Look } from './look.ts';
import type { SeatLedger } from './seat-ledger.ts';
import { BASE, GONE, meets, Standing, SWAP } from './standing.ts';

/** Rounds after the first are alike. */
export const LATER = 2;

/**
 * Whether a group can be accepted for a person. The look is the person's; what they hold at the moment is
 * `now`, which `begin` works out and every acceptance keeps up.
 */
export class Decider {
  round = 1;
  readonly now: Standing;
  readonly holdings: Holdings;
  readonly #after: Standing;
  readonly #tenant: DecidingTenant;
  #trial = new Uint8Array(64);

  constructor(tenant: DecidingTenant, ledger: SeatLedger) {
    this.#tenant = tenant;
    this.now = new Standing(tenant);
    this.#after = new Standing(tenant);
    this.holdings = new Holdings(tenant, ledger);
  }

  /** Works out what the person has. */
  begin(look: Look): void {
    this.now.settle(look, look.accepted);
    this.holdings.begin(look, this.now);
  }

  /** After `begin`: rows that nothing retains go. Tells whether any did. */
  release(look: Look): boolean {
    if (!this.#letGo(look)) return false;
    this.holdings.afterRelease(look, this.round);
    return true;
  }

  /** Accepts the group, maybe with others that retain rows for a swap, or leaves everything as it is. */
  tryGroup(look: Look, local: number): boolean {
    this.#suppose(look, [local]);
    if (!this.#judge(look, local)) return this.#accept(look, [local]);
    if (look.departing === 0) return false;
    let together = [local, ...this.#swapping(look, local)];
    if (together.length === 1) return false;
    while (together.length > 0) {
      this.#suppose(look, together);
      const fine = together.filter((one) => !this.#judge(look, one));
      if (fine.length === together.length) return this.#accept(look, together);
      together = fine;
    }
    return false;
  }

  /** The errors of a refused group's products as they stand in the last round, into `codes`; returns the top reason. */
  explain(look: Look, local: number): number {
    this.round = LATER;
    this.#suppose(look, [local]);
    this.#judge(look, local);
    let top = OTHER;
    const end = look.codesAt[local + 1] as number;
    for (let place = look.codesAt[local] as number; place < end; place++)
      top = Math.min(top, look.codes[place] as number);
    return top;
  }

  #swapping(look: Look, except: number): number[] {
    const locals: number[] = [];
    for (let local = 0; local < look.groupCount; local++) {
      if (local === except || look.accepted[local] === 1) continue;
      for (let index = 0; index < look.rowCount; index++) {
        if (look.local[index] !== local || this.now.mark[index] !== SWAP) continue;
        locals.push(local);
        break;
      }
    }
    return locals;
  }

  #suppose(look: Look, together: readonly number[]): void {
    if (look.groupCount > this.#trial.length) this.#trial = new Uint8Array(look.groupCount * 2);
    this.#trial.set(look.accepted.subarray(0, look.groupCount));
    for (const local of together) this.#trial[local] = 1;
    this.#after.settle(look, this.#trial);
  }

  #accept(look: Look, together: readonly number[]): true {
    this.holdings.beforeAcceptance(look, this.round);
    for (const local of together) look.accepted[local] = 1;
    look.pending -= together.length;
    this.now.settle(look, look.accepted);
    this.#letGo(look);
    this.holdings.afterAcceptance(look, this.now, this.round);
    return true;
  }

  #letGo(look: Look): boolean {
    let changed = false;
    for (let index = 0; index < look.rowCount; index++) {
      if (look.alive[index] === 0 || look.local[index] === DIRECT || look.slot[index] !== -1) continue;
      if (this.now.mark[index] !== GONE) continue;
      look.alive[index] = 0;
      changed = true;
    }
    return changed;
  }

  /** Finds each product's error, under what was last supposed; tells whether there is any. */
  #judge(look: Look, local: number): boolean {
    const template = look.template[local] as Template;
    const from = look.codesAt[local] as number;
    const products = template.rows.length;
    let failing = 0;
    for (let slot = 0; slot < products; slot++) {
      const code = this.#errorOf(look, local, template, slot);
      look.codes[from + slot] = code;
      if (code !== 0) failing++;
    }
    if (failing === 0) {
      for (let slot = 0; slot < products; slot++) {
        if (this.holdings.needsSeat(look, template.skus[slot] as number, this.round)) {
          look.codes[from + slot] = COUNT;
          failing++;
        }
      }
    }
    if (failing === 0) return false;
    for (let slot = 0; slot < products; slot++) {
      if (look.codes[from + slot] === 0) look.codes[from + slot] = OTHER;
    }
    return true;
  }

  /** Rules 1 to 4 of one product, and that nobody can be given it: Graph has no word of its own for that. */
  #errorOf(look: Look, local: number, template: Template, slot: number): number {
    const row = template.rows[slot] as number;
    const { table } = this.#tenant;
    if (isProhibited(this.#tenant, template, slot, look.location)) return PROHIBITED;
    if (this.#isExcluded(look, local, slot, row)) return EXCLUSIVE;
    if (table.needs[row] === 1 && this.#lacksPrerequisite(row)) return DEPENDENCY;
    if (look.hasHeldPending && this.#takesPrerequisite(look, local, slot)) return DEPENDENCY;
    if (look.sharesAddress && table.mailbox[row] === 1 && !this.#hasMailbox(look)) return UNIQUENESS;
    return table.withheld[row] === 1 ? OTHER : 0;
  }

  #isExcluded(look: Look, local: number, slot: number, row: number): boolean {
    const { table, conflicts } = this.#tenant;
    const isWide = look.template[local]?.isWide;
    for (let other = 0; other < look.groupCount; other++) {
      if (this.#trial[other] !== 1) continue;
      const beside = look.template[other] as Template;
      if (isWide || beside.isWide) {
        if (beside.rows.some((one) => excludes(table, row, one))) return true;
      } else if ((conflicts.between(look.group[local] as number, look.group[other] as number) & (1 << slot)) !== 0) {
        return true;
      }
    }
    for (let index = 0; index < look.rowCount; index++) {
      if ((this.#after.mark[index] as number) >= BASE && excludes(table, row, look.row[index] as number)) return true;
    }
    return false;
  }

  #lacksPrerequisite(row: number): boolean {
    const { plans, bits } = this.#tenant.table;
    return bits.entries.some(
      ({ word, bit, requires }) =>
        ((plans[row * bits.words + word] as number) & bit) !== 0 && !meets(this.#after.base, 0, requires),
    );
  }

  /** Would what the product gives now be missed by a plan that stays on? */
  #takesPrerequisite(look: Look, local: number, slot: number): boolean {
    if (!this.#isHeldThrough(look, local, slot)) return false;
    const could = this.#tenant.skuPlans[look.template[local]?.skus[slot] ?? 0];
    const [now, after] = [this.now.effective, this.#after.effective];
    return this.#tenant.table.bits.entries.some(
      ({ word, bit, requires }) =>
        ((now[word] as number) & (after[word] as number) & bit) !== 0 &&
        meets(now, 0, requires) &&
        !meets(after, 0, requires) &&
        could !== undefined &&
        meets(could, 0, requires),
    );
  }

  #isHeldThrough(look: Look, local: number, slot: number): boolean {
    for (let index = 0; index < look.rowCount; index++) {
      if (look.local[index] === local && look.slot[index] === slot && look.alive[index] === 1) return true;
    }
    return false;
  }

  #hasMailbox(look: Look): boolean {
    const { mailbox, state } = this.#tenant.table;
    for (let local = 0; local < look.groupCount; local++) {
      if (look.accepted[local] === 1 && look.template[local]?.mailboxes !== 0) return true;
    }
    for (let index = 0; index < look.rowCount; index++) {
      const row = look.row[index] as number;
      if (mailbox[row] === 0) continue;
      if ((this.now.mark[index] as number) >= BASE) return true;
      if (this.round === 1 && (state[row] as number) <= ACTIVE_WITH_ERROR) return true;
    }
    return false;
  }
}
