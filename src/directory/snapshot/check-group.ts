import type { SnapshotGroup } from '../../graph/types.ts';
import { isObject, type JsonObject } from '../json-object.ts';
import {
  checkBoolean,
  checkString,
  excerpt,
  firstDouble,
  optionalObjects,
  optionalStrings,
  requiredString,
} from './check-value.ts';
import { areWhole, asGraphSpells, isNoId, isSpelledAsGraphDoes, isThere, reportNoId, spelled } from './export-forms.ts';
import type { Hearing } from './hearing.ts';
import type { OwnedProducts } from './owned-products.ts';

/** What a snapshot has of a group, beside its members. */
export const GROUP_PROPERTIES = [
  'id',
  'displayName',
  'description',
  'securityEnabled',
  'mailEnabled',
  'groupTypes',
  'membershipRule',
  'assignedLicenses',
] as const;
const GROUP = spelled(...GROUP_PROPERTIES, 'members');
const LICENSE = spelled('skuId', 'disabledPlans');
const TYPES = spelled('Unified', 'DynamicMembership');

/** Of groups and their templates. */
export const GROUP_NAMES: ReadonlySet<string> = new Set([...GROUP.values(), ...LICENSE.values()]);

/** Checks one parsed line of `groups.ndjson` and makes it a `SnapshotGroup`, in place. */
export function checkGroup(value: unknown, owned: OwnedProducts, hear: Hearing): SnapshotGroup | undefined {
  const group = checkProfile(value, owned, hear);
  if (group === undefined || !isThere(group, 'members', hear.fault)) return undefined;
  const members = optionalStrings(group['members'], 'members', hear.fault);
  areWhole(group, members.length, hear.fault);
  const stranger = members.find(isNoId);
  if (stranger !== undefined) reportNoId(stranger, hear.fault);
  const double = firstDouble(members);
  if (double !== undefined) hear.fault(`the member ${double} is listed twice`);
  return group as SnapshotGroup;
}

/** The same of a line of which the members are known to be sound. */
export function checkProfile(value: unknown, owned: OwnedProducts, hear: Hearing): SnapshotGroup | undefined {
  if (!isObject(value)) {
    hear.fault(`not a group: ${excerpt(value)}`);
    return undefined;
  }
  const report = hear.fault;
  if (!isSpelledAsGraphDoes(value, GROUP, report)) return undefined;
  if (requiredString(value['id'], 'id', report) === undefined) return undefined;
  checkString(value['displayName'], 'displayName', report);
  checkString(value['description'], 'description', report);
  checkBoolean(value['securityEnabled'], 'securityEnabled', report);
  checkBoolean(value['mailEnabled'], 'mailEnabled', report);
  checkString(value['membershipRule'], 'membershipRule', report);
  const types = optionalStrings(value['groupTypes'], 'groupTypes', report);
  if (types.length > 0) value['groupTypes'] = types.map((type) => asGraphSpells(TYPES, type) ?? type);
  if (!isThere(value, 'assignedLicenses', report)) return undefined;
  checkTemplate(optionalObjects(value['assignedLicenses'], 'assignedLicenses', report), owned, hear);
  return value as SnapshotGroup;
}

function checkTemplate(template: readonly JsonObject[], owned: OwnedProducts, hear: Hearing): void {
  const skuIds: string[] = [];
  for (const license of template) {
    if (!isSpelledAsGraphDoes(license, LICENSE, hear.fault)) return;
    const skuId = requiredString(license['skuId'], 'skuId', hear.fault);
    const disabledPlans = optionalStrings(license['disabledPlans'], 'disabledPlans', hear.fault);
    license['disabledPlans'] = disabledPlans.map(owned.planId);
    if (skuId === undefined) continue;
    const own = owned.skuId(skuId);
    license['skuId'] = own ?? skuId;
    skuIds.push(own ?? skuId);
    if (own === undefined) {
      hear.warn(
        `the product ${skuId} is not in subscribedSkus.json: it counts as gone, and can be removed from the group`,
      );
      continue;
    }
    for (const plan of disabledPlans) {
      if (!owned.hasPlan(own, plan))
        hear.warn(`the disabled plan ${plan} is not of the product ${own}: it counts as off`);
    }
  }
  const double = firstDouble(skuIds);
  if (double !== undefined) hear.fault(`the product ${double} is listed twice in assignedLicenses`);
}
