import { idKey, isSameId } from '../../graph/ids.ts';
import type { Snapshot } from '../../graph/snapshot-text.ts';
import type { AssignedLicense, LicenseAssignmentState, SnapshotGroup, SnapshotUser } from '../../graph/types.ts';
import type { Observed } from '../../licensing/model/observed.ts';
import { areSameLicenses, areSameRows } from '../../licensing/model/same-rows.ts';
import type { Store } from '../../store/store.ts';

/** What Seatkeeper gave somebody in place of Entra. */
export interface Given {
  /** Products that it assigned directly, as it assigned them: these alone it takes away again. */
  readonly licenses: readonly AssignedLicense[];
  /** The rows that groups would have given: what these licenses are there for, and what could not be given. */
  readonly rows: readonly LicenseAssignmentState[];
}

/** Group licenses of a tenant whose groups Entra does not license: their templates, and what was given by them. */
export interface Ledger {
  /** Undefined: not a group of ours. */
  template(groupId: string): readonly AssignedLicense[] | undefined;
  setTemplate(groupId: string, licenses: readonly AssignedLicense[]): Promise<void>;
  removeTemplate(groupId: string): Promise<void>;
  of(userId: string): Given;
  /** Durable, all of it, when it resolves; what is known already is not written again. */
  set(given: readonly (readonly [userId: string, given: Given])[]): Promise<void>;
}

const TEMPLATES = 'managed-templates';
const NOTHING: Given = { licenses: [], rows: [] };

/** Ids of the groups that Seatkeeper licenses. */
export async function groupsInLedger(store: Store): Promise<readonly string[]> {
  return (await store.kv<readonly AssignedLicense[]>(TEMPLATES).entries()).map(([id]) => id);
}

export async function openLedger(store: Store): Promise<Ledger> {
  const [templates, people] = [store.kv<readonly AssignedLicense[]>(TEMPLATES), store.kv<Given>('managed-licenses')];
  const knownTemplates = new Map(await templates.entries());
  const knownPeople = new Map(await people.entries());
  return {
    template: (groupId) => knownTemplates.get(idKey(groupId)),
    async setTemplate(groupId, licenses) {
      await templates.set(idKey(groupId), licenses);
      knownTemplates.set(idKey(groupId), licenses);
    },
    async removeTemplate(groupId) {
      await templates.delete(idKey(groupId));
      knownTemplates.delete(idKey(groupId));
    },
    of: (userId) => knownPeople.get(idKey(userId)) ?? NOTHING,
    async set(given) {
      const news = given
        .map(([userId, one]) => [idKey(userId), one] as const)
        .filter(([key, one]) => !isSame(knownPeople.get(key) ?? NOTHING, one));
      await people.setAll(news);
      for (const [key, one] of news) knownPeople.set(key, one);
    },
  };
}

function isSame(some: Given, other: Given): boolean {
  return areSameRows(some.rows, other.rows) && areSameLicenses(some.licenses, other.licenses);
}

/**
 * Rows of Graph as the rows of a tenant whose groups we license: what we gave directly counts as given by its groups. What
 * is not there as we gave it, because somebody took or changed it, is not ours any more, and is decided on anew.
 */
export function throughGroups(
  ledger: Ledger,
  userId: string,
  rows: readonly LicenseAssignmentState[],
): readonly LicenseAssignmentState[] {
  const isOurs = ({ assignedByGroup }: LicenseAssignmentState) =>
    assignedByGroup !== null && ledger.template(assignedByGroup) !== undefined;
  const { licenses, rows: all } = ledger.of(userId);
  const given = all.filter(isOurs);
  if (licenses.length === 0 && given.length === 0) return rows.some(isOurs) ? rows.filter((row) => !isOurs(row)) : rows;
  const direct = rows.filter((row) => row.assignedByGroup === null);
  const [ours, lost] = [
    licenses.filter((license) => direct.some((row) => areSameLicenses([row], [license]))),
    licenses.filter((license) => !direct.some((row) => areSameLicenses([row], [license]))),
  ];
  const isOf = (some: readonly Pick<AssignedLicense, 'skuId'>[], { skuId }: AssignedLicense) =>
    some.some((license) => isSameId(license.skuId, skuId));
  // What Entra still gives by a group of ours is about to go: the group was handed over.
  const others = rows.filter((row) => row.assignedByGroup !== null && !isOurs(row));
  const isThere = (row: LicenseAssignmentState) => !isHeldInGraph(row) || isOf(direct, row) || covers(others, row);
  const stands = given.filter((row) => !isOf(lost, row) && isThere(row));
  // What cannot be kept now is found lost again.
  if (lost.length > 0) ledger.set([[userId, { licenses: ours, rows: stands }]]).catch(() => undefined);
  return [...others, ...direct.filter((row) => !isOf(ours, row)), ...stands];
}

/** Whether these rows together give all that the license gives: what one of them gives is given. */
export function covers(rows: readonly LicenseAssignmentState[], license: AssignedLicense): boolean {
  const sources = rows.filter((row) => isHeldInGraph(row) && isSameId(row.skuId, license.skuId));
  const [first] = sources;
  if (first === undefined) return false;
  const isOff = (plans: readonly string[], plan: string) => plans.some((one) => isSameId(one, plan));
  return first.disabledPlans.every(
    (plan) => isOff(license.disabledPlans, plan) || sources.some(({ disabledPlans }) => !isOff(disabledPlans, plan)),
  );
}

export function isHeldInGraph({ state }: Pick<LicenseAssignmentState, 'state'>): boolean {
  return state === 'Active' || state === 'ActiveWithError';
}

/** What was seen of Graph, as the tenant is told it. */
export function seenThrough(ledger: Ledger): (seen: Observed) => Observed {
  return (seen) => {
    if (seen.kind === 'rows') return { ...seen, rows: throughGroups(ledger, seen.userId, seen.rows) };
    return seen.kind === 'group' ? { ...seen, group: withTemplate(ledger, seen.group) } : seen;
  };
}

/** A whole tenant, likewise. */
export function snapshotThrough(ledger: Ledger, snapshot: Snapshot): Snapshot {
  const { userTexts: _, groupTexts: __, ...rest } = snapshot;
  const user = ({ licenseAssignmentStates = [], ...profile }: SnapshotUser) =>
    ({
      ...profile,
      licenseAssignmentStates: throughGroups(ledger, profile.id, licenseAssignmentStates),
    }) as SnapshotUser;
  return {
    ...rest,
    users: { [Symbol.iterator]: () => Iterator.from(snapshot.users).map(user) },
    groups: { [Symbol.iterator]: () => Iterator.from(snapshot.groups).map((group) => withTemplate(ledger, group)) },
  };
}

function withTemplate(ledger: Ledger, group: SnapshotGroup): SnapshotGroup {
  const assignedLicenses = ledger.template(group.id);
  return assignedLicenses === undefined ? group : { ...group, assignedLicenses };
}
