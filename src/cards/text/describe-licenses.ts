import type { AssignedLicense } from '../../graph/types.ts';
import type { LicenseChange } from '../../licensing/model/before.ts';
import { bold, joined, type TextRuns } from '../runs.ts';
import { say, sayCount, type ViewContext } from './context.ts';
import { ownedSku, planLabels, productName, productNames, some } from './names.ts';

const PLANS_BY_NAME = 4;

export function licenseSentence(
  context: ViewContext,
  change: LicenseChange,
  before: readonly AssignedLicense[],
  target: TextRuns | null,
): TextRuns {
  const texts = context.texts.cards.changes;
  const fresh = change.addLicenses.filter((license) => !before.some((had) => had.skuId === license.skuId));
  const altered = change.addLicenses.filter((license) => before.some((had) => had.skuId === license.skuId));
  const products = some(
    context,
    fresh.map((license) => productWithPlans(context, license)),
  );
  const old = bold(productNames(context, change.removeLicenses));
  const values = { products, old, target: target ?? '' };
  const sentences: TextRuns[] = [];
  if (fresh.length > 0 && change.removeLicenses.length > 0) {
    sentences.push(say(context, target ? texts.swapFor : texts.swap, values));
  } else if (fresh.length > 0) {
    sentences.push(say(context, target ? texts.assignTo : texts.assign, values));
  } else if (change.removeLicenses.length > 0) {
    sentences.push(say(context, target ? texts.removeFrom : texts.remove, { ...values, products: old }));
  }
  for (const license of altered) sentences.push(plansSentence(context, license, before, target));
  return joined(sentences, ' ');
}

function plansSentence(
  context: ViewContext,
  license: AssignedLicense,
  before: readonly AssignedLicense[],
  target: TextRuns | null,
): TextRuns {
  const texts = context.texts.cards.changes;
  const had = before.find((candidate) => candidate.skuId === license.skuId)?.disabledPlans ?? [];
  const off = license.disabledPlans.filter((plan) => !had.includes(plan));
  const on = had.filter((plan) => !license.disabledPlans.includes(plan));
  const product = productName(context, license.skuId);
  const values = {
    product,
    target: target ?? '',
    on: bold(planLabels(context, on)),
    off: bold(planLabels(context, off)),
    plans: bold(planLabels(context, off.length > 0 ? off : on)),
  };
  if (on.length > 0 && off.length > 0) return say(context, target ? texts.plansOnOffFor : texts.plansOnOff, values);
  if (off.length > 0) return say(context, target ? texts.plansOffFor : texts.plansOff, values);
  if (on.length > 0) return say(context, target ? texts.plansOnFor : texts.plansOn, values);
  return say(context, target ? texts.sameFor : texts.same, values);
}

/** "Office 365 E3 without Yammer Enterprise"; "with only" where that is the shorter list. */
function productWithPlans(context: ViewContext, license: AssignedLicense): TextRuns {
  const texts = context.texts.cards.changes;
  const product = productName(context, license.skuId);
  const off = license.disabledPlans;
  if (off.length === 0) return say(context, texts.product, { product });
  const on = (ownedSku(context, license.skuId)?.servicePlans ?? []).filter(
    (plan) => plan.appliesTo !== 'Company' && !off.includes(plan.servicePlanId),
  );
  if (off.length > PLANS_BY_NAME && on.length > 0 && on.length <= PLANS_BY_NAME) {
    const plans = bold(
      planLabels(
        context,
        on.map((plan) => plan.servicePlanId),
      ),
    );
    return say(context, texts.productOnly, { product, plans });
  }
  if (off.length > PLANS_BY_NAME) return sayCount(context, texts.productWithoutMany, off.length, { product });
  return say(context, texts.productWithout, { product, plans: bold(planLabels(context, off)) });
}
