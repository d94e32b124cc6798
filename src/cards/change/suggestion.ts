import type { SuggestedFix } from '../../licensing/suggest/suggested-fix.ts';
import { type SuggestionStep, stepsOf } from '../../licensing/suggest/suggestion.ts';
import { capitalized, joined, listed, type TextRuns, textOfRuns } from '../runs.ts';
import { say, sayCount, type ViewContext } from '../text/context.ts';
import { exactNames, type Namer, shortNames } from '../text/namer.ts';
import { addressName, country } from '../text/names.ts';
import { type OfferedFix, whoMay } from './offered-fix.ts';
import { suggestionEffects } from './suggestion-effects.ts';

/** "take the 10 out of **Kiosk users**": what it does, to stand inside a sentence. */
export function suggestionPhrase(
  context: ViewContext,
  suggestion: SuggestedFix,
  names = shortNames(context),
): TextRuns {
  return listed(
    stepsOf(suggestion).map((step) => phraseOf(context, step, { names, groupId: suggestion.groupId })),
    context.texts.language,
  );
}

/** The same as titles of options beside each other: those that would read alike name everybody and everything. */
export function suggestionTitles(context: ViewContext, suggestions: readonly SuggestedFix[]): readonly TextRuns[] {
  const short = suggestions.map((suggestion) => suggestionPhrase(context, suggestion));
  const texts = short.map(textOfRuns);
  return suggestions.map((suggestion, index) => {
    const isAlone = texts.filter((text) => text === texts[index]).length === 1;
    return capitalized(isAlone ? (short[index] ?? []) : suggestionPhrase(context, suggestion, exactNames(context)));
  });
}

interface Telling {
  readonly names: Namer;
  /** The group whose failures it fixes. */
  readonly groupId: string;
}

function phraseOf(context: ViewContext, { kind, subject }: SuggestionStep, { names, groupId }: Telling): TextRuns {
  const texts = context.texts.cards.fixes;
  const { groupIds = [], skuIds = [], licenses = [], userIds = [], plans = [], seats = 0 } = subject;
  const people = names.people(userIds);
  const those = names.those(userIds);
  const groups = names.groups(groupIds);
  const products = names.products(skuIds);
  switch (kind) {
    case 'leaveSourceGroup':
      return say(context, texts.leaveGroup, { people: those, groups });
    case 'removeDirectCopy':
      return sayCount(context, texts.removeDirectCopy, userIds.length * skuIds.length, { people: those, products });
    case 'releaseKept':
      return sayCount(context, texts.releaseKept, userIds.length, { people, groups, products });
    case 'turnPlansOffHere':
    case 'turnPlansOffInSource':
      return say(context, texts.turnPlansOff, {
        plans: names.plans(plans),
        whom: groupIds.length > 0 ? groups : people,
      });
    case 'swapInSource':
      return say(context, skuIds.length > 0 ? texts.swapInSource : texts.giveInSource, {
        groups,
        old: products,
        new: names.licenses(licenses),
        here: names.groups([groupId]),
      });
    case 'setUsageLocation':
      return sayCount(context, texts.setUsageLocation, userIds.length, {
        people: those,
        country: country(context, subject.usageLocation ?? ''),
      });
    case 'freeSeats':
      return groupIds.length > 0
        ? say(context, texts.leaveGroup, { people, groups })
        : say(context, texts.removeProduct, { people, products });
    case 'buySeats':
      return sayCount(context, texts.buySeats, seats, { products });
    case 'reactivate':
      return say(context, texts.reactivate, { products });
    case 'letGoNow':
      return say(context, texts.letGoNow, { products, people });
    case 'splitTemplate':
      return groupIds.length > 1
        ? say(context, texts.splitInto, {
            products: names.licenses(licenses),
            groups: names.groups(groupIds.toReversed()),
          })
        : say(context, texts.splitTemplate, { products: names.licenses(licenses), people: those });
    case 'repairAddress':
      return say(context, texts.repairAddress, { address: addressName(subject.address ?? ''), people });
    default:
      return kind satisfies never;
  }
}

/** "**Fix:** take the 10 out of **Kiosk users**. They lose Office 365 E1." */
export function fixLine(context: ViewContext, suggestion: SuggestedFix): TextRuns {
  return say(context, context.texts.cards.fixes.fix, {
    fix: suggestionPhrase(context, suggestion),
    effects: suggestionEffects(context, suggestion),
  });
}

/** "**Best fix:** take the 10 out of **Kiosk users**. Fixes 10 of 10. They lose Office 365 E1." */
export function bestFixLine(context: ViewContext, best: OfferedFix): TextRuns {
  const { suggestion } = best;
  const texts = context.texts.cards.fixes;
  const whole = suggestion.fixes > 0;
  const reach = say(context, whole ? texts.fixesOf : texts.partlyOf, {
    count: whole ? suggestion.fixes : suggestion.partlyFixes,
    total: suggestion.of,
  });
  const effects = suggestionEffects(context, suggestion);
  const line = say(context, texts.bestFix, { fix: suggestionPhrase(context, suggestion), reach, effects });
  const others = whoMay(context, best);
  return others.length === 0 ? line : joined([line, others], ' ');
}
