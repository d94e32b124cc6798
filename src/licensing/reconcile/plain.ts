import { type DecidingTenant, isProhibited } from '../model/deciding-tenant.ts';
import type { Entry } from '../model/plan-bits.ts';
import { COUNT, DEPENDENCY, DIRECT, EXCLUSIVE, OTHER, PROHIBITED, UNIQUENESS } from '../model/row-codes.ts';
import { excludes, type Template } from '../model/template.ts';
import type { Holdings } from './holdings.ts';
import type { Look } from './look.ts';
import { meets, unite } from './standing.ts';

/** Places of a person's groups are bits of a small integer, and one bit more says `NEVER`. */
export const MAX_GROUPS = 29;
/** Something that does not change speaks against the group. */
export const NEVER = 1 << MAX_GROUPS;

/**
 * Is the case simple: nothing of the person's departs or is held by a group that is not accepted? Then acceptance only
 * adds, and of the rows none but the direct ones count.
 */
export function isPlain(look: Look): boolean {
  if (look.departing > 0 || look.hasHeldPending) return false;
  for (let local = 0; local < look.groupCount; local++) if (look.template[local]?.isWide) return false;
  return true;
}

/**
 * The decisions of `Decider` for plain cases, which are nearly all: comparing pairs of groups, which was done once for
 * all people, is enough. `holdings` has begun with the person.
 */
export class PlainDecider {
  readonly #tenant: DecidingTenant;
  readonly #holdings: Holdings;
  readonly #base: Uint32Array;

  constructor(tenant: DecidingTenant, holdings: Holdings) {
    this.#tenant = tenant;
    this.#holdings = holdings;
    this.#base = new Uint32Array(tenant.table.bits.words);
  }

  /** Can what is refused now be acceptable once more is accepted? Otherwise only for a seat. */
  mayRecover(look: Look): boolean {
    if (look.sharesAddress) return true;
    for (let local = 0; local < look.groupCount; local++) {
      if (look.accepted[local] === 0 && look.template[local]?.isSelfContained === false) return true;
    }
    return false;
  }

  /**
   * What speaks against a group of somebody who cannot recover: `NEVER`, or else those of the person's other groups that
   * are not accepted, as bits by place. With none of them accepted, only a seat can be wanting.
   */
  opposing(look: Look, local: number): number {
    const { conflicts } = this.#tenant;
    const template = look.template[local] as Template;
    const group = look.group[local] as number;
    for (let slot = 0; slot < template.skus.length; slot++) {
      if (this.#errorOf(look, template, slot) !== 0) return NEVER;
    }
    if (template.excludesNothing) return 0;
    if ((template.conflicts | this.#conflictsWithDirect(look, template)) !== 0) return NEVER;
    let opposing = 0;
    for (let other = 0; other < look.groupCount; other++) {
      if (other === local || conflicts.between(group, look.group[other] as number) === 0) continue;
      if (look.accepted[other] === 1) return NEVER;
      opposing |= 1 << other;
    }
    return opposing;
  }

  /** Accepts the group if nothing speaks against it. */
  tryGroup(look: Look, local: number, round: number): boolean {
    const template = look.template[local] as Template;
    if (this.#conflicts(look, local) !== 0) return false;
    const { skus } = template;
    for (let slot = 0; slot < skus.length; slot++) {
      if (this.#errorOf(look, template, slot) !== 0) return false;
      if (this.#holdings.needsSeat(look, skus[slot] as number, round)) return false;
    }
    for (let slot = 0; slot < skus.length; slot++) this.#holdings.gain(skus[slot] as number);
    look.accepted[local] = 1;
    look.pending--;
    return true;
  }

  /** The errors of a refused group's products, into `codes`; returns the top reason. */
  explain(look: Look, local: number, round: number): number {
    const template = look.template[local] as Template;
    const from = look.codesAt[local] as number;
    const { skus } = template;
    const excluded = this.#conflicts(look, local);
    let top = OTHER;
    let isWithheld = false;
    for (let slot = 0; slot < skus.length; slot++) {
      let code = this.#errorOf(look, template, slot);
      if (code !== PROHIBITED && (excluded & (1 << slot)) !== 0) code = EXCLUSIVE;
      isWithheld ||= code === OTHER;
      if (code === 0) code = OTHER;
      look.codes[from + slot] = code;
      if (code < top) top = code;
    }
    if (top !== OTHER || isWithheld) return top;
    for (let slot = 0; slot < skus.length; slot++) {
      if (!this.#holdings.needsSeat(look, skus[slot] as number, round)) continue;
      look.codes[from + slot] = COUNT;
      top = COUNT;
    }
    return top;
  }

  /** Rules 1, 3 and 4 of one product, and that nobody can be given it. */
  #errorOf(look: Look, template: Template, slot: number): number {
    const row = template.rows[slot] as number;
    const { table } = this.#tenant;
    if (isProhibited(this.#tenant, template, slot, look.location)) return PROHIBITED;
    if (!template.isSelfContained && table.needs[row] === 1 && this.#lacksPrerequisite(look, template, row))
      return DEPENDENCY;
    if (look.sharesAddress && table.mailbox[row] === 1 && !this.#hasMailbox(look)) return UNIQUENESS;
    return table.withheld[row] === 1 ? OTHER : 0;
  }

  #lacksPrerequisite(look: Look, template: Template, row: number): boolean {
    const { plans, bits } = this.#tenant.table;
    const base = this.#base;
    base.set(template.plans);
    for (let local = 0; local < look.groupCount; local++) {
      if (look.accepted[local] === 1) unite(base, (look.template[local] as Template).plans, 0);
    }
    for (let index = 0; index < look.rowCount; index++) {
      if (isDirect(look, index)) unite(base, plans, (look.row[index] as number) * bits.words);
    }
    for (let index = 0; index < bits.entries.length; index++) {
      const { word, bit, requires } = bits.entries[index] as Entry;
      if (((plans[row * bits.words + word] as number) & bit) !== 0 && !meets(base, 0, requires)) return true;
    }
    return false;
  }

  #hasMailbox(look: Look): boolean {
    for (let local = 0; local < look.groupCount; local++) {
      if (look.accepted[local] === 1 && look.template[local]?.mailboxes !== 0) return true;
    }
    for (let index = 0; index < look.rowCount; index++) {
      if (isDirect(look, index) && this.#tenant.table.mailbox[look.row[index] as number] === 1) return true;
    }
    return false;
  }

  /** Slots of the group, as bits, that cannot stand beside what the person has or the group itself gives. */
  #conflicts(look: Look, local: number): number {
    const { conflicts } = this.#tenant;
    const template = look.template[local] as Template;
    if (template.excludesNothing) return 0;
    const group = look.group[local] as number;
    let bits = template.conflicts | this.#conflictsWithDirect(look, template);
    for (let other = 0; other < look.groupCount; other++) {
      if (look.accepted[other] === 1) bits |= conflicts.between(group, look.group[other] as number);
    }
    return bits;
  }

  #conflictsWithDirect(look: Look, template: Template): number {
    const { table } = this.#tenant;
    let bits = 0;
    for (let index = 0; index < look.rowCount; index++) {
      if (!isDirect(look, index)) continue;
      for (let slot = 0; slot < template.rows.length; slot++) {
        if (excludes(table, template.rows[slot] as number, look.row[index] as number)) bits |= 1 << slot;
      }
    }
    return bits;
  }
}

function isDirect(look: Look, index: number): boolean {
  return look.local[index] === DIRECT && look.alive[index] === 1;
}
