import { idKey } from '../../src/graph/ids.ts';
import type {
  AssignedLicense,
  LicenseAssignmentState,
  Organization,
  RuleData,
  SnapshotGroup,
  SnapshotUser,
  SubscribedSku,
} from '../../src/graph/types.ts';
import type { Change, Refusal } from '../../src/licensing/change.ts';
import { affectedBy } from '../../src/licensing/model/affected.ts';
import { applyChange } from '../../src/licensing/model/apply-change.ts';
import { loadTenant } from '../../src/licensing/model/load-tenant.ts';
import type { Tenant, UserIndex } from '../../src/licensing/model/tenant.ts';
import { type Reconciliation, reconcile } from '../../src/licensing/reconcile/reconcile.ts';

export const NOW = '2026-11-24T06:00:00Z';

interface Described {
  readonly organization?: Partial<Organization>;
  readonly products: readonly SubscribedSku[];
  readonly groups: readonly SnapshotGroup[];
  /** People who are only members of groups need not be described. */
  readonly people?: readonly SnapshotUser[];
  readonly rules?: Partial<RuleData>;
  readonly groupsAreComplete?: boolean;
}

/** A tenant whose ids are the names that the test calls things by. */
export function tenantOf({ organization, products, groups, people = [], rules, ...options }: Described): Tenant {
  const described = new Set([...people, ...groups].map(({ id }) => idKey(id)));
  const others = new Set(groups.flatMap((group) => group.members ?? []).filter((id) => !described.has(idKey(id))));
  const snapshot = {
    organization: { id: 'contoso', displayName: 'Contoso', countryLetterCode: 'US', ...organization },
    subscribedSkus: products,
    users: [...people, ...[...others].map((id) => ({ id }))],
    groups,
    directoryRoles: [],
    rules: { profile: 'classic-2017', mutuallyExclusive: [], dependsOn: [], restrictedLocations: [], ...rules },
  } as const;
  return loadTenant(snapshot, options);
}

export function product(skuId: string, plans: readonly string[], seats = 1000): SubscribedSku {
  return {
    skuId,
    skuPartNumber: skuId,
    capabilityStatus: 'Enabled',
    prepaidUnits: { enabled: seats, warning: 0, suspended: 0 },
    servicePlans: plans.map((plan) => ({ servicePlanId: plan, servicePlanName: plan })),
  };
}

/** `licenses`: a product, or a product and what is off, as `E3 without YAMMER`. */
export function group(id: string, licenses: readonly string[], members: readonly string[]): SnapshotGroup {
  return { id, displayName: id, securityEnabled: true, assignedLicenses: licenses.map(license), members };
}

export function license(text: string): AssignedLicense {
  const [skuId = '', off] = text.split(' without ');
  return { skuId, disabledPlans: off === undefined ? [] : off.split(' and ') };
}

/** An active row; from no group: direct. */
export function has(text: string, assignedByGroup: string | null = null): LicenseAssignmentState {
  return {
    ...license(text),
    assignedByGroup,
    state: 'Active',
    error: null,
    lastUpdatedDateTime: '2026-01-01T00:00:00Z',
  };
}

export function person(
  id: string,
  rows: readonly LicenseAssignmentState[] = [],
  rest: Partial<SnapshotUser> = {},
): SnapshotUser {
  return { id, usageLocation: 'US', ...rest, licenseAssignmentStates: rows };
}

export function everyone(tenant: Tenant): Reconciliation {
  return reconcile(tenant, { users: 'everyone', now: NOW });
}

/** Applies the change and looks at those whom it can alter. */
export function makeChange(tenant: Tenant, change: Change): readonly Refusal[] {
  const affected: UserIndex[] = [...affectedBy(tenant, change)];
  const refusals = applyChange(tenant, change, NOW);
  reconcile(tenant, { users: affected, now: NOW });
  return refusals;
}

/** The person's rows, one line each: `E3 without YAMMER from HR: Active`. */
export function licensesOf(tenant: Tenant, id: string): string[] {
  const user = tenant.findUser(id);
  if (user === undefined) throw new Error(`no ${id}`);
  return tenant
    .read(tenant.rows(user))
    .map(({ skuId, disabledPlans, assignedByGroup, state, error }) => {
      const off = disabledPlans.length > 0 ? ` without ${disabledPlans.join(' and ')}` : '';
      return `${skuId}${off} ${assignedByGroup === null ? 'direct' : `from ${assignedByGroup}`}: ${state}${error ? ` ${error}` : ''}`;
    })
    .sort();
}

export function inUse(tenant: Tenant, skuId: string): number {
  return tenant.consumed(tenant.findSku(skuId) ?? -1);
}
