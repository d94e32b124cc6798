import type { MemoryTenant } from '../memory/memory-tenant.ts';
import { COUNT, DIRECT, EXCLUSIVE, OTHER, PROHIBITED } from '../memory/row-table.ts';
import { excludes, type Template } from '../memory/template.ts';
import type { Holdings } from './holdings.ts';
import type { Look } from './look.ts';

/**
 * The same decisions for the many whose case is simple: nothing of theirs departs or is held by a group that is not
 * accepted, and every template to come is self-contained. Then acceptance only adds, so a refusal for another reason than
 * seats is final, and comparing pairs of groups, which was done once for all people, is enough.
 */
export function isPlain(look: Look): boolean {
  if (look.departing > 0 || look.hasHeldPending || look.sharesAddress) return false;
  for (let local = 0; local < look.groupCount; local++) {
    const template = look.template[local] as Template;
    if (template.isWide || (look.accepted[local] === 0 && !template.isSelfContained)) return false;
  }
  return true;
}

/** Accepts the group if nothing speaks against it. */
export function tryPlainly(
  tenant: MemoryTenant,
  holdings: Holdings,
  look: Look,
  local: number,
  round: number,
): boolean {
  const template = look.template[local] as Template;
  if (conflicts(tenant, look, local) !== 0) return false;
  for (let slot = 0; slot < template.rows.length; slot++) {
    if (tenant.isProhibited(template, slot, look.location)) return false;
    if (holdings.needsSeat(look, template.skus[slot] as number, round)) return false;
  }
  for (const sku of template.skus) holdings.gain(sku);
  look.accepted[local] = 1;
  look.pending--;
  return true;
}

/** The errors of a refused group's products, into `codes`; returns the top reason. */
export function explainPlainly(
  tenant: MemoryTenant,
  holdings: Holdings,
  look: Look,
  local: number,
  round: number,
): number {
  const template = look.template[local] as Template;
  const from = look.codesAt[local] as number;
  const excluded = conflicts(tenant, look, local);
  let top = OTHER;
  for (let slot = 0; slot < template.rows.length; slot++) {
    let code = OTHER;
    if (tenant.isProhibited(template, slot, look.location)) code = PROHIBITED;
    else if ((excluded & (1 << slot)) !== 0) code = EXCLUSIVE;
    look.codes[from + slot] = code;
    top = Math.min(top, code);
  }
  if (top !== OTHER) return top;
  for (let slot = 0; slot < template.rows.length; slot++) {
    if (!holdings.needsSeat(look, template.skus[slot] as number, round)) continue;
    look.codes[from + slot] = COUNT;
    top = COUNT;
  }
  return top;
}

/** Slots of the group, as bits, that cannot stand beside what the person has or the group itself gives. */
function conflicts(tenant: MemoryTenant, look: Look, local: number): number {
  const template = look.template[local] as Template;
  const group = look.group[local] as number;
  let bits = template.conflicts;
  for (let other = 0; other < look.groupCount; other++) {
    if (look.accepted[other] === 1) bits |= tenant.conflicts.between(group, look.group[other] as number);
  }
  for (let index = 0; index < look.rowCount; index++) {
    if (look.local[index] !== DIRECT || look.alive[index] === 0) continue;
    for (let slot = 0; slot < template.rows.length; slot++) {
      if (excludes(tenant.table, template.rows[slot] as number, look.row[index] as number)) bits |= 1 << slot;
    }
  }
  return bits;
}
