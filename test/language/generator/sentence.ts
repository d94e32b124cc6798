import { assigned, swapped, twoHalves } from './giving.ts';
import { chanceOf } from './random.ts';
import { manyOf, oneAfterAnother, onlySome } from './restricting.ts';
import { type Generated, type Speaker, speakerOf, withNoise } from './spoken.ts';
import { contrasted, members, plansBothWays, plansSet, taken } from './taking.ts';

const FRAMES: readonly ((speaker: Speaker) => Generated)[] = [
  assigned,
  assigned,
  twoHalves,
  swapped,
  taken,
  contrasted,
  contrasted,
  plansSet,
  plansBothWays,
  members,
  onlySome,
  manyOf,
  oneAfterAnother,
];

/** What makes a command none: said of the past, of others, on a condition, or denied. */
const UNDONE: Readonly<Record<'en' | 'nl', readonly ((text: string) => string)[]>> = {
  en: [
    (text) => `don't ${text}`,
    (text) => `do not ${text}`,
    (text) => `if the boss agrees, ${text}`,
    (text) => `never ${text}`,
    (text) => `he said "${text}"`,
    (text) => `Bob asked me to ${text}`,
    (text) => `I was going to ${text} but changed my mind`,
    (text) => `${text} - no wait, don't`,
    (text) => `yesterday I wanted to ${text}`,
    (text) => `${text} only if there are seats`,
    (text) => `I forgot to ${text}`,
  ],
  nl: [
    (text) => `nooit ${text}`,
    (text) => `niet doen: ${text}`,
    (text) => `als de baas akkoord is, ${text}`,
    (text) => `hij zei "${text}"`,
    (text) => `${text}, of nee, toch niet`,
    (text) => `${text} maar dat doe ik toch niet`,
    (text) => `gisteren wilde ik ${text}`,
  ],
};

/** The sentence of a number: the same one for the same number, everywhere. */
export function sentenceOf(number: number): Generated {
  const chance = chanceOf(number);
  const speaker = speakerOf(chance, chance.often(60) ? 'en' : 'nl');
  const made = chance.one(FRAMES)(speaker);
  if (chance.often(6)) {
    const { text } = made;
    return { text: withNoise(chance.one(UNDONE[speaker.tongue])(text), speaker), frame: 'undone' };
  }
  return { ...made, text: withNoise(made.text, speaker) };
}
