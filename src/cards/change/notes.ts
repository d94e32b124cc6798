import type { Note } from '../../changes/plan/plan.ts';
import { bold, name, type TextRuns, words } from '../runs.ts';
import { say, sayCount, type ViewContext } from '../text/context.ts';
import { groupLabel, groupNames, planName, productName } from '../text/names.ts';
import { type Alike, groupsAlike, mergeAlike, peopleAlike } from './alike.ts';
import { keptDirectSentence } from './migrate-notes.ts';
import { changedSinceSentence, putsBackSentence, takesBackSentence } from './undo-notes.ts';

const NOTES_SHOWN = 3;

/** What was asked for and needs no change, or cannot be done this way; the same of several people or groups once. */
export function noteSentences(context: ViewContext, notes: readonly Note[]): readonly TextRuns[] {
  const alike = mergeAlike(notes);
  const sentences = alike.slice(0, NOTES_SHOWN).map((note) => sentenceOf(context, note));
  const more = alike.length - sentences.length;
  return more > 0 ? [...sentences, sayCount(context, context.texts.cards.notes.more, more)] : sentences;
}

function sentenceOf(context: ViewContext, alike: Alike<Note>): TextRuns {
  const texts = context.texts.cards.notes;
  const { first: note } = alike;
  const many = Math.max(1, alike.userIds.length, alike.groupIds.length);
  const target = targetOf(context, alike);
  switch (note.kind) {
    case 'alreadyHas':
    case 'productNotThere':
      return sayCount(context, texts[note.kind], many, { target, product: productName(context, note.skuId) });
    case 'planNotThere':
      return sayCount(context, texts.planNotThere, many, { target, plan: planOf(context, note.plan) });
    case 'alreadySo':
      return say(context, texts.planAlreadySo, { target, plan: planOf(context, note.plan) });
    case 'inherited':
    case 'covered':
      return sayCount(context, texts[note.kind], many, {
        target,
        product: productName(context, note.skuId),
        groups: groupNames(context, note.groupIds),
      });
    case 'alreadyMember':
    case 'notMember':
      return sayCount(context, texts[note.kind], many, { person: target, group: groupLabel(context, note.groupId) });
    case 'sameLocation':
      return sayCount(context, texts.sameLocation, many, { person: target });
    case 'followsRule':
      return say(context, texts.followsRule, { group: groupsAlike(context, alike) });
    case 'groupDeleted':
    case 'sameMembers':
    case 'membersStay':
    case 'onlyForetold':
      return say(context, texts[note.kind], { group: groupsAlike(context, alike) });
    case 'notCopied':
      return say(context, texts.notCopied, { groups: groupNames(context, note.groupIds) });
    case 'noLicenses':
      return sayCount(context, texts.noLicenses, many, { group: target });
    case 'nobodyFails':
      return say(context, texts.nobodyFails, { target });
    case 'nothingKept':
    case 'staysLetGo':
      return words(texts[note.kind]);
    case 'changedSince':
      return changedSinceSentence(context, note);
    case 'keptDirect':
      return keptDirectSentence(context, note);
    case 'migrateBatch':
      return say(context, context.texts.record.migrate.batch, { now: note.now, left: note.left });
    case 'oneStage':
      return say(context, context.texts.record.stages.one, { people: note.people, size: note.size });
    case 'stopsStages':
      return sayCount(context, context.texts.record.stages.stopsWith, note.left, { number: String(note.number) });
    case 'takesBack':
      return takesBackSentence(context, note);
    case 'putsBack':
      return putsBackSentence(context, note);
    default:
      return note satisfies never;
  }
}

function targetOf(context: ViewContext, alike: Alike<Note>): TextRuns {
  if (alike.userIds.length > 0) return peopleAlike(context, alike);
  if (alike.groupIds.length > 0) return bold(groupsAlike(context, alike));
  return name(context.labels.organization.displayName);
}

/** A plan as a note has it: Graph's name, or its id. */
function planOf(context: ViewContext, plan: string): TextRuns {
  const known = context.labels.skus
    .flatMap((sku) => sku.servicePlans)
    .find((candidate) => candidate.servicePlanName === plan);
  return planName(context, known?.servicePlanId ?? plan);
}
