import type { FailureCause } from '../../licensing/explain/failure-cause.ts';
import type { SuggestedFix } from '../../licensing/suggest/suggested-fix.ts';
import { seatGivers } from '../../licensing/suggest/suggestion.ts';
import { button, buttons, primary } from '../buttons.ts';
import type { Button, Card, Option } from '../card.ts';
import { bold, joined, type TextRuns, textOfRuns, words } from '../runs.ts';
import type { State } from '../states.ts';
import { say, sayCount, state, textFor, type ViewContext } from '../text/context.ts';
import { some, userNameById } from '../text/names.ts';
import { timeAndNumber } from '../text/time.ts';
import type { Reference } from '../verbs.ts';
import { CAUSES_SHOWN, heldBackCount } from './cause.ts';
import { causeSentences, reasonText, unique } from './cause-words.ts';
import { figure } from './figures.ts';
import { fixTitle } from './fix-button.ts';
import { mayPress, type OfferedFix, whoMay } from './offered-fix.ts';
import { suggestionPhrase, suggestionTitles } from './suggestion.ts';
import { suggestionEffects } from './suggestion-effects.ts';

export const OPTIONS_SHOWN = 3;

interface FixesInput {
  /** Whose failures: a group, a person, or the tenant. */
  readonly title: TextRuns;
  readonly causes: readonly FailureCause[];
  /** Best first; every one simulated on the tenant as it stands. */
  readonly fixes: readonly OfferedFix[];
  /** What the buttons of the options refer to: `option` 1 is the first of `fixes`. */
  readonly reference: Reference;
  readonly simulatedAt: string;
}

/** What would fix it: at most three options, each with whom it fixes, whom else it touches, and its own button. */
export function fixesCard(context: ViewContext, input: FixesInput): Card {
  const { causes, fixes, reference } = input;
  const texts = context.texts.cards;
  const shown = fixes.slice(0, OPTIONS_SHOWN);
  const hidden = fixes.length - shown.length;
  const [best] = fixes;
  const titles = suggestionTitles(
    context,
    shown.map(({ suggestion }) => suggestion),
  );
  return {
    name: 'fixes',
    data: {
      language: context.texts.language,
      fallbackText:
        best === undefined
          ? textFor(context, texts.summaries.noFixes, { target: textOfRuns(input.title) })
          : textFor(context, texts.summaries.fixes, {
              count: fixes.length,
              target: textOfRuns(input.title),
              fix: textOfRuns(suggestionPhrase(context, best.suggestion)),
            }),
      kind: texts.kinds.fixes,
      state: state(context, causes.length === 0 ? 'nothing' : 'simulated'),
      title: input.title,
      sentences: [
        failuresSentence(context, causes),
        ...(best === undefined && causes.length > 0
          ? [...causes.slice(0, CAUSES_SHOWN).map((cause) => whoAndWhy(context, cause)), words(texts.fixes.noFixes)]
          : []),
      ],
      options: shown.map((fix, index) =>
        option(context, fix, {
          title: titles[index] ?? [],
          number: index + 1,
          reference,
          alike: hasTwin(context, fix, shown),
        }),
      ),
      note: hidden > 0 ? sayCount(context, texts.fixes.moreOptions, hidden) : [],
      footer: {
        left: words(texts.preview.nothingYet),
        right: timeAndNumber(context, input.simulatedAt, reference.id),
      },
    },
  };
}

function failuresSentence(context: ViewContext, causes: readonly FailureCause[]): TextRuns {
  const texts = context.texts.cards.fixes;
  if (causes.length === 0) return words(texts.nobodyFails);
  const reasons = joined(
    unique(causes.map((cause) => reasonText(context, cause))).map((text) => words(text)),
    ', ',
  );
  return sayCount(context, texts.titleOf, heldBackCount(causes), { reasons });
}

/** "**Sofia Dubois**: Teams Phone still needs …": told where there is no option to show it. */
function whoAndWhy(context: ViewContext, cause: FailureCause): TextRuns {
  const people = some(
    context,
    cause.userIds.map((id) => userNameById(context, id)),
    { total: cause.people },
  );
  return say(context, context.texts.cards.fixes.whoAndWhy, {
    people: bold(people),
    why: causeSentences(context, cause),
  });
}

interface Place {
  readonly title: TextRuns;
  readonly number: number;
  readonly reference: Reference;
  /** Another option's button would say the same. */
  readonly alike: boolean;
}

function hasTwin(context: ViewContext, fix: OfferedFix, shown: readonly OfferedFix[]): boolean {
  const title = fixTitle(context, fix, helped(fix.suggestion));
  const alike = (other: OfferedFix) => saysCount(other) && fixTitle(context, other, helped(other.suggestion)) === title;
  return saysCount(fix) && shown.filter(alike).length > 1;
}

/** Whether its button says how many it fixes, and not that it splits a template. */
function saysCount(fix: OfferedFix): boolean {
  return mayPress(fix) && fix.suggestion.kind !== 'splitTemplate';
}

function helped(suggestion: SuggestedFix): number {
  return suggestion.fixes + suggestion.partlyFixes;
}

function option(context: ViewContext, fix: OfferedFix, place: Place): Option {
  const { suggestion } = fix;
  const { title, number } = place;
  const { numbers } = context.texts.cards;
  const whole = suggestion.fixes > 0;
  const reached = whole ? suggestion.fixes : suggestion.partlyFixes;
  return {
    title: [...words(`${number}. `), ...title],
    state: optionState(context, fix, number),
    figures: [
      {
        figure: textFor(context, context.texts.cards.counts.ofTotal, { count: reached, total: suggestion.of }),
        label: whole ? numbers.fixed.other : numbers.partlyFixed.other,
        color: 'Default',
      },
      figure(context, suggestion.alsoTouched, numbers.alsoTouched),
      figure(context, freedBy(suggestion), numbers.seatsFreed),
    ],
    sentence: suggestionEffects(context, suggestion),
    note: noteOf(context, fix),
    buttons: optionButtons(context, fix, place),
  };
}

/** Seats that are freed for who waits are in use again at the end. */
function freedBy(suggestion: SuggestedFix): number {
  const { length } = seatGivers(suggestion);
  return length > 0 ? length : suggestion.effects.seatsFreed;
}

function noteOf(context: ViewContext, fix: OfferedFix): TextRuns {
  const { suggestion, secondPerson, needs } = fix;
  if (!suggestion.canApply) return say(context, context.texts.cards.fixes.cannotApply);
  if (needs !== undefined) return whoMay(context, fix);
  return secondPerson === 'no' ? [] : words(context.texts.approvals.neededFix);
}

/** Whoever may press it at once sees which is best; what stands in the way of the others is a sentence of its own. */
function optionState(context: ViewContext, fix: OfferedFix, number: number): State | null {
  return number === 1 && mayPress(fix) && fix.secondPerson === 'no' ? state(context, 'best') : null;
}

function optionButtons(context: ViewContext, fix: OfferedFix, { number, reference, alike }: Place): readonly Button[] {
  const { suggestion, secondPerson } = fix;
  const { fixOption, askOption } = context.texts.cards.buttons;
  const press = { verb: 'apply-fix', data: { ...reference, fix: suggestion.id } } as const;
  if (!mayPress(fix)) return [];
  const count = helped(suggestion);
  const title = alike
    ? textFor(context, secondPerson === 'no' ? fixOption : askOption, { number, count })
    : fixTitle(context, fix, count);
  return buttons(number === 1 && secondPerson === 'no' ? primary(title, press) : button(title, press));
}
