import type { en } from './en.ts';

/**
 * What the words of a command say. Verbs stand in the forms that ask ("assign", "toewijzen"); the forms that only tell
 * or suppose ("assigned", "leaves") are concepts of their own, so that telling is never taken for asking.
 */
export type Concept = keyof typeof en;

/** Phrases of one language for each concept, separated by "|". */
export type Phrases = Readonly<Partial<Record<Concept, string>>>;
