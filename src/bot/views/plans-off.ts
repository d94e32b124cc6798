import type { Runs } from '../cards/runs.ts';
import { words } from '../cards/runs.ts';
import { say, type ViewContext } from './context.ts';
import { planNames, skuOf } from './names.ts';

const ONLY_AT_MOST = 3;

/** "Off: Yammer Enterprise", "Only: Teams" where that is shorter, or "All plans on". */
export function plansOff(context: ViewContext, skuId: string, disabledPlans: readonly string[]): Runs {
  const texts = context.texts.cards.group;
  if (disabledPlans.length === 0) return words(texts.allOn);
  const on = userPlans(context, skuId).filter((plan) => !disabledPlans.includes(plan));
  return on.length > 0 && on.length <= ONLY_AT_MOST && disabledPlans.length > on.length
    ? say(context, texts.only, { plans: planNames(context, on) })
    : say(context, texts.off, { plans: planNames(context, disabledPlans) });
}

/** Plans that can be given to people; those of the company are there for everybody. */
export function userPlans(context: ViewContext, skuId: string): readonly string[] {
  return (skuOf(context, skuId)?.servicePlans ?? [])
    .filter((plan) => plan.appliesTo !== 'Company')
    .map((plan) => plan.servicePlanId);
}
