import type { Refusal } from '../../licensing/change.ts';
import type { DirectReason } from '../../licensing/explain/explain-refusals.ts';
import { anyOf } from '../question/alternatives.ts';
import { type TextRuns, words } from '../runs.ts';
import { say, sayCount, type ViewContext } from '../text/context.ts';
import { groupLabel, groupNames, planName, productName } from '../text/names.ts';
import { type Alike, groupsAlike, mergeAlike, peopleAlike } from './alike.ts';
import { directReasonSentences } from './direct-reasons.ts';

const SHOWN = 3;

/**
 * Why the directory would not take it, and what to do instead; the same of several people once.
 * @param reasons what stands in the way of direct licenses, where it was looked at
 */
export function refusalSentences(
  context: ViewContext,
  refusals: readonly Refusal[],
  reasons: readonly DirectReason[] = [],
): readonly TextRuns[] {
  const alike = mergeAlike(refusals);
  const sentences = alike.slice(0, SHOWN).map((refusal) => sentenceOf(context, refusal));
  const more = alike.length - sentences.length;
  return [
    ...sentences,
    ...(more > 0 ? [sayCount(context, context.texts.cards.refusals.more, more)] : []),
    ...directReasonSentences(context, reasons),
  ];
}

function sentenceOf(context: ViewContext, alike: Alike<Refusal>): TextRuns {
  const texts = context.texts.cards.refusals;
  const { first: refusal } = alike;
  const many = alike.userIds.length;
  const person = peopleAlike(context, alike);
  switch (refusal.kind) {
    case 'unknownGroup':
    case 'groupCannotCarryLicenses':
    case 'groupIsDynamic':
      return say(context, texts[refusal.kind], { group: groupsAlike(context, alike) });
    case 'unknownUser':
    case 'unknownSku':
      return words(texts[refusal.kind]);
    case 'forOrganization':
      return say(context, texts.forOrganization, { product: productName(context, refusal.skuId) });
    case 'notAssignable':
      return say(context, texts.notAssignable, { product: productName(context, refusal.skuId) });
    case 'planNotInProduct':
      return say(context, texts.planNotInProduct, {
        product: productName(context, refusal.skuId),
        plan: planName(context, refusal.servicePlanId),
      });
    case 'templateLacksPrerequisite':
      return say(context, texts.templateLacksPrerequisite, {
        plan: planName(context, refusal.servicePlanId),
        product: productName(context, refusal.skuId),
        requires: anyOf(context, refusal.requiresAnyOf),
      });
    case 'licenseIsInherited':
      return sayCount(context, texts.licenseIsInherited, many, {
        person,
        product: productName(context, refusal.skuId),
        groups: groupNames(context, refusal.groupIds),
      });
    case 'licenseNotDirect':
      return sayCount(context, texts.licenseNotDirect, many, {
        person,
        product: productName(context, refusal.skuId),
      });
    case 'noUsageLocation':
      return sayCount(context, texts.noUsageLocation, many, { person });
    case 'directAssignmentFails':
      return sayCount(context, texts.directAssignmentFails, many, {
        person,
        product: productName(context, refusal.skuId),
        reason: context.texts.cards.reasons[refusal.error],
      });
    case 'alreadyMember':
    case 'notMember':
      return sayCount(context, texts[refusal.kind], many, {
        person,
        group: groupLabel(context, refusal.groupId),
      });
    case 'changedElsewhere':
      return words(texts.changedElsewhere[refusal.what]);
    case 'directoryRefuses':
      return say(context, texts.directoryRefuses, { text: words(withNames(context, refusal.text)) });
    default:
      return refusal satisfies never;
  }
}

const GUID = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/gi;

/** The directory's words, with products and services by their names. */
function withNames({ catalogue }: ViewContext, text: string): string {
  return text.replace(GUID, (id) => {
    const plan = catalogue.planName(id.toLowerCase(), id);
    return plan === id ? catalogue.productName(id.toLowerCase(), id) : plan;
  });
}

/** The service that a template must do without, when it lacks what the service needs: it may be turned off. */
export function planToTurnOff({ labels, catalogue }: ViewContext, refusals: readonly Refusal[]): string | undefined {
  const lacking = refusals.find((refusal) => refusal.kind === 'templateLacksPrerequisite');
  const plan =
    lacking &&
    labels.skus
      .flatMap((sku) => sku.servicePlans)
      .find((candidate) => candidate.servicePlanId === lacking.servicePlanId);
  return plan && catalogue.planName(plan.servicePlanId, plan.servicePlanName);
}
