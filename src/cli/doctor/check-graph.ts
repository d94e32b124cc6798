import type { DirectoryConfig } from '../../config/config.ts';
import type { GraphClient } from '../../directory/graph/client.ts';
import { connectGraph, graphTokens, permissionsIn } from '../../directory/graph/connect.ts';
import { withQuery } from '../../directory/graph/path.ts';
import { DirectoryError } from '../../directory/port.ts';
import { systemClock } from '../../engine/clock.ts';
import type { SubscribedSku } from '../../graph/types.ts';
import { NOTIFICATIONS_PATH } from '../../teams/notification-route.ts';
import { checkPermissions } from './check-permissions.ts';
import type { Finding } from './finding.ts';
import { clockFinding, reach, reachability, reachabilityOf } from './reachable.ts';

type GraphConfig = Extract<DirectoryConfig, { kind: 'graph' }>;

const PUBLIC_AUTHORITY = 'https://login.microsoftonline.com';

/** Whether Graph can be used as it is configured: who we are to it, and what we may do. Nothing is changed. */
export async function checkGraph(directory: GraphConfig): Promise<readonly Finding[]> {
  const { baseUrl, credential, licensing } = directory;
  const subject = 'Microsoft Graph';
  const reached = await reach(baseUrl);
  if (reached === undefined) return [reachability(subject, baseUrl, reached), ...(await authorityOf(directory))];
  const around = [clockFinding(reached), ...(await authorityOf(directory))];
  const options = { clock: systemClock, random: Math.random, mostAttempts: 2 };
  try {
    const granted = permissionsIn(await (await graphTokens(directory, systemClock)).get());
    const client = await connectGraph(directory, options);
    const name = await organizationOf(client);
    const detail = `${name} at ${new URL(baseUrl).host}, with ${credential}, licensing ${licensing}`;
    return [
      { subject, state: 'good', detail },
      ...around,
      ...(await checkGroupLicensing(client, licensing)),
      ...(await checkPermissions(client, granted)),
      notificationsOf(directory),
    ];
  } catch (error) {
    if (!(error instanceof DirectoryError)) throw error;
    return [
      { subject, state: 'wrong', detail: `${error.message} (${new URL(baseUrl).host}, ${credential})` },
      ...around,
    ];
  }
}

function notificationsOf({ publicUrl }: GraphConfig): Finding {
  const subject = 'Change notifications';
  return publicUrl === undefined
    ? {
        subject,
        state: 'note',
        detail: 'off: changes made elsewhere are noticed within 30 s. Set PUBLIC_URL for sooner',
      }
    : { subject, state: 'good', detail: `posted to ${publicUrl}${NOTIFICATIONS_PATH}, which Microsoft must reach` };
}

/** Where tokens are from. A managed identity asks the machine that it is on. */
async function authorityOf({ credential, identity }: GraphConfig): Promise<readonly Finding[]> {
  if (credential === 'managed-identity') return [];
  return [await reachabilityOf('Microsoft Entra', identity['AZURE_AUTHORITY_HOST'] ?? PUBLIC_AUTHORITY)];
}

async function organizationOf(client: GraphClient): Promise<string> {
  const { value } = await client.get(withQuery('/organization', { select: ['id', 'displayName'] }));
  const [organization] = Array.isArray(value) ? (value as { readonly displayName?: string }[]) : [];
  return organization?.displayName ?? 'an organization without a name';
}

/**
 * Entra licenses groups in tenants with Microsoft Entra ID P1 or more, or with Office 365 E3, A3, G3 or more
 * (https://learn.microsoft.com/entra/fundamentals/concept-group-based-licensing).
 */
const P1_PLAN = /^AAD_PREMIUM(?:_P2)?$/;
const E3_AND_MORE = /^ENTERPRISE(?:PACK|PREMIUM|WITHSCAL)/;

/** Whether the tenant has what group-based licensing needs. */
export async function checkGroupLicensing(
  client: GraphClient,
  licensing: GraphConfig['licensing'],
): Promise<readonly Finding[]> {
  const { value } = await client.get('/subscribedSkus').catch((error: unknown) => {
    // Not being allowed to read products is told with the permissions.
    if (error instanceof DirectoryError) return { value: undefined };
    throw error;
  });
  if (!Array.isArray(value)) return [];
  const product = (value as readonly Partial<SubscribedSku>[]).find(licensesGroups);
  return [groupLicensing(product?.skuPartNumber, licensing)];
}

function licensesGroups({ skuPartNumber = '', servicePlans = [], capabilityStatus }: Partial<SubscribedSku>): boolean {
  const isThere = capabilityStatus === undefined || ['Enabled', 'Warning'].includes(capabilityStatus);
  const hasPlan = servicePlans.some(({ servicePlanName = '' }) => P1_PLAN.test(servicePlanName));
  return isThere && (hasPlan || E3_AND_MORE.test(skuPartNumber));
}

function groupLicensing(product: string | undefined, licensing: GraphConfig['licensing']): Finding {
  const subject = 'Microsoft Entra ID P1';
  if (product === undefined) {
    return licensing === 'managed'
      ? { subject, state: 'good', detail: 'none: Seatkeeper licenses groups in place of Entra' }
      : {
          subject,
          state: 'note',
          detail: 'no product brings it: Entra will refuse licenses of groups. Set GRAPH_LICENSING=managed, or buy it.',
        };
  }
  return licensing === 'managed'
    ? { subject, state: 'note', detail: `${product} brings it: with GRAPH_LICENSING=native Entra would license groups` }
    : { subject, state: 'good', detail: `${product} brings it: Entra licenses groups` };
}
