import { isTwin } from '../../catalogue/rules/twins.ts';
import { listed, name, type TextRuns, textOfRuns } from '../runs.ts';
import { say, type ViewContext } from '../text/context.ts';
import { planName } from '../text/names.ts';

const NAMED = 3;

/** "A, B or C"; of more the first two, and "another SharePoint plan" where the rest is called so too, else how many others. */
export function anyOf(context: ViewContext, plans: readonly string[]): TextRuns {
  const names = worthNaming(context, plans).map((plan) => planName(context, plan));
  if (names.length <= NAMED) return listed(names, context.texts.language, 'or');
  const { otherOfKind, others } = context.texts.cards.causes;
  const shown = names.slice(0, NAMED - 1);
  const [kind, ...more] = new Set(names.map((runs) => textOfRuns(runs).split(' ', 1)[0] ?? ''));
  const rest =
    kind !== undefined && more.length === 0
      ? say(context, otherOfKind, { kind: name(kind) })
      : say(context, others, { count: names.length - shown.length });
  return listed([...shown, rest], context.texts.language, 'or');
}

/** Twins for a government or for schools only where the tenant has them, and then they alone. */
function worthNaming({ labels }: ViewContext, plans: readonly string[]): readonly string[] {
  const owned = new Set(labels.skus.flatMap(({ servicePlans }) => servicePlans.map((plan) => plan.servicePlanId)));
  const twins = plans.filter(isTwin);
  const ownedTwins = twins.filter((plan) => owned.has(plan));
  return ownedTwins.length > 0 ? ownedTwins : plans.filter((plan) => !isTwin(plan));
}
