import type { ServicePlanInfo } from '../../graph/types.ts';

const PROVISIONED = 'Success';

/**
 * A plan that its product has and that nobody can use: Microsoft has it switched off (`Disabled`), or it waits for
 * something (`PendingInput`, `PendingActivation`, `PendingProvisioning`). Absent means `Success`.
 * https://learn.microsoft.com/graph/api/resources/serviceplaninfo
 */
export function isNotProvisioned({ provisioningStatus }: ServicePlanInfo): boolean {
  return (provisioningStatus ?? PROVISIONED) !== PROVISIONED;
}
