import { idKey } from '../../graph/ids.ts';
import type { AssignedLicense, LicenseAssignmentState, SubscribedSku } from '../../graph/types.ts';
import type { Rules } from '../rules/rules.ts';
import { Conflicts } from './conflicts.ts';
import { Following } from './following.ts';
import { Groups } from './groups.ts';
import { at, Strings } from './growable.ts';
import type { PlanBits } from './plan-bits.ts';
import { MAX_READ, ReadRows } from './read-rows.ts';
import {
  ACTIVE,
  ACTIVE_WITH_ERROR,
  AS_ITS_GROUP,
  codesOf,
  DIRECT,
  DISABLED,
  ERROR,
  FIRST_GONE,
  KEPT_ROW,
} from './row-codes.ts';
import { RowStore } from './row-store.ts';
import { type RowAsSaid, type RowColumns, RowTable } from './row-table.ts';
import { compileTemplate, type Template } from './template.ts';
import type { GroupIndex, Rows, SkuIndex } from './tenant.ts';

/** License rows as numbers, and what groups and templates make of them. */
export class LicenseRows {
  readonly table: RowTable;
  readonly store = new RowStore();
  groups = new Groups([], () => true);
  conflicts: Conflicts;
  readonly #skuIndexes: ReadonlyMap<string, SkuIndex>;
  readonly #gone = new Strings();
  /** Row numbers by the group that they come from. */
  #rowsOfGroup: number[][] = [];
  readonly #read: ReadRows;
  /** The other way round: equal rows come as one object, too, and most need not be looked at. */
  readonly #interned = new Following<LicenseAssignmentState, { readonly number: number; readonly time: number }>();
  /** By row * 8 + error. */
  readonly #withError = new Map<number, number>();
  readonly #compiled = new WeakMap<
    readonly AssignedLicense[],
    { readonly group: GroupIndex; readonly template: Template }
  >();
  readonly #groupsAreComplete: boolean;
  #knowsGroups = false;

  /** @param groupsAreComplete a group that is not there is gone, and what people have through it is not kept */
  constructor(bits: PlanBits, rules: Rules, skus: readonly SubscribedSku[], groupsAreComplete: boolean) {
    this.#groupsAreComplete = groupsAreComplete;
    const skuIds = skus.map((sku) => sku.skuId);
    this.#skuIndexes = new Map(skuIds.map((skuId, index) => [idKey(skuId), index]));
    this.table = new RowTable(bits, rules, skuIds);
    this.#read = new ReadRows(this.table, this.store, (source) => this.#sourceId(source));
    this.conflicts = new Conflicts(this.table, [], 0);
  }

  /** People are read before the groups that their rows name: until then every group is one that is gone. */
  adoptGroups(groups: Groups): void {
    const { table } = this;
    this.#know(groups);
    table.resolveSources(
      (source) => (source === DIRECT ? source : this.#sourceOf(this.#gone.value(FIRST_GONE - source))),
      (skuId, source) => (source < 0 ? undefined : groups.license(source, skuId))?.disabledPlans ?? [],
      (source) => this.#isKeptAsItsGroup(source),
    );
    this.#placeAll();
  }

  /** Rows of the same groups as another thread has them: by the same numbers. */
  adoptRows(groups: Groups, rows: readonly RowColumns[], gone: readonly string[]): void {
    this.#know(groups);
    for (const id of gone) this.#gone.intern(id, idKey(id));
    for (const columns of rows) this.store.willHold(this.table.append(columns));
    this.#placeAll();
  }

  /** Ids of groups that are gone, in the order of their sources. */
  get gone(): readonly string[] {
    return this.#gone.values;
  }

  #know(groups: Groups): void {
    this.groups = groups;
    this.conflicts = new Conflicts(this.table, groups.templates, groups.profiles.length);
    this.#rowsOfGroup = groups.profiles.map(() => []);
    this.#knowsGroups = true;
  }

  #placeAll(): void {
    const { table, groups } = this;
    for (let row = 1; row < table.size; row++) {
      const source = table.source[row] as number;
      if (source < 0) {
        if (this.#staysWithoutGroup(row)) table.keep(row);
        continue;
      }
      this.#rowsOfGroup[source]?.push(row);
      groups.markLicensed(source);
    }
    for (const group of this.#rowsOfGroup.keys()) this.compile(group);
  }

  findSku(skuId: string): SkuIndex | undefined {
    return this.#skuIndexes.get(idKey(skuId));
  }

  read(rows: Rows): readonly LicenseAssignmentState[] {
    return this.#read.of(rows);
  }

  intern(rows: readonly LicenseAssignmentState[]): Rows {
    this.store.begin(rows.length);
    for (const row of rows) {
      const known = this.#interned.get(row);
      if (known !== undefined) {
        this.store.add(known.number, known.time);
        continue;
      }
      const number = this.#numberOf(row);
      const time = this.store.timeOf(row.lastUpdatedDateTime);
      if (this.#interned.size < MAX_READ) this.#interned.set(row, { number, time });
      this.store.add(number, time);
    }
    return this.store.finish();
  }

  /** Lets go of rows that were read or taken in lately: whoever asks for them makes them anew. */
  forgetRead(): void {
    this.#interned.clear();
    this.#read.forget();
  }

  /** The row's number; it knows its place in its group's template. */
  number(columns: RowColumns): number {
    const { row, isNew } = this.table.intern(columns);
    if (isNew) this.store.willHold(row);
    const { source } = columns;
    if (isNew && source >= 0) {
      this.#rowsOfGroup[source]?.push(row);
      this.#place(row, source);
    } else if (isNew && this.#staysWithoutGroup(row)) this.table.keep(row);
    return row;
  }

  /** The row of a product of a template that is refused and not held. */
  refused(group: GroupIndex, template: Template, slot: number, error: number): number {
    const known = template.errorRows[slot * 8 + error] as number;
    if (known !== 0) return known;
    const { disabledPlans } = at(template.licenses, slot);
    const row = this.number({ sku: template.skus[slot] as number, source: group, state: ERROR, error, disabledPlans });
    template.errorRows[slot * 8 + error] = row;
    return row;
  }

  /** The row, held or unsure, kept in error. */
  withError(row: number, error: number): number {
    const { table } = this;
    const state = table.isUnsure(row) ? ERROR : ACTIVE_WITH_ERROR;
    if (table.state[row] === state && table.error[row] === error) return row;
    const key = row * 8 + error;
    const known = this.#withError.get(key);
    if (known !== undefined) return known;
    const [sku, source] = [table.sku[row] as number, table.source[row] as number];
    const [kept, disabledPlans] = [table.kept[row] as number, table.disabledPlans(row)];
    const made = this.number({ sku, source, state, error, disabledPlans, kept, said: table.said(row) });
    this.#withError.set(key, made);
    return made;
  }

  /** The kept row, which its group does not give: it is in no error. */
  atRest(row: number): number {
    const { table } = this;
    const [sku, source, disabledPlans] = [
      table.sku[row] as number,
      table.source[row] as number,
      table.disabledPlans(row),
    ];
    const said = table.said(row);
    return this.number({ sku, source, state: said ? DISABLED : ACTIVE, error: 0, disabledPlans, kept: KEPT_ROW, said });
  }

  /** The kept row beside what its group gives, with these plans off. */
  kept(row: number, disabledPlans: readonly string[]): number {
    const [sku, source] = [this.table.sku[row] as number, this.table.source[row] as number];
    return this.number({ sku, source, state: ACTIVE, error: 0, disabledPlans, kept: KEPT_ROW });
  }

  /** Does the source come before the other in group order? Groups that are gone come last, by id. */
  comesBefore(source: number, other: number): boolean {
    if (source >= 0 && other >= 0) return (this.groups.rank[source] as number) < (this.groups.rank[other] as number);
    if (source < 0 && other < 0) return this.#gone.value(FIRST_GONE - source) < this.#gone.value(FIRST_GONE - other);
    return source >= 0;
  }

  /** After the group's licenses changed. */
  compile(group: GroupIndex): void {
    const licenses = this.groups.given(group);
    this.groups.templates[group] = undefined;
    this.conflicts.forget(group);
    if (licenses.length > 0) this.groups.templates[group] = this.#templateOf(group, licenses);
    for (const row of at(this.#rowsOfGroup, group)) this.#place(row, group);
  }

  /** A look that pauses puts a template down and takes it up again: it is compiled once. */
  #templateOf(group: GroupIndex, licenses: readonly AssignedLicense[]): Template {
    const known = this.#compiled.get(licenses);
    if (known?.group === group) return known.template;
    const template = compileTemplate(
      this.table,
      licenses,
      (skuId) => this.findSku(skuId) ?? 0,
      (sku, disabledPlans) => this.number({ sku, source: group, state: ACTIVE, error: 0, disabledPlans }),
    );
    this.#compiled.set(licenses, { group, template });
    return template;
  }

  #numberOf(row: LicenseAssignmentState): number {
    const { skuId, words, disabledPlans } = row;
    const source = this.#sourceOf(row.assignedByGroup);
    const kept = this.#keptOf(row, source);
    const sku = this.findSku(skuId);
    if (sku !== undefined) {
      const said: RowAsSaid | undefined = words === undefined ? undefined : { words };
      return this.number({ sku, source, ...codesOf(row), disabledPlans, kept, said });
    }
    // Nothing is known of what it gives: it takes no seat of any product, and its error is only a word.
    const said: RowAsSaid = {
      skuId,
      state: row.state,
      error: null,
      words: { ...(row.error && { error: row.error }), ...words },
    };
    return this.number({ sku: 0, source, state: DISABLED, error: 0, disabledPlans, kept, said });
  }

  #sourceId(source: number): string | null {
    if (source === DIRECT) return null;
    return source >= 0 ? this.groups.id(source) : this.#gone.value(FIRST_GONE - source);
  }

  #sourceOf(groupId: string | null): number {
    if (groupId === null) return DIRECT;
    return this.groups.find(groupId) ?? FIRST_GONE - this.#gone.intern(groupId, idKey(groupId));
  }

  #keptOf({ kept, state, words }: LicenseAssignmentState, source: number): number {
    if (source === DIRECT) return 0;
    if (words?.state !== undefined) return KEPT_ROW;
    if (state !== 'Active' && state !== 'ActiveWithError') return 0;
    if (kept !== undefined) return kept ? KEPT_ROW : 0;
    if (!this.#knowsGroups) return AS_ITS_GROUP;
    return this.#isKeptAsItsGroup(source) ? KEPT_ROW : 0;
  }

  #isKeptAsItsGroup(source: number): boolean {
    return source <= FIRST_GONE && !this.#groupsAreComplete;
  }

  /** Of a product that is gone, from no group that is there; what is held has to be kept. */
  #staysWithoutGroup(row: number): boolean {
    const { table } = this;
    return table.isGone(row) && (table.kept[row] === KEPT_ROW || !table.isHeld(row));
  }

  #place(row: number, group: GroupIndex): void {
    const { table } = this;
    const skuId = table.skuId(row);
    if (table.isGone(row)) {
      // What it gave is not known any more, so it stays while the group names it, or while it may be needed.
      if (this.groups.license(group, skuId) || table.isGoneInError(row)) table.keep(row);
      else table.place(row, -1, false);
      return;
    }
    const licenses = this.groups.given(group);
    const slot = licenses.findIndex((license) => license.skuId === skuId);
    const isMet = ({ disabledPlans }: AssignedLicense) =>
      table.kept[row] === KEPT_ROW ? table.coversWithout(row, disabledPlans) : table.turnsOff(row, disabledPlans);
    table.place(row, slot, slot >= 0 && table.state[row] === ACTIVE && isMet(at(licenses, slot)));
  }
}
