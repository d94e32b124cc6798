import type { LicenseAssignmentState } from '../../graph/types.ts';
import type { Change, Refusal } from '../change.ts';
import { isHeld } from '../model/holdings.ts';
import { isKept } from '../model/kept.ts';
import type { MemoryTenant } from '../model/memory-tenant.ts';
import type { UserIndex } from '../model/tenant.ts';
import { checkLicenses } from '../rules/check-template.ts';
import { judgeDirect } from './judge-direct.ts';

type Assignment = Change & { kind: 'assignUserLicense' };

/**
 * Adds and removes direct rows, as Graph does: at once, all of it or nothing. A product that is only inherited cannot be
 * removed here (R20), and what the rules forbid is refused rather than left in error. A product that no group gives the
 * person any more and that only lingers is let go like a direct one while it waits to be swapped.
 */
export function assignUserLicense(tenant: MemoryTenant, change: Assignment, now: string | undefined): Refusal[] {
  const user = tenant.findUser(change.userId);
  if (user === undefined) return [{ kind: 'unknownUser', userId: change.userId }];
  const there = tenant.read(tenant.rows(user));
  const unknown = checkLicenses(tenant, change, there);
  if (unknown.length > 0) return unknown;
  const rows = withLingeringAsDirect(tenant, user, there, change);
  const notDirect = change.removeLicenses.flatMap((skuId) => cannotRemove(rows, change.userId, skuId));
  if (notDirect.length > 0) return notDirect;
  if (change.addLicenses.length > 0 && !tenant.user(user).usageLocation) {
    return [{ kind: 'noUsageLocation', userId: change.userId }];
  }
  const after = rowsAfter(rows, change, now);
  const failing = failures(tenant, user, change, rows, after);
  if (failing.length === 0) tenant.setRows(user, tenant.intern(after));
  return failing;
}

/** The rows that a person would have if the change were taken, whatever the rules say. */
export function rowsIfAssigned(
  tenant: MemoryTenant,
  user: UserIndex,
  change: Assignment,
): readonly LicenseAssignmentState[] {
  const rows = withLingeringAsDirect(tenant, user, tenant.read(tenant.rows(user)), change);
  return rowsAfter(rows, change, undefined);
}

/** The rows, with those to remove taken for direct ones where no group wants them on the person. */
function withLingeringAsDirect(
  tenant: MemoryTenant,
  user: UserIndex,
  rows: readonly LicenseAssignmentState[],
  { removeLicenses }: Assignment,
): readonly LicenseAssignmentState[] {
  const isWanted = ({ assignedByGroup, skuId }: LicenseAssignmentState) =>
    assignedByGroup === null || tenant.wants(user, assignedByGroup, skuId);
  const lingering = removeLicenses.filter((skuId) => !rows.some((row) => row.skuId === skuId && isWanted(row)));
  return rows.map((row) => (lingering.includes(row.skuId) ? { ...row, assignedByGroup: null } : row));
}

function cannotRemove(rows: readonly LicenseAssignmentState[], userId: string, skuId: string): Refusal[] {
  const sources = rows.filter((row) => row.skuId === skuId);
  if (sources.some((row) => row.assignedByGroup === null)) return [];
  const groupIds = sources.flatMap((row) => row.assignedByGroup ?? []);
  return groupIds.length > 0
    ? [{ kind: 'licenseIsInherited', userId, skuId, groupIds }]
    : [{ kind: 'licenseNotDirect', userId, skuId }];
}

function rowsAfter(
  rows: readonly LicenseAssignmentState[],
  { addLicenses, removeLicenses }: Assignment,
  now: string | undefined,
): readonly LicenseAssignmentState[] {
  const stays = rows.filter(
    (row) =>
      row.assignedByGroup !== null ||
      !(removeLicenses.includes(row.skuId) || addLicenses.some((license) => license.skuId === row.skuId)),
  );
  const added = addLicenses.map(
    ({ skuId, disabledPlans }): LicenseAssignmentState => ({
      skuId,
      disabledPlans,
      assignedByGroup: null,
      state: 'Active',
      error: null,
      lastUpdatedDateTime: now,
    }),
  );
  return [...stays, ...added];
}

/** Refusals by the rules of a group's acceptance, for what is given and for what needs what is taken away (R26). */
function failures(
  tenant: MemoryTenant,
  user: UserIndex,
  { userId, addLicenses, removeLicenses }: Assignment,
  before: readonly LicenseAssignmentState[],
  after: readonly LicenseAssignmentState[],
): Refusal[] {
  const taken = removeLicenses.map((skuId) => ({ skuId, disabledPlans: tenant.indexedRules.userPlans(skuId) }));
  const then = after.filter(isHeld);
  const errors = judgeDirect(tenant.indexedRules, {
    licenses: [...addLicenses, ...taken],
    usageLocation: tenant.user(user).usageLocation,
    now: before.filter(isHeld),
    base: then.filter((row) => {
      const { assignedByGroup, skuId } = row;
      return assignedByGroup === null || isKept(tenant, row) || tenant.wants(user, assignedByGroup, skuId);
    }),
    after: then,
    sharesAddress: tenant.people.sharesAddress[user] === 1,
    hasFreeSeat: (skuId) => {
      const sku = tenant.findSku(skuId) ?? -1;
      return removeLicenses.includes(skuId) || tenant.seats(sku) > tenant.consumed(sku);
    },
  });
  return [...errors].map(([skuId, error]) => ({ kind: 'directAssignmentFails', userId, skuId, error }));
}
