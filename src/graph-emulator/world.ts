import { ACTIVITY } from '../changes/activities.ts';
import { changeUserLicenseDetails, finishDetails, modified } from '../directory/embedded/audit-words.ts';
import { rowsDifference } from '../directory/rows-difference.ts';
import type { Snapshot } from '../graph/snapshot-text.ts';
import { loadTenant } from '../licensing/model/load-tenant.ts';
import type { Rows, Tenant, UserIndex } from '../licensing/model/tenant.ts';
import { type DirectoryAudits, directoryAudits } from './audit-log.ts';
import { type ChangeLog, changeLog } from './change-log.ts';
import { groupLicensing, type Licensing } from './licensing.ts';
import { type Replica, replicaOf } from './replica.ts';
import { assignedLicenses } from './resources/users.ts';
import { type LinkSeal, sealWith } from './seal.ts';
import type { NotificationSubscription } from './subscriptions.ts';

/** One tenant of the emulator: everything that a request can see or change. It lives in memory. */
export interface World {
  /** As it was written last. */
  readonly tenant: Tenant;
  /** As its readers see it. */
  readonly shown: Tenant;
  readonly replica: Replica;
  /** What delta queries tell of. */
  readonly changes: ChangeLog;
  readonly licensing: Licensing;
  readonly audits: DirectoryAudits;
  /** Ids of each group's owners. A snapshot has none. */
  readonly owners: Map<string, readonly string[]>;
  readonly subscriptions: Map<string, NotificationSubscription>;
  /** Of the tokens in links: those of another start of the emulator have expired. */
  readonly seal: LinkSeal;
  /** How long a delta token is good. */
  readonly deltaTokenLifeMs: number;
  /** Whether groups can give licenses at all. */
  readonly hasP1: boolean;
  /** Does everything that is due by now. */
  catchUp(nowMs: number): void;
}

export interface WorldOptions {
  /** False: without Entra ID P1 groups cannot have licenses. */
  readonly p1?: boolean;
  /** From a change of a group until Entra looks at it. */
  readonly processingDelayMs?: number;
  /** How many people's licenses group-based licensing writes in a second. */
  readonly peoplePerSecond?: number;
  /** How far readers, and delta queries, are behind. */
  readonly replicationDelayMs?: number;
  readonly deltaTokenLifeMs?: number;
}

const WEEK_MS = 7 * 24 * 60 * 60 * 1_000;

export function openWorld(
  snapshot: Snapshot,
  { startMs, secret }: { readonly startMs: number; readonly secret: string },
  options: WorldOptions = {},
): World {
  const { p1 = true, processingDelayMs = 500, peoplePerSecond = 2_000, replicationDelayMs = 0 } = options;
  const tenant = loadTenant(snapshot);
  const changes = changeLog();
  const replica = replicaOf(tenant, replicationDelayMs, changes);
  const audits = directoryAudits(tenant.organization.id);
  const licensing = groupLicensing({
    tenant,
    startMs,
    isOn: p1,
    delayMs: processingDelayMs,
    peoplePerSecond,
    on: {
      rowsChanged: (user, before, timeMs) => {
        noteRows({ tenant, replica }, user, before, timeMs);
        auditRows({ tenant, audits }, user, before, { timeMs });
      },
      started: (groups, timeMs) => auditRun({ tenant, audits }, ACTIVITY.start, groups, timeMs),
      finished: (groups, timeMs) => auditRun({ tenant, audits }, ACTIVITY.finish, groups, timeMs),
    },
  });
  return {
    tenant,
    shown: replica.tenant,
    replica,
    changes,
    licensing,
    audits,
    owners: new Map(),
    subscriptions: new Map(),
    seal: sealWith(secret),
    deltaTokenLifeMs: options.deltaTokenLifeMs ?? WEEK_MS,
    hasP1: p1,
    catchUp(nowMs) {
      licensing.catchUp(nowMs);
      replica.catchUp(nowMs);
    },
  };
}

/** A person's rows changed: readers follow. Of rows themselves delta tells nothing, of what they come to it does. */
export function noteRows(
  { tenant, replica }: Pick<World, 'tenant' | 'replica'>,
  user: UserIndex,
  before: Rows,
  timeMs: number,
): void {
  const rows = tenant.read(tenant.rows(user));
  const isSeen = JSON.stringify(assignedLicenses(tenant.read(before))) !== JSON.stringify(assignedLicenses(rows));
  replica.follow({
    timeMs,
    done: { kind: 'rows', userId: tenant.user(user).id, rows },
    logged: isSeen ? [{ kind: 'user', user, property: 'assignedLicenses' }] : [],
  });
}

/** The record of one person's rows. Whoever wrote them: without an app, group-based licensing. */
export function auditRows(
  { tenant, audits }: Pick<World, 'tenant' | 'audits'>,
  user: UserIndex,
  before: Rows,
  by: { readonly timeMs: number; readonly appId?: string; readonly correlationId?: string | undefined },
): void {
  const after = tenant.read(tenant.rows(user));
  const details = changeUserLicenseDetails(rowsDifference(tenant.read(before), after));
  audits.add({
    timeMs: by.timeMs,
    activity: ACTIVITY.changeUserLicense,
    appId: by.appId,
    target: personTarget(tenant, user),
    modifiedProperties: details.modifiedProperties,
    fault: 'licensingErrorMessage' in details ? details.licensingErrorMessage : undefined,
    correlationId: by.correlationId,
  });
}

export function personTarget(tenant: Tenant, user: UserIndex) {
  const { id, displayName } = tenant.user(user);
  return { type: 'User', id, displayName } as const;
}

export function groupTarget(tenant: Tenant, group: number) {
  const { id, displayName } = tenant.group(group);
  return { type: 'Group', id, displayName } as const;
}

/** A run over a group begins with its template, and ends with how many people it gave licenses and failed. */
function auditRun(
  { tenant, audits }: Pick<World, 'tenant' | 'audits'>,
  activity: typeof ACTIVITY.start | typeof ACTIVITY.finish,
  groups: Iterable<number>,
  timeMs: number,
): void {
  for (const group of groups) {
    const template = tenant.assignedLicenses(group);
    const { modifiedProperties } =
      activity === ACTIVITY.start
        ? modified('AssignedLicenses', template, template)
        : finishDetails(outcomeOf(tenant, group));
    audits.add({ timeMs, activity, appId: undefined, target: groupTarget(tenant, group), modifiedProperties });
  }
}

function outcomeOf(tenant: Tenant, group: number): { readonly assigned: number; readonly failed: number } {
  const { id } = tenant.group(group);
  const rowsOf = (user: UserIndex) => tenant.read(tenant.rows(user)).filter((row) => row.assignedByGroup === id);
  const members = tenant.members(group).map(rowsOf);
  return {
    assigned: members.filter((rows) => rows.length > 0 && rows.every(({ error }) => error === null)).length,
    failed: members.filter((rows) => rows.some(({ error }) => error !== null)).length,
  };
}
