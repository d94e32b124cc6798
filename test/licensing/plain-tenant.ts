import type {
  AssignedLicense,
  LicenseAssignmentState,
  RuleData,
  SnapshotGroup,
  SnapshotUser,
  SubscribedSku,
} from '../../src/graph/types.ts';
import { loadTenant } from '../../src/licensing/model/load-tenant.ts';
import type { Tenant } from '../../src/licensing/model/tenant.ts';
import { reconcile } from '../../src/licensing/reconcile/reconcile.ts';

export const NOW = '2026-11-22T13:02:11Z';

export interface PlainTenant {
  /** Plans by product, and seats where they are few. */
  readonly products: Readonly<Record<string, { readonly plans: readonly string[]; readonly seats?: number }>>;
  readonly users: readonly SnapshotUser[];
  readonly groups: readonly (Partial<SnapshotGroup> & { readonly id: string })[];
  readonly rules?: Partial<RuleData>;
}

/** A tenant where every name is its own id, brought to what its groups want unless it is left as it is. */
export function plainTenant(
  { products, users, groups, rules }: PlainTenant,
  options: { settled?: boolean } = {},
): Tenant {
  const tenant = loadTenant({
    organization: { id: 'contoso', displayName: 'Contoso', countryLetterCode: 'US' },
    subscribedSkus: Object.entries(products).map(
      ([skuId, { plans, seats = 100_000 }]): SubscribedSku => ({
        skuId,
        skuPartNumber: skuId,
        capabilityStatus: 'Enabled',
        prepaidUnits: { enabled: seats, warning: 0, suspended: 0 },
        servicePlans: plans.map((plan) => ({ servicePlanId: plan, servicePlanName: plan })),
      }),
    ),
    users: users.map((user) => ({ accountEnabled: true, displayName: user.id, ...user })),
    groups: groups.map((group) => ({ displayName: group.id, securityEnabled: true, ...group })),
    directoryRoles: [],
    rules: { profile: 'classic-2017', mutuallyExclusive: [], dependsOn: [], restrictedLocations: [], ...rules },
  });
  if (options.settled !== false) reconcile(tenant, { users: 'everyone', now: NOW });
  return tenant;
}

export function direct(skuId: string, disabledPlans: readonly string[] = []): LicenseAssignmentState {
  return { skuId, disabledPlans, assignedByGroup: null, state: 'Active', error: null };
}

export function license(skuId: string, disabledPlans: readonly string[] = []): AssignedLicense {
  return { skuId, disabledPlans };
}

/** `u0`, `u1`, … up to, and without, `to`. */
export function people(from: number, to: number): readonly string[] {
  return Array.from({ length: to - from }, (_, index) => `u${from + index}`);
}

export function namesOf(tenant: Tenant, users: Iterable<number>): readonly string[] {
  return [...users].map((user) => tenant.user(user).id);
}
