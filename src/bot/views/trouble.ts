import type { ChangeRecord } from '../../core/change-record.ts';
import { formatDuration } from '../../core/text/format.ts';
import { button, buttons } from '../cards/buttons.ts';
import type { Card, Figure } from '../cards/card.ts';
import { words } from '../cards/runs.ts';
import { state, summary, textFor, type ViewContext } from './context.ts';
import { figure } from './figures.ts';
import { progressBar } from './progress.ts';
import { referenceOf } from './record.ts';
import { timeAndNumber, timeText } from './time.ts';

export interface TroubleInput {
  readonly directory: 'embedded' | 'graph';
  /** The change that waits for it, when one does. */
  readonly record?: ChangeRecord;
  readonly silentForMs: number;
  readonly nextTryInMs: number;
  /** What the directory answered last: "503 Service Unavailable". */
  readonly code: string;
}

/** The directory does not answer: what is safe, how long it has been, when it is asked again. */
export function troubleCard(context: ViewContext, input: TroubleInput): Card {
  const { trouble, kinds, buttons: texts } = context.texts.cards;
  const { record } = input;
  const title = textFor(context, trouble.title, { directory: trouble[input.directory] });
  const sentence = record === undefined ? trouble.nothingLost : trouble.safe;
  const reference = record && referenceOf(record);
  return {
    name: 'trouble',
    data: {
      language: context.texts.language,
      fallbackText: summary(context, title, sentence),
      kind: kinds.directory,
      state: state(context, 'notReachable'),
      title: words(title),
      sentences: [words(sentence)],
      ...(record?.progress === undefined ? {} : { bar: progressBar(context, record.progress) }),
      figures: figures(context, input),
      buttons: buttons(
        reference && button(texts.tryNow, { verb: 'retry', data: reference }),
        reference && button(texts.cancel, { verb: 'cancel', data: reference }),
      ),
      footer: {
        left: words(input.code),
        right:
          record === undefined ? timeText(context, context.now) : timeAndNumber(context, context.now, record.number),
      },
    },
  };
}

function figures(context: ViewContext, { record, silentForMs, nextTryInMs }: TroubleInput): readonly Figure[] {
  const { numbers } = context.texts.cards;
  const { language } = context.texts;
  const progress = record?.progress;
  return [
    ...(progress === undefined
      ? []
      : [figure(context, progress.processed, textFor(context, numbers.ofDone, { total: progress.total }))]),
    { figure: formatDuration(silentForMs, language), label: numbers.withoutAnswer, color: 'Default' },
    { figure: formatDuration(nextTryInMs, language), label: numbers.toNextTry, color: 'Default' },
  ];
}
