import type { Language } from '../language/command.ts';
import { answers as englishAnswers } from './en/answers.ts';
import { approvals as englishApprovals } from './en/approvals.ts';
import { cards as english } from './en/cards.ts';
import { record as englishRecord } from './en/record.ts';
import { watch as englishWatch } from './en/watch.ts';
import { answers as dutchAnswers } from './nl/answers.ts';
import { approvals as dutchApprovals } from './nl/approvals.ts';
import { cards as dutch } from './nl/cards.ts';
import { record as dutchRecord } from './nl/record.ts';
import { watch as dutchWatch } from './nl/watch.ts';
import type { Translated } from './translated.ts';

/**
 * The words of cards. A pattern has places for values in braces; `**` around a place prints it bold. Where a count
 * decides the form, both forms are there.
 */
export type CardTexts = Translated<typeof english>;
type AnswerTexts = Translated<typeof englishAnswers>;
export type WatchTexts = Translated<typeof englishWatch>;
export type RecordTexts = Translated<typeof englishRecord>;
type ApprovalTexts = Translated<typeof englishApprovals>;

/** Everything that a person reads, in one language. */
export interface Texts {
  readonly language: Language;
  readonly cards: CardTexts;
  readonly answers: AnswerTexts;
  readonly watch: WatchTexts;
  readonly record: RecordTexts;
  readonly approvals: ApprovalTexts;
}

export const texts: Readonly<Record<Language, Texts>> = {
  en: {
    language: 'en',
    cards: english,
    answers: englishAnswers,
    watch: englishWatch,
    record: englishRecord,
    approvals: englishApprovals,
  },
  nl: {
    language: 'nl',
    cards: dutch,
    answers: dutchAnswers,
    watch: dutchWatch,
    record: dutchRecord,
    approvals: dutchApprovals,
  },
};
