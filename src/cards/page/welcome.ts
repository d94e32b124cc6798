import type { GoodExamples } from '../../licensing/pages/good-examples.ts';
import { button } from '../buttons.ts';
import type { Card, Example } from '../card.ts';
import { literal } from '../literal.ts';
import { type ExampleNames, example, exampleCommand, exampleNames } from '../question/examples.ts';
import { name, words } from '../runs.ts';
import { say, sayCount, textFor, type ViewContext } from '../text/context.ts';

interface WelcomeInput {
  /** First name, or nothing where several people read it. */
  readonly firstName?: string;
  /** Display names of the reader's roles. */
  readonly roles: readonly string[];
  readonly mayChange: boolean;
  readonly good: GoodExamples | undefined;
  /** People who have licenses that nothing gives them: whoever may change that hears of it without asking. */
  readonly keeping?: number;
}

/** The greeting: what can be said, with the tenant's own names, and where to look. */
export function welcomeCard(context: ViewContext, input: WelcomeInput): Card {
  const { welcome, kinds, buttons: texts } = context.texts.cards;
  const { keeping = 0 } = input;
  const examples = welcomeExamples(context, input);
  return {
    name: 'welcome',
    data: {
      language: context.texts.language,
      fallbackText: textFor(context, welcome.summary, { example: examples[0]?.runs ?? welcome.sayHistory }),
      kind: kinds.product,
      title:
        input.firstName === undefined
          ? words(welcome.helloGroup)
          : say(context, welcome.hello, { name: name(input.firstName) }),
      sentences: [
        words(input.mayChange ? welcome.sentence : welcome.readOnly),
        ...(keeping === 0 ? [] : [sayCount(context, welcome.kept, keeping)]),
      ],
      examples,
      buttons: [
        ...(keeping === 0 ? [] : [button(texts.kept, { verb: 'kept', data: {} })]),
        button(texts.seats, { verb: 'seats', data: {} }),
        button(texts.failures, { verb: 'failures', data: {} }),
        button(texts.history, { verb: 'history', data: {} }),
        button(texts.help, { verb: 'help', data: {} }),
      ],
      footer: { left: words(input.roles.join(', ')), right: literal(context.labels.organization.displayName) },
    },
  };
}

function welcomeExamples(context: ViewContext, { mayChange, good }: WelcomeInput): readonly Example[] {
  const { welcome } = context.texts.cards;
  const names = exampleNames(context, good);
  const history = example(context, welcome.history, welcome.sayHistory);
  if (names === undefined) return [history];
  const values = { ...names };
  return [
    ...(mayChange ? [example(context, welcome.assign, exampleCommand(assignPattern(context, names), values))] : []),
    example(context, welcome.look, exampleCommand(welcome.sayShow, values)),
    example(context, welcome.fix, exampleCommand(welcome.sayFailed, values)),
    example(context, welcome.seats, exampleCommand(welcome.saySeats, values)),
    history,
  ];
}

function assignPattern({ texts }: ViewContext, { plan, other }: ExampleNames): string {
  const { welcome } = texts.cards;
  if (plan === undefined) return welcome.sayAssign;
  return other === undefined ? welcome.sayAssignWithout : welcome.sayAssignBoth;
}
