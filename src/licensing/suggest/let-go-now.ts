import type { LicenseAssignmentState } from '../../graph/types.ts';
import type { Change } from '../change.ts';
import type { Cause } from '../explain/status.ts';
import type { Tenant, UserIndex } from '../model/tenant.ts';
import { missingSeats } from './buy-seats.ts';
import { type Candidate, reasonsOfKind } from './candidate.ts';
import { isNeededByOthers, seatHolders } from './seat-holders.ts';

/**
 * Lets people go without a product that left their group's template already and that they only keep until the new one has
 * a seat for them (R16): its seat is free at once. Subject: the product, the people, how many seats.
 */
export function letGoNow(tenant: Tenant, cause: Cause): readonly Candidate[] {
  const [short] = reasonsOfKind(cause, 'seats');
  if (!short) return [];
  const { skuId } = short;
  const users: UserIndex[] = [];
  const wanted = missingSeats(tenant, skuId, cause);
  for (const { user, held, sources } of seatHolders(tenant, skuId)) {
    if (users.length >= wanted) break;
    const isKept = sources.every((row) => isKeptForSwap(tenant, user, row));
    if (isKept && !isNeededByOthers(tenant, held, skuId)) users.push(user);
  }
  if (users.length === 0) return [];
  const userIds = users.map((user) => tenant.user(user).id);
  const changes = userIds.map(
    (userId): Change => ({ kind: 'assignUserLicense', userId, addLicenses: [], removeLicenses: [skuId] }),
  );
  return [{ kind: 'letGoNow', changes, subject: { skuIds: [skuId], userIds, seats: users.length }, canApply: true }];
}

/** In error through a group that they are in and whose template does not have the product any more. */
function isKeptForSwap(
  tenant: Tenant,
  user: UserIndex,
  { assignedByGroup, skuId, error }: LicenseAssignmentState,
): boolean {
  const group = assignedByGroup === null ? undefined : tenant.findGroup(assignedByGroup);
  return (
    error !== null &&
    group !== undefined &&
    tenant.groupsOf(user).includes(group) &&
    !tenant.givenLicenses(group).some((license) => license.skuId === skuId)
  );
}
