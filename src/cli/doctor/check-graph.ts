import type { DirectoryConfig } from '../../config.ts';
import type { GraphClient } from '../../directory/graph/client.ts';
import { connectGraph, graphTokens, permissionsIn } from '../../directory/graph/connect.ts';
import { withQuery } from '../../directory/graph/path.ts';
import { DirectoryError } from '../../directory/port.ts';
import { systemClock } from '../../engine/clock.ts';
import type { Finding } from './finding.ts';
import { reachabilityOf } from './reachable.ts';

/** What each feature reads, and what is missing where that is refused. */
const READS: readonly { readonly path: string; readonly permission: string; readonly feature: string }[] = [
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

const NOT_TRIED: readonly { readonly permission: string; readonly feature: string }[] = [
  { permission: 'LicenseAssignment.ReadWrite.All', feature: 'changing licenses of groups and people' },
  { permission: 'User.ReadWrite.All', feature: 'usage locations, and having Entra look again at who failed' },
  { permission: 'AuditLog.Read.All', feature: 'telling who made a change elsewhere' },
  { permission: 'GroupMember.ReadWrite.All', feature: 'putting people into groups and taking them out' },
];

/** A permission to write grants reading the same, and those of the whole directory grant what is asked for. */
const GRANTED_BY: Readonly<Record<string, readonly string[]>> = {
  'LicenseAssignment.ReadWrite.All': ['Directory.ReadWrite.All'],
  'User.ReadWrite.All': ['Directory.ReadWrite.All'],
  'GroupMember.ReadWrite.All': ['Group.ReadWrite.All', 'Directory.ReadWrite.All'],
};

const HOW =
  'Grant it to the app in Entra (App registrations, API permissions, Application permissions) and give admin consent';

/** Whether Graph can be used as it is configured: who we are to it, and what we may do. Nothing is changed. */
export async function checkGraph(directory: Extract<DirectoryConfig, { kind: 'graph' }>): Promise<readonly Finding[]> {
  const { baseUrl, credential, licensing } = directory;
  const subject = 'Microsoft Graph';
  const reachable = await reachabilityOf(subject, baseUrl);
  if (reachable.state !== 'good') return [reachable];
  const options = { clock: systemClock, random: Math.random, mostAttempts: 2 };
  try {
    const granted = permissionsIn(await (await graphTokens(directory, systemClock)).get());
    const client = await connectGraph(directory, options);
    const name = await organizationOf(client);
    const detail = `${name} at ${new URL(baseUrl).host}, with ${credential}, licensing ${licensing}`;
    const reads = await Promise.all(READS.map((read) => mayRead(client, read)));
    return [
      { subject, state: 'good', detail },
      ...reads,
      ...NOT_TRIED.map((write) => isGranted(write, granted)),
      ...tooMuch(granted),
    ];
  } catch (error) {
    if (!(error instanceof DirectoryError)) throw error;
    return [{ subject, state: 'wrong', detail: `${error.message} (${new URL(baseUrl).host}, ${credential})` }];
  }
}

async function organizationOf(client: GraphClient): Promise<string> {
  const { value } = await client.get(withQuery('/organization', { select: ['id', 'displayName'] }));
  const [organization] = Array.isArray(value) ? (value as { readonly displayName?: string }[]) : [];
  return organization?.displayName ?? 'an organization without a name';
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
function isGranted(
  { permission, feature }: (typeof NOT_TRIED)[number],
  granted: readonly string[] | undefined,
): Finding {
  if (granted === undefined)
    return { subject: permission, state: 'note', detail: `not known until it is used, for ${feature}` };
  const isThere = [permission, ...(GRANTED_BY[permission] ?? [])].some((one) => granted.includes(one));
  return isThere
    ? { subject: permission, state: 'good', detail: feature }
    : { subject: permission, state: 'note', detail: `missing, for ${feature}: it is refused. ${HOW}.` };
}

/** Whoever gets at the app's credential has these as well. */
function tooMuch(granted: readonly string[] = []): readonly Finding[] {
  const needed: ReadonlySet<string> = new Set([...READS, ...NOT_TRIED].map(({ permission }) => permission));
  const more = granted.filter((permission) => !needed.has(permission));
  if (more.length === 0) return [];
  return [
    {
      subject: 'Permissions',
      state: 'note',
      detail: `more than is needed: ${more.join(', ')}. Take them from the app.`,
    },
  ];
}
