import type { ChangeRecord } from '../../core/change-record.ts';
import type { Change } from '../../core/licensing/change.ts';
import type { Outcome } from '../../core/licensing/outcome.ts';
import { pluralOf } from '../../core/text/format.ts';
import type { CardData } from '../cards/card.ts';
import { count, say, type ViewContext } from './context.ts';
import { countedLines } from './counted.ts';
import { outcomeFigures, shapeOf } from './figures.ts';

/** The outcome that somebody agrees to, in the words in which it was shown. Plain JSON: it is kept until it is decided. */
export type ShownOutcome = Pick<CardData, 'figures' | 'counted'>;

export function shownOutcome(context: ViewContext, record: ChangeRecord, outcome: Outcome): ShownOutcome {
  const changes = ownChanges(record);
  return {
    figures: outcomeFigures(context, changes, outcome),
    counted: [...losing(context, changes, outcome), ...countedLines(context, changes, outcome)],
  };
}

type Counted = NonNullable<CardData['counted']>;

/** What is counted is whom it is about: not the groups that a fix, asked for together with it, takes people out of. */
function ownChanges({ changes, targetGroupIds }: ChangeRecord): readonly Change[] {
  const own = changes.filter((change) => !('groupId' in change) || targetGroupIds.includes(change.groupId));
  return own.length > 0 ? own : changes;
}

/** Whoever agrees to it sees how many would have less, also where the figures are of those who get something. */
function losing(context: ViewContext, changes: readonly Change[], outcome: Outcome): Counted {
  const losers = outcome.loseSomething.length;
  const tells: readonly string[] = ['take', 'leave', 'move'];
  if (losers === 0 || tells.includes(shapeOf(changes, outcome))) return [];
  const runs = say(context, pluralOf(context.texts.approvals.haveLess, losers));
  return [{ count: count(context, losers), runs }];
}
