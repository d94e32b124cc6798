import type { LicenseAssignmentState } from '../../graph/types.ts';
import type { Change } from '../change.ts';
import type { Cause } from '../explain/status.ts';
import type { Tenant, UserIndex } from '../model/tenant.ts';
import { missingSeats } from './buy-seats.ts';
import { type Candidate, inOneStep, reasonsOfKind } from './candidate.ts';
import { isCovered, isNeededByOthers, seatHolders } from './seat-holders.ts';

/**
 * Frees the seats that are missing: first of people whose account is disabled, then of people who hold the product
 * directly and get every plan of it from other products as well. Subjects: the group that
 * they leave, if any; the product; the people.
 */
export function freeSeats(tenant: Tenant, cause: Cause): readonly Candidate[] {
  const [short] = reasonsOfKind(cause, 'seats');
  if (!short) return [];
  const { skuId } = short;
  const found = seatsToFree(tenant, skuId, missingSeats(tenant, skuId, cause), new Set(cause.users));
  if (found.length === 0) return [];
  return inOneStep(
    ways(
      found.flatMap(({ changes }) => changes),
      skuId,
    ),
  );
}

/** A step for each group that people leave, and one for those who have the product directly. */
function ways(changes: readonly Withdrawal[], skuId: string): readonly Candidate[] {
  const found = new Map<string | null, Withdrawal[]>();
  for (const change of changes) {
    const groupId = change.kind === 'removeMember' ? change.groupId : null;
    const known = found.get(groupId);
    if (known === undefined) found.set(groupId, [change]);
    else known.push(change);
  }
  return [...found].map(([groupId, some]): Candidate => {
    const subject = {
      ...(groupId === null ? {} : { groupIds: [groupId] }),
      skuIds: [skuId],
      userIds: some.map(({ userId }) => userId),
    };
    return { kind: 'freeSeats', changes: some, subject, canApply: true };
  });
}

type Withdrawal = Extract<Change, { kind: 'assignUserLicense' | 'removeMember' }>;

interface SeatToFree {
  readonly user: UserIndex;
  readonly changes: readonly Withdrawal[];
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
    const changes = isNeededByOthers(tenant, held, skuId) ? undefined : withdrawProduct(tenant, user, sources);
    if (changes) (isDisabled ? disabled : superfluous).push({ user, changes });
  }
  return [...disabled, ...superfluous].slice(0, wanted);
}

/** What takes every source of a product off somebody; undefined where it lingers or a rule puts them into a group. */
export function withdrawProduct(
  tenant: Tenant,
  user: UserIndex,
  sources: readonly LicenseAssignmentState[],
): readonly Withdrawal[] | undefined {
  const userId = tenant.user(user).id;
  const changes: Withdrawal[] = [];
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
