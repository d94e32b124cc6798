import { texts } from '../../words/catalogue.ts';
import { fill } from '../../words/fill.ts';
import { answerText } from '../answer.ts';
import { problem } from '../decision.ts';
import { type PressHandler, textIn } from './press.ts';

/** As if the person had typed it: the answer comes below. */
export const sayIt: PressHandler = async (services, turn, press) => {
  const text = textIn(press, 'text');
  const { answers } = texts[turn.language];
  if (text === undefined) return problem('UnknownAction', answers.unknownButton);
  const said = await answerText(services, turn, text);
  return { answer: { kind: 'sentence', text: fill(answers.said, { text }) }, ...said };
};
