import type { LicenseAssignmentState } from '../../graph.ts';
import type { Change } from '../change.ts';
import type { Cause } from '../status.ts';
import type { Tenant, UserIndex } from '../tenant.ts';
import { missingSeats } from './buy-seats.ts';
import { type Candidate, reasonsOfKind } from './candidate.ts';
import { isCovered, isNeededByOthers, seatHolders } from './seat-holders.ts';

/**
 * Frees the seats that are missing: first of people whose account is disabled, then of people who hold the product
 * directly and get every plan of it from other products as well. Subject: the product, the people, how many seats.
 */
export function freeSeats(tenant: Tenant, cause: Cause): readonly Candidate[] {
  const [short] = reasonsOfKind(cause, 'seats');
  if (!short) return [];
  const { skuId } = short;
  const found = seatsToFree(tenant, skuId, missingSeats(tenant, skuId, cause), new Set(cause.users));
  if (found.length === 0) return [];
  const userIds = found.map(({ user }) => tenant.user(user).id);
  const subject = { skuIds: [skuId], userIds, seats: found.length };
  return [{ kind: 'freeSeats', changes: found.flatMap(({ changes }) => changes), subject, canApply: true }];
}

interface SeatToFree {
  readonly user: UserIndex;
  readonly changes: readonly Change[];
}

function seatsToFree(
  tenant: Tenant,
  skuId: string,
  wanted: number,
  waiting: ReadonlySet<UserIndex>,
): readonly SeatToFree[] {
  const disabled: SeatToFree[] = [];
  const superfluous: SeatToFree[] = [];
  for (const { user, held, sources } of seatHolders(tenant, skuId)) {
    if (disabled.length >= wanted) break;
    if (waiting.has(user)) continue;
    const isDisabled = !tenant.user(user).accountEnabled;
    const isSuperfluous = sources.every((row) => row.assignedByGroup === null) && isCovered(tenant, held, skuId);
    if (!isDisabled && (!isSuperfluous || superfluous.length >= wanted)) continue;
    const changes = isNeededByOthers(tenant, held, skuId) ? undefined : withdraw(tenant, user, sources);
    if (changes) (isDisabled ? disabled : superfluous).push({ user, changes });
  }
  return [...disabled, ...superfluous].slice(0, wanted);
}

/** What takes every source of a product off somebody; undefined where it lingers or a rule puts them into a group. */
function withdraw(
  tenant: Tenant,
  user: UserIndex,
  sources: readonly LicenseAssignmentState[],
): readonly Change[] | undefined {
  const userId = tenant.user(user).id;
  const changes: Change[] = [];
  for (const { assignedByGroup: groupId, skuId, error } of sources) {
    if (groupId === null) {
      changes.push({ kind: 'assignUserLicense', userId, addLicenses: [], removeLicenses: [skuId] });
      continue;
    }
    const group = tenant.findGroup(groupId);
    if (error !== null || group === undefined || !tenant.groupsOf(user).includes(group)) return undefined;
    if (tenant.group(group).groupTypes.includes('DynamicMembership')) return undefined;
    changes.push({ kind: 'removeMember', groupId, userId });
  }
  return changes;
}
