import type { Lack } from './faults.ts';

const V1 = 'https://graph.microsoft.com/v1.0';

const USER_PROPERTIES =
  'id,displayName,userPrincipalName,usageLocation,userType,accountEnabled,proxyAddresses,assignedLicenses,licenseAssignmentStates';
const GROUP_PROPERTIES =
  'id,displayName,description,securityEnabled,mailEnabled,groupTypes,membershipRule,assignedLicenses';

/** How each part of a tenant is got whole: a request to Graph, all of whose pages count, or a line of PowerShell. */
const CURES: Readonly<Record<Lack, readonly [graph: string, powerShell: string]>> = {
  users: [
    `GET ${V1}/users?$select=${USER_PROPERTIES}&$top=999`,
    `Get-MgUser -All -Property ${USER_PROPERTIES} | Select-Object ${USER_PROPERTIES} | ConvertTo-Json -Depth 10 > users.json`,
  ],
  groups: [
    `GET ${V1}/groups?$select=${GROUP_PROPERTIES}&$top=999`,
    `Get-MgGroup -All -Property ${GROUP_PROPERTIES} | Select-Object ${GROUP_PROPERTIES} | ConvertTo-Json -Depth 10 > groups.json`,
  ],
  members: [
    `GET ${V1}/groups/ID/members?$select=id&$top=999, saved as members-ID.json, for each group`,
    `foreach ($g in Get-MgGroup -All) { ConvertTo-Json @(Get-MgGroupMember -GroupId $g.Id -All | ForEach-Object Id) > "members-$($g.Id).json" }`,
  ],
  subscribedSkus: [
    `GET ${V1}/subscribedSkus`,
    'ConvertTo-Json @(Get-MgSubscribedSku -All) -Depth 10 > subscribedSkus.json',
  ],
  organization: [
    `GET ${V1}/organization?$select=id,displayName,countryLetterCode`,
    'Get-MgOrganization | Select-Object Id,DisplayName,CountryLetterCode | ConvertTo-Json > organization.json',
  ],
  directoryRoles: [
    `GET ${V1}/roleManagement/directory/roleAssignments`,
    'ConvertTo-Json @(Get-MgRoleManagementDirectoryRoleAssignment -All | Select-Object RoleDefinitionId,PrincipalId,DirectoryScopeId) > roleAssignments.json',
  ],
};

const WHAT: Readonly<Record<Lack, string>> = {
  users: 'the people',
  groups: 'the groups',
  members: 'the members',
  subscribedSkus: 'the products',
  organization: 'the organization',
  directoryRoles: 'the roles',
};

/** Two lines for each thing that is missing, and where to read more. */
export function curesOf(lacks: Iterable<Lack>): string[] {
  const lines = [...lacks].flatMap((lack) => {
    const [graph, powerShell] = CURES[lack];
    return [`Get ${WHAT[lack]}: ${graph}`, `  or: ${powerShell}`];
  });
  return lines.length === 0 ? [] : [...lines, 'docs/bring-your-tenant.md tells it step by step.'];
}
