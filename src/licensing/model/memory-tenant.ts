import type { AssignedLicense } from '../../graph/types.ts';
import { finish, type Steps } from '../steps.ts';
import { type Doing, Journal } from './journal.ts';
import type { Packing } from './packed-texts.ts';
import { type Columns, inPieces, type Worn } from './pieces.ts';
import type { Span } from './row-store.ts';
import type { EnabledUnits } from './seats.ts';
import type { AttemptOptions, GroupIndex, Rows, RowsChange, SkuIndex, Tenant, UserIndex } from './tenant.ts';
import { TenantColumns } from './tenant-columns.ts';

/** A tenant's columns with what changes them. `applyChange` and `reconcile` use them; everybody else sees a `Tenant`. */
export class MemoryTenant extends TenantColumns implements Tenant {
  readonly population = 0;
  #journal = new Journal();
  /** Changes that stay: of people's rows, and of all else. */
  #rowsStayed = 0;
  #stayed = 0;
  #worn: Worn | undefined;
  isTime: (() => boolean) | undefined;

  get revision() {
    return this.#rowsStayed + this.#stayed;
  }

  /** Puts rows on a person whose seats the caller has counted. */
  adoptRows(user: UserIndex, rows: Rows): void {
    const before = this.rows(user);
    this.#noteRows(user, before);
    this.#replaceRows(user, before, rows);
  }

  setRows(user: UserIndex, rows: Rows): void {
    const before = this.rows(user);
    if (before === rows) return;
    this.#noteRows(user, before);
    this.putRows(user, rows);
  }
  setTemplate(group: GroupIndex, assignedLicenses: readonly AssignedLicense[]): void {
    const compile = () => {
      this.licenses.compile(group);
      this.waiting.reorder();
    };
    this.#change(() => {
      const undo = this.groups.setLicenses(group, assignedLicenses);
      compile();
      return () => {
        undo();
        compile();
      };
    });
  }
  addMember(group: GroupIndex, user: UserIndex): void {
    this.#move(user, () => this.memberships.add(group, user));
  }
  removeMember(group: GroupIndex, user: UserIndex): void {
    this.#move(user, () => this.memberships.remove(group, user));
  }
  setUsageLocation(user: UserIndex, usageLocation: string | null): void {
    this.#change(() => this.people.setUsageLocation(user, usageLocation));
  }
  setProxyAddresses(user: UserIndex, proxyAddresses: readonly string[]): void {
    this.#change(() => this.people.setProxyAddresses(user, proxyAddresses));
  }
  setEnabledSeats(sku: SkuIndex, units: EnabledUnits): void {
    this.#change(() => this.seatCounts.setEnabled(sku, units));
  }
  attempt<T>(look: () => T, options?: AttemptOptions): T {
    const end = this.#begin(options);
    try {
      return look();
    } finally {
      finish(end());
    }
  }
  *attempting<T>(look: () => Steps<T>, options?: AttemptOptions): Steps<T> {
    const end = this.#begin(options);
    try {
      return yield* look();
    } finally {
      yield* end();
    }
  }

  /**
   * Looks at people with the rows that were decided for them, and so many seats in use. It costs far less than to make the
   * rows theirs, as nobody is called in line by it: nothing may be changed meanwhile.
   */
  *wearing<T>(changes: readonly RowsChange[], consumed: Int32Array, look: () => Steps<T>): Steps<T> {
    const before = this.seatCounts.consumed;
    for (let place = 0; place < changes.length; place++) {
      const { user, after } = changes[place] as RowsChange;
      this.handles[user] = after;
    }
    this.seatCounts.consumed = consumed;
    this.#worn = { changes, consumed: before };
    try {
      return yield* look();
    } finally {
      for (let place = 0; place < changes.length; place++) {
        const { user, before: first } = changes[place] as RowsChange;
        this.handles[user] = first;
      }
      this.seatCounts.consumed = before;
      this.#worn = undefined;
    }
  }

  get isPauseDue(): boolean {
    return this.isTime?.() === true;
  }
  inPieces<T>(look: () => Steps<T>, isTime: () => boolean): Steps<T> {
    return inPieces(this, look, isTime);
  }
  get stayed(): number {
    return this.#stayed;
  }
  get columns(): Columns {
    const { handles, waiting } = this;
    const { consumed, direct } = this.seatCounts;
    return { handles, consumed, direct, waiting, journal: this.#journal, worn: this.#worn };
  }
  set columns({ handles, consumed, direct, waiting, journal, worn }: Columns) {
    this.handles = handles;
    this.seatCounts.consumed = consumed;
    this.seatCounts.direct = direct;
    this.waiting = waiting;
    this.#journal = journal;
    this.#worn = worn;
    this.store.written = journal.written;
  }

  /**
   * Takes as little memory as the tenant can be had in from then on: what is seldom read is packed, what can be made again is
   * let go, and there is no room for more. What is seen and decided is the same.
   */
  *packing(packing: Packing): Steps<void> {
    this.licenses.forgetRead();
    this.conflicts.letGo();
    this.store.words.fit();
    this.memberships.fit();
    yield* this.people.packing(packing);
  }

  /** Group order is that of another tenant, whose groups are the first of this one. */
  adoptOrder(of: MemoryTenant): void {
    this.groups.adoptOrder(of.groups);
    this.waiting.reorder();
  }

  #begin({ discardRows = false }: AttemptOptions = {}): () => Steps<void> {
    const { store } = this;
    const journal = this.#journal;
    const mark = journal.begin();
    store.written = journal.written;
    const giveBack = discardRows ? (spans: readonly Span[]) => store.giveBack(spans) : undefined;
    return function* (this: MemoryTenant) {
      yield* journal.end(mark, this, giveBack);
      store.written = journal.written;
    }.bind(this);
  }

  #noteRows(user: UserIndex, before: Rows): void {
    this.#mayChange();
    if (this.#journal.isOpen) this.#journal.rows(user, before);
    else this.#rowsStayed++;
  }

  #mayChange(): void {
    if (this.#worn !== undefined) throw new Error('nothing may be changed while rows are worn for a look');
  }

  #change(doing: Doing): void {
    this.#mayChange();
    const undo = doing();
    if (this.#journal.isOpen) this.#journal.change(doing, undo);
    else this.#stayed++;
  }

  /** Whose memberships change has other turns to wait for. */
  #move(user: UserIndex, doing: Doing): void {
    const aside = <T>(work: () => T): T => {
      this.waiting.remove(user, this.rows(user));
      const result = work();
      this.waiting.add(user, this.rows(user));
      return result;
    };
    this.#change(() => {
      const undo = aside(doing);
      return () => void aside(undo);
    });
  }

  putRows(user: UserIndex, rows: Rows): void {
    const before = this.rows(user);
    this.seatCounts.count(before, -1);
    this.seatCounts.count(rows, 1);
    this.#replaceRows(user, before, rows);
  }

  #replaceRows(user: UserIndex, before: Rows, rows: Rows): void {
    this.waiting.remove(user, before);
    this.handles[user] = rows;
    this.waiting.add(user, rows);
  }
}

/** The tenant with its columns and what changes it. */
export function memoryOf(tenant: Tenant & { readonly memory?: unknown }): MemoryTenant {
  if (tenant instanceof MemoryTenant) return tenant;
  if (tenant.memory instanceof MemoryTenant) return tenant.memory;
  throw new TypeError('this tenant was not made by loadTenant');
}
