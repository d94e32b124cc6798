import { isSameId } from '../graph/ids.ts';
import type { Change } from '../licensing/change.ts';
import type { Tenant } from '../licensing/model/tenant.ts';
import type { Foreseen } from '../licensing/outcome/foreseen.ts';
import { GLOBAL_ADMINISTRATOR, mayApprove, type Permission, permissionsFor } from './authorization.ts';

/** When a second person must agree, who that may be, and how long a request waits for one. */
export interface ApprovalPolicy {
  /** How many people one person alone may take something from. */
  readonly threshold: number;
  readonly lifetimeMs: number;
  /** What needs a second person however few lose something. */
  readonly always: readonly Permission[];
  /** Undefined: whoever may do it themselves. */
  readonly approvers?: Approvers | undefined;
  /** The conversation where requests are posted, instead of to everybody in person. */
  readonly channel?: string | undefined;
}

/** Who may approve, of those who may do it themselves. It narrows, and gives nobody anything. */
export interface Approvers {
  /** `roleTemplateId`s. */
  readonly roles: readonly string[];
  /** Object ids of groups whose direct members are meant. */
  readonly groupIds: readonly string[];
}

/** Why one person alone may not do it. */
export type ApprovalReason =
  /** `approvers`: it changes who may approve. */
  | { readonly kind: 'manyLose' | 'wholeTenant' | 'approvers' }
  | { readonly kind: 'always'; readonly permissions: readonly Permission[] };

/** Why a second person must agree; undefined when nobody must. Counted on the simulated outcome. */
export function approvalReason(
  { threshold, always, approvers }: Pick<ApprovalPolicy, 'threshold' | 'always' | 'approvers'>,
  { losing }: Pick<Foreseen, 'losing'>,
  { changes, wholeTenant = false }: { readonly changes: readonly Change[]; readonly wholeTenant?: boolean | undefined },
): ApprovalReason | undefined {
  if (wholeTenant) return { kind: 'wholeTenant' };
  if (losing > threshold) return { kind: 'manyLose' };
  if (changesApprovers(changes, approvers)) return { kind: 'approvers' };
  const permissions = permissionsFor(changes).filter((permission) => always.includes(permission));
  return permissions.length > 0 ? { kind: 'always', permissions } : undefined;
}

/** Who asks does not choose who decides: nobody joins or leaves a group of approvers by one person alone. */
function changesApprovers(changes: readonly Change[], approvers: Approvers | undefined): boolean {
  return changes.some(
    (change) =>
      (change.kind === 'addMember' || change.kind === 'removeMember') &&
      approvers?.groupIds.some((groupId) => isSameId(groupId, change.groupId)) === true,
  );
}

/** As what somebody decides a request. `breakGlass`: in an emergency, with a reason, and everybody who should have is told. */
export type ApproverStanding = 'approver' | 'breakGlass' | 'none';

/** Somebody of the tenant, as the directory knows them at the moment of the act. */
interface DirectoryPerson {
  /** `roleTemplateId`s. */
  readonly roles: readonly string[];
  /** Object ids of the groups that they are a direct member of. */
  readonly groupIds: readonly string[];
}

export function standingOf(
  approvers: Approvers | undefined,
  person: DirectoryPerson,
  needed: readonly Permission[],
): ApproverStanding {
  if (!mayApprove(person.roles, needed)) return 'none';
  if (approvers === undefined || isNamed(approvers, person)) return 'approver';
  return person.roles.some((role) => isSameId(role, GLOBAL_ADMINISTRATOR)) ? 'breakGlass' : 'none';
}

function isNamed(approvers: Approvers, { roles, groupIds }: DirectoryPerson): boolean {
  return (
    approvers.roles.some((named) => roles.some((role) => isSameId(role, named))) ||
    approvers.groupIds.some((named) => groupIds.some((groupId) => isSameId(groupId, named)))
  );
}

/** A group by its object id or its display name. Several: two groups bear that name. */
export function groupsCalled(tenant: Tenant, name: string): readonly string[] {
  const ids: string[] = [];
  for (let group = 0; group < tenant.groupCount; group++) {
    const { id, displayName } = tenant.group(group);
    if (isSameId(id, name)) return [id];
    if (displayName.trim().toLowerCase() === name.toLowerCase()) ids.push(id);
  }
  return ids;
}
