import type { Effects, SomeLose } from '../../licensing/outcome/effects.ts';
import type { SuggestedFix } from '../../licensing/suggest/suggested-fix.ts';
import { seatGivers, stepsOf } from '../../licensing/suggest/suggestion.ts';
import { subscriptionIn } from '../page/subscription.ts';
import { joined, type TextRuns } from '../runs.ts';
import { say, sayCount, type ViewContext } from '../text/context.ts';
import { addressName, planLabels, productNames, userNameById } from '../text/names.ts';
import { freeSeatsReasons } from './free-seats.ts';

const PLANS_NAMED = 2;

/** What it costs: what those it fixes lose, and what happens to others. */
export function suggestionEffects(context: ViewContext, suggestion: SuggestedFix): TextRuns {
  const texts = context.texts.cards.fixes;
  const { effects } = suggestion;
  const givers = seatGivers(suggestion);
  const sentences = [
    graceSentence(context, suggestion),
    plansSentence(context, suggestion),
    keeperSentence(context, suggestion),
    givers.length > 0 ? freeSeatsReasons(context, givers) : [],
    lossSentence(context, effects.giversLose),
    lossSentence(context, effects.helpedLose),
    suggestion.fixes === 0 ? gainSentence(context, effects.helpedGain) : [],
    waitSentence(context, effects.stillWait),
    effects.waitLonger > 0 ? sayCount(context, texts.waitLonger, effects.waitLonger) : [],
    effects.withoutMail > 0 ? sayCount(context, texts.withoutMail, effects.withoutMail) : [],
    effects.othersLose > 0 ? sayCount(context, texts.othersLose, effects.othersLose) : [],
    effects.newlyFail > 0 ? sayCount(context, texts.newlyFail, effects.newlyFail) : [],
  ].filter((runs) => runs.length > 0);
  return sentences.length === 0 ? say(context, texts.nobodyLoses) : joined(sentences, ' ');
}

/** Who buys should know that what is there already is about to end. */
function graceSentence(context: ViewContext, suggestion: SuggestedFix): TextRuns {
  const bought = stepsOf(suggestion).filter(({ kind }) => kind === 'buySeats');
  const expired = bought
    .flatMap((part) => part.subject.skuIds ?? [])
    .some((skuId) => subscriptionIn(context, skuId)?.state === 'inGrace');
  return expired ? say(context, context.texts.cards.subscriptions.renewFirst) : [];
}

/** Both who bear an address are named: who loses it in the title. */
function keeperSentence(context: ViewContext, suggestion: SuggestedFix): TextRuns {
  const sentences = stepsOf(suggestion).flatMap(({ subject: { keeperId, address = '' } }) =>
    keeperId === undefined
      ? []
      : [
          say(context, context.texts.cards.fixes.keepsAddress, {
            person: userNameById(context, keeperId),
            address: addressName(address),
          }),
        ],
  );
  return joined(sentences, ' ');
}

/** Which plans go off where, when there are too many of them for the title. */
function plansSentence(context: ViewContext, suggestion: SuggestedFix): TextRuns {
  const sentences = stepsOf(suggestion).flatMap(({ subject: { plans = [], skuIds = [] } }) =>
    plans.length <= PLANS_NAMED
      ? []
      : [
          sayCount(context, context.texts.cards.fixes.plansGoOff, plans.length, {
            plans: planLabels(context, plans),
            products: productNames(context, skuIds),
          }),
        ],
  );
  return joined(sentences, ' ');
}

/** Whom a fix gives a part, and who wait for the rest. */
function waitSentence(context: ViewContext, { people, skuIds }: Effects['stillWait']): TextRuns {
  if (people === 0) return [];
  return sayCount(context, context.texts.cards.fixes.stillWait, people, { products: productNames(context, skuIds) });
}

function lossSentence(context: ViewContext, lose: SomeLose | undefined): TextRuns {
  if (lose === undefined) return [];
  const { people, userId, skuIds, plans } = lose;
  const texts = context.texts.cards.fixes;
  const forms =
    skuIds.length === 0
      ? texts.theyLosePlans
      : plans.length === 0 || plans.length > PLANS_NAMED
        ? texts.theyLose
        : texts.theyLoseWith;
  return sayCount(context, forms, people, {
    person: userNameById(context, userId),
    products: productNames(context, skuIds),
    plans: planLabels(context, plans),
  });
}

function gainSentence(context: ViewContext, gain: Effects['helpedGain']): TextRuns {
  if (gain === undefined) return [];
  return sayCount(context, context.texts.cards.fixes.theyGet, gain.people, {
    person: userNameById(context, gain.userId),
    products: productNames(context, gain.skuIds),
  });
}
