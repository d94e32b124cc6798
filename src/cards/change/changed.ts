import type { ChangeRecord, OutcomeSummary } from '../../changes/change-record.ts';
import { button, buttons, primary } from '../buttons.ts';
import type { Card } from '../card.ts';
import { differences } from '../page/tables.ts';
import { words } from '../runs.ts';
import { state, summary, type ViewContext } from '../text/context.ts';
import { hidesPeople } from '../text/describe.ts';
import { causeParts } from './causes-of-change.ts';
import type { SecondPerson } from './offered-fix.ts';
import { changeForm, shownParts } from './preview.ts';
import { recordData, recordLines, referenceOf } from './record.ts';

interface ChangedInput {
  /** Holds the outcome as it would be now; its version is what the buttons carry. */
  readonly record: ChangeRecord;
  /** What was shown when the button was pressed. */
  readonly before: OutcomeSummary;
  readonly secondPerson?: SecondPerson;
}

/** The outcome would differ from what was shown: nothing was done; the difference, and the question again. */
export function changedCard(context: ViewContext, { record, before, secondPerson = 'no' }: ChangedInput): Card {
  const { changed, labels, preview, buttons: texts } = context.texts.cards;
  const reference = referenceOf(record);
  const tables = differences(context, [labels.shown, labels.now], before, record.simulated);
  const sentence = tables.length === 0 ? changed.sameNumbers : changed.sentence;
  return {
    name: 'changed',
    data: {
      ...recordData(context, record, {
        state: state(context, 'changed'),
        time: record.createdAt,
        left: words(preview.nothingYet),
        summary: summary(context, changed.title, sentence),
      }),
      sentences: [words(changed.title, { weight: 'Bolder' }), words(sentence), ...recordLines(context, record)],
      ...shownParts(context, record),
      tables,
      ...causeParts(context, record, record.preview?.causes ?? []),
      buttons: buttons(
        secondPerson === 'no'
          ? primary(texts.apply, { verb: 'apply', data: reference })
          : primary(texts.askForApproval, { verb: 'ask-approval', data: reference }),
        changeForm(context, record),
        button(texts.cancel, { verb: 'dismiss', data: reference }),
        hidesPeople(record.changes) && button(texts.showPeople, { verb: 'people', data: reference }),
      ),
    },
  };
}
