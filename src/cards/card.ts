import type { Language } from '../language/command.ts';
import type { Color, TextRuns } from './runs.ts';
import type { State } from './states.ts';
import type { Press } from './verbs.ts';

/** The templates of `cards/`, by file name. */
export const CARD_NAMES = [
  'welcome',
  'preview',
  'progress',
  'finished',
  'fixes',
  'outcome',
  'changed',
  'group',
  'user',
  'why',
  'products',
  'product',
  'services',
  'form',
  'list',
  'history',
  'change',
  'help',
  'whoami',
  'clarify',
  'refusal',
  'notice',
  'approval',
  'alert',
] as const;
type CardName = (typeof CARD_NAMES)[number];

/** One card, ready to be rendered: which template, and what it prints. */
export interface Card {
  readonly name: CardName;
  readonly data: CardData;
}

/** One of at most three figures below the sentence. */
export interface Figure {
  readonly figure: string;
  readonly label: string;
  readonly color: Color;
}

/** A small subtle label over its value. */
export interface Fact {
  readonly label: string;
  readonly value: TextRuns;
}

/** A person in a list: name, then the user principal name, small. */
export interface PersonLine {
  readonly name: TextRuns;
  readonly detail: TextRuns;
}

/** One reason why people failed, with the people when the card names them. */
export interface CauseBox {
  /** Above the reason, or empty. */
  readonly heading: string;
  readonly reason: string;
  readonly people: string;
  readonly sentences: readonly { readonly runs: TextRuns }[];
  readonly facts: readonly Fact[];
  readonly peopleLabel: string;
  readonly shown: readonly PersonLine[];
  /** Behind "5 more"; toggled without a round trip. Ids are unique on the card. */
  readonly hidden: readonly PersonLine[];
  readonly id: string;
  readonly more: string;
  readonly fewer: string;
}

/** A line of a list: name and, right of it, a figure or a state; below it one small line. */
export interface Row {
  readonly title: TextRuns;
  readonly right: TextRuns;
  readonly state: State | null;
  readonly detail: TextRuns;
  readonly press: Button | null;
}

export interface Section {
  readonly heading: string;
  readonly rows: readonly Row[];
}

export interface Table {
  readonly columns: readonly { readonly width: number | string }[];
  readonly head: readonly { readonly text: string; readonly align: 'Left' | 'Right' }[];
  readonly rows: readonly {
    readonly cells: readonly { readonly runs: TextRuns; readonly align: 'Left' | 'Right' }[];
  }[];
}

/** A bar, drawn as a picture, and what it says to those who do not see it. */
export interface Bar {
  readonly url: string;
  readonly altText: string;
}

/**
 * A chart as Teams draws it, at most one of a card. Its heading and its numbers stand on the card as text: clients leave out the one or
 * the other, and those that draw no charts show the bar.
 */
export interface Chart {
  readonly type: 'Chart.Line' | 'Chart.HorizontalBar.Stacked';
  /** As `type` has it; words of ours alone. */
  readonly data: readonly object[];
  readonly fallback: Bar;
}

/** A product among products: how much of it is used. */
export interface SeatRow {
  readonly product: TextRuns;
  readonly used: string;
  readonly of: string;
  readonly free: string;
  readonly warning: string;
  readonly bar: Bar;
  readonly press: Button | null;
}

/** A fix that one may choose, with what it would do. */
export interface Option {
  readonly title: TextRuns;
  readonly state: State | null;
  readonly figures: readonly Figure[];
  readonly sentence: TextRuns;
  readonly note: TextRuns;
  readonly buttons: readonly Button[];
}

/** A sentence that one may tap instead of typing it. */
export interface Example {
  readonly label: string;
  readonly runs: TextRuns;
  readonly press: Button;
}

export interface Choice {
  readonly title: string;
  readonly value: string;
}

export type Input =
  | {
      readonly type: 'Input.Text';
      readonly id: string;
      readonly label: string;
      readonly placeholder: string;
      readonly isRequired: boolean;
      readonly errorMessage: string;
      readonly isMultiline: boolean;
    }
  | {
      readonly type: 'Input.ChoiceSet';
      readonly id: string;
      readonly label: string;
      readonly placeholder: string;
      readonly isRequired: boolean;
      readonly errorMessage: string;
      readonly value: string;
      readonly choices: readonly Choice[];
    }
  | { readonly type: 'Input.Toggle'; readonly id: string; readonly title: string; readonly value: 'true' | 'false' };

export type ButtonStyle = 'default' | 'positive' | 'destructive';

/** A button: at once (`press`), or after a small form that opens below it (`form`). */
export interface Button {
  readonly title: string;
  readonly style: ButtonStyle;
  readonly secondary: boolean;
  readonly press: Press | null;
  readonly form: { readonly inputs: readonly Input[]; readonly submit: Button } | null;
}

/** `{{TIME(…)}}` texts are ours: the client writes them in the reader's zone. */
export interface Footer {
  readonly left: TextRuns;
  readonly right: string;
}

/**
 * What a card may say, top to bottom. Each template prints the parts that its card has, in its own order; parts that
 * are empty leave no trace.
 */
export interface CardData {
  readonly language: Language;
  /** The card in one line: the toast, and all that clients without cards show. */
  readonly fallbackText: string;
  readonly kind: string;
  readonly title: TextRuns;
  readonly footer: Footer;
  readonly state?: State;
  readonly subtitle?: TextRuns;
  readonly sentences?: readonly TextRuns[];
  /** What somebody wrote as a reason. */
  readonly quote?: TextRuns;
  readonly figures?: readonly Figure[];
  readonly percent?: string;
  readonly processed?: string;
  readonly bar?: Bar;
  readonly chart?: Chart;
  readonly causes?: readonly CauseBox[];
  readonly moreCauses?: Row;
  readonly box?: readonly TextRuns[];
  readonly verdict?: State;
  readonly tables?: readonly Table[];
  readonly sections?: readonly Section[];
  /** Rows with a line between. */
  readonly lines?: readonly Row[];
  /** People by name, compact, each opening their page. */
  readonly peopleLabel?: string;
  readonly people?: readonly (PersonLine & { readonly press: Button | null })[];
  readonly peopleMore?: TextRuns;
  /** Sections below the people. */
  readonly lastSections?: readonly Section[];
  readonly seatRows?: readonly SeatRow[];
  readonly seatHead?: { readonly product: string; readonly assigned: string; readonly free: string };
  readonly facts?: readonly Fact[];
  readonly counted?: readonly { readonly count: string; readonly runs: TextRuns }[];
  readonly options?: readonly Option[];
  readonly examples?: readonly Example[];
  readonly inputs?: readonly Input[];
  readonly note?: TextRuns;
  readonly pager?: { readonly text: string; readonly buttons: readonly Button[] };
  readonly buttons?: readonly Button[];
}
