import type { FailureCause } from '../../licensing/explain/failure-cause.ts';
import { button, buttons } from '../buttons.ts';
import type { Button, Card } from '../card.ts';
import { causesWithPeople, needsPages } from '../change/cause.ts';
import { reasonText } from '../change/cause-words.ts';
import { fixButton } from '../change/fix-button.ts';
import type { OfferedFix } from '../change/offered-fix.ts';
import { bestFixLine } from '../change/suggestion.ts';
import { bold, name, type TextRuns, textOfRuns, words } from '../runs.ts';
import { countText, say, sayCount, state, textFor, type ViewContext } from '../text/context.ts';
import { groupLabel, userNameById } from '../text/names.ts';
import { timeAndNumber } from '../text/time.ts';
import type { Reference } from '../verbs.ts';

interface AlertInput {
  readonly reference: Reference;
  readonly groupId: string;
  /** The cause as it stands; nobody in it when it is solved. */
  readonly cause: FailureCause;
  readonly fixes: readonly OfferedFix[];
  readonly askedBy: string;
  readonly at: string;
  readonly phase: 'new' | 'solved' | 'stopped';
  /** When it is solved: people who fail in the group all the same, for another reason or since before. */
  readonly stillFailing?: number;
}

/** One message per cause: edited while more people join it, *Solved* when it is gone, still when told to stop. */
export function alertCard(context: ViewContext, input: AlertInput): Card {
  const { alert, kinds, counts } = context.texts.cards;
  const { watch } = context.texts;
  const { cause, groupId, phase } = input;
  const happened = cause.on === 'removal' ? watch.kept : alert.joined;
  const [best] = input.fixes;
  const [first] = cause.userIds;
  const people = cause.people;
  return {
    name: 'alert',
    data: {
      language: context.texts.language,
      fallbackText: textFor(context, phase === 'solved' ? watch.solvedSummary : alert.summary, {
        group: textOfRuns(groupLabel(context, groupId)),
        people: countText(context, counts.people, people),
        reason: reasonText(context, cause),
      }),
      kind: kinds.alert,
      state: phase === 'solved' ? state(context, 'solved') : state(context, 'newCount', people),
      title: groupLabel(context, groupId),
      sentences: [
        phase === 'solved'
          ? solvedSentence(context, input)
          : sayCount(context, happened, people, {
              person: first === undefined ? '' : bold(userNameById(context, first)),
            }),
        phase === 'stopped' ? words(alert.stopped) : [],
      ],
      causes: phase === 'solved' ? [] : causesWithPeople(context, [cause]),
      note: phase === 'new' && best ? bestFixLine(context, best) : [],
      buttons: phase === 'new' ? alertButtons(context, input) : [],
      footer: {
        left: say(context, alert.askedBy, { who: name(input.askedBy) }),
        right: timeAndNumber(context, input.at, input.reference.id),
      },
    },
  };
}

function solvedSentence(context: ViewContext, { cause, stillFailing = 0 }: AlertInput): TextRuns {
  const { alert } = context.texts.cards;
  const { watch } = context.texts;
  if (stillFailing > 0) return sayCount(context, watch.othersFail, stillFailing);
  return words(cause.on === 'removal' ? watch.takenAway : alert.solved);
}

function alertButtons(context: ViewContext, { fixes, cause, reference }: AlertInput): readonly Button[] {
  const texts = context.texts.cards.buttons;
  const [best] = fixes;
  const [first] = cause.userIds;
  return buttons(
    fixButton(context, best, reference),
    fixes.length > 0 && button(texts.fixes, { verb: 'fixes', data: reference }),
    first !== undefined && !needsPages([cause])
      ? button(texts.why, { verb: 'why', data: { user: first, id: reference.id } })
      : button(texts.whoFailed, { verb: 'failures', data: reference }),
    button(texts.stopAlerts, { verb: 'notify-off', data: { id: reference.id } }),
  );
}
