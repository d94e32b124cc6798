import { idKey, isSameId } from '../../graph/ids.ts';
import { isObject, type JsonObject } from '../json-object.ts';
import type { Gathered } from './gathered.ts';
import { SaidProperties } from './said.ts';

/** Who holds what from where, as the rows of people say it: what lists of groups and products are compared with. */
export class ExportedHoldings {
  /** Rows whose group is not in the export. */
  rowsOfOtherGroups = 0;
  rows = 0;
  readonly #gathered: Gathered;
  readonly #said = new SaidProperties(['state', 'disabledPlans', 'assignedByGroup']);
  readonly #bySku = new Map<string, number>();
  /** Places of people, by group. */
  readonly #byGroup = new Map<string, number[]>();
  /** How many have a product through a group, by group and product. */
  readonly #given = new Map<string, Map<string, number>>();

  constructor(gathered: Gathered) {
    this.#gathered = gathered;
  }

  /** What no row says: it was not exported. */
  get unsaid(): readonly string[] {
    return this.rows === 0 ? [] : this.#said.unsaid;
  }

  add(userId: string, rows: readonly unknown[]): void {
    const { users, groups } = this.#gathered;
    const held = new Set<string>();
    const sources = new Set<string>();
    for (const row of rows) {
      if (!isObject(row)) continue;
      this.rows++;
      this.#said.hear(row);
      const { assignedByGroup, skuId, state } = row;
      const isHeld = /^active/i.test(String(state));
      if (isHeld && typeof skuId === 'string') held.add(idKey(skuId));
      if (typeof assignedByGroup !== 'string' || isSameId(assignedByGroup, userId)) continue;
      if (!groups.has(assignedByGroup)) this.rowsOfOtherGroups++;
      else if (isHeld) {
        sources.add(idKey(assignedByGroup));
        if (typeof skuId === 'string') this.#countGiven(idKey(assignedByGroup), idKey(skuId));
      }
    }
    for (const skuId of held) this.#bySku.set(skuId, this.holdersOf(skuId) + 1);
    const place = users.placeOf(userId);
    if (place === undefined) return;
    for (const group of sources) {
      const holders = this.#byGroup.get(group);
      if (holders === undefined) this.#byGroup.set(group, [place]);
      else holders.push(place);
    }
  }

  /** How many people hold a product. */
  holdersOf(skuId: string): number {
    return this.#bySku.get(idKey(skuId)) ?? 0;
  }

  #countGiven(group: string, sku: string): void {
    const given = this.#given.get(group) ?? new Map<string, number>();
    this.#given.set(group, given);
    given.set(sku, (given.get(sku) ?? 0) + 1);
  }

  /** How many licenses people have through a group, of products that it does not give. */
  notGivenBy(group: JsonObject & { readonly id: string }): number {
    const licenses = group['assignedLicenses'];
    const gives = new Set(
      Array.isArray(licenses) ? licenses.map((license) => isObject(license) && idKey(String(license['skuId']))) : [],
    );
    return [...(this.#given.get(idKey(group.id)) ?? [])]
      .filter(([sku]) => !gives.has(sku))
      .reduce((sum, [, count]) => sum + count, 0);
  }

  /** How many people hold something through a group and are none of these members of it. */
  strangersTo(group: JsonObject & { readonly id: string }, memberIds: readonly string[]): number {
    const holders = this.#byGroup.get(idKey(group.id)) ?? [];
    if (holders.length === 0) return 0;
    const members = new Set(memberIds.map((id) => this.#gathered.users.placeOf(id)));
    return holders.filter((place) => !members.has(place)).length;
  }
}
