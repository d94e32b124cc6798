import type { Clock } from '../../engine/clock.ts';
import type { Change } from '../../licensing/change.ts';
import type { Observed } from '../../licensing/model/observed.ts';
import type { Tenant } from '../../licensing/model/tenant.ts';
import type { GraphClient } from './client.ts';
import type { Ledger } from './ledger.ts';
import { notAtRest, READERS_ARE_BEHIND_MS } from './native.ts';
import { readMemberRows, readRows } from './observer.ts';

interface RestOptions {
  readonly client: GraphClient;
  readonly tenant: Tenant;
  readonly clock: Clock;
  readonly ledger: Ledger | undefined;
  /** Hears what people have when Entra has come to rest. */
  readonly take: (batch: readonly Observed[]) => void;
  /** Nobody waits any more once it is aborted, and nothing is asked. */
  readonly stopping: AbortSignal;
}

const PAUSE_MS = 1_000;

/**
 * Resolves when Entra has ended its work on the groups of these changes, and the tenant has what it came to. Where it is not seen
 * at work it may not have begun, or readers may be behind it: it is waited for that long.
 */
export async function comeToRest(
  { client, tenant, clock, ledger, take, stopping }: RestOptions,
  changes: readonly Change[],
): Promise<void> {
  const groupIds = [...new Set(changes.flatMap((change) => ('groupId' in change ? [change.groupId] : [])))];
  const entras = groupIds.filter((id) => isEntras(tenant, ledger, changes, id));
  if (entras.length === 0) return;
  const sinceMs = clock.elapsedMs();
  for (let wasAtWork = false; ; ) {
    if (stopping.aborted) return new Promise(() => undefined);
    const going = await notAtRest(client, entras);
    if (going.length === 0 && (wasAtWork || clock.elapsedMs() - sinceMs > READERS_ARE_BEHIND_MS)) break;
    wasAtWork ||= going.length > 0;
    await clock.sleep(PAUSE_MS, stopping);
  }
  const userIds = changes.flatMap((change) => ('userId' in change ? [change.userId] : []));
  const seen = await Promise.all([
    ...entras.map((id) => readMemberRows(client, tenant, id)),
    readRows(client, tenant, [...new Set(userIds)]),
  ]);
  take(seen.flat());
}

/** Whether Entra has something to do where this group changes. */
function isEntras(tenant: Tenant, ledger: Ledger | undefined, changes: readonly Change[], groupId: string): boolean {
  const group = tenant.findGroup(groupId);
  if (group === undefined || ledger?.template(groupId) !== undefined) return false;
  if (tenant.assignedLicenses(group).length > 0) return true;
  return ledger === undefined && changes.some((one) => one.kind === 'assignGroupLicense' && one.groupId === groupId);
}
