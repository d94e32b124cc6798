import type { AssignedLicense } from '../../graph/types.ts';
import type { Change } from '../../licensing/change.ts';
import type { GroupIndex, Tenant, UserIndex } from '../../licensing/model/tenant.ts';
import type { Note, Plan, Planned } from './plan.ts';

interface LicenseEdit {
  readonly add: readonly AssignedLicense[];
  readonly remove: readonly string[];
}

/** Collects a plan; what would change nothing becomes a note instead of a change. */
export function planBuilder(options: { wholeTenant?: boolean } = {}) {
  const changes: Change[] = [];
  const notes: Note[] = [];
  const groupIds = new Set<string>();
  const userIds = new Set<string>();
  const note = (what: Note) => void notes.push(what);
  return {
    note,
    group(tenant: Tenant, group: GroupIndex, edit: LicenseEdit): void {
      const { id: groupId } = tenant.group(group);
      groupIds.add(groupId);
      const addLicenses = missingFrom(tenant.assignedLicenses(group), edit.add, (skuId) =>
        note({ kind: 'alreadyHas', skuId, groupId }),
      );
      if (addLicenses.length + edit.remove.length === 0) return;
      changes.push({ kind: 'assignGroupLicense', groupId, addLicenses, removeLicenses: edit.remove });
    },
    user(tenant: Tenant, user: UserIndex, edit: LicenseEdit): void {
      const { id: userId } = tenant.user(user);
      userIds.add(userId);
      const addLicenses = missingFrom(directLicenses(tenant, user), edit.add, (skuId) =>
        note({ kind: 'alreadyHas', skuId, userId }),
      );
      if (addLicenses.length + edit.remove.length === 0) return;
      changes.push({ kind: 'assignUserLicense', userId, addLicenses, removeLicenses: edit.remove });
    },
    done(): Planned {
      const plan: Plan = {
        changes,
        notes,
        targetGroupIds: [...groupIds],
        targetUserIds: [...userIds],
        wholeTenant: options.wholeTenant ?? false,
      };
      return { kind: 'planned', plan };
    },
  };
}

function missingFrom(
  present: readonly AssignedLicense[],
  wanted: readonly AssignedLicense[],
  alreadyThere: (skuId: string) => void,
): AssignedLicense[] {
  return wanted.filter((license) => {
    const same = present.find((other) => other.skuId === license.skuId);
    if (same === undefined || !sameSet(new Set(license.disabledPlans), same.disabledPlans)) return true;
    alreadyThere(license.skuId);
    return false;
  });
}

export function sameSet(set: ReadonlySet<string>, list: readonly string[]): boolean {
  return set.size === new Set(list).size && list.every((item) => set.has(item));
}

export function directLicenses(tenant: Tenant, user: UserIndex): AssignedLicense[] {
  return tenant
    .read(tenant.rows(user))
    .filter((row) => row.assignedByGroup === null)
    .map(({ skuId, disabledPlans }) => ({ skuId, disabledPlans }));
}
