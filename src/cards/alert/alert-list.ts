import type { LicenseAssignmentError } from '../../graph/types.ts';
import { button, buttons } from '../buttons.ts';
import type { Card, Row } from '../card.ts';
import { reasonText } from '../change/cause-words.ts';
import { name, type TextRuns, textOfRuns, words } from '../runs.ts';
import { countText, say, sayCount, state, textFor, type ViewContext } from '../text/context.ts';
import { groupLabel, productNames } from '../text/names.ts';
import { timeAndNumber } from '../text/time.ts';

/** One cause among many. */
interface ListedCause {
  readonly groupId: string;
  readonly failedSkuIds: readonly string[];
  readonly error: LicenseAssignmentError;
  readonly on: 'assignment' | 'removal';
  readonly people: readonly string[];
}

interface AlertListInput {
  /** Those that are not solved yet. */
  readonly causes: readonly ListedCause[];
  readonly askedBy: string;
  readonly at: string;
  /** By which its buttons know the message. */
  readonly id: number;
  readonly phase: 'new' | 'solved' | 'stopped';
}

const ROWS_SHOWN = 8;

/** One message for many causes that came at once: edited until the last of them is solved. */
export function alertListCard(context: ViewContext, { causes, phase, id, ...input }: AlertListInput): Card {
  const { alert, kinds, counts } = context.texts.cards;
  const alertList = context.texts.watch.list;
  const people = new Set(causes.flatMap((cause) => cause.people)).size;
  const title = phase === 'solved' ? words(alertList.solvedTitle) : sayCount(context, alertList.title, causes.length);
  const groups = new Set(causes.map(({ groupId }) => groupId)).size;
  const summary = textFor(context, alertList.summary, {
    causes: countText(context, alertList.causes, causes.length),
    people: countText(context, counts.people, people),
  });
  return {
    name: 'list',
    data: {
      language: context.texts.language,
      fallbackText: phase === 'solved' ? alertList.solved : summary,
      kind: kinds.alert,
      state: phase === 'solved' ? state(context, 'solved') : state(context, 'newCount', people),
      title,
      sentences: [
        phase === 'solved' ? words(alertList.solved) : sayCount(context, alertList.sentence, people, { groups }),
        phase === 'stopped' ? words(alert.stopped) : [],
      ],
      sections: phase === 'solved' ? [] : [{ heading: alertList.largest, rows: largest(context, causes) }],
      buttons: phase === 'new' ? listButtons(context, id) : [],
      footer: {
        left: say(context, alert.askedBy, { who: name(input.askedBy) }),
        right: timeAndNumber(context, input.at, id),
      },
    },
  };
}

function largest(context: ViewContext, causes: readonly ListedCause[]): readonly Row[] {
  const { counts } = context.texts.cards;
  const bySize = causes.toSorted((one, other) => other.people.length - one.people.length);
  const rows = bySize.slice(0, ROWS_SHOWN).map((cause) =>
    row(groupLabel(context, cause.groupId), {
      right: sayCount(context, counts.people, cause.people.length),
      detail: [
        ...words(`${reasonText(context, cause)} · `),
        ...words(textOfRuns(productNames(context, cause.failedSkuIds))),
      ],
    }),
  );
  const rest = causes.length - rows.length;
  return rest === 0 ? rows : [...rows, row(sayCount(context, counts.moreCauses, rest), {})];
}

function row(
  title: TextRuns,
  { right = [], detail = [] }: { readonly right?: TextRuns; readonly detail?: TextRuns },
): Row {
  return { title, right, state: null, detail, press: null };
}

function listButtons(context: ViewContext, id: number) {
  const texts = context.texts.cards.buttons;
  return buttons(
    button(texts.whoFailed, { verb: 'failures', data: {} }),
    button(texts.stopAlerts, { verb: 'notify-off', data: { id } }),
  );
}
