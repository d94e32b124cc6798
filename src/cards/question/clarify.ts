import type { Reading } from '../../language/command.ts';
import { button, choiceTitle, shortTitle } from '../buttons.ts';
import type { Card, Row } from '../card.ts';
import { literal } from '../literal.ts';
import { name, words } from '../runs.ts';
import { say, state, type ViewContext } from '../text/context.ts';
import { timeText } from '../text/time.ts';

type Option = NonNullable<Reading['options']>[number];

const READINGS_SHOWN = 6;

/** With more of them there is a reading to choose. */
const READINGS_WITH_HELP = 4;

interface ClarifyInput {
  /** With the question as its sentence, and what it may mean as options. */
  readonly reading: Reading;
  /** What the person typed. */
  readonly said: string;
}

/**
 * One short question with the likely readings as buttons. A button says the whole corrected command, as if it had been
 * typed: it is read and previewed like any other. The last button leads on where no reading is meant.
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
      buttons: [
        ...options.map((option) => button(labelOf(option), { verb: 'say', data: { text: option.text } })),
        ...(options.length > READINGS_WITH_HELP ? [] : [button(texts.buttons.help, { verb: 'help', data: {} })]),
      ],
      footer: { left: words(texts.preview.nothingYet), right: timeText(context, context.now) },
    },
  };
}

/** The reading in full: its button names only what it decides, or is shortened. */
function readingRow({ title }: Option): Row {
  return { title: name(title, { weight: 'Bolder' }), right: [], state: null, detail: [], press: null };
}

function labelOf({ title, choice }: Option): string {
  return choice === undefined ? shortTitle(literal(title)) : choiceTitle(literal(choice));
}
