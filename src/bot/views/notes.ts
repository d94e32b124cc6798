import type { Note } from '../../core/command/plan.ts';
import { bold, name, type Runs } from '../cards/runs.ts';
import { say, sayCount, type ViewContext } from './context.ts';
import { keptDirectSentence } from './migrate-notes.ts';
import { groupName, groupNames, planName, productName, userNameById } from './names.ts';
import { changedSinceSentence, putsBackSentence } from './undo-notes.ts';

const NOTES_SHOWN = 3;

/** What was asked for and needs no change, or cannot be done this way. */
export function noteSentences(context: ViewContext, notes: readonly Note[]): readonly Runs[] {
  const sentences = notes.slice(0, NOTES_SHOWN).map((note) => sentenceOf(context, note));
  const more = notes.length - sentences.length;
  return more > 0 ? [...sentences, sayCount(context, context.texts.cards.notes.more, more)] : sentences;
}

function sentenceOf(context: ViewContext, note: Note): Runs {
  const texts = context.texts.cards.notes;
  switch (note.kind) {
    case 'alreadyHas':
    case 'productNotThere':
      return say(context, texts[note.kind], {
        target: targetOf(context, note),
        product: productName(context, note.skuId),
      });
    case 'planNotThere':
      return say(context, texts.planNotThere, { target: targetOf(context, note), plan: planOf(context, note.plan) });
    case 'alreadySo':
      return say(context, texts.planAlreadySo, { target: targetOf(context, note), plan: planOf(context, note.plan) });
    case 'inherited':
      return say(context, texts.inherited, {
        target: userNameById(context, note.userId),
        product: productName(context, note.skuId),
        groups: groupNames(context, note.groupIds),
      });
    case 'alreadyMember':
    case 'notMember':
      return say(context, texts[note.kind], {
        person: userNameById(context, note.userId),
        group: groupName(context, note.groupId),
      });
    case 'sameLocation':
      return say(context, texts.sameLocation, { person: userNameById(context, note.userId) });
    case 'noLicenses':
      return say(context, texts.noLicenses, { group: groupName(context, note.groupId) });
    case 'nobodyFails':
      return say(context, texts.nobodyFails, { target: targetOf(context, note) });
    case 'changedSince':
      return changedSinceSentence(context, note);
    case 'keptDirect':
      return keptDirectSentence(context, note);
    case 'migrateBatch':
      return say(context, context.texts.record.migrate.batch, { now: note.now, left: note.left });
    case 'putsBack':
      return putsBackSentence(context, note);
    default:
      return note satisfies never;
  }
}

function targetOf(context: ViewContext, target: { readonly groupId?: string; readonly userId?: string }): Runs {
  if (target.groupId !== undefined) return bold(groupName(context, target.groupId));
  if (target.userId !== undefined) return userNameById(context, target.userId);
  return name(context.tenant.organization.displayName);
}

/** A plan as a note has it: Graph's name, or its id. */
function planOf(context: ViewContext, plan: string): Runs {
  const known = context.tenant.skus
    .flatMap((sku) => sku.servicePlans)
    .find((candidate) => candidate.servicePlanName === plan);
  return planName(context, known?.servicePlanId ?? plan);
}
