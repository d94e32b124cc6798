import { notYetCard } from '../../cards/change/notice.ts';
import { clarifyCard } from '../../cards/question/clarify.ts';
import type { Intent } from '../../language/command.ts';
import { texts } from '../../words/catalogue.ts';
import { cardMessage, viewContext } from '../turn.ts';
import { approve, listApprovals, reject } from './approve.ts';
import { applyFix, cancel, confirm, dismiss, holding } from './decide.ts';
import { digest, listDigests } from './digest.ts';
import { explainInWords } from './explain.ts';
import { suggestFixes } from './fixes.ts';
import { forecast } from './forecast.ts';
import { freeze, unfreeze } from './freeze.ts';
import type { Handler } from './handler.ts';
import { history } from './history.ts';
import { listKept } from './kept.ts';
import { findInactive, findUsers, listGroups } from './lists.ts';
import { compareProducts, help, listFailures, seats, showPlans, showProducts, status, whoami } from './look.ts';
import { migrateDirect } from './migrate.ts';
import { notify } from './notify.ts';
import { propose } from './propose.ts';
import { reclaim } from './reclaim.ts';
import { exportReport } from './report.ts';
import { listRules } from './rules.ts';
import { showGroup, showUser } from './show.ts';
import { smalltalk } from './smalltalk.ts';
import { undo } from './undo.ts';

const clarify: Handler = async (services, turn, heard) => ({
  messages: [cardMessage(clarifyCard(viewContext(services, turn.language), { reading: heard, said: heard.said }))],
});

/** Understood, and said to come later: never guessed into something else. */
const notYet: Handler = async (services, turn, heard) => ({
  messages: [cardMessage(notYetCard(viewContext(services, turn.language), heard))],
});

const outOfScope: Handler = async (services, turn, heard) => {
  const { slots, said } = heard;
  const { outOfScope: sentences } = texts[turn.language].answers;
  const asked = slots.question ?? slots.topic;
  const topic = asked !== undefined && Object.hasOwn(sentences, asked) ? asked : 'none';
  const text = sentences[topic as keyof typeof sentences];
  if (topic !== 'none') return { messages: [{ text }] };
  return {
    messages: [
      cardMessage(clarifyCard(viewContext(services, turn.language), { reading: { ...heard, reading: text }, said })),
    ],
  };
};

/** Who asks who is in a group is answered with the people. */
const showGroupOrMembers: Handler = (services, turn, heard) =>
  heard.slots.question === 'members' ? findUsers(services, turn, heard) : showGroup(services, turn, heard);

/** One handler for each intent: what a sentence leads to is found here. */
export const HANDLERS: Readonly<Record<Intent, Handler>> = {
  assign_license: propose,
  set_plans: propose,
  remove_license: propose,
  swap_license: propose,
  copy_license: propose,
  add_member: propose,
  remove_member: propose,
  move_member: propose,
  set_rule: propose,
  pause: holding(true),
  resume: holding(false),
  set_usage_location: propose,
  offboard: propose,
  onboard: propose,
  reprocess: propose,
  batch: propose,
  what_if: propose,
  migrate_direct: migrateDirect,
  release_kept: propose,
  list_kept: listKept,
  list_rules: listRules,
  suggest_fixes: suggestFixes,
  show_group: showGroupOrMembers,
  show_user: showUser,
  clarify,
  smalltalk,
  out_of_scope: outOfScope,
  list_failures: listFailures,
  explain_user: explainInWords,
  apply_fix: applyFix,
  status,
  cancel,
  undo,
  confirm,
  dismiss,
  approve,
  reject,
  list_approvals: listApprovals,
  seats,
  show_plans: showPlans,
  compare_products: compareProducts,
  forecast,
  show_products: showProducts,
  list_groups: listGroups,
  find_users: findUsers,
  find_inactive: findInactive,
  reclaim,
  freeze,
  unfreeze,
  history,
  drift: notYet,
  export_report: exportReport,
  notify,
  digest,
  list_digests: listDigests,
  whoami,
  help,
};
