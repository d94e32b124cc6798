import { isObject, type JsonObject } from '../json-object.ts';

/** What an object of an export is. `other`: something that a tenant does not need. */
export type Kind =
  | 'user'
  | 'group'
  | 'subscribedSku'
  | 'organization'
  | 'directoryRole'
  | 'roleDefinition'
  | 'roleAssignment'
  | 'rules'
  | 'other';

const TYPES: Readonly<Record<string, Kind>> = {
  user: 'user',
  // The account of an AI agent: a user that is in groups and holds licenses like others.
  agentuser: 'user',
  group: 'group',
  subscribedsku: 'subscribedSku',
  organization: 'organization',
  directoryrole: 'directoryRole',
  unifiedroledefinition: 'roleDefinition',
  unifiedroleassignment: 'roleAssignment',
};

/** The sets that Graph names in `@odata.context`. */
const SETS: Readonly<Record<string, Kind>> = {
  users: 'user',
  groups: 'group',
  subscribedskus: 'subscribedSku',
  organization: 'organization',
  directoryroles: 'directoryRole',
  'rolemanagement/directory/roledefinitions': 'roleDefinition',
  'rolemanagement/directory/roleassignments': 'roleAssignment',
};

/** Properties that only one kind has, those that tell more before others. */
const SIGNS: readonly (readonly [Kind, readonly string[]])[] = [
  ['other', ['deviceId', 'appId', 'servicePrincipalType', 'scheduleInfo', 'roleEligibilityScheduleId']],
  ['roleAssignment', ['roleDefinitionId']],
  ['roleDefinition', ['rolePermissions', 'isBuiltIn']],
  ['directoryRole', ['roleTemplateId']],
  ['subscribedSku', ['prepaidUnits', 'capabilityStatus', 'consumedUnits']],
  ['organization', ['verifiedDomains', 'countryLetterCode', 'tenantType']],
  ['user', ['licenseAssignmentStates', 'licenseAssignmentState', 'userPrincipalName', 'usageLocation', 'userType']],
  ['group', ['members', 'members@delta', 'members@odata.bind', 'groupTypes', 'securityEnabled', 'mailEnabled']],
  ['group', ['membershipRule', 'isAssignableToRole']],
  ['user', ['accountEnabled', 'proxyAddresses']],
  ['rules', ['mutuallyExclusive', 'dependsOn', 'restrictedLocations', 'profile']],
];

/** What a path says, where nothing else does. */
const WORDS: readonly (readonly [Kind, RegExp])[] = [
  ['subscribedSku', /skus?\b|licen[cs]es?\b|products?\b|subscriptions?\b/i],
  ['roleAssignment', /role-?_? ?assignments?\b/i],
  ['roleDefinition', /role-?_? ?definitions?\b/i],
  ['directoryRole', /roles?\b/i],
  ['user', /users?\b|people\b|persons?\b/i],
  ['group', /groups?\b/i],
  ['organization', /organi[sz]ation|tenant|company/i],
];

/**
 * @param object in Graph's spelling
 * @param context `@odata.context` of its envelope or of its own
 * @param path where it lies, to be asked last
 */
export function recordKind(object: JsonObject, context: string | undefined, path: string): Kind {
  const type = object['@odata.type'];
  if (typeof type === 'string') return TYPES[type.slice(type.lastIndexOf('.') + 1).toLowerCase()] ?? 'other';
  const set = setOf(context);
  if (set !== undefined && set !== 'directoryobjects') return SETS[set] ?? 'other';
  const sign = SIGNS.find(([, names]) => names.some((name) => name in object));
  if (sign !== undefined) return sign[0];
  return typeof object['id'] === 'string' ? kindByPath(path) : 'other';
}

/** What the names of a file and its folders say, the nearest first. */
function kindByPath(path: string): Kind {
  for (const segment of path.split('/').reverse()) {
    const word = WORDS.find(([, pattern]) => pattern.test(segment.replace(/\.\w+$/, '')));
    if (word !== undefined) return word[0];
  }
  return 'other';
}

/** Of what an empty list is one. */
export function kindOfNothing(context: string | undefined, path: string): Kind {
  const set = setOf(context);
  return set === undefined ? kindByPath(path) : (SETS[set] ?? 'other');
}

/** `groups` of `https://graph.microsoft.com/v1.0/$metadata#groups(id,members())`. */
function setOf(context: string | undefined): string | undefined {
  const path = context
    ?.toLowerCase()
    .split('#')[1]
    ?.replace(/\/(?:\$entity|\$delta)$/, '');
  if (path === undefined || path.startsWith('collection(')) return undefined;
  // `users('…')/licenseDetails` is a set of its own; `users(id,displayName)` is not.
  return path.replace(/\((?!').*$/, '');
}

/** Graph's answer when it did not answer. */
export function graphError(object: JsonObject): string | undefined {
  const error = object['error'];
  if (!isObject(error) || 'id' in object || typeof error['code'] !== 'string') return undefined;
  return `${error['code']}${typeof error['message'] === 'string' ? `: ${error['message'].slice(0, 120)}` : ''}`;
}
