import type { AssignedLicense } from '../../graph/types.ts';
import type { Change } from '../change.ts';
import type { Tenant } from './tenant.ts';

export type LicenseChange = Extract<Change, { readonly kind: 'assignGroupLicense' | 'assignUserLicense' }>;

/** What was there before: the template or the direct licenses that a change starts from. */
export type Before = (change: LicenseChange) => readonly AssignedLicense[];

/** As the tenant is: to be asked before the changes are applied. */
export function beforeNow(tenant: Tenant): Before {
  return (change) => {
    if (change.kind === 'assignGroupLicense') {
      const group = tenant.findGroup(change.groupId);
      return group === undefined ? [] : tenant.assignedLicenses(group);
    }
    const user = tenant.findUser(change.userId);
    return user === undefined ? [] : tenant.read(tenant.rows(user)).filter((row) => row.assignedByGroup === null);
  };
}

/** As what takes the changes back has it: known once they were applied. */
export function beforeFrom(inverse: readonly Change[]): Before {
  const had = new Map<string, AssignedLicense[]>();
  for (const change of inverse) {
    if (change.kind !== 'assignGroupLicense' && change.kind !== 'assignUserLicense') continue;
    had.set(targetOf(change), [...(had.get(targetOf(change)) ?? []), ...change.addLicenses]);
  }
  return (change) => had.get(targetOf(change)) ?? [];
}

/** The group or the person whose licenses change. */
export function targetOf(change: LicenseChange): string {
  return change.kind === 'assignGroupLicense' ? change.groupId : change.userId;
}
