import type { Language } from '../language/command.ts';
import { answers as englishAnswers } from './en/answers.ts';
import { cards as english } from './en/cards.ts';
import { watch as englishWatch } from './en/watch.ts';
import { answers as dutchAnswers } from './nl/answers.ts';
import { cards as dutch } from './nl/cards.ts';
import { watch as dutchWatch } from './nl/watch.ts';
import type { Translated } from './translated.ts';

/**
 * The words of cards. A pattern has places for values in braces; `**` around a place prints it bold. Where a count
 * decides the form, both forms are there.
 */
export type CardTexts = Translated<typeof english>;
export type AnswerTexts = Translated<typeof englishAnswers>;
export type WatchTexts = Translated<typeof englishWatch>;

/** Everything that a person reads, in one language. */
export interface Texts {
  readonly language: Language;
  readonly cards: CardTexts;
  readonly answers: AnswerTexts;
  readonly watch: WatchTexts;
}

export const texts: Readonly<Record<Language, Texts>> = {
  en: { language: 'en', cards: english, answers: englishAnswers, watch: englishWatch },
  nl: { language: 'nl', cards: dutch, answers: dutchAnswers, watch: dutchWatch },
};
