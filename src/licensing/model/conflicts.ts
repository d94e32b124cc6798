import type { RowTable } from './row-table.ts';
import { conflictsBetween, type Template } from './template.ts';
import type { GroupIndex } from './tenant.ts';

/** Pairs of more groups than this are compared every time: the table would outgrow what it saves. */
const MAX_GROUPS = 2048;
const UNKNOWN = -1;

/** Which products of one template cannot stand beside another template, compared once for each pair of groups. */
export class Conflicts {
  readonly #table: RowTable;
  readonly #templates: readonly (Template | undefined)[];
  readonly #groupCount: number;
  /** Undefined: nothing was compared. */
  #known: Int32Array | undefined;

  constructor(table: RowTable, templates: readonly (Template | undefined)[], groupCount: number) {
    this.#table = table;
    this.#templates = templates;
    this.#groupCount = groupCount;
  }

  /** What was compared is compared anew when it is asked for. */
  letGo(): void {
    this.#known = undefined;
  }

  /** Slots of the group's template, as bits, that exclude a product of the other's. Neither template is wide. */
  between(group: GroupIndex, other: GroupIndex): number {
    const place = group * this.#groupCount + other;
    this.#known ??= this.#nothingKnown();
    const known = this.#known[place];
    if (known !== undefined && known !== UNKNOWN) return known;
    const [template, beside] = [this.#templates[group], this.#templates[other]];
    const conflicts = template && beside ? conflictsBetween(this.#table, template, beside) : 0;
    if (known !== undefined) this.#known[place] = conflicts;
    return conflicts;
  }

  #nothingKnown(): Int32Array {
    const count = this.#groupCount;
    return new Int32Array(count <= MAX_GROUPS ? count * count : 0).fill(UNKNOWN);
  }

  /** The group has another template now. */
  forget(group: GroupIndex): void {
    if (this.#known === undefined || this.#known.length === 0) return;
    this.#known.fill(UNKNOWN, group * this.#groupCount, (group + 1) * this.#groupCount);
    for (let other = 0; other < this.#groupCount; other++) this.#known[other * this.#groupCount + group] = UNKNOWN;
  }
}
