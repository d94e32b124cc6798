import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { readSnapshot } from '../../../src/directory/snapshot/read-snapshot.ts';
import { snapshotOf } from '../../../src/directory/snapshot/tenant-snapshot.ts';
import { writeSnapshot } from '../../../src/directory/snapshot/write-snapshot.ts';
import { idKey } from '../../../src/graph/ids.ts';
import type { Snapshot } from '../../../src/graph/snapshot-text.ts';
import type { LicenseAssignmentState } from '../../../src/graph/types.ts';
import { loadTenant } from '../../../src/licensing/model/load-tenant.ts';
import type { Tenant } from '../../../src/licensing/model/tenant.ts';
import { reconcile } from '../../../src/licensing/reconcile/reconcile.ts';
import { temporaryFolder } from './folder.ts';

export const NOW = '2026-11-24T06:00:00Z';

export type Files = Readonly<Record<string, string>>;

/** What everybody holds, products and services, in the terms of the whole tenant. */
export type Holdings = ReadonlyMap<string, ReadonlySet<string>>;

export interface Settled {
  readonly files: Files;
  readonly holdings: Holdings;
  readonly holdingsIn: (tenant: Tenant) => Holdings;
}

/** The tenant at rest, as files. What only waits to go, or is only kept, is let go of: the next pass may take that for other reasons. */
export async function settledFiles(snapshot: Snapshot): Promise<Settled> {
  const folder = temporaryFolder();
  await writeSnapshot(join(folder, 'as-it-was'), snapshot);
  const tenant = loadTenant(await readSnapshot(join(folder, 'as-it-was')), { groupsAreComplete: true });
  reconcile(tenant, { users: 'everyone', now: NOW });
  for (let user = 0; user < tenant.userCount; user++) {
    const rows = tenant.read(tenant.rows(user));
    tenant.setRows(user, tenant.intern(rows.filter(isAtRest)));
  }
  reconcile(tenant, { users: 'everyone', now: NOW });
  const whole = join(folder, 'whole');
  await writeSnapshot(whole, snapshotOf(tenant));
  const files = Object.fromEntries(readdirSync(whole).map((file) => [file, readFileSync(join(whole, file), 'utf8')]));
  rmSync(folder, { recursive: true });
  const holdingsIn = holdingsReader(snapshot);
  return { files, holdings: holdingsIn(tenant), holdingsIn };
}

function isAtRest({ state, kept, words }: LicenseAssignmentState): boolean {
  return state !== 'ActiveWithError' && kept !== true && words === undefined;
}

function holdingsReader({ subscribedSkus }: Snapshot): Settled['holdingsIn'] {
  const plans = new Map(
    subscribedSkus.map(({ skuId, servicePlans }) => [
      idKey(skuId),
      servicePlans.filter(({ appliesTo = 'User' }) => appliesTo === 'User').map((plan) => idKey(plan.servicePlanId)),
    ]),
  );
  // A row of which nobody knows whether it is held, and that stays, was taken from nobody.
  const heldBy = ({ skuId, state, disabledPlans, words }: LicenseAssignmentState) =>
    state !== 'Active' && state !== 'ActiveWithError' && words?.state === undefined
      ? []
      : [idKey(skuId), ...(plans.get(idKey(skuId)) ?? []).filter((plan) => !disabledPlans.map(idKey).includes(plan))];
  return (tenant) =>
    new Map(
      Array.from({ length: tenant.userCount }, (_, user) => [
        idKey(tenant.user(user).id),
        new Set(tenant.read(tenant.rows(user)).flatMap(heldBy)),
      ]),
    );
}

/**
 * Who has less of what they had in the whole tenant, after this one is reconciled as it stands. Of people who are not in it
 * nothing is said, and nothing taken.
 */
export function lossesIn(
  tenant: Tenant,
  { holdings, holdingsIn }: Settled,
): readonly { readonly id: string; readonly lost: readonly string[] }[] {
  reconcile(tenant, { users: 'everyone', now: NOW });
  const after = holdingsIn(tenant);
  return [...holdings].flatMap(([id, held]) => {
    const still = after.get(id);
    const lost = still === undefined ? [] : [...held].filter((one) => !still.has(one));
    return lost.length === 0 ? [] : [{ id, lost }];
  });
}
