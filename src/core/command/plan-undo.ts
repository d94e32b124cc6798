import type { ChangeRecord } from '../change-record.ts';
import type { AssignedLicense } from '../graph.ts';
import type { Change } from '../licensing/change.ts';
import { samePlans } from '../licensing/holdings.ts';
import type { Tenant } from '../licensing/tenant.ts';
import type { Plan } from './plan.ts';

/**
 * Takes a change back as far as what it did still stands: what somebody changed since is theirs, and stays. The parts
 * that are left out have no effect any more or would undo another's work.
 */
export function planUndo(tenant: Tenant, record: ChangeRecord): Plan {
  return {
    changes: (record.inverse ?? []).flatMap((back) => stillApplies(tenant, record.changes, back) ?? []),
    targetGroupIds: record.targetGroupIds,
    targetUserIds: record.targetUserIds,
    notes: [],
    wholeTenant: record.wholeTenant ?? false,
  };
}

function stillApplies(tenant: Tenant, done: readonly Change[], back: Change): Change | undefined {
  switch (back.kind) {
    case 'assignGroupLicense': {
      const group = tenant.findGroup(back.groupId);
      const made = done.find((change) => change.kind === back.kind && change.groupId === back.groupId);
      if (group === undefined || made?.kind !== 'assignGroupLicense') return undefined;
      return withEdit(back, editStillThere(tenant.assignedLicenses(group), made, back));
    }
    case 'assignUserLicense': {
      const user = tenant.findUser(back.userId);
      const made = done.find((change) => change.kind === back.kind && change.userId === back.userId);
      if (user === undefined || made?.kind !== 'assignUserLicense') return undefined;
      const direct = tenant.read(tenant.rows(user)).filter((row) => row.assignedByGroup === null);
      return withEdit(back, editStillThere(direct, made, back));
    }
    case 'addMember':
    case 'removeMember': {
      const [group, user] = [tenant.findGroup(back.groupId), tenant.findUser(back.userId)];
      if (group === undefined || user === undefined) return undefined;
      return tenant.members(group).includes(user) === (back.kind === 'removeMember') ? back : undefined;
    }
    case 'setUsageLocation': {
      const user = tenant.findUser(back.userId);
      const made = done.find((change) => change.kind === 'setUsageLocation' && change.userId === back.userId);
      if (user === undefined || made?.kind !== 'setUsageLocation') return undefined;
      return tenant.user(user).usageLocation === made.usageLocation ? back : undefined;
    }
    case 'setProxyAddresses':
    case 'setSeats':
      return back;
    case 'reprocess':
      return undefined;
  }
}

interface Edit {
  readonly addLicenses: readonly AssignedLicense[];
  readonly removeLicenses: readonly string[];
}

/** The products that still are as the change made them: there with its plans, or gone. */
function editStillThere(now: readonly AssignedLicense[], made: Edit, back: Edit): Edit {
  const isAsMade = (skuId: string) => {
    const present = now.find((license) => license.skuId === skuId);
    const added = made.addLicenses.find((license) => license.skuId === skuId);
    if (added === undefined) return present === undefined;
    return present !== undefined && samePlans(present.disabledPlans, added.disabledPlans);
  };
  return {
    addLicenses: back.addLicenses.filter((license) => isAsMade(license.skuId)),
    removeLicenses: back.removeLicenses.filter(isAsMade),
  };
}

function withEdit<C extends Edit>(back: C, edit: Edit): C | undefined {
  return edit.addLicenses.length + edit.removeLicenses.length === 0 ? undefined : { ...back, ...edit };
}
