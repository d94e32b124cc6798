import type { Approvers } from '../../core/approval-policy.ts';
import { type Permission, ROLES, whoCouldApprove } from '../../core/authorization.ts';
import { textFor, type ViewContext } from './context.ts';

/** Who may approve what needs all of `needed`, by the names of their roles and groups. A group that is gone is nobody. */
export function approversText(
  context: ViewContext,
  approvers: Approvers | undefined,
  needed: readonly Permission[],
): string {
  if (approvers === undefined) return whoCouldApprove(needed).join(', ');
  const { tenant, texts } = context;
  const roles = ROLES.filter(({ roleTemplateId }) => approvers.roles.includes(roleTemplateId));
  const groups = approvers.groupIds.flatMap((groupId) => {
    const group = tenant.findGroup(groupId);
    return group === undefined
      ? []
      : [textFor(context, texts.approvals.membersOf, { group: tenant.group(group).displayName })];
  });
  return [...roles.map(({ displayName }) => displayName), ...groups].join(', ') || texts.approvals.nobodyNamed;
}
