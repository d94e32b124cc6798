import type { readings } from './en/reading.ts';
import type { Translated } from './translated.ts';

/** The words in which a reading is said back, in any language. */
export type ReadingTexts = Translated<typeof readings>;
