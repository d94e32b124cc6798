import type { AssignedLicense, LicenseAssignmentError, LicenseAssignmentState } from '../graph.ts';
import { type Errors, judge, topReason } from './judge.ts';
import { type MemoryTenant, memoryOf } from './memory/memory-tenant.ts';
import { effective, type Given, settle } from './settle.ts';
import type { GroupIndex, Rows, SkuIndex, Tenant, UserIndex } from './tenant.ts';

/** What one reconciliation changed (engine.md, *One reconciliation*). The tenant already stands at the result. */
export interface Reconciliation {
  /** Everybody whose rows differ, in an order in which no seat is taken before it is free. */
  readonly changes: readonly { readonly user: UserIndex; readonly before: Rows; readonly after: Rows }[];
  /** Rows added, removed or altered. */
  readonly rowChanges: number;
  /** Pairs of person and group accepted and refused, over the people looked at. */
  readonly assigned: number;
  readonly failed: number;
  readonly byError: Readonly<Partial<Record<LicenseAssignmentError, number>>>;
  readonly rounds: number;
}

/** Whom to look at. Whoever waits for a seat that comes free is looked at as well, by itself. */
export interface ReconcileOptions {
  readonly users: Iterable<UserIndex> | 'everyone';
  /** `lastUpdatedDateTime` of rows that change. */
  readonly now: string;
}

interface Person {
  readonly user: UserIndex;
  readonly location: string | null;
  readonly sharesAddress: boolean;
  readonly groups: ReadonlyMap<string, readonly AssignedLicense[]>;
  readonly atStart: readonly Given[];
  readonly accepted: Set<string>;
  readonly errors: Map<string, Errors>;
  held: readonly Given[];
}

/** Brings the tenant to what engine.md defines, journaled like every change: inside `attempt` it leaves no trace. */
export function reconcile(tenant: Tenant, options: ReconcileOptions): Reconciliation {
  return new Run(memoryOf(tenant), options).result();
}

class Run {
  readonly #tenant: MemoryTenant;
  readonly #now: string;
  readonly #people: readonly Person[];
  readonly #rank: (group: string) => number;
  #round = 0;

  constructor(tenant: MemoryTenant, options: ReconcileOptions) {
    this.#tenant = tenant;
    this.#now = options.now;
    const order = new Map(tenant.groupOrder().map((group, rank) => [tenant.group(group).id, rank]));
    const gone = new Set<string>();
    for (let user = 0; user < tenant.userCount; user++) {
      for (const row of tenant.read(tenant.rows(user))) {
        if (row.assignedByGroup !== null && !order.has(row.assignedByGroup)) gone.add(row.assignedByGroup);
      }
    }
    for (const id of [...gone].sort()) order.set(id, order.size);
    this.#rank = (group) => order.get(group) ?? 0;
    this.#people = Array.from({ length: tenant.userCount }, (_, user) => this.#person(user));
  }

  result(): Reconciliation {
    const licensed = this.#tenant.groupOrder().filter((group) => this.#tenant.assignedLicenses(group).length > 0);
    let changed = true;
    while (changed) {
      changed = false;
      this.#round++;
      for (const person of this.#people) changed = this.#letGo(person) || changed;
      for (const group of licensed) changed = this.#tryGroup(group) || changed;
    }
    return this.#write();
  }

  #person(user: UserIndex): Person {
    const tenant = this.#tenant;
    const { usageLocation, proxyAddresses } = tenant.user(user);
    const groups = new Map<string, readonly AssignedLicense[]>();
    for (const group of tenant.groupsOf(user)) {
      const template = tenant.assignedLicenses(group);
      if (template.length > 0) groups.set(tenant.group(group).id, template);
    }
    const rows = tenant.read(tenant.rows(user));
    const held = rows.filter(isHeld).map(given);
    const accepted = new Set<string>();
    for (const [group, template] of groups) {
      const has = (license: AssignedLicense) =>
        rows.some((row) => row.state === 'Active' && row.assignedByGroup === group && sameLicense(row, license));
      if (template.every(has)) accepted.add(group);
    }
    return {
      user,
      location: usageLocation || tenant.organization.countryLetterCode,
      sharesAddress: proxyAddresses.some((address) => tenant.usersWithAddress(address).some((other) => other !== user)),
      groups,
      atStart: held,
      accepted,
      errors: new Map(),
      held,
    };
  }

  #settle(person: Person, accepted: ReadonlySet<string>) {
    return settle(this.#tenant.indexedRules, { held: person.held, groups: person.groups, rank: this.#rank }, accepted);
  }

  #letGo(person: Person): boolean {
    const after = effective(this.#settle(person, person.accepted));
    const changed = after.length !== person.held.length;
    person.held = after;
    return changed;
  }

  #tryGroup(index: GroupIndex): boolean {
    const group = this.#tenant.group(index).id;
    let changed = false;
    for (const user of this.#tenant.members(index)) {
      const person = this.#people[user];
      if (!person || person.accepted.has(group)) continue;
      if (this.#tryAccept(person, group)) changed = true;
    }
    return changed;
  }

  #tryAccept(person: Person, group: string): boolean {
    const errors = this.#judge(person, group, [group]);
    person.errors.set(group, errors);
    if (errors.size === 0) return this.#accept(person, [group]);
    const swapping = this.#settle(person, person.accepted).swap.map((row) => row.group ?? '');
    let together = [group, ...new Set(swapping.filter((other) => other !== group))];
    while (together.length > 0) {
      const fine = together.filter((one) => this.#judge(person, one, together).size === 0);
      if (fine.length === together.length) return this.#accept(person, together);
      together = fine;
    }
    return false;
  }

  #accept(person: Person, groups: readonly string[]): boolean {
    for (const group of groups) person.accepted.add(group);
    person.held = effective(this.#settle(person, person.accepted));
    return true;
  }

  #judge(person: Person, group: string, together: readonly string[]): Errors {
    return judge(this.#tenant.indexedRules, {
      group,
      template: person.groups.get(group) ?? [],
      location: person.location,
      now: person.held,
      had: this.#round === 1 ? [...person.held, ...person.atStart] : person.held,
      after: this.#settle(person, new Set([...person.accepted, ...together])),
      sharesAddress: person.sharesAddress,
      hasFreeSeat: (skuId) => this.#free(skuId) > 0,
    });
  }

  #free(skuId: string): number {
    const names = (row: { skuId: string }) => row.skuId === skuId;
    const counts = (person: Person) =>
      person.held.some(names) ||
      (this.#round === 1 &&
        person.atStart.some(names) &&
        [...person.groups].some(([group, template]) => !person.accepted.has(group) && template.some(names)));
    return this.#tenant.seats(this.#tenant.findSku(skuId) ?? -1) - this.#people.filter(counts).length;
  }

  #write(): Reconciliation {
    const changes: { user: UserIndex; before: Rows; after: Rows }[] = [];
    const byError: Partial<Record<LicenseAssignmentError, number>> = {};
    let [rowChanges, assigned, failed] = [0, 0, 0];
    for (const person of this.#people) {
      const before = this.#tenant.rows(person.user);
      const rows = this.#tenant.read(before);
      const after = this.#rowsOf(person, rows);
      assigned += person.accepted.size;
      for (const group of person.groups.keys()) {
        if (person.accepted.has(group)) continue;
        const reason = topReason(person.errors.get(group) ?? new Map());
        byError[reason] = (byError[reason] ?? 0) + 1;
        failed++;
      }
      const fresh = after.filter((row) => !rows.includes(row)).length;
      const gone = rows.filter((row) => !after.some((kept) => sameSource(kept, row))).length;
      if (fresh + gone === 0) continue;
      rowChanges += fresh + gone;
      changes.push({ user: person.user, before, after: this.#tenant.intern(after) });
    }
    const ordered = seatsFirstFreed(this.#tenant, changes);
    for (const { user, after } of ordered) this.#tenant.setRows(user, after);
    return { changes: ordered, rowChanges, assigned, failed, byError, rounds: this.#round };
  }

  #rowsOf(person: Person, rows: readonly LicenseAssignmentState[]): readonly LicenseAssignmentState[] {
    const desired: LicenseAssignmentState[] = rows.filter((row) => row.assignedByGroup === null);
    const settled = this.#settle(person, person.accepted);
    for (const [group, template] of person.groups) {
      const errors = person.errors.get(group) ?? new Map<string, LicenseAssignmentError>();
      for (const license of template) {
        const row = { skuId: license.skuId, disabledPlans: license.disabledPlans, assignedByGroup: group };
        const held = person.held.find((one) => one.group === group && one.skuId === license.skuId);
        const error = errors.get(license.skuId) ?? 'Other';
        if (person.accepted.has(group)) desired.push({ ...row, state: 'Active', error: null });
        else if (held) desired.push({ ...row, disabledPlans: held.disabledPlans, state: 'ActiveWithError', error });
        else desired.push({ ...row, state: 'Error', error });
      }
    }
    for (const row of settled.swap)
      desired.push(retained(row, topReason(person.errors.get(row.group ?? '') ?? new Map())));
    for (const row of settled.dependency) desired.push(retained(row, 'DependencyViolation'));
    const stayed = rows.map((old) => desired.find((row) => sameSource(row, old) && sameRow(row, old)) && old);
    const kept = rows.flatMap((old, index) => {
      const now = stayed[index] ?? desired.find((row) => sameSource(row, old));
      return now ? [now === old ? old : { ...now, lastUpdatedDateTime: this.#now }] : [];
    });
    const added = desired.filter((row) => !rows.some((old) => sameSource(row, old)));
    return [...kept, ...added.map((row) => ({ ...row, lastUpdatedDateTime: this.#now }))];
  }
}

function isHeld(row: LicenseAssignmentState): boolean {
  return row.state === 'Active' || row.state === 'ActiveWithError';
}

function given({ skuId, disabledPlans, assignedByGroup }: LicenseAssignmentState): Given {
  return { skuId, disabledPlans, group: assignedByGroup };
}

function retained({ skuId, disabledPlans, group }: Given, error: LicenseAssignmentError): LicenseAssignmentState {
  return { skuId, disabledPlans, assignedByGroup: group, state: 'ActiveWithError', error };
}

function sameLicense(a: AssignedLicense, b: AssignedLicense): boolean {
  const [these, those] = [new Set(a.disabledPlans), new Set(b.disabledPlans)];
  return a.skuId === b.skuId && these.size === those.size && [...these].every((plan) => those.has(plan));
}

function sameSource(a: LicenseAssignmentState, b: LicenseAssignmentState): boolean {
  return a.skuId === b.skuId && a.assignedByGroup === b.assignedByGroup;
}

function sameRow(a: LicenseAssignmentState, b: LicenseAssignmentState): boolean {
  return a.state === b.state && a.error === b.error && sameLicense(a, b);
}

/** Puts people who take a seat behind those who free it. In a ring of people who exchange seats, one goes first anyway. */
function seatsFirstFreed<C extends { before: Rows; after: Rows }>(
  tenant: MemoryTenant,
  changes: readonly C[],
): readonly C[] {
  const free = tenant.skus.map((_, sku) => tenant.seats(sku) - tenant.consumed(sku));
  const ordered: C[] = [];
  let waiting = changes.map((change) => ({
    change,
    before: heldSkus(tenant, change.before),
    after: heldSkus(tenant, change.after),
  }));
  while (waiting.length > 0) {
    const late: typeof waiting = [];
    for (const entry of waiting) {
      const isFree = (sku: SkuIndex) => entry.before.has(sku) || (free[sku] ?? 0) > 0;
      if (![...entry.after].every(isFree) && !(entry === waiting.at(-1) && late.length === waiting.length - 1)) {
        late.push(entry);
        continue;
      }
      for (const sku of entry.before) free[sku] = (free[sku] ?? 0) + 1;
      for (const sku of entry.after) free[sku] = (free[sku] ?? 0) - 1;
      ordered.push(entry.change);
    }
    waiting = late;
  }
  return ordered;
}

function heldSkus(tenant: MemoryTenant, rows: Rows): ReadonlySet<SkuIndex> {
  return new Set(
    tenant
      .read(rows)
      .filter(isHeld)
      .map((row) => tenant.findSku(row.skuId) ?? -1),
  );
}
