import type { Approvers } from '../../changes/approval-policy.ts';
import { type Permission, ROLES, whoCouldApprove } from '../../changes/authorization.ts';
import { joined, name, type TextRuns, words } from '../runs.ts';
import { say, type ViewContext } from '../text/context.ts';

/** Who may approve what needs all of `needed`, by the names of their roles and groups. A group that is gone is nobody. */
export function approversNamed(
  context: ViewContext,
  approvers: Approvers | undefined,
  needed: readonly Permission[],
): TextRuns {
  if (approvers === undefined) return words(whoCouldApprove(needed).join(', '));
  const { labels, texts } = context;
  const roles = ROLES.filter(({ roleTemplateId }) => approvers.roles.includes(roleTemplateId));
  const groups = approvers.groupIds
    .map((groupId) => labels.group(groupId))
    .filter((group) => group !== undefined)
    .map((group) => say(context, texts.approvals.membersOf, { group: name(group.displayName) }));
  const all = [...roles.map(({ displayName }) => words(displayName)), ...groups];
  return all.length === 0 ? words(texts.approvals.nobodyNamed) : joined(all, ', ');
}
