import { isNotProvisioned } from '../../licensing/rules/service-plans.ts';
import type { TextRuns } from '../runs.ts';
import { words } from '../runs.ts';
import { say, type ViewContext } from '../text/context.ts';
import { ownedSku, planLabels } from '../text/names.ts';

const ONLY_AT_MOST = 3;

/** "Off: Yammer Enterprise", "Only: Teams" where that is shorter, or "All plans on". */
export function plansOff(context: ViewContext, skuId: string, disabledPlans: readonly string[]): TextRuns {
  const texts = context.texts.cards.group;
  if (disabledPlans.length === 0) return withIdle(context, skuId, words(texts.allOn));
  const on = switchablePlans(context, skuId).filter((plan) => !disabledPlans.includes(plan));
  return on.length > 0 && on.length <= ONLY_AT_MOST && disabledPlans.length > on.length
    ? say(context, texts.only, { plans: planLabels(context, on) })
    : say(context, texts.off, { plans: planLabels(context, disabledPlans) });
}

/** "All plans on, 2 not provisioned": what is on and cannot be used is not passed over. */
export function withIdle(context: ViewContext, skuId: string, plans: TextRuns): TextRuns {
  const given = new Set(switchablePlans(context, skuId));
  const idle = (ownedSku(context, skuId)?.servicePlans ?? []).filter(
    (plan) => given.has(plan.servicePlanId) && isNotProvisioned(plan),
  ).length;
  return idle === 0 ? plans : say(context, context.texts.cards.services.idleCount, { plans, count: idle });
}

/** Plans that can be given to people; those of the company are there for everybody. */
export function switchablePlans(context: ViewContext, skuId: string): readonly string[] {
  return (ownedSku(context, skuId)?.servicePlans ?? [])
    .filter((plan) => plan.appliesTo !== 'Company')
    .map((plan) => plan.servicePlanId);
}
