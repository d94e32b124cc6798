import { COUNTRY_CODES, countryName } from '../../catalogue/countries.ts';
import type { Permission } from '../../changes/authorization.ts';
import type { GoodExamples } from '../../licensing/pages/good-examples.ts';
import { button } from '../buttons.ts';
import type { Card, Example } from '../card.ts';
import { example, exampleCommand, exampleNames } from '../question/examples.ts';
import { words } from '../runs.ts';
import { summary, type ViewContext } from '../text/context.ts';
import { timeText } from '../text/time.ts';

interface HelpInput {
  readonly permissions: ReadonlySet<Permission>;
  readonly good: GoodExamples | undefined;
  /** The subject that was asked about, with sentences that can be said as they stand. */
  readonly about?: { readonly title: string; readonly examples: readonly string[] };
}

const EXAMPLE_COUNTRY = 'NL';

/** What can be said, by topic, with the tenant's own names; what the reader may not do is left out. */
export function helpCard(context: ViewContext, { permissions, good, about }: HelpInput): Card {
  const { help, kinds, buttons: texts } = context.texts.cards;
  return {
    name: 'help',
    data: {
      language: context.texts.language,
      fallbackText: summary(context, help.title, help.sentence),
      kind: kinds.help,
      title: words(about?.title ?? help.title),
      sentences: [words(help.sentence)],
      examples: about?.examples.map((text) => example(context, '', text)) ?? examples(context, permissions, good),
      buttons: [
        ...(about === undefined ? [] : [button(texts.help, { verb: 'help', data: {} })]),
        button(texts.seats, { verb: 'seats', data: {} }),
        button(texts.groups, { verb: 'list-groups', data: {} }),
        button(texts.failures, { verb: 'failures', data: {} }),
        button(texts.mayDo, { verb: 'whoami', data: {} }),
      ],
      footer: { left: words(context.texts.cards.preview.nothingYet), right: timeText(context, context.now) },
    },
  };
}

function examples(
  context: ViewContext,
  may: ReadonlySet<Permission>,
  good: GoodExamples | undefined,
): readonly Example[] {
  const { help, welcome } = context.texts.cards;
  const code = COUNTRY_CODES.includes(EXAMPLE_COUNTRY) ? EXAMPLE_COUNTRY : 'US';
  const values: Readonly<Record<string, string | undefined>> = {
    ...exampleNames(context, good),
    country: countryName(code, context.texts.language),
  };
  const topics: readonly (readonly [string, boolean, readonly string[]])[] = [
    [help.topics.assign, may.has('licenseGroup'), [welcome.sayAssignBoth]],
    [help.topics.remove, may.has('licenseGroup'), [help.sayRemove, help.saySwap]],
    [help.topics.services, may.has('licenseGroup'), [help.sayPlanOff]],
    [help.topics.members, may.has('memberships'), [help.sayAdd, help.sayTakeOut]],
    [help.topics.members, may.has('usageLocation'), [help.sayLocation]],
    [help.topics.look, may.has('see'), [welcome.sayShow, help.sayWhy]],
    [help.topics.fix, may.has('see'), [welcome.sayFailed, help.sayFixes]],
    [help.topics.fix, may.has('reprocessUser'), [help.sayReprocess]],
    [help.topics.seats, may.has('see'), [welcome.saySeats, help.sayPlans]],
    [help.topics.undo, may.has('licenseGroup'), [help.sayStatus, help.sayUndo, welcome.sayHistory]],
    [help.topics.you, true, [help.sayWhoami]],
    [help.topics.more, may.has('licenseGroup'), help.moreChanges],
    [help.topics.more, may.has('see'), help.more],
  ];
  let last = '';
  return topics.flatMap(([label, allowed, patterns]) => {
    if (!allowed) return [];
    const sentences = patterns
      .map((pattern) => exampleCommand(pattern, values))
      .filter((text) => !/\{\w+\}/.test(text));
    return sentences.map((text) => {
      const shown = label === last ? '' : label;
      last = label;
      return example(context, shown, text);
    });
  });
}
