import type { Language } from '../language/command.ts';
import { readings as english } from './en/reading.ts';
import { readings as dutch } from './nl/reading.ts';
import type { ReadingTexts } from './reading-texts.ts';

/** The words in which a reading is said back, by language. */
export const readingTexts: Readonly<Record<Language, ReadingTexts>> = { en: english, nl: dutch };
