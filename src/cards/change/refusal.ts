import type { Permission } from '../../changes/authorization.ts';
import { button, buttons } from '../buttons.ts';
import type { Card } from '../card.ts';
import { type TextRuns, words } from '../runs.ts';
import { state, summary, type ViewContext } from '../text/context.ts';
import { timeText } from '../text/time.ts';
import type { Reference } from '../verbs.ts';

interface RefusalInput {
  /** What was asked for, in two words, and whom it was about. */
  readonly kind: string;
  readonly title: TextRuns;
  /** What the person lacks. */
  readonly lacking: Permission;
  /** Display names of the roles they have, and of those that would do. */
  readonly roles: readonly string[];
  readonly whoCould: readonly string[];
  /** The change whose other fixes they may look at. */
  readonly reference?: Reference;
}

/** Not allowed: one sentence, and who could. Nothing else is learned. */
export function refusalCard(context: ViewContext, input: RefusalInput): Card {
  const { permissions, labels, whoami, kinds, buttons: texts, preview, states } = context.texts.cards;
  const sentence = permissions[input.lacking];
  return {
    name: 'refusal',
    data: {
      language: context.texts.language,
      fallbackText: summary(context, states.notAllowed, sentence),
      kind: input.kind === '' ? kinds.product : input.kind,
      state: state(context, 'notAllowed'),
      title: input.title,
      sentences: [words(sentence)],
      facts: [
        { label: labels.youAre, value: words(input.roles.length === 0 ? whoami.noRoles : input.roles.join(', ')) },
        { label: labels.oneOfThese, value: words(input.whoCould.join(', ')) },
      ],
      buttons: buttons(
        input.reference && button(texts.otherFixes, { verb: 'fixes', data: input.reference }),
        button(texts.mayDo, { verb: 'whoami', data: {} }),
      ),
      footer: { left: words(preview.nothingChanged), right: timeText(context, context.now) },
    },
  };
}

/** For somebody without any role that counts here. Says nothing about the tenant. */
export function strangerCard(context: ViewContext): Card {
  const { stranger, kinds, preview } = context.texts.cards;
  return {
    name: 'refusal',
    data: {
      language: context.texts.language,
      fallbackText: summary(context, stranger.title, stranger.sentence),
      kind: kinds.product,
      state: state(context, 'notAllowed'),
      title: words(stranger.title),
      sentences: [words(stranger.sentence)],
      footer: { left: words(preview.nothingChanged), right: timeText(context, context.now) },
    },
  };
}
