import { type AssignedLicense, LICENSE_ASSIGNMENT_ERRORS, type LicenseAssignmentState } from '../../graph.ts';
import { enabledPlans, type Rules } from '../rules.ts';
import { at, widened } from './growable.ts';
import type { PlanBits } from './plan-bits.ts';

export const ACTIVE = 0;
export const ACTIVE_WITH_ERROR = 1;
export const ERROR = 2;
const STATES = ['Active', 'ActiveWithError', 'Error', 'Disabled'] as const;

/** 0 is no error; the rest count from 1 in order of precedence. */
const ERRORS = [null, ...LICENSE_ASSIGNMENT_ERRORS] as const;
export const PROHIBITED = 1;
export const EXCLUSIVE = 2;
export const DEPENDENCY = 3;
export const UNIQUENESS = 4;
export const COUNT = 5;
export const OTHER = 6;

/** The error of a code that is not 0. */
export function errorOf(code: number): (typeof LICENSE_ASSIGNMENT_ERRORS)[number] {
  return at(LICENSE_ASSIGNMENT_ERRORS, code - 1);
}

/** A row's source as a number: a group's index, or one of these and below for what is no group. */
export const DIRECT = -1;
const NOTHING = -2;
/** Groups that are gone: -2, -3, … */
export const FIRST_GONE = -2;

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
  /** The first row that is the same when `disabledPlans` are taken as a set. */
  canon = new Uint32Array(256);
  /** Place of the product in its group's template, -1 when it is not there: an unwanted row. */
  slot = new Int32Array(256);
  /** 1: exactly what the template asks for, and `Active`. */
  isTemplate = new Uint8Array(256);
  /** The group when it is exactly what that group's template gives, `DIRECT` when it is direct, else less. */
  gives = new Int32Array(256);
  /** `words` words a row: the plans it turns on, and those that they exclude. */
  plans: Uint32Array;
  exclusions: Uint32Array;
  /** 1: turns on a mailbox plan. */
  mailbox = new Uint8Array(256);
  /** 1: turns on a plan that has prerequisites. */
  needs = new Uint8Array(256);
  readonly bits: PlanBits;
  readonly #rules: Rules;
  readonly #skuIds: readonly string[];
  readonly #disabledPlans: (readonly string[])[] = [[]];
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
  intern(
    sku: number,
    source: number,
    state: number,
    error: number,
    disabledPlans: readonly string[],
  ): { row: number; isNew: boolean } {
    const key = keyOf(sku, source, state, error, disabledPlans);
    const known = this.#exact.get(key);
    if (known !== undefined) return { row: known, isNew: false };
    const row = this.#grow();
    this.sku[row] = sku;
    this.source[row] = source;
    this.state[row] = state;
    this.error[row] = error;
    this.slot[row] = -1;
    this.gives[row] = source === DIRECT ? DIRECT : NOTHING;
    this.#disabledPlans[row] = disabledPlans;
    this.#name(row, key);
    this.#setPlans(row, { skuId: at(this.#skuIds, sku), disabledPlans });
    return { row, isNew: true };
  }

  /** Gives every row the source that its source turned out to be. */
  resolveSources(resolve: (source: number) => number): void {
    this.#exact.clear();
    this.#canonical.clear();
    for (let row = 1; row < this.size; row++) {
      this.source[row] = resolve(this.source[row] as number);
      this.#name(row, this.#key(row, this.disabledPlans(row)));
    }
  }

  /** The row's place in its group's template, -1 for none, and whether it is just what the template asks for. */
  place(row: number, slot: number, isTemplate: boolean): void {
    this.slot[row] = slot;
    this.isTemplate[row] = isTemplate ? 1 : 0;
    this.gives[row] = isTemplate ? (this.source[row] as number) : NOTHING;
  }

  disabledPlans(row: number): readonly string[] {
    return at(this.#disabledPlans, row);
  }

  isRestrictedIn(row: number, location: string): boolean {
    const license = { skuId: at(this.#skuIds, this.sku[row] as number), disabledPlans: this.disabledPlans(row) };
    return enabledPlans(this.#rules, license).some((plan) => this.#rules.isRestricted(plan, location));
  }

  /** Does the row turn off just these plans? */
  turnsOff(row: number, plans: readonly string[]): boolean {
    const own = this.disabledPlans(row);
    if (own === plans) return true;
    const [these, those] = [new Set(own), new Set(plans)];
    return these.size === those.size && own.every((plan) => those.has(plan));
  }

  /** The row in Graph's terms. */
  read(row: number, assignedByGroup: string | null, lastUpdatedDateTime: string | undefined): LicenseAssignmentState {
    const time = lastUpdatedDateTime === undefined ? {} : { lastUpdatedDateTime };
    return {
      skuId: at(this.#skuIds, this.sku[row] as number),
      disabledPlans: this.disabledPlans(row),
      assignedByGroup,
      state: at(STATES, this.state[row] as number),
      // As it was read, also where a direct row's error does not suit its state: direct rows are never touched.
      error: ERRORS[this.error[row] as number] ?? null,
      ...time,
    } as LicenseAssignmentState;
  }

  #name(row: number, key: string): void {
    this.#exact.set(key, row);
    const plans = this.disabledPlans(row);
    const canonical = plans.length < 2 ? key : this.#key(row, [...new Set(plans)].sort());
    const first = this.#canonical.get(canonical) ?? row;
    if (first === row) this.#canonical.set(canonical, row);
    this.canon[row] = first;
  }

  #key(row: number, disabledPlans: readonly string[]): string {
    const { sku, source, state, error } = this;
    return keyOf(sku[row] as number, source[row] as number, state[row] as number, error[row] as number, disabledPlans);
  }

  #setPlans(row: number, license: AssignedLicense): void {
    const { bits } = this;
    const plans = enabledPlans(this.#rules, license);
    this.plans.set(bits.maskOf(plans), row * bits.words);
    this.exclusions.set(bits.exclusionsOf(plans), row * bits.words);
    this.mailbox[row] = plans.some((plan) => this.#rules.isMailbox(plan)) ? 1 : 0;
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
    this.canon = widened(this.canon, new Uint32Array(capacity));
    this.slot = widened(this.slot, new Int32Array(capacity));
    this.gives = widened(this.gives, new Int32Array(capacity));
    this.isTemplate = widened(this.isTemplate, new Uint8Array(capacity));
    this.mailbox = widened(this.mailbox, new Uint8Array(capacity));
    this.needs = widened(this.needs, new Uint8Array(capacity));
    this.plans = widened(this.plans, new Uint32Array(capacity * this.bits.words));
    this.exclusions = widened(this.exclusions, new Uint32Array(capacity * this.bits.words));
    return row;
  }
}

function keyOf(sku: number, source: number, state: number, error: number, disabledPlans: readonly string[]): string {
  const head = `${sku},${source},${state},${error}`;
  return disabledPlans.length === 0 ? head : `${head},${disabledPlans.join(',')}`;
}

/** Numbers of a state and an error as Graph names them. */
export function codesOf({ state, error }: LicenseAssignmentState): { state: number; error: number } {
  return { state: STATES.indexOf(state), error: ERRORS.indexOf(error) };
}
