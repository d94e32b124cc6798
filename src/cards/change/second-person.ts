import type { ApprovalReason } from '../../changes/approval-policy.ts';
import { joined, type TextRuns, words } from '../runs.ts';
import { say, type ViewContext } from '../text/context.ts';

/** Why one person alone may not do it, for previews and answers. */
export function secondPersonSentence(context: ViewContext, reason: ApprovalReason, losing: number): TextRuns {
  const { approvals } = context.texts;
  switch (reason.kind) {
    case 'manyLose':
      return say(context, approvals.needed, { count: losing });
    case 'wholeTenant':
      return words(approvals.neededTenant);
    case 'approvers':
      return words(approvals.neededApprovers);
    case 'always':
      return joined(
        reason.permissions.map((permission) => words(approvals.neededAlways[permission])),
        ' ',
      );
  }
}
