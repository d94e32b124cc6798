import type { Outcome } from '../../core/licensing/outcome.ts';
import type { Suggestion, SuggestionKind, SuggestionSubject } from '../../core/licensing/suggestion.ts';
import { capitalized, listed, type Runs } from '../cards/runs.ts';
import { say, sayCount, type ViewContext } from './context.ts';
import { freeSeatsPhrase } from './free-seats.ts';
import {
  addressName,
  country,
  groupName,
  planNames,
  productName,
  productNames,
  userName,
  userNameById,
} from './names.ts';
import { suggestionEffects } from './suggestion-effects.ts';

const PLANS_NAMED = 2;

interface Told {
  readonly kind: SuggestionKind;
  readonly subject: SuggestionSubject;
}

/** "take the 10 out of **Kiosk users**": what it does, to stand inside a sentence. */
export function suggestionPhrase(context: ViewContext, suggestion: Suggestion): Runs {
  const told = [suggestion, ...(suggestion.also ?? [])].map((part) => phraseOf(context, part, suggestion));
  return listed(told, context.texts.language);
}

/** The same as a title. */
export function suggestionTitle(context: ViewContext, suggestion: Suggestion): Runs {
  return capitalized(suggestionPhrase(context, suggestion));
}

function phraseOf(context: ViewContext, { kind, subject }: Told, suggestion: Suggestion): Runs {
  const texts = context.texts.cards.fixes;
  const people = subject.userIds?.length ?? suggestion.fixes.length + suggestion.partlyFixes.length;
  const person = personOf(context, subject, suggestion);
  const group = groupName(context, subject.groupIds?.[0] ?? suggestion.groupId);
  const product = productName(context, subject.skuIds?.[0] ?? '');
  const plans = subject.plans ?? [];
  switch (kind) {
    case 'leaveSourceGroup':
      return sayCount(context, texts.leaveSourceGroup, people, { person, group });
    case 'removeDirectCopy':
      return sayCount(context, texts.removeDirectCopy, people, { product });
    case 'releaseKept':
      return sayCount(context, texts.releaseKept, people, {
        products: productNames(context, subject.skuIds ?? []),
        person,
        group,
      });
    case 'turnPlansOffHere':
    case 'turnPlansOffInSource':
      return plans.length <= PLANS_NAMED
        ? say(context, texts.turnPlansOff.one, { plans: planNames(context, plans), group })
        : say(context, texts.turnPlansOff.other, { count: plans.length, group });
    case 'swapInSource':
      return say(context, texts.swapInSource, {
        group,
        old: product,
        new: productName(context, subject.skuIds?.[1] ?? ''),
      });
    case 'setUsageLocation':
      return sayCount(context, texts.setUsageLocation, people, {
        person,
        country: country(context, subject.usageLocation ?? ''),
      });
    case 'freeSeats':
      return freeSeatsPhrase(context, suggestion);
    case 'buySeats':
      return sayCount(context, texts.buySeats, subject.seats ?? 0, { product });
    case 'reactivate':
      return say(context, texts.reactivate, { product: productNames(context, subject.skuIds ?? []) });
    case 'letGoNow':
      return say(context, texts.letGoNow, { product });
    case 'splitTemplate':
      return say(context, texts.splitTemplate, { products: productNames(context, subject.skuIds ?? []) });
    case 'repairAddress':
      return say(context, texts.repairAddress, { address: addressName(subject.address ?? ''), person });
    default:
      return kind satisfies never;
  }
}

function personOf(context: ViewContext, subject: SuggestionSubject, suggestion: Suggestion): Runs {
  const id = subject.userIds?.[0];
  if (id !== undefined) return userNameById(context, id);
  const first = suggestion.fixes[0] ?? suggestion.partlyFixes[0];
  return first === undefined ? [] : userName(context, first);
}

/** "**Fix:** take the 10 out of **Kiosk users**. They lose Office 365 E1." */
export function fixLine(context: ViewContext, suggestion: Suggestion, alone: Outcome): Runs {
  return say(context, context.texts.cards.fixes.fix, {
    fix: suggestionPhrase(context, suggestion),
    effects: suggestionEffects(context, suggestion, alone),
  });
}

/** "**Best fix:** take the 10 out of **Kiosk users**. Fixes 10 of 10. They lose Office 365 E1." */
export function bestFixLine(context: ViewContext, suggestion: Suggestion): Runs {
  const texts = context.texts.cards.fixes;
  const whole = suggestion.fixes.length > 0;
  const reach = say(context, whole ? texts.fixesOf : texts.partlyOf, {
    count: whole ? suggestion.fixes.length : suggestion.partlyFixes.length,
    total: suggestion.of,
  });
  const effects = suggestionEffects(context, suggestion);
  return say(context, texts.bestFix, { fix: suggestionPhrase(context, suggestion), reach, effects });
}
