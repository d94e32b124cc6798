import type { CardTexts } from '../words/catalogue.ts';
import { fill } from '../words/fill.ts';
import type { Color } from './runs.ts';

export type StateName = Exclude<keyof CardTexts['states'], 'none' | 'low'>;

/** What stands at the right of a header or a row: a mark that differs in shape, its color, one or two words. */
export interface State {
  readonly mark: string;
  readonly color: Color;
  readonly word: string;
}

/** A mark always has its word beside it, so nothing hangs on color or shape alone. */
const MARKS = {
  previewed: ['○', 'Default'],
  simulated: ['○', 'Default'],
  queued: ['○', 'Accent'],
  running: ['◐', 'Accent'],
  cancelling: ['◐', 'Accent'],
  finished: ['✓', 'Good'],
  failures: ['▲', 'Attention'],
  waiting: ['◇', 'Accent'],
  needsSecond: ['◇', 'Accent'],
  approved: ['✓', 'Good'],
  rejected: ['✕', 'Attention'],
  expired: ['✕', 'Default'],
  cancelled: ['✕', 'Default'],
  scheduled: ['○', 'Accent'],
  paused: ['◇', 'Default'],
  dismissed: ['✕', 'Default'],
  superseded: ['✕', 'Default'],
  refused: ['✕', 'Attention'],
  notYet: ['○', 'Default'],
  changed: ['▲', 'Attention'],
  upToDate: ['✓', 'Good'],
  notAllowed: ['✕', 'Attention'],
  question: ['?', 'Accent'],
  nothing: ['✓', 'Good'],
  solved: ['✓', 'Good'],
  unlicensed: ['○', 'Default'],
  best: ['✓', 'Good'],
  active: ['✓', 'Good'],
  activeWithError: ['▲', 'Attention'],
  failed: ['▲', 'Attention'],
  failing: ['▲', 'Attention'],
  failedCount: ['▲', 'Attention'],
  pending: ['◐', 'Accent'],
  newCount: ['▲', 'Attention'],
  disabledAccount: ['○', 'Default'],
} satisfies Record<StateName, [string, Color]>;

/** @param count already written in the language; fills `{count}` of the words that have one */
export function stateOf(name: StateName, texts: CardTexts, count = ''): State {
  const [mark, color] = MARKS[name];
  return { mark, color, word: fill(texts.states[name], { count }) };
}
