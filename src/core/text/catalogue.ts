import type { Language } from '../language/command.ts';
import { cards as english } from './en/cards.ts';
import { cards as dutch } from './nl/cards.ts';

/** Every key of the English catalogue, with words of any language behind it. */
type Translated<T> = { readonly [K in keyof T]: T[K] extends string ? string : Translated<T[K]> };

/**
 * The words of cards. A pattern has places for values in braces; `**` around a place prints it bold. Where a count
 * decides the form, both forms are there.
 */
export type CardTexts = Translated<typeof english>;

/** Everything that a person reads, in one language. */
export interface Texts {
  readonly language: Language;
  readonly cards: CardTexts;
}

export const texts: Readonly<Record<Language, Texts>> = {
  en: { language: 'en', cards: english },
  nl: { language: 'nl', cards: dutch },
};
