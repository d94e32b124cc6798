import type { Reading } from '../../core/language/command.ts';
import { button, shortTitle } from '../cards/buttons.ts';
import type { Card, Row } from '../cards/card.ts';
import { literal } from '../cards/literal.ts';
import { name, type Runs, words } from '../cards/runs.ts';
import { say, state, type ViewContext } from './context.ts';
import { timeText } from './time.ts';

const READINGS_SHOWN = 4;

export interface ClarifyInput {
  /** With the question as its sentence, and what it may mean as options. */
  readonly reading: Reading;
  /** What the person typed. */
  readonly said: string;
}

/**
 * One short question with the likely readings as buttons. A button says the whole corrected command, as if it had been
 * typed: it is read and previewed like any other.
 */
export function clarifyCard(context: ViewContext, { reading, said }: ClarifyInput): Card {
  const texts = context.texts.cards;
  const options = (reading.options ?? []).slice(0, READINGS_SHOWN);
  return {
    name: 'clarify',
    data: {
      language: context.texts.language,
      fallbackText: literal([reading.reading, ...options.map((option) => option.title)].join(' · ')),
      kind: texts.kinds.product,
      state: state(context, 'question'),
      title: name(reading.reading),
      subtitle: said === '' ? [] : say(context, texts.clarify.youSaid, { text: name(said) }),
      sections: options.length === 0 ? [] : [{ heading: '', rows: options.map(readingRow) }],
      buttons: options.map((option) =>
        button(shortTitle(literal(option.title)), { verb: 'say', data: { text: option.text } }),
      ),
      footer: { left: words(texts.preview.nothingYet), right: timeText(context, context.now) },
    },
  };
}

/** The reading in full: its button may be shortened. */
function readingRow(option: { readonly title: string; readonly text: string }): Row {
  const title: Runs = name(option.title, { weight: 'Bolder' });
  const detail: Runs = option.text === option.title ? [] : name(option.text);
  return { title, right: [], state: null, detail, press: null };
}
