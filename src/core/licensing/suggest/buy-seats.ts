import type { Change } from '../change.ts';
import { failingReader } from '../failures.ts';
import { type SimulateOptions, whatIf } from '../simulate.ts';
import type { Cause } from '../status.ts';
import type { Tenant } from '../tenant.ts';
import { type Candidate, distinct, reasonsOfKind } from './candidate.ts';

/** Others may stand before these people in the queue: how often to count them and ask for more. */
const ATTEMPTS = 4;

/**
 * As many seats as these people wait for, and as those who wait before them take. Nothing that can be done from here.
 * Subject: the products, and how many seats of each.
 */
export function buySeats(tenant: Tenant, cause: Cause, options: SimulateOptions): readonly Candidate[] {
  const skuIds = distinct(reasonsOfKind(cause, 'seats').map(({ skuId }) => skuId)).filter((skuId) =>
    isSold(tenant, skuId),
  );
  if (skuIds.length === 0) return [];
  let seats = Math.max(...skuIds.map((skuId) => missingSeats(tenant, skuId, cause)));
  for (let attempt = 1; attempt < ATTEMPTS; attempt++) {
    const waiting = stillFailing(tenant, cause, purchase(tenant, skuIds, seats), options);
    if (waiting === 0) break;
    seats += waiting;
  }
  return [{ kind: 'buySeats', changes: purchase(tenant, skuIds, seats), subject: { skuIds, seats }, canApply: false }];
}

/** Seats that these people lack: all of theirs, less the free ones, more where more are in use than there are. */
export function missingSeats(tenant: Tenant, skuId: string, cause: Cause): number {
  const sku = tenant.findSku(skuId);
  return sku === undefined ? 0 : Math.max(1, cause.users.length - (tenant.seats(sku) - tenant.consumed(sku)));
}

/** A subscription that is suspended, locked out or deleted has no seats, however many are bought (R56). */
function isSold(tenant: Tenant, skuId: string): boolean {
  const status = tenant.skus[tenant.findSku(skuId) ?? -1]?.capabilityStatus;
  return status === 'Enabled' || status === 'Warning';
}

function purchase(tenant: Tenant, skuIds: readonly string[], seats: number): readonly Change[] {
  return skuIds.map((skuId): Change => {
    const sku = tenant.findSku(skuId) ?? -1;
    const enabled = tenant.seats(sku) - (tenant.skus[sku]?.prepaidUnits.warning ?? 0);
    return { kind: 'setSeats', skuId, enabled: enabled + seats };
  });
}

function stillFailing(tenant: Tenant, cause: Cause, changes: readonly Change[], options: SimulateOptions): number {
  const groupId = tenant.group(cause.group).id;
  const result = whatIf(tenant, changes, options, (after) => {
    const failing = failingReader(after);
    return cause.users.filter((user) => failing(after.rows(user)).includes(groupId)).length;
  });
  return 'seen' in result ? result.seen : 0;
}
