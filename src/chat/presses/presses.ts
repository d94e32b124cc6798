import type { Verb } from '../../cards/verbs.ts';
import { approve, askApproval, listApprovals, reject } from './approve.ts';
import { change, preview, twinsOff } from './correct.ts';
import { apply, applyFix, cancel, dismiss, pause, resume } from './decide.ts';
import { assign, assignForm, assignSearch, setServices } from './form.ts';
import { kept, release } from './kept.ts';
import * as look from './look.ts';
import { notifyOff } from './notify.ts';
import type { PressHandler } from './press.ts';
import { fixes, reprocess, undo } from './propose.ts';
import { sayIt } from './say.ts';

/** One handler for each button. */
export const PRESSES: Readonly<Record<Verb, PressHandler>> = {
  say: sayIt,
  apply,
  'apply-fix': applyFix,
  'ask-approval': askApproval,
  approve,
  reject,
  dismiss,
  cancel,
  change,
  preview,
  'twins-off': twinsOff,
  undo,
  pause,
  resume,
  fixes,
  reprocess,
  assign,
  'assign-form': assignForm,
  'assign-search': assignSearch,
  'set-services': setServices,
  failures: look.failures,
  people: look.people,
  kept,
  release,
  rules: look.rules,
  'list-groups': look.groups,
  'list-approvals': listApprovals,
  why: look.why,
  history: look.history,
  seats: look.products,
  services: look.services,
  'show-group': look.showGroup,
  'show-user': look.showUser,
  'show-product': look.showProduct,
  'show-change': look.showChange,
  running: look.running,
  'notify-off': notifyOff,
  whoami: look.whoami,
  help: look.help,
};
