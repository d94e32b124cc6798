import { bold, joined, type TextRuns } from '../runs.ts';
import { sayCount, type ViewContext } from '../text/context.ts';
import { peopleAlike } from './alike.ts';

/** Why these people can spare the product: their accounts are disabled, or they have all of it from elsewhere. */
export function freeSeatsReasons(context: ViewContext, userIds: readonly string[]): TextRuns {
  const { labels, texts } = context;
  const { disabledOnes, coveredOnes } = texts.cards.fixes;
  const isDisabled = (id: string) => labels.user(id)?.accountEnabled === false;
  const disabled = userIds.filter(isDisabled);
  const covered = userIds.filter((id) => !isDisabled(id));
  const reasons = [
    disabled.length === 0
      ? []
      : sayCount(context, disabledOnes, disabled.length, { people: people(context, disabled) }),
    covered.length === 0 ? [] : sayCount(context, coveredOnes, covered.length, { people: people(context, covered) }),
  ];
  return joined(
    reasons.filter((runs) => runs.length > 0),
    ' ',
  );
}

function people(context: ViewContext, userIds: readonly string[]): TextRuns {
  return bold(peopleAlike(context, { userIds }));
}
