import type { Verb } from '../../cards/verbs.ts';
import { askApproval, pressApprove, pressListApprovals, pressReject } from './approve.ts';
import { change, preview, twinsOff } from './correct.ts';
import { apply, pause, pressCancel, pressDismiss, pressFix, resume } from './decide.ts';
import { assign, assignForm, assignSearch, setServices } from './form.ts';
import { kept, release } from './kept.ts';
import * as look from './look.ts';
import { notifyOff } from './notify.ts';
import type { PressHandler } from './press.ts';
import { fixes, pressReprocess, pressUndo } from './propose.ts';
import { sayIt } from './say.ts';

/** One handler for each button. */
export const PRESSES: Readonly<Record<Verb, PressHandler>> = {
  say: sayIt,
  apply,
  'apply-fix': pressFix,
  'ask-approval': askApproval,
  approve: pressApprove,
  reject: pressReject,
  dismiss: pressDismiss,
  cancel: pressCancel,
  change,
  preview,
  'twins-off': twinsOff,
  undo: pressUndo,
  pause,
  resume,
  fixes,
  reprocess: pressReprocess,
  assign,
  'assign-form': assignForm,
  'assign-search': assignSearch,
  'set-services': setServices,
  failures: look.failures,
  people: look.people,
  kept,
  release,
  rules: look.rules,
  'list-groups': look.pressGroups,
  'list-approvals': pressListApprovals,
  why: look.why,
  history: look.pressHistory,
  seats: look.products,
  services: look.services,
  'show-group': look.pressGroup,
  'show-user': look.pressUser,
  'show-product': look.showProduct,
  'show-change': look.showChange,
  running: look.running,
  'notify-off': notifyOff,
  whoami: look.pressWhoami,
  help: look.pressHelp,
};
