import type { ChangeRecord } from '../../changes/change-record.ts';
import { button, buttons, formButton, primary, textInput } from '../buttons.ts';
import type { Button } from '../card.ts';
import { changeForm } from '../change/preview.ts';
import { referenceOf } from '../change/record.ts';
import type { ViewContext } from '../text/context.ts';

/**
 * Who looks: an approver where they are asked, somebody with emergency access only, the requester in their own chat, or
 * anybody in a conversation of several.
 */
export type ApprovalViewer = 'approver' | 'emergency' | 'requester' | 'anybody';

/** What this viewer can do about a request that waits. */
export function approvalButtons(context: ViewContext, record: ChangeRecord, viewer: ApprovalViewer): readonly Button[] {
  const texts = context.texts.cards.buttons;
  const reference = referenceOf(record);
  const decides = viewer === 'approver' || viewer === 'anybody';
  return buttons(
    viewer === 'emergency' && emergencyForm(context, record),
    decides && primary(texts.approve, { verb: 'approve', data: reference }),
    decides && rejectForm(context, record),
    button(texts.showPeople, { verb: 'people', data: reference }),
    viewer === 'requester' && changeForm(context, record),
    (viewer === 'requester' || viewer === 'anybody') && button(texts.cancel, { verb: 'dismiss', data: reference }),
  );
}

function rejectForm(context: ViewContext, record: ChangeRecord): Button {
  const { buttons: texts, approval } = context.texts.cards;
  const words = { label: approval.reasonLabel, placeholder: approval.reasonPlaceholder };
  const submit = button(texts.reject, { verb: 'reject', data: referenceOf(record) }, 'destructive');
  return formButton(texts.reject, [textInput('reason', words, { multiline: true })], submit);
}

/** Emergency access is never used without saying why. */
function emergencyForm(context: ViewContext, record: ChangeRecord): Button {
  const { label, placeholder, error, button: title } = context.texts.approvals.emergency;
  const submit = primary(context.texts.cards.buttons.approve, { verb: 'approve', data: referenceOf(record) });
  return formButton(title, [textInput('reason', { label, placeholder, error }, { multiline: true })], submit);
}
