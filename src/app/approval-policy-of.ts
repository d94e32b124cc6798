import { type ApprovalPolicy, groupsCalled } from '../changes/approval-policy.ts';
import type { ApprovalConfig } from '../config/config.ts';
import { StartFault } from '../config/start-fault.ts';
import type { Tenant } from '../licensing/model/tenant.ts';

/**
 * The settings, with the groups that they name found in the tenant. From then on a group is meant by its id: one that
 * disappears has no members, and nobody approves by it.
 * @throws StartFault for a name that no group bears, or more than one
 */
export function approvalPolicyOf(
  { threshold, ttlMs: lifetimeMs, always, approvers, channel }: ApprovalConfig,
  tenant: Tenant,
): ApprovalPolicy {
  const groupIds = approvers?.groups.map((name) => groupCalled(tenant, name)) ?? [];
  return {
    threshold,
    lifetimeMs,
    always,
    approvers: approvers && { roles: approvers.roles, groupIds },
    channel,
  };
}

function groupCalled(tenant: Tenant, name: string): string {
  const [id, ...more] = groupsCalled(tenant, name);
  if (id === undefined) {
    throw new StartFault(
      `APPROVERS: no group of ${tenant.organization.displayName} is called "${name}". Give its display name or its object id.`,
    );
  }
  if (more.length > 0) {
    throw new StartFault(
      `APPROVERS: ${1 + more.length} groups are called "${name}". Give the object id of the one meant.`,
    );
  }
  return id;
}
