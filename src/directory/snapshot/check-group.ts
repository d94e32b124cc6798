import type { SnapshotGroup, SubscribedSku } from '../../core/graph.ts';
import {
  checkBoolean,
  checkString,
  firstDouble,
  isObject,
  type JsonObject,
  optionalObjects,
  optionalStrings,
  type Report,
  requiredString,
  shorten,
} from './check-value.ts';

/** Plans of each product, by `skuId`. */
export type PlansOfProducts = ReadonlyMap<string, ReadonlySet<string>>;

export function plansOfProducts(skus: readonly SubscribedSku[]): PlansOfProducts {
  return new Map(skus.map((sku) => [sku.skuId, new Set(sku.servicePlans.map((plan) => plan.servicePlanId))]));
}

/** Checks one parsed line of `groups.ndjson` and makes it a `SnapshotGroup`, in place. */
export function checkGroup(value: unknown, products: PlansOfProducts, report: Report): SnapshotGroup | undefined {
  if (!isObject(value)) {
    report(`not a group: ${shorten(value)}`);
    return undefined;
  }
  if (requiredString(value['id'], 'id', report) === undefined) return undefined;
  checkString(value['displayName'], 'displayName', report);
  checkString(value['description'], 'description', report);
  checkBoolean(value['securityEnabled'], 'securityEnabled', report);
  checkBoolean(value['mailEnabled'], 'mailEnabled', report);
  checkString(value['membershipRule'], 'membershipRule', report);
  optionalStrings(value['groupTypes'], 'groupTypes', report);
  checkTemplate(optionalObjects(value['assignedLicenses'], 'assignedLicenses', report), products, report);
  const double = firstDouble(optionalStrings(value['members'], 'members', report));
  if (double !== undefined) report(`the member ${double} is listed twice`);
  return value as SnapshotGroup;
}

function checkTemplate(template: readonly JsonObject[], products: PlansOfProducts, report: Report): void {
  const skuIds: string[] = [];
  for (const license of template) {
    const skuId = requiredString(license['skuId'], 'skuId', report);
    license['disabledPlans'] ??= [];
    const disabledPlans = optionalStrings(license['disabledPlans'], 'disabledPlans', report);
    if (skuId === undefined) continue;
    skuIds.push(skuId);
    const plans = products.get(skuId);
    if (plans === undefined) {
      report(`the product ${skuId} is not in subscribedSkus.json`);
      continue;
    }
    for (const plan of disabledPlans) {
      if (!plans.has(plan)) report(`the disabled plan ${plan} is not of the product ${skuId}`);
    }
  }
  const double = firstDouble(skuIds);
  if (double !== undefined) report(`the product ${double} is listed twice in assignedLicenses`);
}
