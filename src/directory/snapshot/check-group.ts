import type { SnapshotGroup, SubscribedSku } from '../../core/graph.ts';
import {
  checkOptional,
  firstDouble,
  isObject,
  type JsonObject,
  optionalObjects,
  optionalStrings,
  type Report,
  requireString,
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
  if (requireString(value, 'id', report) === undefined) return undefined;
  checkOptional(value, 'displayName', 'string', report);
  checkOptional(value, 'description', 'string', report);
  checkOptional(value, 'securityEnabled', 'boolean', report);
  checkOptional(value, 'mailEnabled', 'boolean', report);
  checkOptional(value, 'membershipRule', 'string', report);
  optionalStrings(value, 'groupTypes', report);
  checkTemplate(optionalObjects(value, 'assignedLicenses', report), products, report);
  const double = firstDouble(optionalStrings(value, 'members', report));
  if (double !== undefined) report(`the member ${double} is listed twice`);
  return value as SnapshotGroup;
}

function checkTemplate(template: readonly JsonObject[], products: PlansOfProducts, report: Report): void {
  const skuIds: string[] = [];
  for (const license of template) {
    const skuId = requireString(license, 'skuId', report);
    license['disabledPlans'] ??= [];
    const disabledPlans = optionalStrings(license, 'disabledPlans', report);
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
