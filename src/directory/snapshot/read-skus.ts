import type { LicenseUnitsDetail, ServicePlanInfo, SubscribedSku } from '../../graph/types.ts';
import { isObject, type JsonObject } from '../json-object.ts';
import { checkString, excerpt, firstDouble, optionalObjects, requiredString } from './check-value.ts';
import { asGraphSpells, formOf, isSpelledAsGraphDoes, spelled } from './export-forms.ts';
import type { FaultList } from './faults.ts';
import type { ReportFault } from './hearing.ts';
import { readSnapshotJson } from './json-file.ts';
import { missingFile } from './missing-file.ts';
import { withOnePlanSpelling } from './owned-products.ts';

const FILE = 'subscribedSkus.json';
const SKU = spelled('skuId', 'skuPartNumber', 'capabilityStatus', 'appliesTo', 'prepaidUnits', 'servicePlans');
const PLAN = spelled('servicePlanId', 'servicePlanName', 'appliesTo', 'provisioningStatus');
const UNITS = spelled('enabled', 'warning', 'suspended', 'lockedOut');
const STATUSES = spelled('Enabled', 'Warning', 'Suspended', 'LockedOut', 'Deleted');
const TO_WHOM = spelled('User', 'Company');
const PROVISIONED = spelled('Success', 'Disabled', 'PendingInput', 'PendingActivation', 'PendingProvisioning', 'Error');

/** The products that the tenant owns, without `consumedUnits`, which is never read. */
export function readSubscribedSkus(folder: string, faults: FaultList): readonly SubscribedSku[] {
  const file = readSnapshotJson(folder, FILE, faults);
  if (file === undefined) {
    faults.add(FILE, undefined, missingFile(folder, FILE));
    return [];
  }
  const { value, report } = file;
  return value === undefined ? [] : checkSkus(value, report);
}

/** Products as Graph gives them; what is wrong with one is reported. */
export function checkSkus(
  value: unknown,
  report: (reason: string, text?: string, place?: number) => void,
): readonly SubscribedSku[] {
  if (!Array.isArray(value)) {
    report('not an array of products');
    return [];
  }
  const skus = value.map((sku: unknown) => readSku(sku, report)).filter((sku) => sku !== undefined);
  const double = firstDouble(skus.map((sku) => sku.skuId));
  if (double !== undefined) report(`the product ${double} is listed twice`, double, 2);
  return withOnePlanSpelling(skus);
}

function readSku(value: unknown, report: (reason: string, text?: string) => void): SubscribedSku | undefined {
  if (!isObject(value)) {
    report('a product is not an object');
    return undefined;
  }
  if (!isSpelledAsGraphDoes(value, SKU, report)) return undefined;
  const skuId = requiredString(value['skuId'], 'skuId', report);
  if (skuId === undefined) return undefined;
  const reportHere: ReportFault = (reason) => report(`of the product ${skuId}, ${reason}`, skuId);
  checkString(value['skuPartNumber'], 'skuPartNumber', reportHere);
  checkString(value['capabilityStatus'], 'capabilityStatus', reportHere);
  checkString(value['appliesTo'], 'appliesTo', reportHere);
  const servicePlans = optionalObjects(value['servicePlans'], 'servicePlans', reportHere);
  const { consumedUnits: _, ...kept } = value;
  return {
    ...respelled(kept, 'appliesTo', TO_WHOM),
    skuId,
    skuPartNumber: (value['skuPartNumber'] as string | null | undefined) ?? skuId,
    capabilityStatus:
      asGraphSpells(STATUSES, value['capabilityStatus']) ?? String(value['capabilityStatus'] ?? 'Enabled'),
    prepaidUnits: readUnits(value['prepaidUnits'], reportHere),
    servicePlans: servicePlans.flatMap((plan) => readServicePlan(plan, reportHere) ?? []),
  };
}

function readServicePlan(plan: JsonObject, report: ReportFault): ServicePlanInfo | undefined {
  if (!isSpelledAsGraphDoes(plan, PLAN, report)) return undefined;
  const servicePlanId = requiredString(plan['servicePlanId'], 'servicePlanId', report);
  checkString(plan['servicePlanName'], 'servicePlanName', report);
  checkString(plan['appliesTo'], 'appliesTo', report);
  if (servicePlanId === undefined) return undefined;
  const spelledRight = respelled(respelled(plan, 'appliesTo', TO_WHOM), 'provisioningStatus', PROVISIONED);
  return {
    ...spelledRight,
    servicePlanId,
    servicePlanName: plan['servicePlanName'] ?? servicePlanId,
  } as ServicePlanInfo;
}

/** With one of its words in Graph's letters. */
function respelled(object: JsonObject, property: string, words: ReadonlyMap<string, string>): JsonObject {
  const word = asGraphSpells(words, object[property]);
  return word === undefined ? object : { ...object, [property]: word };
}

function readUnits(value: unknown, report: ReportFault): LicenseUnitsDetail {
  const none = { enabled: 0, warning: 0, suspended: 0 };
  if (value === undefined || value === null) return none;
  if (!isObject(value)) {
    report(`prepaidUnits is not an object: ${excerpt(value)}${formOf(value)}`);
    return none;
  }
  if (!isSpelledAsGraphDoes(value, UNITS, report)) return none;
  for (const unit of ['enabled', 'warning', 'suspended', 'lockedOut']) checkUnit(value, unit, report);
  return { ...none, ...Object.fromEntries(Object.entries(value).filter(([, units]) => units !== null)) };
}

function checkUnit(units: JsonObject, unit: string, report: ReportFault): void {
  const value = units[unit];
  if (value === undefined || value === null) return;
  if (!Number.isSafeInteger(value)) report(`prepaidUnits.${unit} is not a whole number: ${JSON.stringify(value)}`);
}
