import type { Clock } from '../../engine/clock.ts';
import { idKey, isSameId } from '../../graph/ids.ts';
import type { LicenseAssignmentState } from '../../graph/types.ts';
import type { MemoryTenant } from '../../licensing/model/memory-tenant.ts';
import type { GroupIndex, UserIndex } from '../../licensing/model/tenant.ts';
import { isObject } from '../json-object.ts';
import { DirectoryError } from '../port.ts';
import { callsOf } from './calls.ts';
import type { GraphClient } from './client.ts';
import { covers, type Given, isHeldInGraph, type Ledger } from './ledger.ts';
import { managedActuator, type Writing, writingOf } from './managed.ts';
import { isAtWork, notAtRest, READERS_ARE_BEHIND_MS } from './native.ts';
import { readMemberRows } from './observer.ts';
import { type JsonObject, objectOf } from './pages.ts';
import { graphPath, withQuery } from './path.ts';
import { readAll } from './read-tenant.ts';

/** Who gives people the licenses of a group. */
export type Licensor = 'entra' | 'seatkeeper';

export interface HandOverOptions {
  readonly client: GraphClient;
  /** As it is seen through the ledger. */
  readonly tenant: MemoryTenant;
  readonly ledger: Ledger;
  readonly clock: Clock;
  readonly group: GroupIndex;
  readonly to: Licensor;
}

/** What comes to one member. `written`: a call of their own. `same`: has it otherwise already. `fails`: as before. */
export interface Passage {
  readonly user: UserIndex;
  readonly kind: 'written' | 'same' | 'fails';
}

export type HandedOver =
  | { readonly kind: 'done'; readonly keepDirectly: readonly UserIndex[] }
  /** The old licensor goes on: nobody lost anything. */
  | { readonly kind: 'stopped'; readonly why: string; readonly people: readonly UserIndex[] };

/** Groups that the other one licenses, so that there is something to hand over. */
export async function groupsToHandOver({
  client,
  tenant,
  ledger,
  to,
}: Omit<HandOverOptions, 'group' | 'clock'>): Promise<readonly GroupIndex[]> {
  if (to === 'entra')
    return tenant.groupOrder().filter((group) => ledger.template(tenant.group(group).id) !== undefined);
  const groups = await readAll(client, withQuery('/groups', { select: ['id', 'assignedLicenses'], top: 999 }));
  return groups.flatMap((group) => (licensesIn(group).length > 0 ? (tenant.findGroup(String(group['id'])) ?? []) : []));
}

/**
 * Groups of which nobody knows yet whom Entra gives what, by `idKey`. Asked before the tenant is read: what was read since then of
 * all others is what it came to.
 */
export async function groupsAtWork(client: GraphClient): Promise<ReadonlySet<string>> {
  const groups = await readAll(client, withQuery('/groups', { select: ['id', 'licenseProcessingState'], top: 999 }));
  return new Set(groups.filter(isAtWork).map(({ id }) => idKey(String(id))));
}

export const STILL_AT_WORK: HandedOver = {
  kind: 'stopped',
  why: 'Entra is still at work on it, and nobody knows yet whom it refuses',
  people: [],
};

/** @throws DirectoryError where it is not told: nothing would be handed over, or all of it lost */
function licensesIn({ id, assignedLicenses }: JsonObject): readonly { readonly skuId: string }[] {
  const isLicense = (one: unknown) => isObject(one) && typeof one['skuId'] === 'string';
  if (Array.isArray(assignedLicenses) && assignedLicenses.every(isLicense)) return assignedLicenses;
  throw new DirectoryError('Unreachable', `Graph does not tell which licenses the group ${String(id)} gives.`);
}

/** What would come to each member. Nothing is asked of Graph. */
export function foreseeHandOver(options: HandOverOptions): readonly Passage[] {
  const { tenant, group } = options;
  const { id } = tenant.group(group);
  const ledger = ledgerAfter(options);
  return tenant.members(group).map((user) => {
    const rows = tenant.read(tenant.rows(user));
    const { add, remove } = writingFor(ledger, options, user, rows);
    const isGiven = rows.some((row) => row.assignedByGroup === id && isHeldInGraph(row));
    return { user, kind: add.length + remove.length > 0 ? 'written' : isGiven ? 'same' : 'fails' };
  });
}

/**
 * Hands a group over. Who is to license it does so first, and the other one ends only when everybody has what they had: nobody
 * is without in between. May be cut at any moment, and done again.
 * @throws DirectoryError where Graph cannot be asked to the end
 */
export function handOver(options: HandOverOptions): Promise<HandedOver> {
  return options.to === 'seatkeeper' ? toSeatkeeper(options) : toEntra(options);
}

/** Everybody gets it directly; then Entra takes what it gave. */
async function toSeatkeeper(options: HandOverOptions): Promise<HandedOver> {
  const { client, tenant, ledger, group } = options;
  const { id } = tenant.group(group);
  if ((await notAtRest(client, [id])).length > 0) return STILL_AT_WORK;
  const licenses = tenant.assignedLicenses(group);
  const given = tenant.members(group).filter((user) => hasOf(tenant, user, id));
  await writeAll(options, tenant.members(group));
  const without = given.filter((user) => !hasOf(tenant, user, id));
  if (without.length > 0) return { kind: 'stopped', why: 'they cannot be given it directly', people: without };
  await ledger.setTemplate(id, licenses);
  const path = withQuery(graphPath`/groups/${id}`, { select: ['id', 'assignedLicenses'] });
  const removeLicenses = licensesIn(objectOf(await client.get(path), path)).map(({ skuId }) => skuId);
  const refused = await license(client, { groupId: id, addLicenses: [], removeLicenses });
  if (refused !== undefined) return { kind: 'stopped', why: refused, people: [] };
  await untilEntraHas(options, (rows) => rows.length === 0);
  return { kind: 'done', keepDirectly: [] };
}

/** Entra gives it as well; then what was direct goes from whoever Entra gave all of it. */
async function toEntra(options: HandOverOptions): Promise<HandedOver> {
  const { client, tenant, ledger, group } = options;
  const { id } = tenant.group(group);
  const template = ledger.template(id) ?? [];
  const refused = await license(client, { groupId: id, addLicenses: template, removeLicenses: [] });
  if (refused !== undefined) return { kind: 'stopped', why: refused, people: [] };
  const seen = await untilEntraHas(options, (rows) => template.every((one) => rows.some(isOfProduct(one))));
  const keepDirectly: UserIndex[] = [];
  const left: (readonly [string, Given])[] = [];
  for (const user of tenant.members(group)) {
    const { id: userId } = tenant.user(user);
    const byEntra = seen.get(idKey(userId)) ?? [];
    const { licenses, rows } = ledger.of(userId);
    const others = rows.filter(({ assignedByGroup }) => !isSameId(assignedByGroup ?? '', id));
    // What Entra would not give stays with the person as theirs.
    const kept = licenses.filter((one) => template.some(isOfProduct(one)) && !covers([...byEntra, ...others], one));
    if (kept.length > 0) keepDirectly.push(user);
    left.push([userId, { licenses: licenses.filter((one) => !kept.includes(one)), rows: others }]);
    const now = [...withoutGroup(tenant.read(tenant.rows(user)), id), ...byEntra];
    const direct = kept.map((one) => ({ ...one, ...THEIRS }));
    tenant.setRows(user, tenant.intern([...now, ...direct]));
  }
  await ledger.set(left);
  await writeAll(options, tenant.members(group));
  await ledger.removeTemplate(id);
  return { kind: 'done', keepDirectly };
}

const THEIRS = { assignedByGroup: null, state: 'Active', error: null } as const;

/** Each person’s rows stay as they are; what gives them is written. */
async function writeAll(options: HandOverOptions, people: readonly UserIndex[]): Promise<void> {
  const { client, tenant, clock } = options;
  const actuator = managedActuator({
    ...{ client, tenant, clock, ledger: ledgerAfter(options) },
    answered: async () => undefined,
    during: (_, work) => work(),
    onLocated: () => undefined,
    teach: async () => false,
    followEntra: async () => 0,
  });
  const changes = people.map((user) => ({ user, before: tenant.rows(user), after: tenant.rows(user) }));
  await actuator.apply(changes, { signal: new AbortController().signal, onApplied: () => undefined });
}

/** The ledger as it is when the group has changed hands. */
function ledgerAfter({ tenant, ledger, group, to }: HandOverOptions): Ledger {
  const { id } = tenant.group(group);
  const own = to === 'seatkeeper' ? tenant.assignedLicenses(group) : undefined;
  return { ...ledger, template: (groupId) => (isSameId(groupId, id) ? own : ledger.template(groupId)) };
}

function writingFor(
  ledger: Ledger,
  { tenant }: HandOverOptions,
  user: UserIndex,
  rows: readonly LicenseAssignmentState[],
): Writing {
  return writingOf(ledger, { user, userId: tenant.user(user).id, before: rows, after: rows });
}

function hasOf(tenant: MemoryTenant, user: UserIndex, groupId: string): boolean {
  const rows = tenant.read(tenant.rows(user)).filter(({ assignedByGroup }) => assignedByGroup === groupId);
  return rows.length > 0 && rows.every(isHeldInGraph);
}

function withoutGroup(rows: readonly LicenseAssignmentState[], groupId: string): readonly LicenseAssignmentState[] {
  return rows.filter(({ assignedByGroup }) => !isSameId(assignedByGroup ?? '', groupId));
}

function isOfProduct({ skuId }: { readonly skuId: string }) {
  return (other: { readonly skuId: string }) => isSameId(other.skuId, skuId);
}

/** In Graph's words, why it would not; undefined: it took it. */
async function license(
  client: GraphClient,
  change: Omit<Extract<Parameters<typeof callsOf>[0], { kind: 'assignGroupLicense' }>, 'kind'>,
): Promise<string | undefined> {
  if (change.addLicenses.length + change.removeLicenses.length === 0) return undefined;
  for (const call of callsOf({ kind: 'assignGroupLicense', ...change }) ?? []) {
    const answer = await client.send(call);
    if (answer.kind === 'refused') return answer.refusal.message;
  }
  return undefined;
}

const PAUSE_MS = 1_000;

/** Waits for as long as Entra works on the group; the rows that it gives each member, by id, when all are as wanted or it rests. */
async function untilEntraHas(
  { client, tenant, clock, group }: HandOverOptions,
  isAsWanted: (rows: readonly LicenseAssignmentState[]) => boolean,
): Promise<ReadonlyMap<string, readonly LicenseAssignmentState[]>> {
  const { id } = tenant.group(group);
  const members = new Set(tenant.members(group).map((user) => idKey(tenant.user(user).id)));
  for (let restsSinceMs: number | undefined; ; ) {
    const isAtRest = (await notAtRest(client, [id])).length === 0;
    const seen = new Map<string, readonly LicenseAssignmentState[]>();
    for (const one of await readMemberRows(client, tenant, id)) {
      if (one.kind !== 'rows') continue;
      seen.set(
        idKey(one.userId),
        one.rows.filter(({ assignedByGroup }) => isSameId(assignedByGroup ?? '', id)),
      );
    }
    const areAll = [...members].every((userId) => !seen.has(userId) || isAsWanted(seen.get(userId) ?? []));
    restsSinceMs = isAtRest ? (restsSinceMs ?? clock.elapsedMs()) : undefined;
    const isLong = restsSinceMs !== undefined && clock.elapsedMs() - restsSinceMs > READERS_ARE_BEHIND_MS;
    if (isAtRest && (areAll || isLong)) return seen;
    await clock.sleep(PAUSE_MS);
  }
}
