import type { JsonObject } from '../json-object.ts';
import { saysTheSame } from './json-value.ts';

/** Why an object cannot be read: it was not written whole. */
export class Unreadable extends Error {
  readonly kind: 'depth' | 'oldModule' | 'twice';

  constructor(kind: Unreadable['kind'], message: string) {
    super(message);
    this.name = 'Unreadable';
    this.kind = kind;
  }
}

/** Properties that are read, in Graph's spelling. */
const PROPERTIES = [
  ...['id', 'displayName', 'userPrincipalName', 'usageLocation', 'userType', 'accountEnabled', 'proxyAddresses'],
  ...['licenseAssignmentStates', 'description', 'securityEnabled', 'mailEnabled', 'groupTypes', 'membershipRule'],
  ...['assignedLicenses', 'members', 'skuId', 'skuPartNumber', 'capabilityStatus', 'appliesTo', 'prepaidUnits'],
  ...['enabled', 'warning', 'suspended', 'lockedOut', 'servicePlans', 'servicePlanId', 'servicePlanName'],
  ...['provisioningStatus', 'consumedUnits', 'disabledPlans', 'assignedByGroup', 'state', 'error'],
  ...['lastUpdatedDateTime', 'roleTemplateId', 'countryLetterCode', 'principalId', 'roleDefinitionId'],
  ...['directoryScopeId', 'deletedDateTime', 'isBuiltIn', 'rolePermissions', 'templateId'],
];

/** Others by which it is known what an object is, or whose. */
const SIGNS = [
  ...['deviceId', 'appId', 'servicePrincipalType', 'scheduleInfo', 'roleEligibilityScheduleId', 'verifiedDomains'],
  ...['tenantType', 'licenseAssignmentState', 'isAssignableToRole', 'mutuallyExclusive', 'dependsOn'],
  ...[
    'restrictedLocations',
    'profile',
    'objectId',
    'groupId',
    'memberId',
    'groupName',
    'groupDisplayName',
    'userId',
    'roles',
    'url',
  ],
  ...['value', 'responses', 'status', 'body', '@removed', 'members@delta'],
  ...['members@odata.bind', 'members@odata.nextLink', 'members@odata.count'],
];

/** Around an object of PowerShell's, what it has no property for. */
export const ADDITIONAL = 'AdditionalProperties';

/** What Graph notes beside an object, and what clients make of it: `odata.nextLink`, `@nextLink`, `OdataNextLink`. */
const NOTES = ['context', 'count', 'deltaLink', 'id', 'nextLink', 'type'].flatMap((note) =>
  ['@odata.', 'odata.', '@', 'odata'].map((before) => [keyOf(before + note), `@odata.${note}`] as const),
);

const NAMES = new Map([...[...PROPERTIES, ...SIGNS, ADDITIONAL].map((name) => [keyOf(name), name] as const), ...NOTES]);
const GRAPHS_OWN: ReadonlySet<string> = new Set(NAMES.values());

/** In whatever letters, with `_` between words or without. */
function keyOf(name: string): string {
  return name.replaceAll('_', '').toLowerCase();
}

/** A name as Graph spells it; undefined where it is none that is read. */
export function graphsName(name: string): string | undefined {
  return GRAPHS_OWN.has(name) ? name : NAMES.get(keyOf(name));
}

/**
 * The same object with what is read of it under Graph's names; what is in it is as it was.
 * @throws Unreadable where two spellings of one name do not say the same
 */
export function spelledAsGraph(object: JsonObject): JsonObject {
  if (Object.keys(object).every((name) => [name, undefined].includes(graphsName(name)))) return object;
  const result: JsonObject = {};
  for (const [name, value] of Object.entries(object)) put(result, graphsName(name) ?? name, value);
  return result;
}

/** @throws Unreadable where the object says something else already */
export function put(object: JsonObject, name: string, value: unknown): void {
  const before = object[name];
  if (before !== undefined && before !== null && value !== null && !saysTheSame(before, value)) {
    throw new Unreadable('twice', `says twice what ${name} is, and not the same`);
  }
  if (before === undefined || before === null) object[name] = value;
}
