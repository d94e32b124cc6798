import { counted } from '../../words/counted.ts';
import type { JsonObject } from '../json-object.ts';
import type { Gathered } from './gathered.ts';
import { ExportedHoldings } from './holdings.ts';
import { SaidProperties } from './said.ts';
import { nameOf } from './take-object.ts';

const TOLD_EVERY = 20_000;

const UNKNOWN: Readonly<Record<string, string>> = {
  state: 'whether they are held',
  disabledPlans: 'what is turned off',
  assignedByGroup: 'which group they come from',
};

/** The people of an export, a line each, and what shows while they are written. */
export class ExportedPeople {
  /** Of each line, where it is from. */
  readonly files: string[] = [];
  readonly holdings: ExportedHoldings;
  readonly #gathered: Gathered;
  readonly #said = new SaidProperties([
    'displayName',
    'userPrincipalName',
    'usageLocation',
    'accountEnabled',
    'proxyAddresses',
  ]);

  constructor(gathered: Gathered) {
    this.#gathered = gathered;
    this.holdings = new ExportedHoldings(gathered);
  }

  *lines(progress: (doing: string) => void): Generator<string> {
    for (const { object, file } of this.#gathered.users.objects()) {
      if (this.files.length % TOLD_EVERY === 0) {
        progress(`Writing … ${this.files.length.toLocaleString('en-US')} people`);
      }
      this.files.push(file);
      this.#said.hear(object);
      this.#check(object, file);
      yield JSON.stringify(object);
    }
  }

  #check(user: JsonObject & { readonly id: string }, file: string): void {
    const { faults } = this.#gathered;
    const { licenseAssignmentStates: rows, assignedLicenses } = user;
    const options = { file, example: nameOf(user), lack: 'users' } as const;
    if (!Array.isArray(rows)) {
      faults.add('no licenseAssignmentStates for {n} people: what they hold, and from where, is not known', options);
      return;
    }
    if (rows.length === 0 && Array.isArray(assignedLicenses) && assignedLicenses.length > 0) {
      faults.add('assignedLicenses, but empty licenseAssignmentStates, for {n} people', options);
    }
    this.holdings.add(user.id, rows);
  }

  /** Warns of what the export says of nobody. */
  warnOfUnsaid(): void {
    const { warnings } = this.#gathered;
    const { unsaid } = this.#said;
    if (this.files.length > 0 && unsaid.length > 0) {
      warnings.push(`Of no person the export says ${unsaid.join(', ')}: add that to $select where it matters.`);
    }
  }

  /**
   * Of what no license row says anything, nothing is known. A single row that lacks it is taken with a warning: one of a
   * group has what its template has, and what is direct, or in no known state, is never touched.
   */
  reportUnsaidRows(groupsGiveAnything: boolean): void {
    const { faults, warnings } = this.#gathered;
    for (const property of this.holdings.unsaid) {
      if (property !== 'assignedByGroup' || groupsGiveAnything) {
        faults.add(`no ${property} in any of the licenses of people: ${UNKNOWN[property]} is not known`, {
          lack: 'users',
        });
      } else warnings.push('No license says assignedByGroup: all of them were read as direct ones.');
    }
  }

  /** Warns of products that more people hold, by their own count, than the export has. */
  compareWith(products: readonly JsonObject[]): void {
    for (const product of products) {
      const { consumedUnits, skuId, appliesTo } = product;
      if (typeof consumedUnits !== 'number' || typeof skuId !== 'string' || appliesTo === 'Company') continue;
      const missing = consumedUnits - this.holdings.holdersOf(skuId);
      if (missing <= 0) continue;
      this.#gathered.warnings.push(
        `${nameOf(product)}: nobody of this export holds ${missing} of ${counted(consumedUnits, 'seats in use')}. Are these all people?`,
      );
    }
  }
}
