import type { GraphClient } from '../../directory/graph/client.ts';
import { withQuery } from '../../directory/graph/path.ts';
import { DirectoryError } from '../../directory/port.ts';
import type { Finding } from './finding.ts';

interface Need {
  readonly permission: string;
  readonly feature: string;
}

/** What each feature reads, and what is missing where that is refused. */
const READS: readonly (Need & { readonly path: string })[] = [
  {
    path: withQuery('/users', { select: ['id', 'licenseAssignmentStates'], top: 1 }),
    permission: 'User.Read.All',
    feature: 'people and their licenses',
  },
  {
    path: withQuery('/groups', { select: ['id', 'assignedLicenses', 'licenseProcessingState'], top: 1 }),
    permission: 'GroupMember.Read.All',
    feature: 'groups, their licenses and members',
  },
  { path: '/subscribedSkus', permission: 'LicenseAssignment.Read.All', feature: 'products and seats' },
  { path: '/directoryRoles', permission: 'RoleManagement.Read.Directory', feature: 'who may do and approve what' },
];

const NOT_TRIED: readonly Need[] = [
  { permission: 'LicenseAssignment.ReadWrite.All', feature: 'changing licenses of groups and people' },
  { permission: 'User.ReadWrite.All', feature: 'usage locations, and having Entra look again at who failed' },
  { permission: 'AuditLog.Read.All', feature: 'telling who made a change elsewhere' },
  { permission: 'GroupMember.ReadWrite.All', feature: 'putting people into groups and taking them out' },
];

/** The least that all features need. */
export const NEEDS: readonly Need[] = [...READS, ...NOT_TRIED];

/** Permissions beyond what is needed that grant what is. */
const GRANTED_BY: Readonly<Record<string, readonly string[]>> = {
  'User.Read.All': ['Directory.Read.All', 'Directory.ReadWrite.All'],
  'GroupMember.Read.All': ['Group.Read.All', 'Group.ReadWrite.All', 'Directory.Read.All', 'Directory.ReadWrite.All'],
  'LicenseAssignment.Read.All': ['Organization.Read.All', 'Directory.Read.All', 'Directory.ReadWrite.All'],
  'RoleManagement.Read.Directory': [
    'RoleManagement.Read.All',
    'RoleManagement.ReadWrite.Directory',
    'Directory.Read.All',
    'Directory.ReadWrite.All',
  ],
  'LicenseAssignment.ReadWrite.All': ['Directory.ReadWrite.All'],
  'User.ReadWrite.All': ['Directory.ReadWrite.All'],
  'GroupMember.ReadWrite.All': ['Group.ReadWrite.All', 'Directory.ReadWrite.All'],
};

const HOW =
  'Grant it to the app in Entra (App registrations, API permissions, Application permissions) and give admin consent';

/** Each permission with its feature, and what is granted beyond need. Nothing is changed. */
export async function checkPermissions(
  client: GraphClient,
  granted: readonly string[] | undefined,
): Promise<readonly Finding[]> {
  const reads = await Promise.all(READS.map((read) => mayRead(client, read)));
  return [...reads, ...NOT_TRIED.map((write) => isGranted(write, granted)), ...tooMuch(granted)];
}

async function mayRead(client: GraphClient, { path, permission, feature }: (typeof READS)[number]): Promise<Finding> {
  try {
    await client.get(path);
    return { subject: permission, state: 'good', detail: feature };
  } catch (error) {
    if (!(error instanceof DirectoryError)) throw error;
    const detail =
      error.code === 'Forbidden'
        ? `missing, for ${feature}. ${HOW}.`
        : `could not be tried, for ${feature}: ${error.message}`;
    return { subject: permission, state: 'wrong', detail };
  }
}

/** Trying it would change or cost something: the token says what it grants. */
function isGranted({ permission, feature }: Need, granted: readonly string[] | undefined): Finding {
  if (granted === undefined)
    return { subject: permission, state: 'note', detail: `not known until it is used, for ${feature}` };
  const isThere = [permission, ...(GRANTED_BY[permission] ?? [])].some((one) => granted.includes(one));
  return isThere
    ? { subject: permission, state: 'good', detail: feature }
    : { subject: permission, state: 'note', detail: `missing, for ${feature}: it is refused. ${HOW}.` };
}

/** Whoever gets at the app's credential has these as well. What hangs on one of them is to be granted by itself first. */
function tooMuch(granted: readonly string[] = []): readonly Finding[] {
  const needs = NEEDS.map(({ permission }) => permission);
  const more = granted.filter((permission) => !needs.includes(permission));
  if (more.length === 0) return [];
  const inPlace = needs.filter(
    (need) => !isGrantedByItself(need, granted) && GRANTED_BY[need]?.some((one) => more.includes(one)),
  );
  const first = inPlace.length === 0 ? '' : `Grant in their place ${inPlace.join(', ')}. `;
  return [
    {
      subject: 'Permissions',
      state: 'note',
      detail: `more than is needed: ${more.join(', ')}. ${first}Take them from the app.`,
    },
  ];
}

/** A permission to write grants reading the same. */
function isGrantedByItself(need: string, granted: readonly string[]): boolean {
  return granted.includes(need) || granted.includes(need.replace('.Read.', '.ReadWrite.'));
}
