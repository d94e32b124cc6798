import { snapshotOf } from '../../directory/snapshot/tenant-snapshot.ts';
import { isSameId } from '../../graph/ids.ts';
import type { LicenseAssignmentState, ServicePlanInfo, SubscribedSku } from '../../graph/types.ts';
import type { Tenant, UserIndex } from '../../licensing/model/tenant.ts';
import { derivedId } from '../derived-id.ts';
import { type Entity, plainEntity } from './entity.ts';
import { assignedLicenses } from './users.ts';

/** What the tenant owns, with the seats and the users of this moment. */
export function subscribedSkus(tenant: Tenant): readonly Entity[] {
  const { organization } = tenant;
  return snapshotOf(tenant).subscribedSkus.map((sku, index) =>
    plainEntity('subscribedSku', {
      accountId: organization.id,
      accountName: organization.displayName,
      appliesTo: sku.appliesTo ?? 'User',
      capabilityStatus: sku.capabilityStatus,
      consumedUnits: tenant.consumed(index),
      id: `${organization.id}_${sku.skuId}`,
      prepaidUnits: { lockedOut: 0, ...sku.prepaidUnits },
      servicePlans: sku.servicePlans.map((plan) => planOf(plan)),
      skuId: sku.skuId,
      skuPartNumber: sku.skuPartNumber,
      subscriptionIds: [subscriptionId(tenant, sku)],
    }),
  );
}

/** One subscription for each product. */
export function companySubscriptions(tenant: Tenant): readonly Entity[] {
  return snapshotOf(tenant).subscribedSkus.map((sku) =>
    plainEntity('companySubscription', {
      commerceSubscriptionId: subscriptionId(tenant, sku),
      id: derivedId(tenant.organization.id, 'companySubscription', sku.skuId),
      isTrial: false,
      ownerTenantId: tenant.organization.id,
      serviceStatus: sku.servicePlans.map((plan) => planOf(plan)),
      skuId: sku.skuId,
      skuPartNumber: sku.skuPartNumber,
      status: sku.capabilityStatus,
      totalLicenses: sku.prepaidUnits.enabled + sku.prepaidUnits.warning,
    }),
  );
}

function subscriptionId(tenant: Tenant, { skuId }: SubscribedSku): string {
  return derivedId(tenant.organization.id, 'subscription', skuId);
}

/** What a person has of each product, whichever way it reaches them. */
export function licenseDetails(
  tenant: Tenant,
  user: UserIndex,
  rows: readonly LicenseAssignmentState[],
): readonly Entity[] {
  return assignedLicenses(rows).flatMap(({ skuId, disabledPlans }) => {
    const sku = tenant.skus.find((one) => isSameId(one.skuId, skuId));
    if (sku === undefined) return [];
    return plainEntity('licenseDetails', {
      id: derivedId(tenant.user(user).id, 'licenseDetails', skuId),
      servicePlans: sku.servicePlans.map((plan) =>
        planOf(plan, disabledPlans.includes(plan.servicePlanId) ? 'Disabled' : 'Success'),
      ),
      skuId: sku.skuId,
      skuPartNumber: sku.skuPartNumber,
    });
  });
}

function planOf(plan: ServicePlanInfo, provisioningStatus = plan.provisioningStatus ?? 'Success') {
  const { servicePlanId, servicePlanName, appliesTo = 'User' } = plan;
  return { appliesTo, provisioningStatus, servicePlanId, servicePlanName };
}
