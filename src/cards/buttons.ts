import type { Button, ButtonStyle, Input } from './card.ts';
import { cut } from './cut.ts';
import type { Press } from './verbs.ts';

const MAX_BUTTONS = 5;
const MAX_TITLE = 24;
const MAX_CHOICE = 80;

export function button(title: string, press: Press, style: ButtonStyle = 'default'): Button {
  return { title, style, secondary: false, press, form: null };
}

/** The one button of a surface that stands out. */
export function primary(title: string, press: Press): Button {
  return button(title, press, 'positive');
}

/** Rarely used: behind the three dots. */
export function secondary(title: string, press: Press): Button {
  return { ...button(title, press), secondary: true };
}

/** Opens inputs below it; `submit` sends them. */
export function formButton(title: string, inputs: readonly Input[], submit: Button): Button {
  return { title, style: 'default', secondary: false, press: null, form: { inputs, submit } };
}

/** Those that apply, in order; at most five. Nothing hides behind three dots when there is nothing else. */
export function buttons(...candidates: readonly (Button | false | null | undefined)[]): readonly Button[] {
  const shown = candidates
    .filter((candidate) => typeof candidate === 'object' && candidate !== null)
    .slice(0, MAX_BUTTONS);
  return shown.every((one) => one.secondary) ? shown.map((one) => ({ ...one, secondary: false })) : shown;
}

/** A button's title that may hold somebody's words: cut where a button ends; it stands in full elsewhere on the card. */
export function shortTitle(title: string): string {
  return cut(title, MAX_TITLE);
}

/** A choice in a list: long enough to tell any two names apart that people tell apart. */
export function choiceTitle(title: string): string {
  return cut(title, MAX_CHOICE);
}

export function textInput(
  id: string,
  words: { readonly label: string; readonly placeholder: string; readonly error?: string },
  options: { readonly multiline?: boolean } = {},
): Input {
  return {
    type: 'Input.Text',
    id,
    label: words.label,
    placeholder: words.placeholder,
    isRequired: words.error !== undefined,
    errorMessage: words.error ?? '',
    isMultiline: options.multiline ?? false,
  };
}
