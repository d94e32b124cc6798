import type { Gathered } from './gathered.ts';
import { isObject, type JsonObject, sameId } from './json-value.ts';
import { nameOf } from './take-object.ts';

const TOLD_EVERY = 20_000;

/** The people of an export, a line each, and what shows while they are written. */
export class People {
  /** Of each line, where it is from. */
  readonly files: string[] = [];
  rowsOfOtherGroups = 0;
  readonly #gathered: Gathered;
  readonly #holders = new Map<string, number>();

  constructor(gathered: Gathered) {
    this.#gathered = gathered;
  }

  *lines(progress: (doing: string) => void): Generator<string> {
    for (const { object, file } of this.#gathered.users.objects()) {
      if (this.files.length % TOLD_EVERY === 0) {
        progress(`Writing … ${this.files.length.toLocaleString('en-US')} people`);
      }
      this.files.push(file);
      this.#check(object, file);
      yield JSON.stringify(object);
    }
  }

  #check(user: JsonObject & { readonly id: string }, file: string): void {
    const { faults, groups } = this.#gathered;
    const { licenseAssignmentStates: rows, assignedLicenses } = user;
    const options = { file, example: nameOf(user), lack: 'users' } as const;
    if (!Array.isArray(rows)) {
      faults.add(
        'licenseAssignmentStates are missing of {n} people: what they hold, and from where, is not known',
        options,
      );
      return;
    }
    if (rows.length === 0 && Array.isArray(assignedLicenses) && assignedLicenses.length > 0) {
      faults.add('licenseAssignmentStates are empty of {n} people who have assignedLicenses', options);
    }
    const held = new Set<string>();
    for (const row of rows) {
      if (!isObject(row)) continue;
      const { assignedByGroup, skuId, state } = row;
      if (typeof skuId === 'string' && /^active/i.test(String(state))) held.add(sameId(skuId));
      if (typeof assignedByGroup !== 'string' || sameId(assignedByGroup) === sameId(user.id)) continue;
      if (!groups.has(assignedByGroup)) this.rowsOfOtherGroups++;
    }
    for (const skuId of held) this.#holders.set(skuId, (this.#holders.get(skuId) ?? 0) + 1);
  }

  /** Warns of products that more people hold, by their own count, than the export has. */
  compareWith(products: readonly JsonObject[]): void {
    for (const product of products) {
      const { consumedUnits, skuId, appliesTo } = product;
      if (typeof consumedUnits !== 'number' || typeof skuId !== 'string' || appliesTo === 'Company') continue;
      const missing = consumedUnits - (this.#holders.get(sameId(skuId)) ?? 0);
      if (missing <= 0) continue;
      this.#gathered.warnings.push(
        `${nameOf(product)}: ${missing} of ${consumedUnits} seats in use are held by nobody of this export. Are these all people?`,
      );
    }
  }
}
