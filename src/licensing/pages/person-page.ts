import type { LicenseAssignmentState } from '../../graph/types.ts';
import { causesOf } from '../explain/causes.ts';
import { type FailureCause, failureCauses } from '../explain/failure-cause.ts';
import { keptRows } from '../model/kept.ts';
import type { Tenant } from '../model/tenant.ts';

/** What a person's page tells. Plain JSON, in ids. */
export interface PersonPage {
  readonly userId: string;
  readonly rows: readonly LicenseAssignmentState[];
  /** Places in `rows` of those that nothing gives and that stay until somebody lets them go. */
  readonly keptAt: readonly number[];
  /** Why what fails for this person fails. */
  readonly causes: readonly FailureCause[];
  /** Every group with the person as a direct member. */
  readonly groupIds: readonly string[];
}

/** Undefined for somebody whom the tenant does not have. */
export function personPage(tenant: Tenant, userId: string): PersonPage | undefined {
  const user = tenant.findUser(userId);
  if (user === undefined) return undefined;
  const rows = tenant.read(tenant.rows(user));
  const kept = new Set(keptRows(tenant, user));
  return {
    userId: tenant.user(user).id,
    rows,
    keptAt: [...rows.keys()].filter((place) => kept.has(rows[place] as LicenseAssignmentState)),
    causes: failureCauses(tenant, causesOf(tenant, { users: [user] })),
    groupIds: tenant.groupsOf(user).map((group) => tenant.group(group).id),
  };
}
