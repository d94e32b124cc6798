import { idKey, isSameId } from '../../graph/ids.ts';
import type { AssignedLicense, LicenseAssignmentState } from '../../graph/types.ts';
import type { Change } from '../../licensing/change.ts';
import type { Observed } from '../../licensing/model/observed.ts';
import { areSameLicenses } from '../../licensing/model/same-rows.ts';
import type { Tenant } from '../../licensing/model/tenant.ts';
import type { AuditActor, AuditEntry } from '../../store/audit.ts';
import { undertake } from '../embedded/desired-state.ts';
import { isObject } from '../json-object.ts';
import { DirectoryError } from '../port.ts';
import type { GraphClient } from './client.ts';
import { type JsonObject, valuesOf } from './pages.ts';
import { withQuery } from './path.ts';

/** Who acted where Graph does not say: it needs `AuditLog.Read.All` to be asked, and is minutes behind. */
const SOMEBODY: AuditActor = { displayName: 'somebody outside of Seatkeeper' };
/** More at once are no acts of a person: a group was replaced, or everything was read again. */
const MOST_RECORDED = 200;
/** Graph's audit log is that far behind, at most, of what it is asked for. */
const LOOKED_BACK_MS = 15 * 60_000;

/** What others did, as records of the audit log without an actor: to be asked for before the tenant becomes what was seen. */
export function recordsOfOthers(
  tenant: Tenant,
  batch: readonly Observed[],
  time: string,
): readonly Omit<AuditEntry, 'actor' | 'time'>[] {
  const changes = batch.flatMap((seen) => changeBehind(tenant, seen) ?? []).slice(0, MOST_RECORDED);
  return changes.flatMap((change) => undertake(tenant, [change], time).footprints.flatMap(({ entries }) => entries));
}

/** The change of desired state that somebody made; undefined: none, or it is known. */
function changeBehind(tenant: Tenant, seen: Observed): Change | undefined {
  if (seen.kind === 'member') return membershipBehind(tenant, seen);
  if (seen.kind === 'group') {
    const group = tenant.findGroup(seen.group.id);
    const licenses = seen.group.assignedLicenses;
    if (group === undefined || licenses === undefined) return undefined;
    const difference = licensesBehind(tenant.assignedLicenses(group), licenses);
    return difference && { kind: 'assignGroupLicense', groupId: tenant.group(group).id, ...difference };
  }
  if (seen.kind === 'rows') {
    const user = tenant.findUser(seen.userId);
    if (user === undefined) return undefined;
    const difference = licensesBehind(directOf(tenant.read(tenant.rows(user))), directOf(seen.rows));
    return difference && { kind: 'assignUserLicense', userId: tenant.user(user).id, ...difference };
  }
  if (seen.kind !== 'user' || seen.user.usageLocation === undefined) return undefined;
  const user = tenant.findUser(seen.user.id);
  const { id: userId, usageLocation } = seen.user;
  if (user === undefined || tenant.user(user).usageLocation === usageLocation) return undefined;
  return { kind: 'setUsageLocation', userId, usageLocation };
}

/** Undefined: they are the same. */
function licensesBehind(before: readonly AssignedLicense[], now: readonly AssignedLicense[]) {
  const addLicenses = now.filter((license) => !before.some((one) => areSameLicenses([one], [license])));
  const removeLicenses = before
    .filter(({ skuId }) => !now.some((license) => isSameId(license.skuId, skuId)))
    .map(({ skuId }) => skuId);
  return addLicenses.length + removeLicenses.length === 0 ? undefined : { addLicenses, removeLicenses };
}

/** What somebody gave the person: what groups give is Entra's own work. */
function directOf(rows: readonly LicenseAssignmentState[]): readonly AssignedLicense[] {
  return rows
    .filter(({ assignedByGroup }) => assignedByGroup === null)
    .map(({ skuId, disabledPlans }) => ({ skuId, disabledPlans }));
}

function membershipBehind(
  tenant: Tenant,
  { groupId, memberId: userId, isGone }: Extract<Observed, { kind: 'member' }>,
): Change | undefined {
  const [group, user] = [tenant.findGroup(groupId), tenant.findUser(userId)];
  if (group === undefined || user === undefined || tenant.groupsOf(user).includes(group) !== isGone) return undefined;
  return { kind: isGone ? 'removeMember' : 'addMember', groupId, userId };
}

/** The same records with whoever Graph's audit log says it was. */
export async function withActors(
  client: GraphClient,
  records: readonly Omit<AuditEntry, 'actor' | 'time'>[],
  now: Date,
): Promise<readonly AuditEntry[]> {
  const audits = await auditsSince(client, new Date(now.getTime() - LOOKED_BACK_MS));
  const time = now.toISOString();
  return records.map((record) => {
    const found = audits.find((audit) => isAbout(audit, record));
    return { ...record, time, actor: (found && actorOf(found)) ?? SOMEBODY };
  });
}

/** Newest first. Whoever may not read them does without. */
async function auditsSince(client: GraphClient, since: Date): Promise<readonly JsonObject[]> {
  const path = withQuery('/auditLogs/directoryAudits', {
    filter: `activityDateTime ge ${since.toISOString()}`,
    top: 200,
  });
  try {
    return valuesOf(await client.get(path), path).toSorted(newestFirst);
  } catch (error) {
    if (error instanceof DirectoryError) return [];
    throw error;
  }
}

function newestFirst(one: JsonObject, other: JsonObject): number {
  return Date.parse(String(other['activityDateTime'])) - Date.parse(String(one['activityDateTime']));
}

function isAbout(audit: JsonObject, { activity, target }: Pick<AuditEntry, 'activity' | 'target'>): boolean {
  const targets = audit['targetResources'];
  return (
    audit['activityDisplayName'] === activity &&
    Array.isArray(targets) &&
    targets.some((one) => isObject(one) && typeof one['id'] === 'string' && idKey(one['id']) === idKey(target))
  );
}

function actorOf(audit: JsonObject): AuditActor | undefined {
  const { user, app } = objectIn(audit['initiatedBy']);
  const { id, displayName, userPrincipalName } = objectIn(user);
  if (typeof id === 'string') return { userId: id, displayName: String(displayName ?? userPrincipalName ?? id) };
  const { displayName: appName, appId } = objectIn(app);
  const name = appName ?? appId;
  return typeof name === 'string' ? { displayName: name } : undefined;
}

/** Without any properties where it is none. */
function objectIn(value: unknown): JsonObject {
  return isObject(value) ? value : {};
}
