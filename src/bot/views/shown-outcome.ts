import type { ChangeRecord } from '../../core/change-record.ts';
import type { Change } from '../../core/licensing/change.ts';
import { lossesOf } from '../../core/licensing/losses.ts';
import type { Outcome } from '../../core/licensing/outcome.ts';
import { tallyOf } from '../../core/licensing/tally.ts';
import type { CardData } from '../cards/card.ts';
import type { ViewContext } from './context.ts';
import { countedLines } from './counted.ts';
import { type Counted, countedLine } from './counted-line.ts';
import { outcomeFigures } from './figures.ts';

/** The outcome that somebody agrees to, in the words in which it was shown. Plain JSON: it is kept until it is decided. */
export type ShownOutcome = Pick<CardData, 'figures' | 'counted'>;

export function shownOutcome(context: ViewContext, record: ChangeRecord, outcome: Outcome): ShownOutcome {
  const told = { ...record, changes: ownChanges(record) };
  const tally = tallyOf(context.tenant, outcome, told);
  return {
    figures: outcomeFigures(context, told, tally),
    counted: [...losing(context, told.changes, outcome), ...countedLines(context, told, outcome, tally)],
  };
}

/** What is counted is whom it is about: not the groups that a fix, asked for together with it, takes people out of. */
function ownChanges({ changes, targetGroupIds }: ChangeRecord): readonly Change[] {
  const own = changes.filter((change) => !('groupId' in change) || targetGroupIds.includes(change.groupId));
  return own.length > 0 ? own : changes;
}

/** Whoever agrees to it sees how many would have less in all, where they do not all lose the same. */
function losing(context: ViewContext, changes: readonly Change[], outcome: Outcome): readonly Counted[] {
  if (lossesOf(context.tenant, changes, outcome.people).length < 2) return [];
  return countedLine(context, outcome.loseSomething.length, context.texts.approvals.haveLess);
}
