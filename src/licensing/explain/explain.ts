import type { LicenseAssignmentError, LicenseAssignmentState } from '../../graph/types.ts';
import { enabledPlans, isHeld, locationOf, planReader } from '../model/holdings.ts';
import type { GroupIndex, Tenant, UserIndex } from '../model/tenant.ts';
import { rulesOf } from '../rules/rules-of.ts';
import { causesAmong } from './causes.ts';
import { type FailureCause, failureCauses } from './failure-cause.ts';
import type { Cause } from './status.ts';

/** Everything that a person's page tells. */
interface UserExplanation {
  readonly user: UserIndex;
  /** In group order. */
  readonly failures: readonly UserFailure[];
  /** In the order of the tenant's products. */
  readonly licenses: readonly UserLicense[];
  /** Every group with the person as a direct member, licensed or not. */
  readonly groups: readonly GroupIndex[];
  readonly location: { readonly country: string | null; readonly inherited: boolean };
}

/** One group that fails the person. */
interface UserFailure {
  readonly group: GroupIndex;
  /** Its `users` is this person alone. */
  readonly cause: Cause;
  /** Each product that fails; `Other` means held back with a sibling (R35). */
  readonly products: readonly { readonly skuId: string; readonly error: LicenseAssignmentError }[];
}

/** The same by ids. */
export interface PersonFailure extends Pick<UserFailure, 'products'> {
  readonly groupId: string;
  readonly cause: FailureCause;
}

/** One product that reaches the person, by whatever way and with whatever success. */
export interface UserLicense {
  readonly skuId: string;
  readonly held: boolean;
  readonly sources: readonly LicenseSource[];
  /** Plans that no held source of this product turns on (R10); all of them where it is not held. */
  readonly plansOff: readonly string[];
  /** Those of `plansOff` that another product turns on all the same (R12). */
  readonly onElsewhere: readonly string[];
}

interface LicenseSource {
  /** The group, or null for a direct license. */
  readonly groupId: string | null;
  readonly state: LicenseAssignmentState['state'];
  readonly error: LicenseAssignmentError | null;
  readonly disabledPlans: readonly string[];
  /** The source does not give it any more: the person left, or the product left the template; something still needs it. */
  readonly lingers: boolean;
}

/** Explains one person: what they have and through what, and what failed and why. */
export function explainUser(tenant: Tenant, user: UserIndex): UserExplanation {
  return {
    user,
    failures: failuresOf(tenant, user),
    licenses: licensesOf(tenant, user),
    groups: tenant.groupsOf(user),
    location: locationOf(tenant, user),
  };
}

/** The groups that fail one person, in group order. */
export function failuresOf(tenant: Tenant, user: UserIndex): readonly UserFailure[] {
  const order = tenant.groupOrder();
  return causesAmong(tenant, [user])
    .map((cause) => ({ group: cause.group, cause, products: failingProducts(tenant, user, cause.group) }))
    .sort((a, b) => order.indexOf(a.group) - order.indexOf(b.group));
}

/** `failuresOf` by ids: what the explanation of a person is drawn from. */
export function personFailures(tenant: Tenant, user: UserIndex): readonly PersonFailure[] {
  return failuresOf(tenant, user).flatMap(({ cause, products }) =>
    failureCauses(tenant, [cause]).map((one) => ({ groupId: one.groupId, cause: one, products })),
  );
}

function failingProducts(tenant: Tenant, user: UserIndex, group: GroupIndex): UserFailure['products'] {
  const { id } = tenant.group(group);
  return tenant
    .read(tenant.rows(user))
    .flatMap(({ assignedByGroup, skuId, error }) =>
      assignedByGroup === id && error !== null ? [{ skuId, error }] : [],
    );
}

function licensesOf(tenant: Tenant, user: UserIndex): readonly UserLicense[] {
  const rows = tenant.read(tenant.rows(user));
  const plansOf = planReader(tenant);
  const enabled = enabledPlans(tenant, tenant.rows(user));
  return tenant.skus.flatMap(({ skuId }) => {
    const sources = rows.filter((row) => row.skuId === skuId);
    if (sources.length === 0) return [];
    const held = sources.filter(isHeld);
    const on = new Set(held.flatMap(plansOf));
    const plansOff = rulesOf(tenant)
      .userPlans(skuId)
      .filter((plan) => !on.has(plan));
    return [
      {
        skuId,
        held: held.length > 0,
        sources: sources.map((row) => sourceOf(tenant, user, row)),
        plansOff,
        onElsewhere: plansOff.filter((plan) => enabled.has(plan)),
      },
    ];
  });
}

function sourceOf(tenant: Tenant, user: UserIndex, row: LicenseAssignmentState): LicenseSource {
  const { assignedByGroup: groupId, state, error, disabledPlans } = row;
  return {
    groupId,
    state,
    error,
    disabledPlans,
    lingers: isHeld(row) && groupId !== null && !isWanted(tenant, user, groupId, row.skuId),
  };
}

/** The person is a direct member of the group, and the product is in its template. */
function isWanted(tenant: Tenant, user: UserIndex, groupId: string, skuId: string): boolean {
  const group = tenant.findGroup(groupId);
  return (
    group !== undefined &&
    tenant.groupsOf(user).includes(group) &&
    tenant.givenLicenses(group).some((license) => license.skuId === skuId)
  );
}
