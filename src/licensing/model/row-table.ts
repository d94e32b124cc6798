import { type AssignedLicense, type LicenseAssignmentState, PLANS_UNSAID } from '../../graph/types.ts';
import type { Rules } from '../rules/rules.ts';
import { at, widened } from './growable.ts';
import type { PlanBits } from './plan-bits.ts';
import { AS_ITS_GROUP, DIRECT, ERRORS, FIRST_GONE, KEPT_ROW, NOTHING, STATES } from './row-codes.ts';

/** A row by its columns. */
export interface RowColumns {
  readonly sku: number;
  readonly source: number;
  readonly state: number;
  readonly error: number;
  readonly disabledPlans: readonly string[];
  /** Absent: it is not kept. */
  readonly kept?: number;
  /** What it is read as, where that is not what the columns say. */
  readonly said?: RowAsSaid | undefined;
}

/** Of a product that the tenant does not own all but the source; of any other its own words. */
export type RowAsSaid = Partial<Pick<LicenseAssignmentState, 'skuId' | 'state' | 'error' | 'words'>>;

/**
 * Every different row of the tenant once, times apart: a person's rows are numbers into these columns. A tenant of a
 * million people has a few thousand different ones. Row 0 is none.
 */
export class RowTable {
  size = 1;
  sku = new Uint32Array(256);
  source = new Int32Array(256);
  state = new Uint8Array(256);
  error = new Uint8Array(256);
  /** `KEPT`: stays as a direct row does, although no group gives it, or gives less. Held, or of a state that nobody knows. */
  kept = new Uint8Array(256);
  /** The first row that is the same when `disabledPlans` are taken as a set. */
  canon = new Uint32Array(256);
  /** Place of the product in its group's template, -1 when it is not there: an unwanted row. */
  slot = new Int32Array(256);
  /** 1: exactly what the template asks for, and `Active`. A kept row may turn on more. */
  isTemplate = new Uint8Array(256);
  /**
   * The group when it is what that group's template asks for; `DIRECT` when no group changes it: it is direct, or stays as
   * it is; else less.
   */
  gives = new Int32Array(256);
  /** `words` words a row: the plans it turns on, and those that they exclude. */
  plans: Uint32Array;
  exclusions: Uint32Array;
  /** 1: turns on a mailbox plan. */
  mailbox = new Uint8Array(256);
  /** 1: of a product that nobody can be given. */
  withheld = new Uint8Array(256);
  /** 1: turns on a plan that has prerequisites. */
  needs = new Uint8Array(256);
  readonly bits: PlanBits;
  readonly #rules: Rules;
  readonly #skuIds: readonly string[];
  readonly #disabledPlans: (readonly string[])[] = [[]];
  readonly #said: (RowAsSaid | undefined)[] = [undefined];
  readonly #exact = new Map<string, number>();
  readonly #canonical = new Map<string, number>();

  constructor(bits: PlanBits, rules: Rules, skuIds: readonly string[]) {
    this.bits = bits;
    this.#rules = rules;
    this.#skuIds = skuIds;
    this.plans = new Uint32Array(256 * bits.words);
    this.exclusions = new Uint32Array(256 * bits.words);
  }

  /** The row's number, and whether it is new: then its `slot` and `isTemplate` are still to be set. */
  intern(columns: RowColumns): { row: number; isNew: boolean } {
    const known = this.#exact.get(exactKey(columns));
    return known === undefined ? { row: this.append(columns), isNew: true } : { row: known, isNew: false };
  }

  /** The same of a row that is not there yet, or that is to be there twice. */
  append(columns: RowColumns): number {
    const { sku, source, state, error, disabledPlans, said, kept = 0 } = columns;
    const row = this.#grow();
    this.sku[row] = sku;
    this.source[row] = source;
    this.state[row] = state;
    this.error[row] = error;
    this.kept[row] = kept;
    this.place(row, -1, false);
    this.#disabledPlans[row] = disabledPlans;
    this.#said[row] = said;
    this.#name(row);
    this.#setPlans(row);
    return row;
  }

  /**
   * Gives every row the source that its source turned out to be, the plans of its template where it does not say, and
   * whether it is kept where that depends on its group.
   */
  resolveSources(
    resolve: (source: number) => number,
    plansOf: (skuId: string, source: number) => readonly string[],
    isKept: (source: number) => boolean,
  ): void {
    this.#exact.clear();
    this.#canonical.clear();
    for (let row = 1; row < this.size; row++) {
      const source = resolve(this.source[row] as number);
      this.source[row] = source;
      if (this.disabledPlans(row) === PLANS_UNSAID) {
        this.#disabledPlans[row] = plansOf(this.skuId(row), source);
        this.#setPlans(row);
      }
      if (this.kept[row] === AS_ITS_GROUP) this.kept[row] = isKept(source) ? KEPT_ROW : 0;
      this.place(row, -1, false);
      this.#name(row);
    }
  }

  skuId(row: number): string {
    return this.#said[row]?.skuId ?? at(this.#skuIds, this.sku[row] as number);
  }

  /** Is it of a product that the tenant does not own? Then it counts as not held, by columns that say nothing. */
  isGone(row: number): boolean {
    return this.#said[row]?.skuId !== undefined;
  }

  /** Does nobody know whether it is held? No group takes it away, and nobody holds anything by it. */
  isUnsure(row: number): boolean {
    return this.#said[row]?.words?.state !== undefined;
  }

  /** Of an unsure row, with this error: it stays one. */
  said(row: number): RowAsSaid | undefined {
    const { words } = this.#said[row] ?? {};
    return words?.state === undefined ? undefined : { words: { state: words.state } };
  }

  /** As it is read, also of a product that is gone. */
  isHeld(row: number): boolean {
    const state = this.#said[row]?.state ?? at(STATES, this.state[row] as number);
    return state === 'Active' || state === 'ActiveWithError';
  }

  /** Of a product that is gone: held, and in error, so that something may still have needed it. */
  isGoneInError(row: number): boolean {
    return this.isGone(row) && this.#said[row]?.state === 'ActiveWithError';
  }

  /** No group changes the row. */
  keep(row: number): void {
    this.slot[row] = -1;
    this.isTemplate[row] = 0;
    this.gives[row] = DIRECT;
  }

  /** The row's place in its group's template, -1 for none, and whether it is just what the template asks for. */
  place(row: number, slot: number, isTemplate: boolean): void {
    this.slot[row] = slot;
    this.isTemplate[row] = isTemplate ? 1 : 0;
    const source = this.source[row] as number;
    const isAtRest = slot === -1 && (source < DIRECT || this.error[row] === 0);
    if (source === DIRECT || (this.kept[row] === KEPT_ROW && isAtRest)) this.gives[row] = DIRECT;
    else this.gives[row] = isTemplate ? source : NOTHING;
  }

  disabledPlans(row: number): readonly string[] {
    return at(this.#disabledPlans, row);
  }

  isRestrictedIn(row: number, location: string): boolean {
    const license = { skuId: at(this.#skuIds, this.sku[row] as number), disabledPlans: this.disabledPlans(row) };
    return this.#rules.ruledPlans(license).some((plan) => this.#rules.isRestricted(plan, location));
  }

  /** Does the row turn off just these plans? */
  turnsOff(row: number, plans: readonly string[]): boolean {
    const own = this.disabledPlans(row);
    if (own === plans) return true;
    const [these, those] = [new Set(own), new Set(plans)];
    return these.size === those.size && own.every((plan) => those.has(plan));
  }

  /** Does the row turn off none but these plans? */
  coversWithout(row: number, plans: readonly string[]): boolean {
    return this.disabledPlans(row).every((plan) => plans.includes(plan));
  }

  /** The row in Graph's terms. */
  read(row: number, assignedByGroup: string | null, lastUpdatedDateTime: string | undefined): LicenseAssignmentState {
    const time = lastUpdatedDateTime === undefined ? {} : { lastUpdatedDateTime };
    const isKept = this.kept[row] === KEPT_ROW;
    return {
      skuId: this.skuId(row),
      disabledPlans: this.disabledPlans(row),
      assignedByGroup,
      state: at(STATES, this.state[row] as number),
      // As it was read, also where a direct row's error does not suit its state: direct rows are never touched.
      error: ERRORS[this.error[row] as number] ?? null,
      ...time,
      ...this.#said[row],
      ...(isKept === this.#isKeptUnsaid(row) ? {} : { kept: isKept }),
    } as LicenseAssignmentState;
  }

  /** Whether it is kept where nobody says so: what is unsure, and what is held through a group that is gone. */
  #isKeptUnsaid(row: number): boolean {
    const source = this.source[row] as number;
    return source !== DIRECT && (this.isUnsure(row) || (source <= FIRST_GONE && this.isHeld(row)));
  }

  /** Own words make a row another one, and no difference to what it comes to. */
  #name(row: number): void {
    const columns = this.columns(row);
    this.#exact.set(exactKey(columns), row);
    const plans = this.disabledPlans(row);
    const canonical = keyOf(plans.length < 2 ? columns : { ...columns, disabledPlans: [...new Set(plans)].sort() });
    const first = this.#canonical.get(canonical) ?? row;
    if (first === row) this.#canonical.set(canonical, row);
    this.canon[row] = first;
  }

  columns(row: number): RowColumns {
    const [sku, source] = [this.sku[row] as number, this.source[row] as number];
    const [state, error, kept] = [this.state[row] as number, this.error[row] as number, this.kept[row] as number];
    return { sku, source, state, error, kept, disabledPlans: this.disabledPlans(row), said: this.#said[row] };
  }

  #setPlans(row: number): void {
    const { bits } = this;
    const license: AssignedLicense = { skuId: this.skuId(row), disabledPlans: this.disabledPlans(row) };
    const plans = this.#rules.ruledPlans(license);
    this.plans.set(bits.maskOf(plans), row * bits.words);
    this.exclusions.set(bits.exclusionsOf(plans), row * bits.words);
    this.mailbox[row] = plans.some((plan) => this.#rules.isMailbox(plan)) ? 1 : 0;
    this.withheld[row] = this.#rules.isAssignable(license.skuId) ? 0 : 1;
    this.needs[row] = plans.some((plan) => this.#rules.prerequisites(plan).length > 0) ? 1 : 0;
  }

  #grow(): number {
    const row = this.size++;
    if (row < this.sku.length) return row;
    const capacity = this.sku.length * 2;
    this.sku = widened(this.sku, new Uint32Array(capacity));
    this.source = widened(this.source, new Int32Array(capacity));
    this.state = widened(this.state, new Uint8Array(capacity));
    this.error = widened(this.error, new Uint8Array(capacity));
    this.kept = widened(this.kept, new Uint8Array(capacity));
    this.canon = widened(this.canon, new Uint32Array(capacity));
    this.slot = widened(this.slot, new Int32Array(capacity));
    this.gives = widened(this.gives, new Int32Array(capacity));
    this.isTemplate = widened(this.isTemplate, new Uint8Array(capacity));
    this.mailbox = widened(this.mailbox, new Uint8Array(capacity));
    this.withheld = widened(this.withheld, new Uint8Array(capacity));
    this.needs = widened(this.needs, new Uint8Array(capacity));
    this.plans = widened(this.plans, new Uint32Array(capacity * this.bits.words));
    this.exclusions = widened(this.exclusions, new Uint32Array(capacity * this.bits.words));
    return row;
  }
}

function exactKey(columns: RowColumns): string {
  const { disabledPlans, said } = columns;
  const key = disabledPlans === PLANS_UNSAID ? `${keyOf(columns)},?` : keyOf(columns);
  return said === undefined ? key : `${key} ${JSON.stringify(said)}`;
}

function keyOf({ sku, source, state, error, disabledPlans, said, kept = 0 }: RowColumns): string {
  const head = `${said?.skuId ?? sku},${source},${state},${error},${kept}`;
  return disabledPlans.length === 0 ? head : `${head},${disabledPlans.join(',')}`;
}
