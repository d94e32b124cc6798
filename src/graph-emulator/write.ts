import { ACTIVITY } from '../changes/activities.ts';
import { modified } from '../directory/embedded/audit-words.ts';
import { isSameId } from '../graph/ids.ts';
import type { Change, Refusal } from '../licensing/change.ts';
import { explainRefusals } from '../licensing/explain/explain-refusals.ts';
import { affectedBy } from '../licensing/model/affected.ts';
import { applyChange } from '../licensing/model/apply-change.ts';
import type { GroupIndex, Tenant, UserIndex } from '../licensing/model/tenant.ts';
import type { LoggedChange } from './change-log.ts';
import { timeOf } from './licensing.ts';
import { refusalError } from './refusal-texts.ts';
import { auditRows, groupTarget, noteRows, personTarget, type World } from './world.ts';

/** Who writes, and when. */
export interface Writer {
  readonly timeMs: number;
  readonly appId: string;
  readonly correlationId: string | undefined;
}

/** The changes that Graph has a call for. */
type Written = Extract<
  Change,
  { readonly kind: 'assignGroupLicense' | 'assignUserLicense' | 'addMember' | 'removeMember' | 'setUsageLocation' }
>;

/**
 * Takes all of these changes, or none. Group-based licensing follows by itself where Entra does it: after a template or a
 * membership, not after a usage location or a direct license.
 * @throws GraphError in Graph's words for the first that the directory does not take
 */
export function write(world: World, changes: readonly Written[], by: Writer): void {
  const refusals = refusalsOf(world.tenant, changes, by.timeMs);
  const [first] = refusals;
  if (first !== undefined) {
    const reasons = explainRefusals(world.tenant, changes, refusals);
    throw refusalError(
      first,
      reasons.map(({ reason }) => reason),
    );
  }
  for (const change of changes) writeOne(world, change, by);
}

function refusalsOf(tenant: Tenant, changes: readonly Change[], timeMs: number): readonly Refusal[] {
  return tenant.attempt(
    () => {
      for (const change of changes) {
        const refusals = applyChange(tenant, change, timeOf(timeMs));
        if (refusals.length > 0) return refusals;
      }
      return [];
    },
    { discardRows: true },
  );
}

function writeOne(world: World, change: Written, by: Writer): void {
  const { tenant, replica, licensing } = world;
  const { timeMs } = by;
  if (change.kind === 'assignUserLicense') {
    const user = tenant.findUser(change.userId) as UserIndex;
    const before = tenant.rows(user);
    applyChange(tenant, change, timeOf(timeMs));
    noteRows(world, user, before, timeMs);
    auditRows(world, user, before, by);
    licensing.interrupt(timeMs);
    return;
  }
  const affected = [...affectedBy(tenant, change)];
  const before = standingOf(tenant, change);
  applyChange(tenant, change, timeOf(timeMs));
  audit(world, change, before, by);
  replica.follow({ timeMs, done: change, logged: [loggedOf(tenant, change)] });
  if (change.kind === 'setUsageLocation') return;
  const group = tenant.findGroup(change.groupId) as GroupIndex;
  const isLicensing = change.kind === 'assignGroupLicense' || tenant.assignedLicenses(group).length > 0;
  licensing.queue(isLicensing ? [group] : [], affected, timeMs);
}

type OfDesiredState = Exclude<Written, { readonly kind: 'assignUserLicense' }>;

function loggedOf(tenant: Tenant, change: OfDesiredState): LoggedChange {
  switch (change.kind) {
    case 'setUsageLocation':
      return { kind: 'user', user: tenant.findUser(change.userId) as UserIndex, property: 'usageLocation' };
    case 'assignGroupLicense':
      return { kind: 'group', group: tenant.findGroup(change.groupId) as GroupIndex, property: 'assignedLicenses' };
    case 'addMember':
    case 'removeMember': {
      const { id } = tenant.user(tenant.findUser(change.userId) as UserIndex);
      const group = tenant.findGroup(change.groupId) as GroupIndex;
      return { kind: 'member', group, id, isGone: change.kind === 'removeMember' };
    }
  }
}

/** What the change is about, as it is at this moment: a record of the audit log has it before and after. */
function standingOf(tenant: Tenant, change: OfDesiredState): unknown {
  switch (change.kind) {
    case 'setUsageLocation':
      return tenant.user(tenant.findUser(change.userId) as UserIndex).usageLocation;
    case 'assignGroupLicense':
      return tenant.assignedLicenses(tenant.findGroup(change.groupId) as GroupIndex);
    case 'addMember':
    case 'removeMember': {
      const groups = tenant.groupsOf(tenant.findUser(change.userId) as UserIndex);
      return groups.some((group) => isSameId(tenant.group(group).id, change.groupId)) ? change.userId : '';
    }
  }
}

const AUDITED = {
  setUsageLocation: { activity: ACTIVITY.updateUser, property: 'UsageLocation' },
  assignGroupLicense: { activity: ACTIVITY.setGroupLicense, property: 'AssignedLicenses' },
  addMember: { activity: ACTIVITY.addMember, property: 'Member.ObjectID' },
  removeMember: { activity: ACTIVITY.removeMember, property: 'Member.ObjectID' },
} as const;

function audit({ tenant, audits }: World, change: OfDesiredState, before: unknown, by: Writer): void {
  const { activity, property } = AUDITED[change.kind];
  const target =
    change.kind === 'setUsageLocation'
      ? personTarget(tenant, tenant.findUser(change.userId) as UserIndex)
      : groupTarget(tenant, tenant.findGroup(change.groupId) as GroupIndex);
  audits.add({ ...by, activity, target, ...modified(property, before, standingOf(tenant, change)) });
}
