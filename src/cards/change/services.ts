import type { ServicePlanInfo } from '../../graph/types.ts';
import { isNotProvisioned } from '../../licensing/rules/service-plans.ts';
import { button, buttons, choiceTitle, primary } from '../buttons.ts';
import type { Card, Input, Row } from '../card.ts';
import { literal } from '../literal.ts';
import { name, textOfRuns, words } from '../runs.ts';
import { say, sayCount, summary, textFor, type ViewContext } from '../text/context.ts';
import { groupLabel, ownedSku, productName } from '../text/names.ts';
import { timeText } from '../text/time.ts';
import { PLAN_PREFIX } from '../verbs.ts';

/** No product of Microsoft's has more that people can have; what is not shown stays as it is. */
const PLANS_SHOWN = 90;

interface ServicesInput {
  readonly skuId: string;
  /** With a group that gives the product, its services are switches. */
  readonly groupId?: string | undefined;
  /** Plans that the group turns off; undefined where it does not give the product. */
  readonly off?: readonly string[] | undefined;
  readonly mayChange: boolean;
}

/** What is in a product: a list, or for a group that gives it switches, whose change is previewed. */
export function servicesCard(context: ViewContext, { skuId, groupId, off, mayChange }: ServicesInput): Card {
  const { kinds, services, buttons: texts, preview } = context.texts.cards;
  const plans = userPlansOf(context, skuId);
  const shown = plans.slice(0, PLANS_SHOWN);
  const switches = off !== undefined && mayChange;
  const idle = plans.filter((plan) => isNotProvisioned(plan) && off?.includes(plan.servicePlanId) !== true);
  const on = plans.length - (off?.length ?? 0) - idle.length;
  return {
    name: 'services',
    data: {
      language: context.texts.language,
      fallbackText: summary(
        context,
        textOfRuns(productName(context, skuId)),
        textFor(context, services.on, { count: on, total: plans.length }),
      ),
      kind: kinds.services,
      title: productName(context, skuId),
      subtitle: groupId === undefined ? [] : say(context, services.forGroup, { group: groupLabel(context, groupId) }),
      sentences: [
        say(context, services.on, { count: on, total: plans.length }),
        idle.length === 0 ? [] : sayCount(context, services.idle, idle.length),
        switches ? words(services.sentence) : [],
      ],
      sections: switches ? [] : [{ heading: '', rows: shown.map((plan) => planRow(context, plan, off)) }],
      inputs: switches ? shown.map((plan) => planSwitch(context, plan, off)) : [],
      note:
        plans.length > shown.length
          ? sayCount(context, context.texts.cards.counts.morePlans, plans.length - shown.length)
          : [],
      buttons: buttons(
        switches &&
          groupId !== undefined &&
          primary(texts.preview, { verb: 'set-services', data: { sku: skuId, group: groupId } }),
        groupId !== undefined && button(texts.showGroup, { verb: 'show-group', data: { group: groupId } }),
        mayChange && groupId === undefined && button(texts.assign, { verb: 'assign-form', data: { sku: skuId } }),
        button(texts.showProduct, { verb: 'show-product', data: { sku: skuId } }),
      ),
      footer: { left: words(preview.nothingYet), right: timeText(context, context.now) },
    },
  };
}

/** Services that people can have, by name. */
export function userPlansOf(context: ViewContext, skuId: string): readonly ServicePlanInfo[] {
  const named = (plan: ServicePlanInfo) => context.catalogue.planName(plan.servicePlanId, plan.servicePlanName);
  return (ownedSku(context, skuId)?.servicePlans ?? [])
    .filter((plan) => plan.appliesTo !== 'Company')
    .toSorted((a, b) => named(a).localeCompare(named(b), context.texts.language));
}

/** A switch for one service; its answer comes under `PLAN_PREFIX` and the service's id. */
export function planSwitch(context: ViewContext, plan: ServicePlanInfo, off: readonly string[] = []): Input {
  return {
    type: 'Input.Toggle',
    id: `${PLAN_PREFIX}${plan.servicePlanId}`,
    title: choiceTitle(
      literal(context.catalogue.planName(plan.servicePlanId, plan.servicePlanName)) +
        (isNotProvisioned(plan) ? ` (${context.texts.cards.services.notProvisioned})` : ''),
    ),
    value: off.includes(plan.servicePlanId) ? 'false' : 'true',
  };
}

function planRow(context: ViewContext, plan: ServicePlanInfo, off: readonly string[] = []): Row {
  const { services } = context.texts.cards;
  const idle = isNotProvisioned(plan);
  return {
    title: name(context.catalogue.planName(plan.servicePlanId, plan.servicePlanName)),
    right: words(off.includes(plan.servicePlanId) ? services.off : idle ? services.notProvisioned : ''),
    state: null,
    detail: idle ? name(plan.provisioningStatus ?? '') : [],
    press: null,
  };
}
