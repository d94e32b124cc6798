import { type Loss, lossesOf } from '../../core/licensing/losses.ts';
import type { Outcome } from '../../core/licensing/outcome.ts';
import { listed } from '../cards/runs.ts';
import type { ViewContext } from './context.ts';
import { type Counted, countedLine } from './counted-line.ts';
import type { Described } from './describe.ts';
import { removedSkuIds, shapeOf } from './figures.ts';
import { planNames, productNames } from './names.ts';

const LOSSES_NAMED = 3;

/**
 * "**30** lose Office Mobile Apps for Office 365": what people would lose, the largest loss first. Who loses just what the
 * change takes away is in its figures.
 */
export function lossLines(context: ViewContext, described: Described, outcome: Outcome): readonly Counted[] {
  const { loses, loseMore } = context.texts.cards.preview;
  const { changes } = described;
  const taken = shapeOf(context.tenant, described) === 'take' ? removedSkuIds(changes) : [];
  const losses = lossesOf(context.tenant, changes, outcome.people).filter((loss) => !isInFigures(loss, taken));
  const lines = losses.slice(0, LOSSES_NAMED).flatMap(({ users, skuIds, plans }) => {
    const products = skuIds.length === 0 ? [] : [productNames(context, skuIds)];
    const services = plans.length === 0 ? [] : [planNames(context, plans)];
    const what = listed([...products, ...services], context.texts.language);
    return countedLine(context, users.length, loses, { what });
  });
  const rest = losses.slice(LOSSES_NAMED).reduce((sum, { users }) => sum + users.length, 0);
  return [...lines, ...countedLine(context, rest, loseMore)];
}

function isInFigures({ skuIds, plans }: Loss, taken: readonly string[]): boolean {
  return plans.length === 0 && skuIds.length > 0 && taken.length === 1 && skuIds.every((id) => taken.includes(id));
}
