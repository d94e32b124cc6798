import type { Verb } from '../cards/verbs.ts';
import { apply, applyFix, cancel, dismiss } from './decide.ts';
import type { PressHandler } from './press.ts';
import { sayIt } from './say.ts';

/** One handler for each button. */
export const PRESSES: Readonly<Partial<Record<Verb, PressHandler>>> = {
  say: sayIt,
  apply,
  'apply-fix': applyFix,
  dismiss,
  cancel,
};
