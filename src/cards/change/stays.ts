import type { ChangeRecord } from '../../changes/change-record.ts';
import { joined, type TextRuns, words } from '../runs.ts';
import type { ViewContext } from '../text/context.ts';

/**
 * What is left of people who leave: the account, which no license change touches, and for how long their mail and files
 * are kept (https://learn.microsoft.com/microsoft-365/admin/add-users/remove-former-employee).
 */
export function staysSentences(
  context: ViewContext,
  { command: { intent, slots }, targetUserIds, preview }: ChangeRecord,
): readonly TextRuns[] {
  if (intent !== 'offboard' && slots.leaving !== true) return [];
  const { stays } = context.texts.cards;
  const enabled = targetUserIds.some((id) => context.labels.user(id)?.accountEnabled === true);
  const mailless = preview?.facts.some(({ kind }) => kind === 'withoutMail') === true;
  const sentences = [
    words(enabled ? stays.account : stays.blocked),
    ...(mailless ? [words(stays.mail)] : []),
    ...((preview?.counts.losing ?? 0) > 0 ? [words(stays.files)] : []),
  ];
  return [joined(sentences, ' ')];
}
